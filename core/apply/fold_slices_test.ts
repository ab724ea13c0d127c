import assert from "node:assert/strict";
import { NOON, postFields } from "../../testing/applied_tables.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { parseRecord } from "../post/parse_record.ts";
import type { Slice } from "./batch.ts";
import { clashedRecords } from "./clashed_records.ts";
import { foldSlices } from "./fold_slices.ts";
import { NOTHING_KNOWN, planChanges } from "./plan.ts";

const TOPIC = "posts";
const OPTIONS = { outOfOrdernessMs: 0, refused: () => false, seemsNew: () => false };

interface Written {
  readonly id: string;
  readonly instance?: string;
  readonly event?: string;
}

/** A slice with a record at each offset from `startOffset` on. */
function slice(partition: number, startOffset: number, ...written: readonly Written[]): Slice {
  const records = written.map(({ id, ...fields }, at) => {
    const value = new TextEncoder().encode(JSON.stringify({ ...postFields(id), ...fields }));
    const raw = rawRecord(value, { offset: startOffset + at, timestamp: NOON + at });
    return { raw, parsed: parseRecord(value, { defaultInstance: "a.example" }, raw) };
  });
  const nextOffset = startOffset + Math.max(1, records.length);
  const lastChecksum = records.length === 0 ? null : `of ${nextOffset - 1}`;
  return { topic: TOPIC, partition, startOffset, nextOffset, records, lastChecksum };
}

const at = (partition: number, nextOffset: number) => (
  { topic: TOPIC, partition, nextOffset, watermark: null }
);

Deno.test("the last record of a partition is noted, that of an earlier slice where a later one has none", () => {
  const last = (...slices: readonly Slice[]) =>
    foldSlices(slices, [at(0, 0)], OPTIONS).newOffsets.map(({ nextOffset, last }) => [
      nextOffset,
      last,
    ]);
  const second = { offset: 1, timestamp: NOON + 1, checksum: "of 1" };
  const two = slice(0, 0, { id: "1" }, { id: "2" });
  assert.deepEqual(last(two), [[2, second]]);
  assert.deepEqual(last(two, slice(0, 2)), [[3, second]]);
  assert.deepEqual(last(slice(0, 0)), [[1, null]]);
  assert.deepEqual(last({ ...two, lastChecksum: null }), [[2, null]]);
});

Deno.test("of statuses that share a row id, the records of the later one are dead letters, where they are applied", () => {
  const slices = [
    slice(0, 0, { id: "7" }, { id: "8" }, { id: "7", instance: "b.example" }),
    slice(0, 3, { id: "7", instance: "b.example", event: "delete" }),
    // Partition 1 was applied up to offset 6; partition 2 is ahead of its position, and not applied.
    slice(1, 5, { id: "7", instance: "b.example" }, { id: "7", instance: "b.example" }),
    slice(2, 9, { id: "7", instance: "b.example" }),
  ];
  const offsets = [at(0, 0), at(1, 6), at(2, 0)];
  const { folded, newOffsets } = foldSlices(slices, offsets, OPTIONS);
  const plan = planChanges(folded.statuses.values(), NOTHING_KNOWN);
  assert.deepEqual(plan.inserts.map(({ post }) => post.id), ["7", "8"]);
  const { letters, deletes } = clashedRecords(plan, slices, { applied: newOffsets, offsets });
  assert.deepEqual(
    letters.map(({ partition, reason, record }) => [partition, record.raw.offset, reason]),
    [[0, 2, "id_clash"], [0, 3, "id_clash"], [1, 6, "id_clash"]],
  );
  assert.deepEqual(deletes, [{
    status: "b.example/7",
    holder: "a.example/7",
    id: "7",
    topic: TOPIC,
    partition: 0,
    offset: 3,
  }]);
});
