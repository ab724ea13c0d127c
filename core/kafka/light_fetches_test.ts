import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import Encoder from "kafkajs/src/protocol/encoder.js";
import fetchResponse from "kafkajs/src/protocol/requests/fetch/v11/response.js";
import Record from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
import { RecordBatch } from "kafkajs/src/protocol/recordBatch/v0/index.js";
import { lightFetch } from "./light_fetches.ts";

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
const record = fc.record({
  offsetDelta: fc.nat(200_000),
  timestampDelta: fc.maxSafeInteger().map((each) => Math.trunc(each / 2 ** 10)),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(
    fc.string({ unit: fc.constantFrom("a", "é", "-"), minLength: 1, maxLength: 5 }),
    fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })),
  ),
});
const batch = fc.record({
  firstOffset: fc.maxSafeInteger().map((each) => Math.trunc(Math.abs(each) / 2)),
  firstTimestamp: fc.nat().map((each) => 1_768_500_000_000 + each),
  maxTimestamp: fc.nat(),
  records: fc.array(record, { maxLength: 5 }),
  compression: fc.constantFrom(0, 0, 0, 0, 1),
  transactional: fc.constantFrom(false, false, false, true),
  appended: fc.boolean(),
});

type BatchOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

async function encoded({ records, appended, ...head }: BatchOf<typeof batch>): Promise<Buffer> {
  const { buffer } = await RecordBatch({ ...head, records: records.map((each) => Record(each)) });
  // kafkajs writes no log that gives times itself.
  if (appended) buffer[22] |= 0x8;
  return buffer;
}

function response(partitions: readonly Buffer[]): Buffer {
  const encoder = new Encoder().writeInt32(0).writeInt16(0).writeInt32(7).writeInt32(1)
    .writeString("a-topic").writeInt32(partitions.length);
  partitions.forEach((messages, partition) => {
    encoder.writeInt32(partition).writeInt16(0).writeInt64(9).writeInt64(8).writeInt64(1)
      .writeInt32(-1).writeInt32(-1).writeInt32(messages.length).writeBuffer(messages);
  });
  return encoder.buffer;
}

/** What kafkajs and we ask of a response. */
interface Response {
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly { readonly messages?: readonly Message[] | undefined }[];
  }[];
}

type Bytes = Uint8Array | null;

interface Message {
  readonly offset: string | number;
  readonly timestamp: string | number;
  readonly key: Bytes;
  readonly value: Bytes;
  readonly headers: Readonly<Record<string, Bytes | readonly Bytes[]>>;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly inTransaction: boolean };
}

function hex(value: Bytes | readonly Bytes[]): unknown {
  if (value === null) return null;
  return value instanceof Uint8Array ? value.toHex() : value.map(hex);
}

function content({ responses, ...head }: Response) {
  return {
    ...head,
    responses: responses.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ messages = [], ...partition }) => ({
        ...partition,
        messages: messages.map((message) => ({
          offset: `${message.offset}`,
          timestamp: `${message.timestamp}`,
          key: hex(message.key),
          value: hex(message.value),
          headers: Object.entries<Bytes | readonly Bytes[]>(message.headers).map((
            [name, value],
          ) => [
            name,
            hex(value),
          ]),
          isControlRecord: message.isControlRecord,
          inTransaction: message.batchContext.inTransaction,
        })),
      })),
    })),
  };
}

Deno.test("plain batches are read as kafkajs reads them, and all others are left to it", async () => {
  let light = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.array(batch, { maxLength: 3 }), fc.nat(40)), { maxLength: 3 }),
      async (partitions) => {
        const raw = response(
          await Promise.all(partitions.map(async ([batches, cut]) => {
            const whole = Buffer.concat(await Promise.all(batches.map(encoded)));
            // A broker cuts the last batch where the most bytes are reached.
            return cut < 20 ? whole : whole.subarray(0, Math.max(0, whole.length - cut));
          })),
        );
        const read = lightFetch(raw);
        const isPlain = partitions.flatMap(([batches]) => batches)
          .every(({ compression, transactional }) => compression === 0 && !transactional);
        assert.equal(read !== undefined || !isPlain, true, "a plain batch was not read");
        if (read === undefined) return;
        light++;
        assert.deepEqual(content(read), content(await fetchResponse.decode(raw)));
      },
    ),
    { numRuns: 400 },
  );
  assert(light > 50, `${light} of 400 were plain`);
});

Deno.test("bytes that are no batches are left to kafkajs or are read as it does", async () => {
  const whole = await encoded({
    firstOffset: 5,
    firstTimestamp: 1_768_500_000_000,
    maxTimestamp: 1_768_500_000_001,
    records: [{
      offsetDelta: 0,
      timestampDelta: 1,
      key: Buffer.from("k"),
      value: null,
      headers: {},
    }],
    compression: 0,
    transactional: false,
    appended: false,
  });
  for (let at = 0; at < whole.length; at++) {
    for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = byte;
      const raw = response([spoilt]);
      const read = lightFetch(raw);
      if (read === undefined) continue;
      const other: Response | undefined = await fetchResponse.decode(raw).catch(() => undefined);
      if (other !== undefined) assert.deepEqual(content(read), content(other), `${byte} at ${at}`);
    }
  }
});
