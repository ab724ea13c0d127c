import assert from "node:assert/strict";
import { assignSlots } from "./language_slots.ts";

Deno.test("a language keeps its colour while it stays among the first, whatever its rank", () => {
  const before = assignSlots(new Map(), ["en", "de", "fr"], 2);
  assert.deepEqual([...before], [["en", "slot0"], ["de", "slot1"]]);
  const after = assignSlots(before, ["de", "fr", "en"], 2);
  assert.deepEqual([...after], [["de", "slot1"], ["fr", "slot0"]]);
});
