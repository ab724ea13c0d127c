import assert from "node:assert/strict";
import { kafkaClient } from "../kafka/client.ts";
import { RecordSender } from "../kafka/record_sender.ts";
import { countTopic } from "../kafka/topic_ends.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { connectPostgres } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { relayDeadLetters } from "./relay_dead_letters.ts";

Deno.test("many big dead letters reach the errors topic, though one batch of Kafka cannot hold them", async () => {
  await using database = await freshDatabase();
  await using broker = await embeddedBroker();
  const connection = { bootstrap: [broker.bootstrap] };
  const sql = connectPostgres(database.connection, { applicationName: "test" });
  await using sender = new RecordSender(kafkaClient(connection, "test"), {
    topics: [{ topic: "errors", partitions: 1, compacted: false }],
  });
  try {
    await migrate(sql);
    await sql`
      insert into masto.dead_letters
        (cluster_id, topic, "partition", "offset", reason, error, payload, payload_length, payload_sha256)
      select 'c', 't', 0, n, 'too_large', 'e', convert_to(repeat('x', 262144), 'UTF8'), 10485760, 'h'
        from generate_series(1, 7) n`;
    const { signal } = new AbortController();
    let relayed = 0;
    for (let sent = -1; sent !== 0; relayed += sent) {
      sent = await relayDeadLetters(sql, "errors", (batch) => sender.send(batch, signal));
    }
    assert.equal(relayed, 7);
    assert.equal(await countTopic(connection, "errors"), 7);
    const [left] =
      await sql`select count(*)::int as n from masto.dead_letters where relayed_at is null`;
    assert.deepEqual({ ...left }, { n: 0 });
  } finally {
    await sql.end({ timeout: 1 });
  }
});
