import assert from "node:assert/strict";
import { type ChangeWatch, type Observation, observe, WATCH } from "./change_watch.ts";

const notified: Observation = { type: "notified" };
const counted = (counter: string, applied = "same"): Observation => ({
  type: "counted",
  counter,
  applied,
});

/** The mode after all observations, and which of them meant a change. */
function run(...observations: readonly Observation[]) {
  let watch: ChangeWatch = WATCH;
  const changed = observations.map((sign) => {
    const verdict = observe(watch, sign);
    watch = verdict.watch;
    return verdict.changed;
  });
  return { mode: watch.mode, changed };
}

Deno.test("the first reading of the counter is a change, and no reason to distrust notifications", () => {
  assert.deepEqual(run(counted("7")), { mode: "listen", changed: [true] });
});

Deno.test("a counter that moved after a notification says nothing new", () => {
  assert.deepEqual(run(counted("7"), notified, counted("8")), {
    mode: "listen",
    changed: [true, true, false],
  });
});

Deno.test("a counter that moved in silence means that LISTEN does not work here", () => {
  assert.deepEqual(run(counted("7"), counted("8")), { mode: "poll", changed: [true, true] });
});

Deno.test("a counter that stands still is no change in either mode", () => {
  assert.deepEqual(run(counted("7"), counted("8"), counted("8")), {
    mode: "poll",
    changed: [true, true, false],
  });
});

Deno.test("a notification after all ends the polling", () => {
  assert.equal(run(counted("7"), counted("8"), notified).mode, "listen");
});

Deno.test("batches that nobody has told of are a change, and no reason to distrust notifications", () => {
  assert.deepEqual(run(counted("7", "a"), counted("7", "b"), counted("7", "b")), {
    mode: "listen",
    changed: [true, true, false],
  });
  assert.deepEqual(run(counted("7", "a"), counted("7", "b"), notified, counted("8", "b")), {
    mode: "listen",
    changed: [true, true, true, false],
  });
});
