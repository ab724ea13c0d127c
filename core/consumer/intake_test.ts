import assert from "node:assert/strict";
import fc from "fast-check";
import type { IncomingRecord, Slice } from "../apply/batch.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { Intake } from "./intake.ts";

const BATCH = 10;

function intake(): Intake {
  return new Intake({ batchRecords: BATCH, waitingRecords: BATCH, waitingBytes: 1 << 20 });
}

function slice(partition: number, startOffset: number, length: number): Slice {
  const records = Array.from({ length }, (_, at): IncomingRecord => ({
    raw: rawRecord(null, { offset: startOffset + at, timestamp: 0 }),
    parsed: { type: "nothing" },
  }));
  const nextOffset = startOffset + length;
  return { topic: "t", partition, startOffset, nextOffset, records, lastChecksum: null };
}

const steps = fc.array(
  fc.oneof(
    fc.record({ push: fc.nat(2), length: fc.nat(2 * BATCH) }),
    fc.constant("take"),
    fc.constant("full"),
    fc.record({ clear: fc.nat(2) }),
  ),
);

Deno.test("a full batch is the one that is taken, has enough records, and loses none to later slices or cleared ones", () => {
  fc.assert(fc.property(steps, (steps) => {
    const queue = intake();
    const ends = [0, 0, 0];
    /** Offsets that were queued and neither taken nor cleared, by partition. */
    let waiting = [[], [], []] as number[][];
    let full: readonly Slice[] | undefined;
    for (const step of steps) {
      if (step === "full") {
        full = queue.full;
        assert.equal(full !== undefined, queue.records >= BATCH);
      } else if (step === "take") {
        const taken = queue.take();
        if (full !== undefined) assert.equal(taken, full);
        full = undefined;
        for (const { partition, records } of taken) {
          const offsets = records.map(({ raw }) => raw.offset);
          assert.deepEqual(offsets, waiting[partition]!.splice(0, offsets.length));
        }
      } else if ("push" in step) {
        const at = ends[step.push]!;
        queue.push(slice(step.push, at, step.length));
        ends[step.push] = at + step.length;
        for (let offset = at; offset < ends[step.push]!; offset++) waiting[step.push]!.push(offset);
      } else {
        queue.clear(step.clear);
        waiting = waiting.map((offsets, at) => at === step.clear ? [] : offsets);
        // What is taken now is another batch than was planned.
        full = undefined;
      }
      assert.equal(queue.records, waiting.flat().length);
    }
  }));
});
