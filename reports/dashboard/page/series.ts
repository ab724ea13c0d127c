import type { Gap } from "../../../core/dashboard/page_protocol.ts";
import type { Step, Totals } from "./window_model.ts";

/** A rectangle of a chart over time, as charts/time_chart.ts takes it. */
export interface Block {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly kind: string;
  readonly live: boolean;
}

/** The sentiment categories of all posts, in stacking order. */
export const PARTS = ["positive", "neutral", "negative", "unscored", "waiting"] as const;
export type Part = (typeof PARTS)[number];

/** Posts in each category. `waiting`: not scored yet. */
export function partsOf(totals: Totals): Readonly<Record<Part, number>> {
  const { positive, neutral, negative, unscored, posts } = totals;
  const waiting = Math.max(0, posts - positive - neutral - negative - unscored);
  return { positive, neutral, negative, unscored, waiting };
}

/** With more steps than this, bars in a chart of half the page's width are too narrow for an outline or a gap. */
const OUTLINED_MAX = 150;

/** Whether the bars of so many steps are too narrow for outlines and gaps. */
export function isThin({ length }: readonly Step[]): boolean {
  return length > OUTLINED_MAX;
}

export function paceBlocks(steps: readonly Step[]): readonly Block[] {
  const gap = gapOf(steps);
  return steps.filter(({ posts }) => posts > 0)
    .map((step) => ({
      ...acrossOf(step, gap),
      y0: 0,
      y1: step.posts,
      kind: "posts",
      live: step.live,
    }));
}

/** `slots`: language → colour; languages without one are "other", stacked on top. */
export function languageBlocks(
  steps: readonly Step[],
  slots: ReadonlyMap<string, string>,
): readonly Block[] {
  const gap = gapOf(steps);
  return steps.flatMap((step) => {
    const sums = new Map<string, number>();
    for (const slot of slots.values()) sums.set(slot, 0);
    for (const [lang, posts] of step.langs) {
      const slot = slots.get(lang) ?? "other";
      sums.set(slot, (sums.get(slot) ?? 0) + posts);
    }
    return stack(step, [...sums], { whole: 1, gap });
  });
}

/** As shares of all posts, those without a score included. */
export function sentimentBlocks(steps: readonly Step[]): readonly Block[] {
  const gap = gapOf(steps);
  return steps.flatMap((step) =>
    step.posts === 0 ? [] : stack(step, Object.entries(partsOf(step)), { whole: step.posts, gap })
  );
}

function stack(
  step: Step,
  parts: readonly (readonly [string, number])[],
  { whole, gap }: { readonly whole: number; readonly gap: number },
): Block[] {
  const blocks: Block[] = [];
  let height = 0;
  for (const [kind, posts] of parts) {
    if (posts <= 0) continue;
    const y0 = height / whole;
    height += posts;
    blocks.push({ ...acrossOf(step, gap), y0, y1: height / whole, kind, live: step.live });
  }
  return blocks;
}

/** Gap on each side of a bar, as a share of its step; 0 where bars are thin. */
function gapOf(steps: readonly Step[]): number {
  return isThin(steps) ? 0 : 0.08;
}

function acrossOf({ start, end }: Step, share: number): { x0: number; x1: number } {
  const gap = (end - start) * share;
  return { x0: start + gap, x1: end - gap };
}

/** A part of the range and its completeness. Times in ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: "complete" | "filled" | "missing";
}

/** Gaps that overlap `[from, to)`, cut to it; an open one lasts until `to`. */
export function gapsWithin(gaps: readonly Gap[], from: number, to: number): readonly Stretch[] {
  return gaps.map((gap) => ({
    from: Math.max(from, gap.from ?? gap.detected),
    // A gap of unknown time is shown for a minute from its detection, long enough to be visible.
    to: Math.min(to, gap.to ?? (gap.from === null ? gap.detected + 60_000 : to)),
    kind: gap.filled === null ? "missing" as const : "filled" as const,
  })).filter((gap) => gap.to > gap.from);
}

/** The range as stretches in drawing order: complete, then filled, then missing on top. */
export function coverageStretches(
  gaps: readonly Gap[],
  from: number,
  to: number,
): readonly Stretch[] {
  const within = gapsWithin(gaps, from, to);
  const of = (wanted: Stretch["kind"]) => within.filter(({ kind }) => kind === wanted);
  return [{ from, to, kind: "complete" }, ...of("filled"), ...of("missing")];
}

/** The part of `[from, to)` in which nothing is missing, 0 to 1. */
export function coveredShare(gaps: readonly Gap[], from: number, to: number): number {
  const missing = gapsWithin(gaps, from, to).filter(({ kind }) => kind === "missing")
    .sort((a, b) => a.from - b.from);
  let lost = 0;
  let until = from;
  for (const gap of missing) {
    lost += Math.max(0, gap.to - Math.max(gap.from, until));
    until = Math.max(until, gap.to);
  }
  return 1 - lost / (to - from);
}
