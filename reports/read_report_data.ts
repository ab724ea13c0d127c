import type { Sql } from "../core/postgres/connect.ts";
import { type AskedSpan, usualSpan } from "../core/windows/usual_span.ts";
import { type BatchData, type Bucket, type ReportData, unitFor } from "./report_data.ts";

/** Part of the data: `[from, to)`, ms since 1970; absent: all but posts far outside the usual span. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

// The years that both JavaScript and PostgreSQL can format.
const [YEAR_1, YEAR_9999] = [Date.parse("0001-01-01"), Date.parse("9999-01-01")];
const SHOWN = { hashtags: 20, rising: 15, servers: 15 };

/** Reads the charts' data in one snapshot. Aggregates only: no name and no post leaves the database. */
export async function readReportData(sql: Sql, range: Range = {}): Promise<ReportData> {
  return await sql.begin("isolation level repeatable read read only", async (transaction) => {
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
    if (span === undefined || span.from === null || span.to === null) return NOTHING;
    const [first, last] = [span.from, span.to];
    const within = sql`window_start >= ${new Date(first).toISOString()}
      and window_start < ${new Date(last).toISOString()}`;
    const unit = unitFor(first, last);

    const buckets = await sql<Bucket[]>`
      select (extract(epoch from date_trunc(${unit}, window_start at time zone 'UTC')) * 1000)::float8 as "start",
             sum(toots_count)::float8 as toots, sum(length_sum)::float8 as "lengthSum",
             sum(n_pos)::float8 as positive, sum(n_neu)::float8 as neutral, sum(n_neg)::float8 as negative,
             sum(toots_count - n_scored)::float8 as unscored
        from masto.toot_metrics_windowed where ${within}
       group by 1 order by 1`;
    const languages = await sql<{ lang: string; toots: number }[]>`
      select lang, sum(toots_count)::float8 as toots
        from masto.toot_metrics_windowed where ${within}
       group by 1 order by 2 desc, 1`;
    const counted = await sql<{ weekday: number; hour: number; toots: number }[]>`
      select extract(isodow from window_start at time zone 'UTC')::int as weekday,
             extract(hour from window_start at time zone 'UTC')::int as hour, sum(toots_count)::float8 as toots
        from masto.toot_metrics_windowed where ${within}
       group by 1, 2`;
    const gaps = await sql<{ from: number; to: number; filled: boolean }[]>`
      select (extract(epoch from coalesce(from_time, to_time)) * 1000)::float8 as "from",
             (extract(epoch from coalesce(to_time, now())) * 1000)::float8 as "to", filled_at is not null as filled
        from masto.stream_gaps
       where coalesce(from_time, to_time) is not null
         and coalesce(to_time, now()) >= ${from} and coalesce(from_time, to_time) < ${to}
       order by 1`;

    const seen = hoursOfWeek(first, last);
    return {
      span: { from: first, to: last },
      outside: span.outside,
      unit,
      buckets: [...buckets],
      gaps: gaps.filter((gap) => gap.to > first && gap.from < last),
      languages: [...languages],
      week: counted.map((cell) => ({
        ...cell,
        hours: seen.get(cell.weekday * 24 + cell.hour) ?? 1,
      })),
      batch: await readBatch(sql, {
        from,
        to,
        whole: range.from === undefined && range.to === undefined,
      }),
    };
  });
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
  { from, to, whole }: { readonly from: string; readonly to: string; readonly whole: boolean },
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
  const rising = await sql<BatchData["rising"][number][]>`
    select hashtag, recent_count::float8 as recent, expected, recent_hours as "recentHours",
           past_hours as "pastHours"
      from masto.batch_rising_hashtag
     where people >= masto.min_people()
     order by score desc, hashtag limit ${SHOWN.rising}`;
  const servers = await sql<{ server: string; toots: number }[]>`
    select server, sum(toots_count)::float8 as toots
      from masto.batch_toots_by_server_per_day where ${days}
     group by 1 having max(people) >= masto.min_people()
     order by 2 desc, 1 limit ${SHOWN.servers}`;
  const [server] = await sql<{ n: number }[]>`
    select count(distinct server)::float8 as n from masto.batch_toots_by_server_per_day where ${days}`;
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
    rising: [...rising],
    risingPast: { recentHours: run.recent, pastHours: run.past, observedHours: run.observed },
    servers: [...servers],
    serverCount: server?.n ?? 0,
    kinds: kinds ?? { toots: 0, bots: 0, threads: 0, hashtags: 0, edited: 0 },
  };
}

const HOUR_MS = 3_600_000;

/** How often each hour of the week (weekday × 24 + hour) occurs in a span. */
function hoursOfWeek(from: number, to: number): ReadonlyMap<number, number> {
  const first = Math.floor(from / HOUR_MS);
  const hours = Math.max(1, Math.ceil(to / HOUR_MS) - first);
  const weeks = Math.floor(hours / 168);
  const rest = hours % 168;
  const counts = new Map<number, number>();
  for (let i = 0; i < Math.min(hours, 168); i++) {
    const time = new Date((first + i) * HOUR_MS);
    const key = (time.getUTCDay() || 7) * 24 + time.getUTCHours();
    counts.set(key, weeks + (i < rest ? 1 : 0));
  }
  return counts;
}

const NOTHING: ReportData = {
  span: undefined,
  unit: "day",
  buckets: [],
  gaps: [],
  languages: [],
  week: [],
  batch: undefined,
};
