/** A minute of the past is read in its own blocks, also while new posts arrive that no vacuum has seen. */
import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";

/** The server looks once a minute for stretches to summarise. */
const SUMMARISED_WITHIN_MS = 120_000;
const POSTS_A_MINUTE = 500;
const MINUTES_BEFORE = 100;
const MINUTES_AFTER = 14;

Deno.test("a minute of the past reads its own blocks, with 7,000 posts that no vacuum has seen", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline suite" });
  try {
    await migrate(sql);
    await store(sql, { from: 0, minutes: MINUTES_BEFORE });
    // Else the server hears of these rows after the vacuum, and vacuums again.
    await sql`select pg_stat_force_next_flush()`;
    await sql.unsafe("vacuum (analyze) masto.toots_raw");
    const alone = await blocksOfMinute(sql);
    await store(sql, { from: MINUTES_BEFORE, minutes: MINUTES_AFTER });
    const [size] = await sql<{ blocks: number }[]>`
      select (pg_relation_size('masto.toots_raw') / 8192)::int as blocks`;
    const before = await blocksOfMinute(sql);
    let after = before;
    for (const end = performance.now() + SUMMARISED_WITHIN_MS; performance.now() < end;) {
      after = await blocksOfMinute(sql);
      if (after < alone + 150) break;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    console.log(
      `blocks of one minute, of ${size?.blocks}: ${alone} when all is vacuumed, ${before} right after ` +
        `${POSTS_A_MINUTE * MINUTES_AFTER} more posts, ${after} once the server has looked`,
    );
    assert.ok(before > alone + 300, "they are read at first");
    assert.ok(after < alone + 150, `${after} blocks`);
  } finally {
    await sql.end();
  }
});

/** Stores minutes of made-up posts in the order of time, a batch a minute as the consumer does. */
async function store(
  sql: Sql,
  { from, minutes }: { readonly from: number; readonly minutes: number },
): Promise<void> {
  for (let minute = from; minute < from + minutes; minute++) {
    await sql`
      insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites,
        reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
      select n, timestamptz '2026-01-01' + n * interval '1 minute' / ${POSTS_A_MINUTE}::int, 'a', '1', 'en',
             repeat('word ', 60), repeat('html ', 60), '{}', 0, 0, 'h', n::text, false, false, '', false, 300, 1
        from generate_series(${minute * POSTS_A_MINUTE}::int, ${
      (minute + 1) * POSTS_A_MINUTE - 1
    }::int) n`;
  }
}

/** Blocks that are read for the posts of the fifth minute. */
async function blocksOfMinute(sql: Sql): Promise<number> {
  const rows = await sql.unsafe<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }[]>(`
    explain (analyze, buffers, format json)
    select count(content_txt) from masto.toots_raw
     where created_at >= '2026-01-01 00:05' and created_at < '2026-01-01 00:06'`);
  const plan = rows[0]?.["QUERY PLAN"][0].Plan ?? {};
  return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
}
