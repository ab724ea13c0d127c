import assert from "node:assert/strict";
import fc from "fast-check";
import { race } from "./race.ts";

/** What has become of a promise once all that was ready has run. */
async function outcome(promise: Promise<unknown>): Promise<string> {
  let found = "pending";
  promise.then((value) => found = `value ${value}`, (error) => found = `error ${error}`);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return found;
}

Deno.test("property: race ends as Promise.race does, of promises in any order and state", async () => {
  const step = fc.record({ at: fc.nat(3), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      const some = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
      for (const { promise } of some) promise.catch(() => {});
      for (let n = 0; n <= steps.length; n++) {
        const promises = some.map(({ promise }) => promise);
        const [ours, theirs] = [race(promises), Promise.race(promises)];
        ours.catch(() => {});
        theirs.catch(() => {});
        assert.equal(await outcome(ours), await outcome(theirs));
        const step = steps[n];
        if (step === undefined) break;
        const { resolve, reject } = some[step.at]!;
        if (step.fails) reject(n);
        else resolve(n);
        assert.equal(await outcome(ours), await outcome(theirs));
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("races leave nothing with a promise that stays pending, and all that still wait hear of its end", async () => {
  const { promise: closed, reject } = Promise.withResolvers<never>();
  let reactions = 0;
  const then = closed.then.bind(closed) as (...on: unknown[]) => Promise<never>;
  Object.defineProperty(closed, "then", {
    value(...on: unknown[]) {
      reactions++;
      return then(...on);
    },
  });
  for (let n = 0; n < 1_000; n++) assert.equal(await race([Promise.resolve(n), closed]), n);
  assert.equal(reactions, 1);
  const late = Array.from({ length: 3 }, () => race([new Promise<never>(() => {}), closed]));
  reject(new Error("closed"));
  for (const each of late) await assert.rejects(each, /closed/);
});
