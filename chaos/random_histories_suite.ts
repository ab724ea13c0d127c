/** Random histories of posts, edits and deletes through real PostgreSQL; core/apply/apply_batch_test.ts runs a few of them. */

import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import { checkHistories } from "../testing/oracle/apply_history_runner.ts";

const RUNS = Number(Deno.env.get("CONSUMER_HISTORIES") ?? 1_000);

Deno.test(`${RUNS} random histories of four consumers at once equal a recount`, async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "chaos" });
  await migrate(sql);
  await sql.end();
  const retries = await checkHistories(database.connection, { runs: RUNS, size: 80 });
  console.log(`  transactions met: ${JSON.stringify(retries)}`);
});
