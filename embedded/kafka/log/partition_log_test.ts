import assert from "node:assert/strict";
import fc from "fast-check";
import { readBatchHeader } from "../records/batch_header.ts";
import { readRecords } from "../records/record_batch.ts";
import { packBatch } from "../../../testing/pack_batch.ts";
import { appendBatch } from "./append_batch.ts";
import { offsetForTime } from "./offset_for_time.ts";
import { PartitionLog } from "./partition_log.ts";
import { DEFAULT_TOPIC_CONFIG, type TopicConfig } from "./topic_config.ts";

const encoder = new TextEncoder();
const SMALL: TopicConfig = { ...DEFAULT_TOPIC_CONFIG, "segment.bytes": 2048 };

function open(directory: string): PartitionLog {
  return new PartitionLog(directory, { now: Date.now(), warn: () => {} });
}

interface Write {
  readonly key?: string;
  readonly value?: string | null;
  readonly timestamp?: number;
}

function append(log: PartitionLog, writes: readonly Write[], config = SMALL): void {
  const batch = packBatch(writes.map(({ key = "k", value = "v", timestamp = 1 }) => ({
    key: encoder.encode(key),
    value: value === null ? null : encoder.encode(value),
    timestamp,
  })));
  assert.equal(appendBatch(log, batch, { now: Date.now(), config }).type, "appended");
}

/** Offsets and keys of all that can be read, by fetches of at most `maxBytes`. */
function readAll(log: PartitionLog, maxBytes = 700): { offset: number; key: string }[] {
  const found: { offset: number; key: string }[] = [];
  for (let offset = log.startOffset;;) {
    using slice = log.read(offset, { maxBytes, atLeastOne: true });
    if (slice === undefined) return found;
    const bytes = new Uint8Array(slice.byteLength);
    slice.read(0, bytes);
    for (let at = 0; at < bytes.byteLength;) {
      const header = readBatchHeader(bytes, at);
      assert.ok(typeof header !== "string", "part of a batch was read");
      for (const record of readRecords(bytes.subarray(at), header) ?? []) {
        if (record.offset < offset) continue;
        found.push({
          offset: record.offset,
          key: new TextDecoder().decode(record.key ?? undefined),
        });
      }
      at += header.byteLength;
      offset = header.baseOffset + header.lastOffsetDelta + 1;
    }
  }
}

async function withDirectory(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "trunkline_log_" });
  try {
    await run(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("whatever is appended is read in order, over segments, restarts and lost indexes", async () => {
  const batches = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      batches,
      fc.integer({ min: 1, max: 5000 }),
      (sizes, maxBytes) =>
        withDirectory(async (directory) => {
          let log = open(directory);
          let count = 0;
          for (const [at, size] of sizes.entries()) {
            append(log, Array.from({ length: size }, () => ({ key: `k${count++}` })));
            if (at % 7 === 3) await log.sync();
            if (at % 11 === 5) {
              log.close();
              if (at % 2 === 0) {
                for await (const { name } of Deno.readDir(directory)) {
                  if (name.endsWith(".index")) await Deno.remove(`${directory}/${name}`);
                }
              }
              log = open(directory);
            }
          }
          await log.sync();
          const expected = Array.from({ length: count }, (_, i) => ({ offset: i, key: `k${i}` }));
          assert.deepEqual(readAll(log, maxBytes), expected);
          log.close();
        }),
    ),
    { numRuns: 15 },
  );
});

Deno.test("records are readable once they are durable, which wakes waiting fetches", () =>
  withDirectory(async (directory) => {
    const log = open(directory);
    let woken = 0;
    using _watch = log.watch(() => woken++);
    append(log, [{}]);
    assert.deepEqual(readAll(log), []);
    assert.deepEqual([log.endOffset, log.durableOffset, woken], [1, 0, 0]);
    const durable = log.durable(1);
    await log.sync();
    assert.equal(await durable, true);
    assert.equal(readAll(log).length, 1);
    assert.ok(woken > 0);
    log.close();
  }));

Deno.test("retention removes whole segments from the front, by size and by age", () =>
  withDirectory(async (directory) => {
    const log = open(directory);
    for (let i = 0; i < 100; i++) append(log, [{ value: "x".repeat(100) }]);
    await log.sync();
    const before = log.byteLength;
    log.retain(Date.now(), { ...SMALL, "retention.bytes": 6000 });
    assert.ok(log.byteLength < before && log.byteLength >= 6000 - 2048);
    assert.ok(log.startOffset > 0);
    const left = readAll(log);
    assert.equal(left[0]?.offset, log.startOffset);
    assert.equal(left.at(-1)?.offset, 99);
    log.retain(Date.now() + 10_000, { ...SMALL, "retention.ms": 5_000 });
    assert.deepEqual([log.startOffset, log.endOffset, readAll(log).length], [100, 100, 0]);
    append(log, [{}]);
    await log.sync();
    assert.equal(readAll(log)[0]?.offset, 100);
    log.close();
    const again = open(directory);
    assert.deepEqual([again.startOffset, again.endOffset], [100, 101]);
    again.close();
  }));

Deno.test("compaction keeps the last record of each key, its offset, and tombstones for a while", () =>
  withDirectory(async (directory) => {
    const config: TopicConfig = { ...SMALL, "cleanup.policy": "compact" };
    let log = open(directory);
    for (let i = 0; i < 300; i++) append(log, [{ key: `k${i % 7}` }], config);
    append(log, [{ key: "gone", timestamp: 5 }], config);
    append(log, [{ key: "gone", value: null, timestamp: 6 }], config);
    for (let i = 0; i < 60; i++) append(log, [{ key: "filler" }], config);
    await log.sync();
    const size = log.byteLength;
    log.compact(6 + config["delete.retention.ms"], config);
    assert.ok(log.byteLength < size / 4);
    const keys = new Map(readAll(log).map(({ key, offset }) => [key, offset]));
    for (let k = 0; k < 7; k++) assert.equal(keys.get(`k${k}`), 299 - (299 - k) % 7);
    assert.equal(keys.get("gone"), 301);
    assert.equal(keys.get("filler"), 361);
    log.close();
    log = open(directory);
    assert.equal(log.endOffset, 362);
    assert.equal(log.startOffset, 0);
    for (let i = 0; i < 60; i++) append(log, [{ key: "filler" }], config);
    await log.sync();
    log.compact(7 + config["delete.retention.ms"], config);
    assert.ok(!readAll(log).some(({ key }) => key === "gone"));
    log.close();
  }));

Deno.test("the index finds the same first record at a time as a scan of the log", async () => {
  const times = fc.array(fc.nat(50), { minLength: 1, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(times, fc.nat(55), (timestamps, wanted) =>
      withDirectory(async (directory) => {
        const log = open(directory);
        for (const timestamp of timestamps) append(log, [{ timestamp, value: "x".repeat(200) }]);
        await log.sync();
        const expected = timestamps.findIndex((timestamp) => timestamp >= wanted);
        assert.equal(offsetForTime(log, wanted)?.offset ?? -1, expected);
        log.close();
      })),
    { numRuns: 15 },
  );
});
