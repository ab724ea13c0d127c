import type { Sql } from "../core/postgres/connect.ts";
import { countHashtags } from "../core/dashboard/count_hashtags.ts";
import { readSources } from "../core/dashboard/read_health.ts";
import type { MediaCounts } from "../core/dashboard/page_protocol.ts";
import type { PostFilter } from "../core/post/post_filter.ts";
import { risingSql } from "../core/windows/enough_past.ts";
import {
  OBSERVED_STRETCHES,
  observedOf,
  type ObservedRow,
  type Stretch,
} from "../core/windows/observed.ts";
import { type AskedSpan, usualSpan } from "../core/windows/usual_span.ts";
import {
  type BatchData,
  type Bucket,
  type LanguageCount,
  type ObservedTime,
  type ReportData,
  unitFor,
  type Unjudged,
} from "./report_data.ts";

/** Part of the data: `[from, to)`, ms since 1970; absent: all but posts far outside the usual span. */
export interface Range {
  /** Only these posts, which are counted one by one; an owner's right. */
  readonly filter?: PostFilter;
  readonly from?: number;
  readonly to?: number;
}

// The years that both JavaScript and PostgreSQL can format.
const [YEAR_1, YEAR_9999] = [Date.parse("0001-01-01"), Date.parse("9999-01-01")];
const SHOWN = { hashtags: 20, rising: 15, servers: 15, sites: 15 };
/** Links are looked for in so many of the newest posts, which takes a second. */
const LINKED_POSTS_MAX = 200_000;

/**
 * Reads the charts' data in one snapshot. Aggregates only: no name and no post leaves the database. With a filter, its posts
 * take the place of the windows and of the batch tables; the time that was observed stays that of all posts.
 */
export async function readReportData(
  sql: Sql,
  range: Range = {},
): Promise<ReportData> {
  const { filter } = range;
  const mode = filter === undefined ? "read only" : "read write";
  return await sql.begin(`isolation level repeatable read ${mode}`, async (transaction) => {
    // A transaction's client lacks only methods that must not be called inside a transaction.
    const sql = transaction as unknown as Sql;
    const from = new Date(range.from ?? YEAR_1).toISOString();
    const to = new Date(range.to ?? YEAR_9999).toISOString();
    const [span] = await sql<{ from: number | null; to: number | null; outside: number }[]>`
      with usual as materialized (${sql.unsafe(usualSpan(askedFor(range)))})
      select (extract(epoch from min(window_start) filter (where inside)) * 1000)::float8 as "from",
             (extract(epoch from max(window_end) filter (where inside)) * 1000)::float8 as "to",
             coalesce(sum(toots_count) filter (where not inside), 0)::float8 as outside
        from (select w.*, coalesce(window_start >= first and window_start < until, false) as inside
                from masto.toot_metrics_windowed w, usual
               where window_start >= ${from} and window_start < ${to}) asked`;
    const sources = await readSources(sql);
    if (span === undefined || span.from === null || span.to === null) {
      return { ...NOTHING, sources };
    }
    const [first, last] = [span.from, span.to];
    const within = sql`window_start >= ${new Date(first).toISOString()}
      and window_start < ${new Date(last).toISOString()}`;
    const unit = unitFor(first, last);
    if (filter !== undefined) await selectPosts(sql, filter, [first, last]);
    const windows = sql.unsafe(
      filter === undefined ? "masto.toot_metrics_windowed" : SELECTED_WINDOWS,
    );

    const buckets = await sql<Bucket[]>`
      select (extract(epoch from date_trunc(${unit}, window_start at time zone 'UTC')) * 1000)::float8 as "start",
             sum(toots_count)::float8 as toots, sum(length_sum)::float8 as "lengthSum",
             sum(n_pos)::float8 as positive, sum(n_neu)::float8 as neutral, sum(n_neg)::float8 as negative,
             sum(toots_count - n_scored)::float8 as unscored
        from ${windows} where ${within}
       group by 1 order by 1`;
    const languages = await sql<LanguageCount[]>`
      select lang, sum(toots_count)::float8 as toots, sum(n_pos)::float8 as positive,
             sum(n_neu)::float8 as neutral, sum(n_neg)::float8 as negative
        from ${windows} where ${within}
       group by 1 order by 2 desc, 1`;
    const counted = await sql<{ weekday: number; hour: number; toots: number }[]>`
      select extract(isodow from window_start at time zone 'UTC')::int as weekday,
             extract(hour from window_start at time zone 'UTC')::int as hour, sum(toots_count)::float8 as toots
        from ${windows} where ${within}
       group by 1, 2`;
    const gaps = await sql<{ from: number; to: number; filled: boolean }[]>`
      select (extract(epoch from coalesce(from_time, to_time)) * 1000)::float8 as "from",
             (extract(epoch from coalesce(to_time, now())) * 1000)::float8 as "to", filled_at is not null as filled
        from (select from_time, to_time, filled_at from masto.stream_gaps
              union all
              -- Before the first coverage nothing is on record; charts that begin later do not show it.
              select ${new Date(first).toISOString()}::timestamptz, min(lower(covered)), null
                from masto.v_stream_coverage
              having min(lower(covered)) > ${new Date(first + MINUTE_MS).toISOString()}) gaps
       where coalesce(from_time, to_time) is not null
         and coalesce(to_time, now()) >= ${from} and coalesce(from_time, to_time) < ${to}
       order by 1`;

    const { stretches } = observedOf(
      await sql.unsafe<ObservedRow[]>(OBSERVED_STRETCHES, [first, last]),
    );
    const seen = observedHoursOfWeek(stretches, first, last);
    const isWhole = range.from === undefined && range.to === undefined;
    if (filter !== undefined && buckets.length === 0) return { ...NOTHING, sources, filter };
    return {
      sources,
      ...(filter === undefined ? {} : { filter }),
      span: { from: first, to: last },
      outside: span.outside,
      unit,
      buckets: [...buckets],
      observed: await readObserved(sql, stretches, { first, last, windows }),
      gaps: gaps.filter((gap) => gap.to > first && gap.from < last),
      languages: [...languages],
      ...(isWhole && filter === undefined && { judged: await readJudged(sql) }),
      links: await readLinks(sql, filter !== undefined, [first, last]),
      week: counted.map((cell) => ({
        ...cell,
        hours: seen.get(cell.weekday * 24 + cell.hour) ?? 0,
      })),
      batch: filter !== undefined
        ? await readSelected(sql, filter, [first, last])
        : await readBatch(sql, {
          from,
          to,
          span: [first, Math.min(range.to ?? last, last)],
          whole: isWhole,
        }),
    };
  });
}

/** The sites that posts link to: those that a filter lets through, or the newest ones. */
async function readLinks(
  sql: Sql,
  isFiltered: boolean,
  [first, last]: readonly [number, number],
): Promise<NonNullable<ReportData["links"]>> {
  if (isFiltered) {
    const sites = await sql<{ site: string; toots: number }[]>`
      select name as site, posts::float8 as toots from pg_temp.selected
       where part = 'domain' order by posts desc, name limit ${SHOWN.sites}`;
    return { from: first, sites: [...sites] };
  }
  const [newest] = await sql<{ from: number | null }[]>`
    select (extract(epoch from min(window_start)) * 1000)::float8 as "from"
      from (select window_start, sum(sum(toots_count)) over (order by window_start desc) as posts
              from masto.toot_metrics_windowed
             where window_start >= ${new Date(first).toISOString()}
               and window_start < ${new Date(last).toISOString()}
             group by window_start) newer
     where posts <= ${LINKED_POSTS_MAX}`;
  const from = newest?.from ?? last - MINUTE_MS;
  const sites = await sql<{ site: string; toots: number }[]>`
    select domain as site, posts::float8 as toots
      from masto.linked_domains(${new Date(from).toISOString()}, ${new Date(last).toISOString()})
     order by posts desc, domain limit ${SHOWN.sites}`;
  return { from, sites: [...sites] };
}

interface JudgedRow {
  readonly lang: string;
  readonly scored: number;
  readonly other: number;
  /** Posts called positive or negative, and how many of them are expected to be right; null where that is not known. */
  readonly sides: number;
  readonly rights: number | null;
  readonly links: number;
  readonly empty: number;
  readonly noWord: number;
}

/** A language that no post was scored in is one that the model does not know. */
async function readJudged(sql: Sql): Promise<Unjudged> {
  const rows = await sql<JudgedRow[]>`
    select lang, n_scored::float8 as scored, n_language::float8 as other,
           (n_pos + n_neg)::float8 as sides, masto.right_labels(lang, n_neg, n_neu, n_pos) as rights,
           n_only_links_or_mentions::float8 as links, n_empty::float8 as empty,
           n_no_known_token::float8 as "noWord"
      from masto.v_sentiment_by_language`;
  const sum = (of: (row: JudgedRow) => number, among: readonly JudgedRow[] = rows) =>
    among.reduce((total, row) => total + of(row), 0);
  const unknown = rows.filter(({ scored, other }) => scored === 0 && other > 0)
    .sort((a, b) => b.other - a.other || (a.lang < b.lang ? -1 : 1));
  const sides = sum(({ sides, rights }) => rights === null ? 0 : sides);
  return {
    otherLanguage: sum(({ other }) => other, unknown),
    unknown: unknown.map(({ lang }) => lang),
    unsureLanguage: sum(({ scored, other }) => scored > 0 ? other : 0),
    onlyLinks: sum(({ links }) => links),
    empty: sum(({ empty }) => empty),
    noKnownWord: sum(({ noWord }) => noWord),
    sureness: sides === 0 ? undefined : sum(({ rights }) => rights ?? 0) / sides,
  };
}

/** The ends that the caller chose, as SQL; `usualSpan` leaves out nothing at those. */
function askedFor({ from, to }: Range): AskedSpan {
  const literal = (time: number) => `timestamptz '${new Date(time).toISOString()}'`;
  return {
    ...(from === undefined ? {} : { from: literal(from) }),
    ...(to === undefined ? {} : { to: literal(to) }),
  };
}

async function readBatch(
  sql: Sql,
  { from, to, span, whole }: {
    readonly from: string;
    readonly to: string;
    readonly span: readonly [number, number];
    readonly whole: boolean;
  },
): Promise<BatchData | undefined> {
  const [run] = await sql<{ at: number; recent: number; past: number; observed: number }[]>`
    select (extract(epoch from finished_at) * 1000)::float8 as at, coalesce(rising_recent_hours, 0) as recent,
           coalesce(rising_past_hours, 0) as past, coalesce(rising_observed_hours, 0) as observed
      from masto.batch_run`;
  if (run === undefined) return undefined;
  const hours = sql`hour >= date_trunc('hour', ${from}::timestamptz) and hour < ${to}::timestamptz`;
  const days = sql`day >= (${from}::timestamptz at time zone 'UTC')::date
    and day < ((${to}::timestamptz - interval '1 microsecond') at time zone 'UTC')::date + 1`;
  const topHashtags = whole
    ? await sql<{ hashtag: string; toots: number }[]>`
      select hashtag, toots_count::float8 as toots
        from masto.batch_top_hashtag
       where people >= masto.min_people()
       order by 2 desc, 1 limit ${SHOWN.hashtags}`
    // The number of people over several hours is not the sum over the hours, so it is counted from the posts, by a
    // function that returns counts only.
    : await sql<{ hashtag: string; toots: number }[]>`
      select hashtag, toots
        from (
          -- Sealed hours may hold another spelling than today's posts.
          select (array_agg(hashtag order by toots desc, hashtag))[1] as hashtag, folded, sum(toots) as toots,
                 max(people) as people
            from (
              select hashtag, masto.fold_hashtag(hashtag) as folded, sum(toots_count)::float8 as toots,
                     max(people) as people
                from masto.batch_hashtag_by_hour where ${hours}
               group by 1
            ) as spelled
           group by folded
        ) as used
        left join masto.hashtags_between(
          date_trunc('hour', ${from}::timestamptz),
          date_trunc('hour', ${to}::timestamptz - interval '1 microsecond') + interval '1 hour'
        ) as shared on masto.fold_hashtag(shared.tag) = used.folded
       where greatest(used.people, shared.people) >= masto.min_people()
       order by 2 desc, 1 limit ${SHOWN.hashtags}`;
  const [hashtags] = await sql<{ n: number }[]>`
    select count(distinct masto.fold_hashtag(hashtag))::float8 as n from masto.batch_hashtag_by_hour where ${hours}`;
  const servers = await sql<{ server: string; toots: number }[]>`
    select server, sum(toots_count)::float8 as toots
      from masto.batch_toots_by_server_per_day where ${days}
     group by 1 having max(people) >= masto.min_people()
     order by 2 desc, 1 limit ${SHOWN.servers}`;
  const [server] = await sql<{ n: number }[]>`
    select count(distinct server)::float8 as n from masto.batch_toots_by_server_per_day where ${days}`;
  const [media] = await sql<MediaCounts[]>`
    select coalesce(sum(media_known_count), 0)::float8 as known, coalesce(sum(media_count), 0)::float8 as posts,
           coalesce(sum(attachment_count), 0)::float8 as attachments, coalesce(sum(described_count), 0)::float8 as described
      from masto.batch_kinds_per_day where ${days}`;
  const [kinds] = await sql<BatchData["kinds"][]>`
    select coalesce(sum(toots_count), 0)::float8 as toots, coalesce(sum(bot_count), 0)::float8 as bots,
           coalesce(sum(thread_count), 0)::float8 as threads,
           coalesce(sum(hashtag_count), 0)::float8 as hashtags,
           coalesce(sum(edited_count), 0)::float8 as edited
      from masto.batch_kinds_per_day where ${days}`;
  return {
    finishedAt: run.at,
    topHashtags: [...topHashtags],
    hashtagCount: hashtags?.n ?? 0,
    ...(whole ? await readRising(sql, run) : await countRising(sql, span)),
    servers: [...servers],
    serverCount: server?.n ?? 0,
    kinds: kinds ?? { toots: 0, bots: 0, threads: 0, hashtags: 0, edited: 0 },
    media: media ?? NO_MEDIA,
  };
}

/** The arguments of the functions that select posts. */
function chosenBy(
  sql: Sql,
  { tag, server, langs }: PostFilter,
  [first, last]: readonly [number, number],
) {
  return {
    span: sql`${new Date(first).toISOString()}, ${new Date(last).toISOString()}`,
    filter: sql`${tag ?? null}::text, ${server ?? null}::text, string_to_array(${
      langs.join() || null
    }, ',')`,
  };
}

/** Counts the posts that a filter lets through: by minute and language, as windows count all, and by what they are made of. */
async function selectPosts(
  sql: Sql,
  filter: PostFilter,
  span: readonly [number, number],
): Promise<void> {
  const chosen = chosenBy(sql, filter, span);
  await sql`
    create temp table selected on commit drop as
    select * from masto.selected(${chosen.span}, 1, ${chosen.filter}, '{steps,server,hashtag,domain,media}')`;
}

/** The selection's steps, as a table like that of the windows. */
const SELECTED_WINDOWS = `(
  select to_timestamp(start * 60) as window_start, name as lang, posts as toots_count, sums[1] as length_sum,
         sums[3] as n_pos, sums[5] as n_neu, sums[4] as n_neg, sums[3] + sums[4] + sums[5] as n_scored
    from pg_temp.selected where part = 'steps') as selected_windows`;

/** What stands in batch tables for all posts, of those that a filter lets through. None of them is said to rise. */
async function readSelected(
  sql: Sql,
  filter: PostFilter,
  span: readonly [number, number],
): Promise<BatchData> {
  const chosen = chosenBy(sql, filter, span);
  const names = await sql<{ part: string; name: string; toots: number }[]>`
    select part, name, posts::float8 as toots from pg_temp.selected order by part, posts desc, name`;
  const [kinds] = await sql<(BatchData["kinds"] & { at: number; tags: number; hosts: number })[]>`
    select (extract(epoch from now()) * 1000)::float8 as at, count(*)::float8 as toots,
           (count(*) filter (where r.bot))::float8 as bots,
           (count(*) filter (where r.in_reply_to_id is not null))::float8 as threads,
           (count(*) filter (where r.hashtags <> '{}'))::float8 as hashtags,
           (count(*) filter (where r.edited_at is not null))::float8 as edited,
           count(distinct s.server)::float8 as hosts
      from masto.selected_posts(${chosen.span}, ${chosen.filter}) s join masto.toots_raw r using (id)`;
  const [media] = await sql<MediaCounts[]>`
    select coalesce(sum(posts), 0)::float8 as known, coalesce(sum(sums[13]), 0)::float8 as posts,
           coalesce(sum(sums[14]), 0)::float8 as attachments, coalesce(sum(sums[15]), 0)::float8 as described
      from pg_temp.selected
     where part = 'media'`;
  const [tags] = await sql<{ n: number }[]>`
    select count(distinct masto.fold_hashtag(t.tag))::float8 as n
      from masto.selected_posts(${chosen.span}, ${chosen.filter}) s, unnest(s.hashtags) as t (tag)`;
  const of = (wanted: string) => names.filter(({ part }) => part === wanted);
  const { at = 0, hosts = 0, toots = 0, bots = 0, threads = 0, hashtags = 0, edited = 0 } = kinds ??
    {};
  return {
    finishedAt: at,
    topHashtags: of("hashtag").slice(0, SHOWN.hashtags)
      .map(({ name, toots }) => ({ hashtag: name, toots })),
    hashtagCount: tags?.n ?? 0,
    rising: [],
    servers: of("server").slice(0, SHOWN.servers).map(({ name, toots }) => ({
      server: name,
      toots,
    })),
    serverCount: hosts,
    kinds: { toots, bots, threads, hashtags, edited },
    media: media ?? NO_MEDIA,
  };
}

const NO_MEDIA: MediaCounts = { known: 0, posts: 0, attachments: 0, described: 0 };

type Rising = Required<Pick<BatchData, "rising" | "risingPast">>;

const RISING = risingSql({
  recent: "recent_count",
  expected: "expected",
  before: "0",
  tag: "hashtag",
});

/** The rising hashtags of the last batch run. */
async function readRising(
  sql: Sql,
  { recent, past, observed }: {
    readonly recent: number;
    readonly past: number;
    readonly observed: number;
  },
): Promise<Rising> {
  const rising = await sql<Rising["rising"][number][]>`
    select hashtag, recent_count::float8 as recent, expected, past_count = 0 as "isNew"
      from masto.batch_rising_hashtag
     where people >= masto.min_people()
     order by ${sql.unsafe(RISING.order)} limit ${SHOWN.rising}`;
  return {
    rising: [...rising],
    risingPast: { recentHours: recent, pastHours: past, observedHours: observed },
  };
}

/** The hashtags that rise in `[from, to)`, as the live page counts them. */
async function countRising(sql: Sql, [from, to]: readonly [number, number]): Promise<Rising> {
  const counted = await countHashtags(sql, { from, to, now: to });
  return {
    rising: counted.tags.slice(0, SHOWN.rising).map(({ tag, recent, expected, past }) => ({
      ...{ hashtag: tag, recent, expected, isNew: past === 0 },
    })),
    risingPast: {
      recentHours: counted.recentMinutes / 60,
      pastHours: counted.pastMinutes / 60,
      observedHours: counted.observedMinutes / 60,
    },
  };
}

/** The minutes that were observed whole: all of the stretches but their first and last. */
async function readObserved(
  sql: Sql,
  stretches: readonly Stretch[],
  { first, last, windows }: {
    readonly first: number;
    readonly last: number;
    readonly windows: ReturnType<Sql["unsafe"]>;
  },
): Promise<ObservedTime> {
  const inner = stretches.map(([from, to]) => ({
    from: Math.max(from + MINUTE_MS, first),
    to: Math.min(to - MINUTE_MS, last),
  })).filter(({ from, to }) => to > from);
  const [row] = await sql<{ toots: number }[]>`
    select coalesce(sum(toots_count), 0)::float8 as toots
      from ${windows}
      join json_to_recordset(${JSON.stringify(inner)}::text::json) as s ("from" float8, "to" float8)
        on window_start >= to_timestamp("from" / 1000) and window_start < to_timestamp("to" / 1000)`;
  return {
    minutes: inner.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0),
    toots: row?.toots ?? 0,
    holes: stretches.length > 1,
  };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How many hours were observed of each hour of the week (weekday × 24 + hour) in a span; fractions where in part. */
function observedHoursOfWeek(
  stretches: readonly Stretch[],
  from: number,
  to: number,
): ReadonlyMap<number, number> {
  const hours = new Map<number, number>();
  for (const [first, last] of stretches) {
    let at = Math.max(first, from);
    const until = Math.min(last, to);
    while (at < until) {
      const end = Math.min(until, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
      const time = new Date(at);
      const key = (time.getUTCDay() || 7) * 24 + time.getUTCHours();
      hours.set(key, (hours.get(key) ?? 0) + (end - at) / HOUR_MS);
      at = end;
    }
  }
  return hours;
}

const NOTHING: Omit<ReportData, "sources"> = {
  span: undefined,
  unit: "day",
  buckets: [],
  observed: { minutes: 0, toots: 0, holes: false },
  gaps: [],
  languages: [],
  week: [],
  batch: undefined,
};
