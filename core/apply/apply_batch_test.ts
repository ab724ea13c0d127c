import { checkHistories } from "../../testing/oracle/apply_history_runner.ts";
import { migratedDatabase } from "../../testing/databases.ts";

Deno.test("after any history, order, batching, replay and four consumers at once, the tables equal a recount", async () => {
  await using database = await migratedDatabase();
  await checkHistories(database.connection, { runs: 25, size: 40 });
});
