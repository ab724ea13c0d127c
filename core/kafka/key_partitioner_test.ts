import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { anyText } from "../../testing/any_text.ts";
import { Partitioners } from "kafkajs";
import { keyPartitioner, murmur2 } from "./key_partitioner.ts";

const METADATA = [0, 1, 2, 3, 4].map((partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: partitionId === 3 ? -1 : 1,
  replicas: [1],
  isr: [1],
}));

Deno.test("a key has the partition that kafkajs and Kafka's own clients give it", () => {
  const [ours, theirs] = [keyPartitioner(), Partitioners.DefaultPartitioner()];
  const key = fc.oneof(
    anyText({ maxLength: 60 }),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(fc.property(key, fc.integer({ min: 1, max: 5 }), (key, count) => {
    const choice = {
      topic: "t",
      partitionMetadata: METADATA.slice(0, count),
      message: { key, value: null },
    };
    assert.equal(ours(choice), theirs(choice));
  }));
});

Deno.test("the hash is the one of Kafka's own test", () => {
  const cases = {
    "21": -973932308,
    foobar: -790332482,
    "a-little-bit-long-string": -985981536,
    "a-little-bit-longer-string": -1486304829,
  };
  for (const [text, hash] of Object.entries(cases)) assert.equal(murmur2(Buffer.from(text)), hash);
});

Deno.test("records without a key go to the partitions that have a leader, in turn", () => {
  const choose = keyPartitioner();
  const choice = { topic: "t", partitionMetadata: METADATA, message: { key: null, value: null } };
  const chosen = Array.from({ length: 8 }, () => choose(choice));
  assert.deepEqual([...new Set(chosen)].sort(), [0, 1, 2, 4]);
  assert.deepEqual(chosen.slice(0, 4), chosen.slice(4));
});
