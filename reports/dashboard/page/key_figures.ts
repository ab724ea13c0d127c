import { usualOf } from "../../../core/windows/enough_past.ts";
import { isObservedWhole, observedWithin, type Stretch } from "../../../core/windows/observed.ts";
import { byId, setText } from "./elements.ts";
import type { Scene } from "./scene.ts";
import { fill, type Locale } from "./locale.ts";
import { totalOf } from "./window_model.ts";

/** What the pace is made from: posts of the last complete minute and of the current one, in the languages shown. */
export interface Pace {
  readonly lastMinute: number;
  readonly thisMinute: number;
}

/** The moment that key figures are of; ms since 1970. */
export interface KeyMoment {
  readonly now: number;
  readonly watermark: number | null;
  /** Undefined: a chosen range, which has no pace of now. */
  readonly pace: Pace | undefined;
  /** False: the posts of the filters are not counted yet, or cannot be shown, which is not that there are none. */
  readonly isCounted: boolean;
  /** What was observed of the range; undefined: not known yet. */
  readonly stretches: readonly Stretch[] | undefined;
}

/** One of the numbers at the top, with the line under it. */
export interface KeyFigure {
  readonly value: string;
  readonly note: string;
}

/** Shows the four numbers at the top. */
export function showKeyFigures(scene: Scene, moment: KeyMoment): void {
  for (const [id, { value, note }] of Object.entries(keyFigures(scene, moment))) {
    setText(byId(`key-${id}`, HTMLElement), value);
    setText(byId(`key-${id}-note`, HTMLElement), note);
  }
}

/** The four numbers, by the ids of their places. */
export function keyFigures(
  scene: Scene,
  moment: KeyMoment,
): Readonly<Record<"pace" | "posts" | "positive" | "final", KeyFigure>> {
  const { locale: { messages, count, share, time, length }, steps } = scene;
  const { now, watermark } = moment;
  const total = totalOf(steps);
  const langs = new Set(steps.flatMap((step) => [...step.langs.keys()])).size;
  const scored = total.positive + total.neutral + total.negative;
  const final = watermark === null ? { value: "–", note: messages.nothingFinal } : {
    value: time(Math.floor(watermark / 60_000) * 60_000),
    note: fill(messages.finalNote, { n: length(now - watermark) }),
  };
  if (!moment.isCounted) return { pace: UNKNOWN, posts: UNKNOWN, positive: UNKNOWN, final };
  return {
    pace: moment.pace === undefined ? meanPace(scene, moment) : livePace(scene, moment),
    posts: {
      value: count(total.posts),
      note: fill(messages.inRangeNote, { n: count(langs), late: count(total.late) }),
    },
    positive: scored === 0 ? { value: "–", note: messages.nothingScored } : {
      value: share(total.positive / scored),
      note: fill(messages.positiveNote, { covered: share(scored / total.posts) }),
    },
    final,
  };
}

const UNKNOWN: KeyFigure = { value: "–", note: "" };

const MINUTE_MS = 60_000;

/** Posts of the last complete minute, in every live range; none where the pipeline did not run for all of it. */
function livePace(scene: Scene, { now, pace, stretches }: KeyMoment): KeyFigure {
  const { locale, locale: { messages, count } } = scene;
  const { lastMinute, thisMinute } = pace ?? { lastMinute: 0, thisMinute: 0 };
  const start = Math.floor(now / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  const began = stretches?.some(([from]) => from === start) ?? false;
  const seen = lastMinute > 0 || stretches === undefined ||
    observedWithin(stretches, start, start + MINUTE_MS) > 0;
  const usual = usualRate(scene, { now, stretches });
  const notes = [
    fill(messages.thisMinute, { n: count(thisMinute) }),
    usual === undefined
      ? messages.usualEarly
      : fill(messages.usual, { n: paceText(usual, locale) }),
  ];
  return { value: seen && !began ? paceText(lastMinute, locale) : "–", note: notes.join(", ") };
}

/** Posts per minute of a chosen range, over the steps that were observed whole. */
function meanPace(scene: Scene, { now, stretches }: KeyMoment): KeyFigure {
  const { locale, locale: { messages, length }, step } = scene;
  const steps = wholeSteps(scene, { now, stretches });
  if (steps.length === 0) return { value: "–", note: messages.meanUnknown };
  const minutes = steps.length * step;
  const usual = usualRate(scene, { now, stretches });
  const mean = fill(messages.meanOf, { n: length(minutes * MINUTE_MS) });
  return {
    value: paceText(totalOf(steps).posts / minutes, locale),
    note: usual === undefined
      ? mean
      : `${mean}, ${fill(messages.usual, { n: paceText(usual, locale) })}`,
  };
}

type At = Pick<KeyMoment, "now" | "stretches">;

/** The median of posts per minute, over the steps that were observed whole. */
function usualRate(scene: Scene, { now, stretches }: At): number | undefined {
  const closed = scene.steps.filter(({ end }) => end <= now);
  const whole = closed.map(({ start, end }) => isWhole(stretches, start, end));
  return usualOf(closed.map(({ posts }) => posts / scene.step), whole);
}

function wholeSteps({ steps }: Scene, { now, stretches }: At) {
  return steps.filter(({ start, end }) => end <= now && isWhole(stretches, start, end));
}

function isWhole(stretches: readonly Stretch[] | undefined, from: number, to: number): boolean {
  return stretches !== undefined && isObservedWhole(stretches, from, to);
}

/** Posts per minute; a small rate is shown as "< 0.1", never as 0. */
function paceText(rate: number, { count }: Locale): string {
  if (rate > 0 && rate < 0.1) return `< ${count(0.1)}`;
  return count(rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10);
}
