import type { Rising, RisingTag } from "../../../core/dashboard/page_protocol.ts";
import { ENOUGH_SHARE, isEnoughPast, timesExpected } from "../../../core/windows/enough_past.ts";
import type { FigureContent, LegendLine, Stop } from "./chart_figure.ts";
import { iso, tableOverTime } from "./data_table.ts";
import {
  coverageStretches,
  coveredShare,
  gapsWithin,
  isThin,
  languageBlocks,
  paceBlocks,
  PARTS,
  partsOf,
  sentimentBlocks,
} from "./series.ts";
import { fill, type Locale } from "./locale.ts";
import type { Scene } from "./scene.ts";
import { type Step, totalOf } from "./window_model.ts";

/** Posts in each step, and in the same step of the day or the week before. */
export function paceContent(scene: Scene): FigureContent {
  const { locale, steps, before, beforeText = "" } = scene;
  const { messages } = locale;
  const gapThere = gapsWithin(scene.gaps, scene.from, scene.to).length > 0;
  const then = before === undefined ? undefined : postsBefore(steps, before);
  const { data, signals } = overTime(scene, paceBlocks(steps));
  return {
    data: { ...data, before: then === undefined ? [] : beforeLine(steps, then) },
    signals,
    subtitle: fill(messages.paceSub, { per: perStep(scene), range: scene.rangeText }) +
      (before === undefined && beforeText !== ""
        ? `. ${fill(messages.beforeNothing, { before: beforeText })}`
        : ""),
    legend: [
      { label: messages.finalWindow, colour: "accent" },
      { label: messages.liveWindow, colour: "accent", pale: true },
      ...(then === undefined ? [] : [{ label: beforeText, colour: "before" }]),
      ...(gapThere ? [{ label: messages.gap, colour: "missing" }] : []),
    ],
    summary: paceSummary(scene),
    table: tableOverTime(
      scene,
      [
        ...[messages.posts, messages.average, messages.late, messages.state],
        ...(then === undefined ? [] : [beforeText]),
      ],
      (step) => [
        ...[step.posts, step.posts === 0 ? "" : Math.round(step.length / step.posts), step.late],
        step.live ? messages.liveWindow : messages.finalWindow,
        ...(then === undefined ? [] : [then.get(step.start) ?? 0]),
      ],
    ),
    stops: stopsOf(scene, (step) => [
      { label: messages.posts, colour: "accent", value: locale.count(step.posts), pale: step.live },
      ...(then === undefined ? [] : [{
        label: beforeText,
        colour: "before",
        value: locale.count(then.get(step.start) ?? 0),
      }]),
    ]),
  };
}

/** Posts before, by the starts of steps that may be longer than those they were counted in. */
function postsBefore(
  steps: readonly Step[],
  before: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const counted = [...before].sort(([a], [b]) => a - b);
  let at = 0;
  return new Map(steps.map(({ start, end }) => {
    let posts = 0;
    while ((counted[at]?.[0] ?? Infinity) < start) at++;
    for (; (counted[at]?.[0] ?? Infinity) < end; at++) posts += counted[at]?.[1] ?? 0;
    return [start, posts];
  }));
}

function beforeLine(steps: readonly Step[], before: ReadonlyMap<number, number>) {
  const rows = steps.map(({ start }) => ({ x: start, y: before.get(start) ?? 0 }));
  const last = steps.at(-1);
  return last === undefined ? [] : [...rows, { x: last.end, y: rows.at(-1)?.y ?? 0 }];
}

/** What a screen reader says of the chart: the sum, and the step with the most. */
function paceSummary({ locale, steps, rangeText }: Scene): string {
  const { messages, count, span } = locale;
  const most = steps.reduce((a, b) => b.posts > a.posts ? b : a, steps[0] ?? EMPTY_STEP);
  return fill(messages.paceSummary, {
    ...{ chart: messages.pace, range: rangeText, posts: count(totalOf(steps).posts) },
    ...{ most: count(most.posts), when: span(most.start, most.end) },
  });
}

const EMPTY_STEP = { start: 0, end: 0, posts: 0 };

/** Posts in each step by language. Stack, legend and tooltip have one order: most posts first, the others last. */
export function languagesContent(scene: Scene): FigureContent {
  const { locale, steps, slots } = scene;
  const { messages } = locale;
  const { posts } = totalOf(steps);
  const sums = new Map<string, number>();
  for (const step of steps) {
    for (const [lang, count] of step.langs) sums.set(lang, (sums.get(lang) ?? 0) + count);
  }
  const ranking = [...sums].sort(([, m], [, n]) => n - m);
  const named = ranking.map(([lang]) => lang).filter((lang) => slots.has(lang));
  const others = ranking.map(([lang]) => lang).filter((lang) => !slots.has(lang));
  const sumOf = (langs: ReadonlyMap<string, number>, of: readonly string[]) =>
    of.reduce((sum, lang) => sum + (langs.get(lang) ?? 0), 0);
  /** A line for each colour, with the value of its posts. */
  const linesOf = (
    langs: ReadonlyMap<string, number>,
    value: (posts: number) => string,
  ): LegendLine[] => [
    ...named.map((lang) => ({
      label: locale.language(lang),
      colour: slots.get(lang) ?? "other",
      value: value(langs.get(lang) ?? 0),
    })),
    ...(others.length === 0 ? [] : [{
      label: fill(messages.otherLanguagesN, { n: others.length }),
      colour: "other",
      value: value(sumOf(langs, others)),
    }]),
  ];
  const legend = linesOf(sums, (count) => posts === 0 ? "" : locale.share(count / posts));
  const order = new Map(named.map((lang) => [lang, slots.get(lang) ?? "other"]));
  return {
    ...overTime(scene, languageBlocks(steps, order)),
    subtitle: fill(messages.byLanguageSub, { per: perStep(scene) }),
    legend,
    summary: `${messages.byLanguage}: ${
      legend.map(({ label, value }) => `${label} ${value}`).join(", ")
    }`,
    table: tableOverTime(
      scene,
      [messages.total, ...ranking.map(([lang]) => locale.language(lang))],
      (step) => [step.posts, ...ranking.map(([lang]) => step.langs.get(lang) ?? 0)],
    ),
    stops: stopsOf(scene, (step) => [
      ...linesOf(step.langs, locale.count),
      totalLine(step, locale),
    ]),
  };
}

/** The sum of a step in its tooltip. */
function totalLine({ posts }: Step, { messages, count }: Locale): LegendLine {
  return { label: messages.total, value: count(posts) };
}

/** Sentiment of the posts in each step, those without a score included. */
export function sentimentContent(scene: Scene): FigureContent {
  const { locale, steps } = scene;
  const { messages } = locale;
  const total = totalOf(steps);
  const parts = partsOf(total);
  const share = (count: number) => total.posts === 0 ? "" : locale.share(count / total.posts);
  const legend = PARTS.map((part) => ({
    label: messages[part],
    colour: part,
    value: share(parts[part]),
  }));
  return {
    ...overTime(scene, sentimentBlocks(steps)),
    subtitle: fill(messages.sentimentSub, { per: perStep(scene) }),
    legend,
    summary: `${messages.sentiment}: ${
      legend.map(({ label, value }) => `${label} ${value}`).join(", ")
    }`,
    table: tableOverTime(
      scene,
      [messages.total, ...PARTS.map((part) => messages[part])],
      (step) => [step.posts, ...PARTS.map((part) => partsOf(step)[part])],
    ),
    stops: stopsOf(scene, (step) => [
      ...PARTS.map((part) => ({
        label: messages[part],
        colour: part,
        value: step.posts === 0 ? "–" : locale.share(partsOf(step)[part] / step.posts),
      })),
      totalLine(step, locale),
    ]),
  };
}

/** When posts may be missing. */
export function coverageContent(scene: Scene): FigureContent {
  const { locale, gaps, from, to } = scene;
  const { messages } = locale;
  const stretches = coverageStretches(gaps, from, to);
  const kinds = new Set(stretches.map(({ kind }) => kind));
  const share = coveredShare(gaps, from, to);
  const summary = kinds.has("missing")
    // Round down: never "100%" while something is missing.
    ? fill(messages.coveragePart, { share: locale.share(Math.floor(share * 100) / 100) })
    : messages.coverageWhole;
  const labels = {
    complete: messages.complete,
    filled: asTitle(messages.gapFilled),
    missing: asTitle(messages.gapMissing),
  };
  return {
    subtitle: summary,
    data: { stretches },
    signals: { domain_from: from, domain_to: to },
    legend: (["complete", "filled", "missing"] as const).filter((kind) => kinds.has(kind))
      .map((kind) => ({ label: labels[kind], colour: kind })),
    summary,
    table: {
      shown: [
        [messages.from, messages.to, messages.state],
        ...stretches.toReversed().map((stretch) => [
          ...[locale.moment(stretch.from), locale.moment(stretch.to), labels[stretch.kind]],
        ]),
      ],
      file: [
        [`${messages.from} (UTC)`, `${messages.to} (UTC)`, messages.state],
        ...stretches.map((stretch) => [iso(stretch.from), iso(stretch.to), labels[stretch.kind]]),
      ],
    },
    stops: [],
  };
}

const TAG_ROW_PX = 27;
const TAGS_MAX = 12;

/** Hashtags that are used more than their past lets expect. */
export function hashtagsContent(
  rising: Rising,
  { locale, langs }: { readonly locale: Locale; readonly langs: readonly string[] },
): FigureContent {
  const { messages } = locale;
  const filtered = langs.length > 0 && rising.byLanguage;
  const tags = rising.tags.filter(({ lang }) => !filtered || langs.includes(lang))
    .slice(0, TAGS_MAX);
  const rows = tags.map((tag) => ({
    label: `#${tag.tag}`,
    recent: tag.recent,
    expected: tag.expected,
    end: Math.max(tag.recent, tag.expected),
    times: timesText(tag, locale),
  }));
  const sub = fill(messages.hashtagsSub, lengthsOf(rising, locale));
  const table = [
    [messages.hashtag, messages.used, messages.expected, messages.times, messages.language],
    ...tags.map((tag, row) => [
      ...[`#${tag.tag}`, tag.recent, tag.expected, rows[row]?.times ?? ""],
      tag.lang === "" ? "–" : locale.language(tag.lang),
    ]),
  ];
  return {
    subtitle: langs.length > 0 && !rising.byLanguage ? `${sub} ${messages.hashtagsAll}` : sub,
    data: { tags: rows },
    signals: {},
    height: Math.max(1, tags.length) * TAG_ROW_PX,
    legend: tags.length === 0 ? [] : [
      { label: messages.used, colour: "used" },
      { label: messages.expected, colour: "expected" },
    ],
    summary: `${messages.hashtags}: ${
      rows.slice(0, 5).map(({ label, recent, times }) => `${label} ${recent} (${times})`).join(", ")
    }`,
    table: { shown: table, file: table },
    stops: [],
    ...(tags.length > 0 ? {} : { blank: whyNone(rising, locale) }),
  };
}

/** The lengths of the two periods, in words. */
function lengthsOf({ recentMinutes, pastMinutes }: Rising, { length }: Locale) {
  return { recent: length(recentMinutes * 60_000), past: length(pastMinutes * 60_000) };
}

function whyNone(rising: Rising, locale: Locale): string {
  const { messages, length } = locale;
  const { at, pastMinutes: past, observedMinutes: observed } = rising;
  if (at === null) return messages.hashtagsWaiting;
  if (past > 0 && isEnoughPast(observed, past)) return messages.hashtagsNone;
  return fill(messages.hashtagsEarly, {
    ...lengthsOf(rising, locale),
    observed: length(observed * 60_000),
    needed: length(Math.ceil(past * ENOUGH_SHARE) * 60_000),
  });
}

/** The ratio of recent to expected posts; in words if the expected count is too small for a ratio. */
function timesText({ recent, expected, past }: RisingTag, { messages, count }: Locale): string {
  const times = timesExpected(recent, expected);
  if (times !== undefined) return `× ${count(Math.round(times * 10) / 10)}`;
  return past === 0 ? messages.tagNew : messages.tagRare;
}

/** The step's length in words: "per minute". */
function perStep({ locale: { messages }, step }: Scene): string {
  const per: Readonly<Record<string, string>> = messages.perStep;
  return per[String(step)] ?? "";
}

function overTime({ from, to, gaps, steps }: Scene, blocks: readonly object[]) {
  return {
    data: {
      steps: blocks,
      gaps: gapsWithin(gaps, from, to).filter(({ kind }) => kind === "missing"),
    },
    signals: { domain_from: from, domain_to: to, outline: isThin(steps) ? 0 : 1 },
  };
}

function stopsOf(scene: Scene, lines: (step: Step) => readonly LegendLine[]): readonly Stop[] {
  const { locale, steps } = scene;
  return steps.map((step) => ({
    at: (step.start + step.end) / 2,
    title: `${locale.span(step.start, step.end)} · ${
      step.live ? locale.messages.liveWindow : locale.messages.finalWindow
    }`,
    lines: lines(step),
  }));
}

/** A text that stands in a sentence elsewhere, as a label of its own. */
function asTitle(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
