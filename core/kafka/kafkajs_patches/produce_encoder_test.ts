import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { CompressionTypes } from "kafkajs";
import Encoder from "kafkajs/src/protocol/encoder.js";
import requestV3 from "kafkajs/src/protocol/requests/produce/v3/request.js";
import { embeddedBroker } from "../../../testing/brokers.ts";
import { kafkaClient } from "../client.ts";
import { encodeProduce, type ProduceOptions } from "./produce_encoder.ts";

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
const text = fc.string({ unit: fc.constantFrom("a", "é", "日", "👍"), maxLength: 90 });
const message = fc.record({
  key: fc.oneof(fc.constant(null), text, bytes),
  value: fc.oneof(fc.constant(null), text, bytes),
  headers: fc.option(fc.dictionary(text, fc.oneof(text, bytes)), { nil: undefined }),
}, { noNullPrototype: true });
const options: fc.Arbitrary<ProduceOptions> = fc.record({
  acks: fc.constantFrom(-1, 0, 1),
  timeout: fc.nat(),
  producerId: fc.constantFrom("-1", "0", "4611686018427387905"),
  producerEpoch: fc.nat(32_767),
  topicData: fc.array(
    fc.record({
      topic: text,
      partitions: fc.array(
        fc.record({
          partition: fc.nat(100),
          firstSequence: fc.nat(),
          messages: fc.array(message, { minLength: 1, maxLength: 140 }),
        }, { noNullPrototype: true }),
        { maxLength: 3 },
      ),
    }, { noNullPrototype: true }),
    { maxLength: 3 },
  ),
}, { noNullPrototype: true });

/** What kafkajs writes at this time. */
async function ofKafkajs(given: ProduceOptions, now: number): Promise<Buffer> {
  const { now: clock } = Date;
  Date.now = () => now;
  try {
    const { buffer } = await requestV3(given).encode();
    return buffer;
  } finally {
    Date.now = clock;
  }
}

Deno.test("plain batches are written as kafkajs writes them, byte for byte", async () => {
  const now = fc.constantFrom(0, 1_768_500_000_123, 253_402_300_799_999);
  await fc.assert(
    fc.asyncProperty(options, now, async (given, now) => {
      const written = encodeProduce(given, now);
      assert.ok(written);
      assert.equal(written.buffer.toString("hex"), (await ofKafkajs(given, now)).toString("hex"));
    }),
    { numRuns: 300 },
  );
});

Deno.test("kafkajs writes batches with compression, transactions, or times and headers of single records", () => {
  const produce = (more: object, message: object = {}) =>
    encodeProduce({
      acks: -1,
      timeout: 1,
      topicData: [{
        topic: "t",
        partitions: [{ partition: 0, messages: [{ value: "v", ...message }] }],
      }],
      ...more,
    }, 1);
  assert.ok(produce({}));
  assert.equal(produce({ compression: 1 }), undefined);
  assert.equal(produce({ transactionalId: "t" }), undefined);
  assert.equal(produce({}, { timestamp: "5" }), undefined);
  assert.equal(produce({}, { headers: { a: ["b", "c"] } }), undefined);
  assert.equal(produce({}, { headers: { a: null } }), undefined);
  assert.equal(produce({}, { value: new Uint8Array(1) }), undefined);
  assert.equal(produce({}, { key: 7 }), undefined);
});

Deno.test("our clients' batches are written by the patched encoder", async () => {
  await using broker = await embeddedBroker();
  const producer = kafkaClient({ bootstrap: [broker.bootstrap] }, "light").producer();
  await producer.connect();
  // kafkajs writes every record with it.
  const { writeVarInt } = Encoder.prototype;
  let calls = 0;
  Encoder.prototype.writeVarInt = function (value: number) {
    calls++;
    return writeVarInt.call(this, value);
  };
  try {
    const send = (compression: CompressionTypes) =>
      producer.send({ topic: "t", compression, messages: [{ key: "k", value: "v" }] });
    await send(CompressionTypes.None);
    assert.equal(calls, 0);
    await send(CompressionTypes.GZIP);
    assert.ok(calls > 0);
  } finally {
    Encoder.prototype.writeVarInt = writeVarInt;
    await producer.disconnect();
  }
});
