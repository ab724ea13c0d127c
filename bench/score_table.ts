import type { PostgresConnection } from "../core/config/connections.ts";
import { copyIn } from "../core/postgres/copy_in.ts";
import { timestamp } from "../core/apply/backlog/text_format.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import { measuredCommand } from "./measured_command.ts";
import { copyText } from "./copy_text.ts";

/** Resources that one `score` over a whole table used, from the start of its process to its end. */
export interface ScoredTable {
  readonly posts: number;
  readonly seconds: number;
  /** Of the Deno process, without PostgreSQL. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
  /** Windows whose sums differ from a recount, and posts without a row. Unless 0, no figure counts. */
  readonly wrongWindows: number;
  readonly missing: number;
}

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2026, 0, 12);

/**
 * Stores texts as posts of one day and scores them by `main.ts score` in a process of its own. Uses `TEST_PG_URL` or
 * `PG_URL`, whose user must be able to create databases, else an embedded server.
 */
export async function scoreTexts(texts: readonly string[], model: string): Promise<ScoredTable> {
  await using database = await freshDatabase();
  const { connection } = database;
  await fill(connection, texts);
  const home = await Deno.makeTempDir({ prefix: "bench_score_" });
  try {
    const { host, port, database: name, username, password } = connection;
    const { seconds, cpuSeconds, peakMb } = await measuredCommand(["score", "--model", model], {
      TRUNKLINE_HOME: home,
      PG_URL: `postgres://${host}:${port}/${name}`,
      PG_USER: username,
      PG_PASS: password,
    });
    return { posts: texts.length, seconds, cpuSeconds, peakMb, ...await check(connection) };
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function fill(
  connection: PostgresConnection,
  texts: readonly string[],
): Promise<void> {
  const sql = connectPostgres(connection, { applicationName: "bench score" });
  try {
    await migrate(sql);
    await copyIn(
      sql,
      `copy masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites,
         reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version) from stdin`,
      lines(texts),
    );
    await sql`
      insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
      select date_trunc('minute', created_at), date_trunc('minute', created_at) + interval '1 minute', lang, count(*),
             sum(content_len), 0
        from masto.toots_raw
       group by 1, 2, 3`;
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

function* lines(texts: readonly string[]): Generator<string> {
  let piece = "";
  for (const [i, text] of texts.entries()) {
    const at = FROM + Math.floor(i * DAY_MS / texts.length);
    const id = (BigInt(at) << 16n) + BigInt(i % 65_536);
    const html = `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`;
    const fields = [
      ...[id, timestamp(at), `user${i % 5_000}`, i % 5_000, "en", text, html, "{}", 0, 0],
      ...["mastodon.example", id, false, false, "", false, [...text].length, 1],
    ];
    piece += fields.map((field) => copyText(String(field))).join("\t") + "\n";
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

/** Compares the windows with a recount of the scores. */
async function check(connection: PostgresConnection) {
  const sql = connectPostgres(connection, { applicationName: "bench score" });
  try {
    const [row] = await sql<{ wrong: number; missing: number }[]>`
      with recount as (
        select date_trunc('minute', r.created_at) as window_start, r.lang,
               count(*) filter (where s.label = 1) as pos, count(*) filter (where s.label = -1) as neg,
               count(*) filter (where s.label = 0) as neu,
               count(*) filter (where s.id is not null and s.label is null) as unscored,
               coalesce(sum(s.prob_pos), 0) as prob,
               count(*) filter (where s.id is null) as missing
          from masto.toots_raw r left join masto.toot_scores s using (id)
         group by 1, 2)
      select count(*) filter (where (w.n_pos, w.n_neg, w.n_neu, w.n_unscored, w.prob_pos_sum)
               is distinct from (c.pos, c.neg, c.neu, c.unscored, c.prob))::float8 as wrong,
             sum(c.missing)::float8 as missing
        from masto.toot_metrics_windowed w full join recount c using (window_start, lang)`;
    return { wrongWindows: row?.wrong ?? NaN, missing: row?.missing ?? NaN };
  } finally {
    await sql.end();
  }
}
