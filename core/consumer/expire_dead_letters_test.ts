import assert from "node:assert/strict";
import { migratedDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { expireDeadLetters } from "./relay_dead_letters.ts";

Deno.test("dead letters go when their time is over, and not before", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "test" });
  try {
    await sql`
      insert into masto.dead_letters
        (cluster_id, topic, "partition", "offset", reason, error, payload_length, payload_sha256, expires_at)
      select 'c', 't', 0, n, 'r', 'e', 0, '', now() + n * interval '1 hour' from generate_series(-1, 1, 2) n
      union all select 'c', 't', 0, 9, 'r', 'e', 0, '', null`;
    await expireDeadLetters(sql);
    const left = await sql<
      { offset: bigint }[]
    >`select "offset" from masto.dead_letters order by 1`;
    assert.deepEqual(left.map(({ offset }) => offset), [1n, 9n]);
  } finally {
    await sql.end();
  }
});
