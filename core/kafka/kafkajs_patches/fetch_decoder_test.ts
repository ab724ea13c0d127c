import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import Encoder from "kafkajs/src/protocol/encoder.js";
import fetchResponse from "kafkajs/src/protocol/requests/fetch/v11/response.js";
import Record from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
import { RecordBatch } from "kafkajs/src/protocol/recordBatch/v0/index.js";
import { crc32c } from "../../base/crc32c.ts";
import { FetchEnd } from "./fetch_end.ts";
import { decodeFetch } from "./fetch_decoder.ts";

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
const record = fc.record({
  gap: fc.nat(20),
  timestampDelta: fc.maxSafeInteger().map((each) => Math.trunc(each / 2 ** 10)),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(
    fc.string({ unit: fc.constantFrom("a", "é", "-"), minLength: 1, maxLength: 5 }),
    fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })),
  ),
});
const batch = fc.record({
  gap: fc.nat(2 ** 40),
  firstTimestamp: fc.nat().map((each) => 1_768_500_000_000 + each),
  maxTimestamp: fc.nat(),
  records: fc.array(record, { minLength: 1, maxLength: 5 }),
  /** Offsets behind the last record, which compaction took. */
  taken: fc.constantFrom(0, 0, 0, 5),
  compression: fc.constantFrom(0, 0, 0, 0, 1),
  transactional: fc.constantFrom(false, false, false, true),
  appended: fc.boolean(),
});
/** Behind all offsets, as far as kafkajs can write it. */
const END = Number.MAX_SAFE_INTEGER;

type BatchOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** A batch with its first record at `firstOffset`, and the offset behind it. */
async function encoded(
  { records, appended, taken, gap: _, ...head }: BatchOf<typeof batch>,
  firstOffset: number,
): Promise<{ readonly bytes: Buffer; readonly nextOffset: number }> {
  let next = 0;
  const all = records.map(({ gap, ...rest }, index) => {
    const offsetDelta = index === 0 ? 0 : next + gap;
    next = offsetDelta + 1;
    return Record({ ...rest, offsetDelta });
  });
  const lastOffsetDelta = next - 1 + taken;
  const { buffer } = await RecordBatch({ ...head, firstOffset, lastOffsetDelta, records: all });
  // kafkajs writes no log that gives times itself.
  if (appended) buffer[22] |= 0x8;
  return { bytes: signed(buffer), nextOffset: firstOffset + lastOffsetDelta + 1 };
}

/** Batches one behind the other, with gaps. */
async function chain(batches: readonly BatchOf<typeof batch>[]): Promise<Buffer> {
  const all: Buffer[] = [];
  let offset = 0;
  for (const each of batches) {
    const { bytes, nextOffset } = await encoded(each, offset + each.gap);
    all.push(bytes);
    offset = nextOffset;
  }
  return Buffer.concat(all);
}

/** Gives a batch the CRC that fits it. */
function signed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch, 21), 17);
  return batch;
}

interface Answer {
  readonly messages: Buffer;
  readonly aborted?: readonly { readonly producerId: number; readonly firstOffset: number }[];
  readonly errorCode?: number;
  readonly highWatermark?: number;
}

function response(partitions: readonly Answer[]): Buffer {
  const encoder = new Encoder().writeInt32(0).writeInt16(0).writeInt32(7).writeInt32(1)
    .writeString("a-topic").writeInt32(partitions.length);
  partitions.forEach((answer, partition) => {
    const { messages, aborted = [], errorCode = 0, highWatermark = END } = answer;
    encoder.writeInt32(partition).writeInt16(errorCode).writeInt64(highWatermark).writeInt64(8)
      .writeInt64(1)
      .writeInt32(aborted.length);
    for (const { producerId, firstOffset } of aborted) {
      encoder.writeInt64(producerId).writeInt64(firstOffset);
    }
    encoder.writeInt32(-1).writeInt32(messages.length).writeBuffer(messages);
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
        messages: messages.filter((message) => !(message instanceof FetchEnd)).map((message) => ({
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
        })),
      })),
    })),
  };
}

/** What was read of each partition: its offsets, where that ends, and why. */
function outline(raw: Buffer) {
  return decodeFetch(raw).responses.flatMap(({ partitions }) => partitions).map(({ messages }) => {
    const last = messages.at(-1);
    const end = last instanceof FetchEnd ? last : undefined;
    return {
      offsets: messages.filter((each) => each !== end).map(({ offset }) => offset),
      end: end?.nextOffset,
      why: end?.unreadable?.state,
      behind: end?.unreadable?.nextOffset,
    };
  });
}

const TWO_RECORDS: BatchOf<typeof batch> = {
  gap: 0,
  firstTimestamp: 1_768_500_000_000,
  maxTimestamp: 1_768_500_000_001,
  records: [
    { gap: 0, timestampDelta: 1, key: Buffer.from("k"), value: null, headers: {} },
    { gap: 0, timestampDelta: 2, key: null, value: Buffer.from("text"), headers: {} },
  ],
  taken: 0,
  compression: 0,
  transactional: false,
  appended: false,
};

/** A batch of two records. */
async function two(
  firstOffset: number,
  change: Partial<BatchOf<typeof batch> & { producerId: number }> = {},
) {
  return (await encoded({ ...TWO_RECORDS, ...change }, firstOffset)).bytes;
}

/** The mark that ends a transaction. */
async function mark(offset: number, producerId: number, committed: boolean): Promise<Buffer> {
  const key = Buffer.from([0, 0, 0, committed ? 1 : 0]);
  const records = [{ gap: 0, timestampDelta: 0, key, value: Buffer.alloc(6), headers: {} }];
  const bytes = await two(offset, { records, producerId, transactional: true });
  bytes[22]! |= 0x20;
  return signed(bytes);
}

Deno.test("batches are read as kafkajs reads them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.array(batch, { maxLength: 3 }), fc.nat(40)), { maxLength: 3 }),
      async (partitions) => {
        const raw = response(
          await Promise.all(partitions.map(async ([batches, cut]) => {
            const whole = await chain(batches);
            // A broker cuts a batch behind the first where the most bytes are reached.
            const least = batches.length === 1 ? whole.length : whole.length - cut;
            return { messages: cut < 20 ? whole : whole.subarray(0, Math.max(0, least)) };
          })),
        );
        assert.deepEqual(content(decodeFetch(raw)), content(await fetchResponse.decode(raw)));
      },
    ),
    { numRuns: 400 },
  );
});

Deno.test("the end of a fetch is known, also where compaction removed the last records", async () => {
  const messages = Buffer.concat([await two(5), await two(7, { taken: 5 })]);
  const [read] = outline(response([{ messages }]));
  assert.deepEqual(read, { offsets: [5, 6, 7, 8], end: 14, why: undefined, behind: undefined });
  const nothing = await two(5, { taken: 5 });
  // Compaction keeps the head of a batch of which nothing is left.
  nothing.writeInt32BE(0, 57);
  const empty = nothing.subarray(0, 61);
  empty.writeInt32BE(49, 8);
  assert.deepEqual(outline(response([{ messages: signed(empty) }])), [
    { offsets: [], end: 12, why: undefined, behind: undefined },
  ]);
});

Deno.test("what was written while the broker read lies behind the end that it states, and is read", async () => {
  const messages = Buffer.concat([await two(5), await two(7)]);
  for (const highWatermark of [5, 6, 7, 8, 9]) {
    const [read] = outline(response([{ messages, highWatermark }]));
    assert.deepEqual(read?.offsets, [5, 6, 7, 8], `end ${highWatermark}`);
    assert.equal(read?.why, undefined);
  }
  const far = Buffer.concat([await two(5), await two(5_000_000)]);
  const [read] = outline(response([{ messages: far, highWatermark: 9 }]));
  assert.deepEqual(read?.offsets, [5, 6]);
  assert.match(read?.why ?? "", /far past the end/);
});

Deno.test("a wrong bit stops its partition at its batch, and no other partition", async () => {
  const first = await two(5);
  const second = await two(7);
  for (const packed of [second, await two(7, { compression: 1 })]) {
    for (let at = 16; at < packed.length; at++) {
      const spoilt = Buffer.from(packed);
      spoilt[at]! ^= 1 << at % 8;
      const [broken, whole] = outline(
        response([{ messages: Buffer.concat([first, spoilt, second]) }, { messages: second }]),
      );
      assert.deepEqual(broken?.offsets, [5, 6], `byte ${at}`);
      assert.equal(broken?.end, 7, `byte ${at}`);
      assert.match(broken?.why ?? "", /damaged|format|does not unpack/, `byte ${at}`);
      assert.deepEqual(whole, {
        offsets: [7, 8],
        end: undefined,
        why: undefined,
        behind: undefined,
      });
    }
  }
});

Deno.test("a batch with a valid CRC and invalid content stops its partition with an explanation", async () => {
  const cases: [RegExp, (batch: Buffer) => void][] = [
    [/^is packed by codec 5, which/, (batch) => batch.writeInt16BE(5, 21)],
    [/^says that it is packed by gzip, and/, (batch) => batch.writeInt16BE(1, 21)],
    [/^says that it is packed by snappy, and/, (batch) => batch.writeInt16BE(2, 21)],
    [/^says that it is packed by lz4, and/, (batch) => batch.writeInt16BE(3, 21)],
    [/^says that it is packed by zstd, and/, (batch) => batch.writeInt16BE(4, 21)],
    [/^has format 3, which/, (batch) => batch.writeInt8(3, 16)],
    [/records do not fill it/, (batch) => batch.writeInt32BE(3, 57)],
    [/records do not fill it/, (batch) => batch.writeInt32BE(1, 57)],
    [/records do not fill it/, (batch) => batch.writeInt32BE(-1, 57)],
    [/^holds more than 1048576 records/, (batch) => batch.writeInt32BE(1 << 30, 57)],
    [/^has an offset/, (batch) => batch.writeInt32BE(-9, 23)],
    [/records do not fill it/, (batch) => void (batch[61] = 0xff)],
  ];
  for (const [words, spoil] of cases) {
    const spoilt = await two(7);
    spoil(spoilt);
    const messages = Buffer.concat([await two(5), signed(spoilt), await two(9)]);
    const [read] = outline(response([{ messages }]));
    assert.match(read?.why ?? "", words);
    assert.deepEqual([read?.offsets, read?.end], [[5, 6], 7]);
  }
});

Deno.test("an incomplete batch is damaged if it is the first of a fetch, and cut off by the fetch otherwise", async () => {
  const cut = (await two(7)).subarray(0, 70);
  assert.match(outline(response([{ messages: cut }]))[0]?.why ?? "", /longer than the broker has/);
  const [read] = outline(response([{ messages: Buffer.concat([await two(5), cut]) }]));
  assert.deepEqual(read, { offsets: [5, 6], end: undefined, why: undefined, behind: undefined });
});

Deno.test("a batch that unpacks to more than 64 MiB is not read", async () => {
  const batch = await two(7);
  const bomb = zstdCompressSync(Buffer.alloc(64 * 2 ** 20 + 1));
  const head = Buffer.from(batch.subarray(0, 61));
  head.writeInt16BE(4, 21);
  head.writeInt32BE(49 + bomb.length, 8);
  assert.ok(bomb.length < 100_000);
  const [read] = outline(response([{ messages: signed(Buffer.concat([head, bomb])) }]));
  assert.deepEqual(read, { offsets: [], end: 7, why: "unpacks to more than 64 MiB", behind: 9 });
});

Deno.test("once enough is unpacked, further batches are left to the next fetch", async () => {
  const value = Buffer.alloc(9 * 2 ** 20);
  const records = [{ gap: 0, timestampDelta: 0, key: null, value, headers: {} }];
  const batches = [0, 1, 2, 3].map((offset) => two(offset, { records, compression: 1 }));
  const [read] = outline(response([{ messages: Buffer.concat(await Promise.all(batches)) }]));
  assert.deepEqual(read?.offsets, [0, 1]);
});

Deno.test("an error of the broker's own log stops that partition; kafkajs handles the other errors", async () => {
  const raw = response([
    { messages: Buffer.alloc(0), errorCode: 2 },
    { messages: await two(7) },
    { messages: Buffer.alloc(0), errorCode: 6 },
  ]);
  const [partitions = []] = decodeFetch(raw).responses.map(({ partitions }) => partitions);
  assert.deepEqual(partitions.map(({ errorCode }) => errorCode), [0, 0, 6]);
  const [broken, whole] = outline(raw);
  assert.match(broken?.why ?? "", /CORRUPT_MESSAGE/);
  assert.deepEqual(whole?.offsets, [7, 8]);
});

Deno.test("records of aborted transactions are left out, also where two were open at once", async () => {
  const [one, other, none] = [{ producerId: 1 }, { producerId: 2 }, {}];
  const messages = Buffer.concat([
    // Both had begun before what was fetched.
    await two(10, { ...other, transactional: true }),
    await two(12, { ...one, transactional: true }),
    await two(14, none),
    await mark(16, 2, false),
    await two(17, { ...other, transactional: true }),
    await mark(19, 1, false),
    await mark(20, 2, true),
    await two(21, { ...one, transactional: true }),
    await mark(23, 1, true),
  ]);
  const aborted = [{ producerId: 2, firstOffset: 4 }, { producerId: 1, firstOffset: 2 }];
  const [read] = outline(response([{ messages, aborted }]));
  assert.deepEqual(read, {
    offsets: [14, 15, 17, 18, 21, 22],
    end: 24,
    why: undefined,
    behind: undefined,
  });
});
