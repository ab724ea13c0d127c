import type { Sql } from "../../core/postgres/connect.ts";

/** A made-up stream: posts at one pace, whose truth is known because it is made. */
export interface MadeUpStream {
  readonly name: string;
  /** Minutes that it lasts; it ends `now`. */
  readonly minutes: number;
  /** Minutes between two posts. */
  readonly every: number;
  /** Minutes before now in which nobody listened. */
  readonly hole?: readonly [from: number, to: number];
  /** Share of positive posts in the first and in the second half; a third of the others is neutral. */
  readonly positive: readonly [number, number];
}

/** Streams of every age that a page or a report may see. */
export const STREAMS: readonly MadeUpStream[] = [
  { name: "a minute", minutes: 1, every: 1 / 40, positive: [0.4, 0.4] },
  { name: "12 minutes", minutes: 12, every: 1 / 20, positive: [0.4, 0.4] },
  {
    name: "9 hours with a hole",
    minutes: 540,
    every: 1 / 6,
    hole: [300, 180],
    positive: [0.6, 0.3],
  },
  { name: "8 days", minutes: 8 * 1_440, every: 1, positive: [0.4, 0.4] },
  { name: "3 years", minutes: 3 * 365 * 1_440, every: 30, positive: [0.6, 0.4] },
];

/** A post of a made-up stream. */
export interface MadeUpPost {
  /** ms since 1970. */
  readonly at: number;
  readonly lang: string;
  readonly tags: readonly string[];
  readonly person: string;
  readonly label: "positive" | "neutral" | "negative" | null;
  readonly length: number;
  /** Its text, where it matters; `length` may differ from it. */
  readonly text?: string;
  /** Null in the first quarter of the stream, as for posts of earlier builds. */
  readonly media?: { readonly attachments: number; readonly described: number } | null;
}

const LANGS = ["en", "en", "en", "de", "de", "fr", "ja", "und"];

/**
 * The posts, oldest first. Each tenth carries `steady`; `falling` grows rarer in four steps; `burst` is in every second
 * post of the last eighth of the stream, at most of 12 hours, and in none before.
 */
export function postsOf(stream: MadeUpStream, now: number): readonly MadeUpPost[] {
  const { minutes, every, hole, positive } = stream;
  const posts: MadeUpPost[] = [];
  const count = Math.floor(minutes / every);
  const burst = Math.min(minutes / 8, 720);
  for (let n = 0; n < count; n++) {
    // In the middle of its step, so that none lies on a boundary.
    const ago = minutes - (n + 0.5) * every;
    if (hole !== undefined && ago <= hole[0] && ago > hole[1]) continue;
    const tags = [];
    if (n % 10 === 0) tags.push("steady");
    if (ago < burst && n % 2 === 0) tags.push("burst");
    const quarter = Math.floor((minutes - ago) / minutes * 4);
    if (n % ([2, 4, 8, 40][quarter] ?? 40) === 0) tags.push("falling");
    posts.push({
      ...{ at: Math.round(now - ago * 60_000), lang: LANGS[n % LANGS.length] ?? "en", tags },
      ...{ person: `p${n * 7 % 101}`, length: 50 + n % 40 },
      label: labelOf(n, positive[ago > minutes / 2 ? 0 : 1]),
      media: quarter === 0 ? null : mediaOf(n),
    });
  }
  return posts;
}

/** Every fifth post has one to three attachments, of which some are described. */
function mediaOf(n: number): NonNullable<MadeUpPost["media"]> {
  if (n % 5 !== 0) return { attachments: 0, described: 0 };
  const attachments = 1 + n / 5 % 3;
  return { attachments, described: n / 5 % 7 < 4 ? attachments : attachments - 1 };
}

/** Evenly spread, so that the shares hold in every stretch; each ninth post has no score. */
function labelOf(n: number, positive: number): MadeUpPost["label"] {
  if (n % 9 === 8) return null;
  const place = n * 0.618033988749895 % 1;
  if (place < positive) return "positive";
  return place < positive + (1 - positive) / 3 ? "neutral" : "negative";
}

/** Stores posts, and what a consumer would have made of them: scores and windows, by a plain sum over the posts. */
export async function storePosts(sql: Sql, posts: readonly MadeUpPost[]): Promise<void> {
  const rows = posts.map((post, id) => ({
    ...{ ...post, id, at: new Date(post.at).toISOString() },
    label: post.label === null ? null : { positive: 1, neutral: 0, negative: -1 }[post.label],
  }));
  for (let from = 0; from < rows.length; from += 20_000) {
    const part = JSON.stringify(rows.slice(from, from + 20_000));
    await sql`
      insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
          favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version,
          attachment_count, described_count)
      select id, at, person, person, lang, coalesce(text, ''), '', array(select json_array_elements_text(tags)), 0, 0, 'home.example',
             id::text, false, false, '', false, length, 1, (media ->> 'attachments')::int, (media ->> 'described')::int
        from json_to_recordset(${part}::text::json)
          as p (id bigint, at timestamptz, person text, lang text, tags json, length int, text text, media json)`;
    await sql`
      insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason)
      select id, 1, case label when 1 then 900000 when 0 then 500000 when -1 then 100000 end, label, 'made up',
             case when label is null then 'language' end
        from json_to_recordset(${part}::text::json) as p (id bigint, label smallint)`;
  }
  await sql`
    insert into masto.toot_metrics_windowed
           (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, n_unscored, prob_pos_sum)
    select date_trunc('minute', created_at), date_trunc('minute', created_at) + interval '1 minute', lang, count(*),
           sum(content_len), 0, count(*) filter (where label = 1), count(*) filter (where label = -1),
           count(*) filter (where label = 0), count(*) filter (where label is null), 0
      from masto.toots_raw join masto.toot_scores using (id)
     group by 1, 2, 3`;
}
