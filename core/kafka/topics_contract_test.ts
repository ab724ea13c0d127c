import assert from "node:assert/strict";
import { brokers, freshName } from "../../testing/brokers.ts";
import { kafkaClient } from "./client.ts";
import { ensureTopics, partitionWords } from "./topics.ts";

for (const kind of brokers()) {
  Deno.test(`a topic that posts can do without does not stop them where it cannot be made (${kind.name} Kafka)`, async () => {
    await using broker = await kind.open();
    const admin = kafkaClient({ bootstrap: [broker.bootstrap] }, "test").admin();
    await admin.connect();
    const needed = freshName("needed");
    const plan = (topic: string) => ({ topic, partitions: 2 });
    const refused = { ...plan("no such name!"), optional: true };
    const { signal } = new AbortController();
    try {
      assert.deepEqual(await ensureTopics(admin, [refused, plan(needed)], signal), []);
      assert.ok((await admin.listTopics()).includes(needed));
      await assert.rejects(ensureTopics(admin, [plan("no such name!")], signal));
    } finally {
      await admin.deleteTopics({ topics: [needed] }).catch(() => {});
      await admin.disconnect();
    }
  });

  Deno.test(`a topic keeps its partitions, and another number than planned is told (${kind.name} Kafka)`, async () => {
    await using broker = await kind.open();
    const admin = kafkaClient({ bootstrap: [broker.bootstrap] }, "test").admin();
    await admin.connect();
    const there = freshName("there");
    const missing = freshName("missing");
    const { signal } = new AbortController();
    try {
      await admin.createTopics({ topics: [{ topic: there, numPartitions: 3 }] });
      const plan = (topic: string, partitions: number) => ({ topic, partitions });
      const found = await ensureTopics(admin, [plan(there, 8), plan(missing, 2)], signal);
      assert.deepEqual(found, [{ topic: there, has: 3, planned: 8 }]);
      const [other] = found;
      assert.ok(other !== undefined);
      assert.equal(
        partitionWords(other),
        `The topic ${there} has 3 partitions, and KAFKA_PARTITIONS says 8: it stays with 3. ` +
          "Set KAFKA_PARTITIONS=3, or make a new topic and name it in KAFKA_TOPIC",
      );
      assert.deepEqual(await ensureTopics(admin, [plan(there, 3), plan(missing, 2)], signal), []);
      const { topics } = await admin.fetchTopicMetadata({ topics: [there, missing] });
      assert.deepEqual(topics.map(({ partitions }) => partitions.length).sort(), [2, 3]);
    } finally {
      await admin.deleteTopics({ topics: [there, missing] }).catch(() => {});
      await admin.disconnect();
    }
  });
}
