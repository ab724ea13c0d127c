import { floorTo } from "../../time_buckets.ts";
import type { Scene } from "./figure_contents.ts";
import { type Step, totalOf } from "./window_model.ts";

/** Lengths of steps in minutes, each of whole ones of any before it; the last is a week from Monday. */
const LENGTHS = [1, 5, 15, 60, 360, 1_440, 10_080] as const;
const WEEK = 10_080;
/** A step drawn narrower than this fades, px. */
const NARROWEST_PX = 2;

/** The same scene in steps that are wide enough to be seen in a plot of `width` px; 0 while that is not known. */
export function coarserScene(scene: Scene, width: number): Scene {
  const { steps, step } = scene;
  if (width <= 0 || steps.length * NARROWEST_PX <= width) return scene;
  const minutes = steps.length * step;
  const length =
    LENGTHS.find((length) => length % step === 0 && minutes / length * NARROWEST_PX <= width) ??
      WEEK;
  return length <= step ? scene : { ...scene, step: length, steps: mergeSteps(steps, length) };
}

/** Sums steps that follow one another into longer ones, in UTC; the first and the last may be of a part only. */
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
