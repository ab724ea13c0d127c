import assert from "node:assert/strict";
import fc from "fast-check";
import { chosenRange } from "../../../core/dashboard/ranges.ts";
import { coarserScene, mergeSteps } from "./coarser_steps.ts";
import type { Scene } from "./scene.ts";
import { type Step, totalOf } from "./window_model.ts";

/** Steps of `step` minutes over `[from, to)` (minutes since 1970), with posts in some. */
function stepsOf({ from, to, step }: { from: number; to: number; step: number }): Step[] {
  return Array.from({ length: (to - from) / step }, (_, i) => {
    const start = (from + i * step) * 60_000;
    const posts = i % 3;
    return {
      start,
      end: start + step * 60_000,
      live: false,
      langs: new Map(posts === 0 ? [] : [["en", posts]]),
      ...{ posts, length: posts * 90, late: 0, positive: posts, neutral: 0, negative: 0 },
      unscored: 0,
    };
  });
}

// What a scene holds beside its steps is not looked at.
const sceneOf = (steps: readonly Step[], step: number) => ({ steps, step }) as unknown as Scene;

Deno.test("whatever the range and the screen, a step is at least two pixels wide and nothing is lost", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.integer({ min: 60_000, max: 400 * 86_400_000 }),
      fc.integer({ min: 200, max: 1_600 }),
      (from, length, width) => {
        const range = chosenRange(from, from + length);
        assert.ok(range !== undefined);
        const steps = stepsOf(range);
        const drawn = coarserScene(sceneOf(steps, range.step), width);
        // A first and a last part of a step may come on top.
        assert.ok((drawn.steps.length - 2) * 2 <= width);
        assert.deepEqual(totalOf(drawn.steps), totalOf(steps));
        assert.equal(drawn.steps[0]?.start, steps[0]?.start);
        assert.equal(drawn.steps.at(-1)?.end, steps.at(-1)?.end);
        for (const [i, step] of drawn.steps.entries()) {
          if (i > 0) assert.equal(step.start, drawn.steps[i - 1]?.end);
        }
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("steps are drawn as they are where there is room, or where the width is not known", () => {
  const scene = sceneOf(stepsOf({ from: 0, to: 60, step: 1 }), 1);
  assert.equal(coarserScene(scene, 500), scene);
  assert.equal(coarserScene(scene, 0), scene);
});

Deno.test("a week of steps begins on Monday, and is live while one of its steps is", () => {
  const from = Date.UTC(2026, 0, 1) / 60_000;
  const steps = stepsOf({ from, to: from + 14 * 1_440, step: 1_440 });
  const weeks = mergeSteps(steps.map((step, i) => ({ ...step, live: i === 13 })), 10_080);
  assert.deepEqual(
    weeks.map(({ start, live }) => [new Date(start).toISOString().slice(0, 10), live]),
    [["2026-01-01", false], ["2026-01-05", false], ["2026-01-12", true]],
  );
  assert.deepEqual(weeks.map(({ langs }) => langs.get("en")), [3, 7, 3]);
});
