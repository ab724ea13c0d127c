import assert from "node:assert/strict";
import { OutageError } from "../errors.ts";
import { kafkaClient } from "../kafka/client.ts";
import { viewCluster } from "../kafka/partition_ranges.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { Applier } from "./apply/applier.ts";
import { connectPostgres } from "./connect.ts";
import { ControlConnection } from "./control_connection.ts";
import { migrate } from "./migrate.ts";
import { Pump } from "./pump.ts";

Deno.test("a partition that Kafka does not list yet is waited for, and not taken for one made anew", async () => {
  await using broker = await embeddedBroker();
  await using database = await freshDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  await migrate(sql);
  await sql.end();
  const kafka = kafkaClient({ bootstrap: [broker.bootstrap] }, "pump-test");
  const plan = { topic: "posts", partitions: 1, compacted: false };
  await using cluster = await viewCluster(kafka, [plan], new AbortController().signal);
  await using control = new ControlConnection(connection);
  const options = { outOfOrdernessMs: 0, notice: () => {} };
  await using applier = new Applier({ connection, ...options });
  const pump = new Pump({ ...options, topic: "posts", defaultInstance: "a", applier, control });
  pump.connected(cluster);
  pump.assigned([0, 1]);
  assert.equal(await pump.position(0), 0);
  for (let attempt = 1; attempt <= 2; attempt++) {
    await assert.rejects(
      pump.position(1),
      (error) => error instanceof OutageError && /posts\/1 yet: Kafka does not/.test(error.message),
    );
  }
  const admin = kafka.admin();
  await admin.connect();
  await admin.createPartitions({ topicPartitions: [{ topic: "posts", count: 2 }] });
  await admin.disconnect();
  // As whoever consumes does it: with a new connection.
  await using fresh = await viewCluster(kafka, [plan], new AbortController().signal);
  pump.connected(fresh);
  assert.equal(await pump.position(1), 0);
});
