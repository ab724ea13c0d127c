/**
 * `bench batch` measures the batch job, the reports and an export over a million posts of a week. Each runs in a process of
 * its own against a real PostgreSQL (`TEST_PG_URL`, `PG_URL` or an embedded one); its time includes the start of Deno.
 *
 * Reference: the replaced Spark job, 41 s for six tables over as many posts; Trunkline must take a tenth of that.
 * Read "all tables new" as a first run after a day of posts, "nothing changed" as the usual periodic run. Both read every
 * post: their difference is the writing. Memory is that of the Deno process only.
 */
import { copyIn } from "../core/postgres/copy_in.ts";
import { readSelection } from "../core/dashboard/selection.ts";
import { textArray } from "../core/apply/backlog/text_format.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import type { TootRecord } from "../core/post/record.ts";
import { measuredRun } from "./measured_run.ts";
import { type BenchRecord, benchRecords } from "../testing/bench_records.ts";
import type { Bench, Figure } from "./result.ts";
import { copyText } from "./copy_text.ts";

const POSTS = 1_000_000;
/** The replaced Spark job over a million posts, s. */
const REFERENCE_S = 41.0;

export const bench: Bench = {
  summary: "the batch tables, the reports, an export and the page's lists of a million posts",
  async run(_args, say) {
    await using database = await freshDatabase();
    const { connection } = database;
    const out = await Deno.makeTempDir({ prefix: "bench_reports_" });
    const sql = connectPostgres(connection, { applicationName: "bench batch" });
    try {
      await migrate(sql);
      say(`storing ${POSTS.toLocaleString("en")} posts of a week`);
      await fill(sql);
      const job = { connection, out };
      const first = await measuredRun({ ...job, what: "batch" });
      say(`first run: ${first.seconds.toFixed(1)} s`);
      const again = await measuredRun({ ...job, what: "batch" });
      say(`again, nothing changed: ${again.seconds.toFixed(1)} s`);
      const report = await measuredRun({ ...job, what: "report" });
      say(`report: ${report.seconds.toFixed(1)} s`);
      const table = await measuredRun({ ...job, what: "export" });
      say(`export: ${table.seconds.toFixed(1)} s`);
      await score(sql);
      const lists = await secondsOf(() => readSelection(sql, WEEK, { langs: [] }));
      const tag = await secondsOf(() => readSelection(sql, WEEK, { tag: "caturday", langs: [] }));
      say(`lists of the page: ${lists.toFixed(1)} s, of one hashtag: ${tag.toFixed(1)} s`);
      return [
        {
          what: "batch over 1,000,000 posts, all tables new",
          value: first.seconds,
          unit: "s",
          reference: { what: "replaced job, six tables", value: REFERENCE_S },
          goal: { at: REFERENCE_S / 10, better: "lower" },
        },
        {
          what: "… again, nothing changed",
          value: again.seconds,
          unit: "s",
          goal: { at: REFERENCE_S / 10, better: "lower" },
        },
        {
          what: "… peak RSS beside PostgreSQL",
          value: Math.max(first.peakMb, again.peakMb),
          unit: "MB",
          goal: { at: 200, better: "lower" },
        },
        {
          what: "report after batch",
          value: report.seconds,
          unit: "s",
          goal: { at: 3, better: "lower" },
        },
        {
          what: "… slowest chart",
          value: report.slowestChartMs ?? NaN,
          unit: "ms",
          goal: { at: 400, better: "lower" },
        },
        { what: "… peak RSS", value: report.peakMb, unit: "MB" },
        { what: "export of all posts as CSV", value: POSTS / table.seconds, unit: "rows/s" },
        { what: "… peak RSS", value: table.peakMb, unit: "MB" },
        {
          what: "the page's lists of servers, hashtags, languages",
          value: lists,
          unit: "s",
          goal: { at: 2, better: "lower" },
        },
        {
          what: "… a week by one hashtag, all that the page shows",
          value: tag,
          unit: "s",
          goal: { at: 2, better: "lower" },
        },
      ] satisfies Figure[];
    } finally {
      await sql.end();
      await Deno.remove(out, { recursive: true });
    }
  },
};

const FROM = Date.UTC(2026, 0, 12);
/** In minutes since 1970. */
const WEEK = { from: FROM / 60_000, to: FROM / 60_000 + 7 * 1_440, step: 60 };

/** The better of two times, in s. */
async function secondsOf(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 2; n++) {
    const began = performance.now();
    await read();
    times.push((performance.now() - began) / 1_000);
  }
  return Math.min(...times);
}

/** Copies posts into their table, and computes their windows by one statement. */
async function fill(sql: Sql): Promise<void> {
  const records = benchRecords({
    count: Math.ceil(POSTS * 1.05),
    span: 7 * 86_400_000,
    from: FROM,
  });
  await copyIn(
    sql,
    `copy masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites,
       reblogs, instance, status_id, uri, url, sensitive, bot, spoiler_text, late, content_len, content_version)
     from stdin`,
    lines(records),
  );
  await sql`
    insert into masto.toot_metrics_windowed
      (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, prob_pos_sum)
    select date_trunc('minute', created_at), date_trunc('minute', created_at) + interval '1 minute', lang, count(*),
           sum(content_len), 0, count(*) / 2, count(*) / 4, 0, count(*) * 400000
      from masto.toots_raw
     group by 1, 2, 3`;
  await sql`vacuum analyze masto.toots_raw`;
}

/** Gives each post a score, as the page's lists read them. */
async function score(sql: Sql): Promise<void> {
  await sql`
    insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason, lang_read)
    select id, 1, case when id % 3 < 2 then 200000 + id % 600000 end, case id % 3 when 0 then 1 when 1 then -1 end, 'bench',
           case when id % 3 = 2 then 'language' end, lang
      from masto.toots_raw`;
  await sql`vacuum analyze masto.toot_scores`;
}

/** Lines of COPY's text format, one for each new post: no edits, deletes or duplicates. */
function* lines(records: Iterable<BenchRecord>): Generator<string> {
  const seen = new Set<string>();
  let piece = "";
  for (const { value } of records) {
    const post: TootRecord = JSON.parse(value);
    if (post.event !== "update" || seen.has(post.id) || seen.size >= POSTS) continue;
    seen.add(post.id);
    const fields = [
      ...[post.id, post.created_at, post.username, post.user_id, post.language, post.content],
      ...[post.content_html, textArray(post.hashtags), post.favourites, post.reblogs],
      ...[post.instance, post.id, post.uri, post.url, post.sensitive, post.bot],
      ...[post.spoiler_text, false, [...post.content].length, 1],
    ];
    piece += fields.map((field) =>
      copyText(field === undefined || field === null ? null : String(field))
    ).join("\t") + "\n";
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}
