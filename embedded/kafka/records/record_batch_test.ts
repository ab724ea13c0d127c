import assert from "node:assert/strict";
import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import {
  assignOffset,
  BATCH_HEADER_BYTES,
  type BatchHeader,
  checkBatch,
  readBatchHeader,
} from "./batch_header.ts";
import { crc32c } from "../../../core/base/crc32c.ts";
import { packBatch } from "../../../testing/pack_batch.ts";
import { readRecords } from "./record_batch.ts";

const some = fc.array(
  fc.record({
    key: fc.option(fc.uint8Array({ maxLength: 20 })),
    value: fc.option(fc.uint8Array({ maxLength: 50 })),
    timestamp: fc.nat(2_000_000_000_000),
  }),
  { minLength: 1, maxLength: 30 },
);

Deno.test("the CRC is Castagnoli's", () => {
  // The check value of the CRC catalogue, and RFC 3720's 32 bytes of zeros.
  assert.equal(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  // Byte by byte and bit by bit, as it is defined.
  const slow = (bytes: Uint8Array) =>
    bytes.reduce((crc, byte) => {
      let next = crc ^ byte;
      for (let bit = 0; bit < 8; bit++) next = next >>> 1 ^ (next & 1 ? 0x82f63b78 : 0);
      return next;
    }, -1) ^ -1;
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(20), (bytes, start) => {
    assert.equal(crc32c(bytes, start), slow(bytes.subarray(start)) >>> 0);
  }));
});

Deno.test("a packed batch passes the check and holds its records, wherever it is put", () => {
  fc.assert(fc.property(some, fc.nat(2 ** 31), (records, baseOffset) => {
    const batch = packBatch(records);
    assignOffset(batch, 0, baseOffset);
    const header = checkBatch(batch);
    assert.ok(typeof header !== "string");
    const read = readRecords(batch, header);
    assert.deepEqual(
      read?.map((
        { offset, timestamp, key, hasValue },
      ) => [offset, timestamp, key?.length, hasValue]),
      records.map((record, index) => [
        baseOffset + index,
        record.timestamp,
        record.key?.length,
        record.value !== null,
      ]),
    );
  }));
});

Deno.test("a changed bit, a missing end and noise are found", () => {
  fc.assert(fc.property(some, fc.nat(), fc.nat(7), (records, at, bit) => {
    const batch = packBatch(records);
    // The base offset and the leader epoch are the broker's to set.
    const covered = 16 + at % (batch.byteLength - 16);
    batch[covered]! ^= 1 << bit;
    assert.equal(typeof checkBatch(batch), "string");
    batch[covered]! ^= 1 << bit;
    assert.equal(checkBatch(batch.subarray(0, at % batch.byteLength)), "torn");
  }));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
    assert.equal(typeof checkBatch(noise), "string");
  }));
});

Deno.test("what is packed is looked into, and what only says that it is packed is left alone", () => {
  const plain = packBatch([{ key: new Uint8Array([1]), value: null, timestamp: 5 }]);
  const header = readBatchHeader(plain);
  if (typeof header === "string") assert.fail(header);
  for (const [attributes, pack] of [[1, gzipSync], [4, zstdCompressSync]] as const) {
    const packed = pack(plain.subarray(BATCH_HEADER_BYTES));
    const batch = new Uint8Array(BATCH_HEADER_BYTES + packed.byteLength);
    batch.set(packed, BATCH_HEADER_BYTES);
    const head: BatchHeader = { ...header, attributes, byteLength: batch.byteLength };
    assert.deepEqual(readRecords(batch, head), readRecords(plain, header));
    batch.fill(7, BATCH_HEADER_BYTES);
    for (const codec of [1, 2, 3, 4, 5]) {
      assert.equal(readRecords(batch, { ...head, attributes: codec }), undefined);
    }
  }
});
