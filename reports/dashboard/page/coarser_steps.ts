import { floorTo } from "../../time_buckets.ts";
import type { Scene } from "./scene.ts";
import { type Step, totalOf } from "./window_model.ts";

/** Step lengths in minutes, each a multiple of those before it; the last is a week from Monday. */
const LENGTHS = [1, 5, 15, 60, 360, 1_440, 10_080] as const;
const WEEK = 10_080;
/** Below this width of a step, px, bars blur into the gaps between them. */
const STEP_MIN_PX = 2;

/** The scene in steps that are wide enough to be seen in a plot of `width` px; `width` is 0 while unknown. */
export function coarserScene(scene: Scene, width: number): Scene {
  const { steps, step } = scene;
  if (width <= 0 || steps.length * STEP_MIN_PX <= width) return scene;
  const minutes = steps.length * step;
  const length =
    LENGTHS.find((length) => length % step === 0 && minutes / length * STEP_MIN_PX <= width) ??
      WEEK;
  return length <= step ? scene : { ...scene, step: length, steps: mergeSteps(steps, length) };
}

/** Sums consecutive steps into longer ones (UTC); the first and the last may cover a part only. */
export function mergeSteps(steps: readonly Step[], length: number): readonly Step[] {
  const groups = new Map<number, Step[]>();
  for (const step of steps) {
    const start = length === WEEK
      ? floorTo("week", step.start)
      : Math.floor(step.start / 60_000 / length) * length * 60_000;
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [step]);
    else group.push(step);
  }
  return [...groups].map(([from, group]) => {
    const langs = new Map<string, number>();
    for (const step of group) {
      for (const [lang, posts] of step.langs) langs.set(lang, (langs.get(lang) ?? 0) + posts);
    }
    return {
      start: group[0]?.start ?? from,
      end: group.at(-1)?.end ?? from,
      live: group.some(({ live }) => live),
      langs,
      ...totalOf(group),
    };
  });
}
