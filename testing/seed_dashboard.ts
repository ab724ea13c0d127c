import type { Sql } from "../core/postgres/connect.ts";
import { announceChange } from "../core/postgres/change_channel.ts";

/** Languages of the generated posts with their weights. */
const LANGS: readonly (readonly [lang: string, weight: number])[] = [
  ["en", 46],
  ["de", 17],
  ["ja", 14],
  ["fr", 9],
  ["es", 7],
  ["pt", 5],
  ["nl", 4],
  ["it", 3],
  ["und", 3],
  ["ko", 2],
];
/** Hashtags with their weight in the past and now; the last but one is used by one person only. */
const TAGS: readonly (readonly [tag: string, past: number, now: number, lang: string])[] = [
  ["aurora", 3, 60, "en"],
  ["photography", 40, 44, "en"],
  ["eclipse", 4, 34, "en"],
  ["bahnstreik", 3, 28, "de"],
  ["caturday", 20, 31, "en"],
  ["今日の空", 6, 21, "ja"],
  ["opensource", 25, 26, "en"],
  ["grève", 2, 17, "fr"],
  ["gardening", 12, 17, "en"],
  ["nowplaying", 30, 31, "en"],
  ["élections", 4, 13, "fr"],
  ["bookstodon", 14, 17, "en"],
  ["tipitaka", 1, 9, "en"],
  ["fediverse", 22, 24, "en"],
  ["onlyme", 0, 30, "en"],
];
const DAYS = 7;
const RAW_MINUTES = 75;

/** Inserts generated, reproducible data: minute windows of a week up to `now` (ms since 1970), posts of an hour, two gaps. */
export async function seedDashboard(sql: Sql, now: number): Promise<void> {
  const minute = Math.floor(now / 60_000);
  await sql`select setseed(0.42)`;
  await insertWindows(sql, minute - DAYS * 1_440, minute);
  await insertPosts(sql, minute);
  const at = (minutesAgo: number) => new Date((minute - minutesAgo) * 60_000).toISOString();
  await sql`
    insert into masto.stream_coverage (instance, stream, state, partitions, "partition", covered) values
      ('example.social', 'public', 'live', 1, 0,
       tstzmultirange(tstzrange(${at(DAYS * 1_440)}, ${at(-1)}))
         - tstzmultirange(tstzrange(${at(46)}, ${at(41)}), tstzrange(${at(24)}, ${at(21)}),
                          tstzrange(${at(1_510)}, ${at(1_440)}))),
      ('example.social', 'public', 'filled', 1, 0,
       tstzmultirange(tstzrange(${at(46)}, ${at(41)}), tstzrange(${at(1_510)}, ${at(1_440)})))`;
  await sql`
    insert into masto.gap_fills (key, instance, stream, state, during, why, posts, rechecked, unverified, at) values
      ('1', 'example.social', 'public', 'filled', tstzrange(${at(46)}, ${at(41)}), '', 210, 0, 0, ${
    at(40)
  }),
      ('2', 'example.social', 'public', 'filled', tstzrange(${at(1_510)}, ${
    at(1_440)
  }), '', 3100, 0, 0, ${at(1_430)})`;
  await sql`
    insert into masto.dead_letters (cluster_id, topic, "partition", "offset", reason, error, payload_length, payload_sha256)
    values ('c', 'mastodon_stream', 0, 1, 'not_json', 'made up', 3, 'x')`;
  for (const partition of [0, 1, 2, 3]) {
    await sql`
      insert into masto.stream_offsets (cluster_id, topic, "partition", next_offset, last_timestamp, watermark, end_offset)
      values ('c', 'mastodon_stream', ${partition}, 250000, ${now - 400}, ${at(2)}, 250003)`;
  }
  await sql`update masto.pipeline set watermark = ${at(2)}`;
}

/** Inserts windows of `[from, to)`, minutes since 1970: many posts by day, few by night, most of them scored. */
async function insertWindows(sql: Sql, from: number, to: number): Promise<void> {
  await sql`
    insert into masto.toot_metrics_windowed
           (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, n_unscored, prob_pos_sum)
    select to_timestamp(m * 60), to_timestamp(m * 60 + 60), lang, n, n * 137, n / 40,
           (scored * p)::int, (scored * q)::int, scored - (scored * p)::int - (scored * q)::int,
           case when lang in ('ja', 'ko', 'und') then (n * 0.5)::int else n - scored - (m > ${to} - 2)::int end,
           (scored * 0.58 * 1e6)::bigint
      from (select m, lang, n, p, q,
                   case when lang in ('ja', 'ko', 'und') then (n * 0.3)::int else (n * 0.93)::int end as scored
              from (select m, lang,
                           greatest(1, (weight * (0.9 + 0.38 * sin((m % 1440) / 1440.0 * 6.283 - 1.9)
                             + 0.16 * sin(m / 17.0) + 0.2 * random()))::int) as n,
                           0.33 + 0.07 * sin(m / 31.0) + 0.03 * random() as p,
                           0.2 + 0.05 * sin(m / 23.0 + 2) + 0.03 * random() as q
                      from generate_series(${from}::int, ${to - 1}::int) as m,
                           json_to_recordset(${
    JSON.stringify(LANGS.map(([lang, weight]) => ({ lang, weight })))
  }::text::json) as l (lang text, weight float8)) made) counted`;
}

async function insertPosts(sql: Sql, minute: number): Promise<void> {
  const tags = TAGS.map(([tag, past, now, lang], index) => ({ tag, past, now, lang, index }));
  await sql`
    insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
           favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
    select row_number() over (), to_timestamp((m + random()) * 60), 'someone', who, lang, '', '', array[tag],
           0, 0, 'example.social', row_number() over ()::text, false, false, '', false, 0, 1
      from (select m, lang, tag,
                   case when tag = 'onlyme' then 'p0' else 'p' || (random() * 5000)::int end as who
              from generate_series(${minute - RAW_MINUTES}::int, ${minute - 1}::int) as m,
                   json_to_recordset(${JSON.stringify(tags)}::text::json)
                     as t (tag text, past float8, now float8, lang text, index int),
                   generate_series(1, ceil((case when m > ${minute} - 10 then now else past end) / 10
                     * (0.6 + random()))::int)
             where past > 0 or m > ${minute} - 10) made`;
  // All but each tenth post are judged; Japanese is not known.
  await sql`
    insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason, lang_read)
    select id, 1, case when judged then (array[100000, 550000, 900000])[1 + id % 3] end,
           case when judged then id % 3 - 1 end, 'made up', case when not judged then 'language' end, lang
      from (select id, lang, lang <> 'ja' as judged from masto.toots_raw where id % 10 > 0) posts`;
  // Nine labels in ten are right.
  await sql`
    insert into masto.sentiment_heads (lang, confusion)
    select lang, '{0.9,0.05,0.05,0.05,0.9,0.05,0.05,0.05,0.9}'
      from (select distinct lang from masto.toots_raw where lang <> 'ja') known`;
}

/** A commit of a generated live stream. */
export interface Commit {
  /** Posts of the newest minute after the commit. */
  readonly posts: number;
  /** ms since 1970. */
  readonly at: number;
}

/**
 * Commits posts to the window of the current minute, as a consumer would: `perSecond` posts in `commitsPerSecond`
 * transactions, with at most four notifications a second. Runs until the signal.
 */
export async function* commitPosts(
  sql: Sql,
  { perSecond, commitsPerSecond = 10, signal }: {
    perSecond: number;
    commitsPerSecond?: number;
    signal: AbortSignal;
  },
): AsyncGenerator<Commit> {
  let announced = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const start = Math.floor(Date.now() / 60_000) * 60_000;
    const posts = await commitBatch(sql, start, Math.round(perSecond / commitsPerSecond));
    if (began - announced >= 250) {
      announced = began;
      await announceChange(sql);
    }
    yield { posts, at: Date.now() };
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, 1_000 / commitsPerSecond - (performance.now() - began)))
    );
  }
}

async function commitBatch(sql: Sql, start: number, posts: number): Promise<number> {
  const from = new Date(start).toISOString();
  const to = new Date(start + 60_000).toISOString();
  const rows = new Map<string, number>();
  for (let count = 0; count < posts; count++) {
    const lang = nextLang();
    rows.set(lang, (rows.get(lang) ?? 0) + 1);
  }
  await sql`
    insert into masto.toot_metrics_windowed as w
           (window_start, window_end, lang, toots_count, length_sum, late_count,
           n_pos, n_neu, n_neg)
    select ${from}, ${to}, lang, n, n * 120, 0, pos, neu, least(n - pos - neu, floor(n * 0.2 + random())::int)
      from (select lang, n, pos, least(n - pos, floor(n * 0.4 + random())::int) as neu
              from (select lang, n, least(n, floor(n * 0.28 + random())::int) as pos
                      from json_to_recordset(${
    JSON.stringify([...rows].map(([lang, n]) => ({ lang, n })))
  }::text::json) as s (lang text, n int)) p) q
    on conflict (window_start, lang) do update
       set toots_count = w.toots_count + excluded.toots_count, length_sum = w.length_sum + excluded.length_sum,
           n_pos = w.n_pos + excluded.n_pos, n_neu = w.n_neu + excluded.n_neu, n_neg = w.n_neg + excluded.n_neg`;
  await sql`update masto.pipeline set watermark = greatest(watermark, ${
    new Date(start - 60_000).toISOString()
  })`;
  await sql`update masto.stream_offsets set heard_at = now(), updated_at = now(), last_timestamp = ${Date.now()}`;
  const [minute] = await sql<{ n: number }[]>`
    select sum(toots_count)::int as n from masto.toot_metrics_windowed where window_start = ${from}`;
  return minute?.n ?? 0;
}

let turn = 0;

/** The next language, in proportion to the weights and the same in every run: steps of the golden ratio. */
function nextLang(): string {
  const total = LANGS.reduce((sum, [, weight]) => sum + weight, 0);
  let left = (turn++ * 0.618033988749895) % 1 * total;
  for (const [lang, weight] of LANGS) {
    left -= weight;
    if (left < 0) return lang;
  }
  return "und";
}
