import { checkHistories } from "../../testing/oracle/apply_history_runner.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";

Deno.test("after any history, order, batching, replay and four consumers at once, the tables equal a recount", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test" });
  await migrate(sql);
  await sql.end();
  await checkHistories(database.connection, { runs: 25, size: 40 });
});
