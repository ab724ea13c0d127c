import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Kafka, ProducerBatch, ProducerConfig, RecordMetadata } from "kafkajs";
import { RecordSender } from "./record_sender.ts";

const PARTITIONS = [0, 1, 2, 3].map((partitionId) => ({ partitionId }));

/** A kafkajs whose producer chooses partitions as the real one, and answers for those that `answers` lets through. */
function kafkaOf(answers: (partition: number) => boolean) {
  const seen = { producers: 0, messages: 0 };
  const kafka = {
    admin: () => ({
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
      describeCluster: () => Promise.resolve({ brokers: [] }),
      listTopics: () => Promise.resolve(["posts"]),
      fetchTopicMetadata: () =>
        Promise.resolve({
          topics: [{
            name: "posts",
            partitions: PARTITIONS.map((each) => ({ ...each, leader: 1 })),
          }],
        }),
    }),
    producer({ createPartitioner }: ProducerConfig) {
      seen.producers++;
      const partitioner = createPartitioner?.();
      return {
        connect: () => Promise.resolve(),
        disconnect: () => Promise.resolve(),
        sendBatch({ topicMessages = [] }: ProducerBatch): Promise<RecordMetadata[]> {
          const chosen = new Set<number>();
          for (const { topic, messages } of topicMessages) {
            for (const message of messages) {
              seen.messages++;
              const partitionMetadata = PARTITIONS as never;
              chosen.add(partitioner?.({ topic, partitionMetadata, message }) ?? 0);
            }
          }
          return Promise.resolve(
            [...chosen].filter(answers).map((partition) => ({
              topicName: "posts",
              partition,
              errorCode: 0,
            })),
          );
        },
      };
    },
  };
  return { kafka: kafka as unknown as Kafka, seen };
}

const batch = Array.from({ length: 40 }, (_, n) => ({
  topic: "posts",
  key: `a.example/${n}`,
  value: Buffer.from("{}"),
}));

Deno.test("a batch of which kafkajs leaves a partition out in silence is no batch that was sent", async () => {
  const open = new Set([0, 1, 3]);
  const { kafka, seen } = kafkaOf((partition) => open.has(partition));
  await using sender = new RecordSender(kafka, { topics: [{ topic: "posts", partitions: 4 }] });
  const { signal } = new AbortController();
  await assert.rejects(
    sender.send(batch, signal),
    /a leader has moved, and posts\/2 got no records/,
  );
  open.add(2);
  await sender.send(batch, signal);
  await sender.send([{ ...batch[0]!, everyPartition: true }], signal);
  assert.deepEqual(seen, { producers: 2, messages: 84 }, "with a producer of new sequence numbers");
});
