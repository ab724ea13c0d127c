import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { crc32, gzipSync } from "node:zlib";
import { FetchEnd } from "./fetch_end.ts";
import { fetchedBatches } from "./fetched_batches.ts";

interface Entry {
  readonly offset: number;
  readonly magic: 0 | 1;
  readonly attributes?: number;
  readonly timestamp?: number;
  readonly key?: string;
  readonly value: Buffer | string | null;
}

/** An entry of a message set, as brokers kept them before Kafka 0.11. */
function entry({ offset, magic, attributes = 0, timestamp = 0, key, value }: Entry): Buffer {
  const head = Buffer.alloc(magic === 0 ? 2 : 10);
  head.writeInt8(magic, 0);
  head.writeInt8(attributes, 1);
  if (magic === 1) head.writeBigInt64BE(BigInt(timestamp), 2);
  const body = Buffer.concat([head, sized(key ?? null), sized(value)]);
  const before = Buffer.alloc(16);
  before.writeBigInt64BE(BigInt(offset), 0);
  before.writeInt32BE(4 + body.length, 8);
  before.writeUInt32BE(crc32(body), 12);
  return Buffer.concat([before, body]);
}

function sized(value: Buffer | string | null): Buffer {
  const bytes = value === null ? Buffer.alloc(0) : Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeInt32BE(value === null ? -1 : bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A frame of one block that is not packed; its head's checksum is wrong, as the first producers wrote it. */
function lz4(bytes: Buffer): Buffer {
  const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0xff, 0, 0, 0, 0]);
  head.writeUInt32LE(0x8000_0000 + bytes.length, 7);
  return Buffer.concat([head, bytes, Buffer.alloc(4)]);
}

function read(bytes: Buffer, endOffset = 100) {
  return fetchedBatches(bytes, { endOffset, aborted: [] }).map((message) =>
    message instanceof FetchEnd
      ? { end: message.nextOffset, why: message.unreadable?.state }
      : [message.offset, message.timestamp, `${message.key}`, `${message.value}`]
  );
}

Deno.test("messages of the formats before Kafka 0.11 are read, packed and not, among batches of today's", () => {
  const inner = (magic: 0 | 1, first: number) =>
    Buffer.concat(
      [0, 1, 2].map((at) =>
        entry({ offset: first + at, magic, timestamp: 7 + at, key: "k", value: `v${at}` })
      ),
    );
  const set = Buffer.concat([
    entry({ offset: 3, magic: 0, value: "first" }),
    entry({ offset: 5, magic: 1, timestamp: 6, key: "k", value: null }),
    // Offsets inside are those of the log in the first format, and count from 0 in the second.
    entry({ offset: 9, magic: 0, attributes: 1, value: gzipSync(inner(0, 7)) }),
    entry({ offset: 12, magic: 1, attributes: 3, value: lz4(inner(1, 0)) }),
    // The log gave the times.
    entry({ offset: 15, magic: 1, attributes: 0x9, timestamp: 99, value: gzipSync(inner(1, 0)) }),
  ]);
  assert.deepEqual(read(set), [
    [3, -1, "null", "first"],
    [5, 6, "k", "null"],
    ...[0, 1, 2].map((at) => [7 + at, -1, "k", `v${at}`]),
    ...[0, 1, 2].map((at) => [10 + at, 7 + at, "k", `v${at}`]),
    ...[0, 1, 2].map((at) => [13 + at, 99, "k", `v${at}`]),
  ]);
});

Deno.test("a message of an old format that is damaged stops the partition there", () => {
  const first = entry({ offset: 3, magic: 1, value: "first" });
  const second = entry({ offset: 4, magic: 1, attributes: 1, value: gzipSync("no messages") });
  const spoilt = Buffer.from(second);
  spoilt[30]! ^= 1;
  assert.deepEqual(read(Buffer.concat([first, spoilt])), [
    [3, 0, "null", "first"],
    { end: 4, why: "is damaged: its CRC is wrong" },
  ]);
  assert.deepEqual(read(Buffer.concat([first, second])), [
    [3, 0, "null", "first"],
    { end: 4, why: "is damaged: its records do not fill it" },
  ]);
});
