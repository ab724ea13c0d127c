import assert from "node:assert/strict";
import type { Admission } from "../post/admission.ts";
import { ProducerCounts } from "./producer_counts.ts";

const REFUSED: Admission = { type: "drop", reason: "implausible_time" };
const FILTERED: Admission = { type: "drop", reason: "filtered_keyword" };

function written(event: "update" | "delete"): Admission {
  const name = { instance: "social.example", id: "1" };
  const record = { event, id: "1" } as unknown as (Admission & { type: "write" })["record"];
  return { type: "write", key: name, record };
}

Deno.test("posts with implausible times count in a row until one is admitted, whatever deletes and filters say", () => {
  const counts = new ProducerCounts();
  const inARow = () => counts.stats()["implausible_in_a_row"] ?? 0;
  for (const admission of [REFUSED, FILTERED, written("delete"), REFUSED]) {
    counts.decided(admission);
  }
  assert.equal(inARow(), 2);
  counts.decided(written("update"));
  assert.equal(inARow(), 0);
  counts.decided(REFUSED);
  assert.equal(inARow(), 1);
  assert.equal(counts.stats()["dropped_implausible_time"], 3);
});
