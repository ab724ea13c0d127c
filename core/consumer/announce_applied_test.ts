import assert from "node:assert/strict";
import { openTables, postFields } from "../../testing/applied_tables.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { TcpProxy } from "../../embedded/mastodon/tcp_proxy.ts";
import { CHANGE_CHANNEL } from "../postgres/change_channel.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { ControlConnection } from "../postgres/control_connection.ts";
import { announceApplied, openPosition } from "./positions.ts";

Deno.test("each batch is announced once, by whoever looks next, however long nobody could", async () => {
  await using tables = await openTables();
  const { sql } = tables;
  let heard = 0;
  const { unlisten } = await sql.listen(CHANGE_CHANNEL, () => void heard++);
  const changes = async () =>
    Number((await sql`select changes from masto.pipeline`)[0]!["changes"]);
  await announceApplied(sql);
  const before = await changes();
  await announceApplied(sql);
  assert.equal(await changes(), before, "nothing was applied since");
  // Its consumer is killed before it could tell.
  await tables.apply([postFields("1")]);
  assert.equal(await changes(), before);
  await Promise.all([announceApplied(sql), announceApplied(sql)]);
  assert.equal(await changes(), before + 1);
  await tables.apply([{ event: "delete", id: "1", received_at: "2026-01-15T12:05:00Z" }]);
  await tables.apply([postFields("2")]);
  await announceApplied(sql);
  assert.equal(await changes(), before + 2, "two batches, one announcement");
  while (heard < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await unlisten();
});

Deno.test("an announcement that fails is made up for by the next, without a new batch", async () => {
  await using database = await migratedDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  try {
    await openPosition(sql, { clusterId: "c", topic: "t", partition: 0, low: 0, high: 9 });
    using proxy = new TcpProxy({ target: connection });
    await using control = new ControlConnection({
      ...connection,
      host: "127.0.0.1",
      port: proxy.port,
    });
    await control.run(announceApplied);
    const [before] = await sql`select changes from masto.pipeline`;
    await sql`update masto.stream_offsets set next_offset = 5`;
    proxy.close();
    await assert.rejects(control.run(announceApplied));
    proxy.open();
    await control.run(announceApplied);
    const [after] = await sql`select changes from masto.pipeline`;
    assert.equal(after!["changes"], before!["changes"] + 1n);
  } finally {
    await sql.end();
  }
});
