import type { Gap, Rising, RisingTag } from "../../../core/dashboard/page_protocol.ts";
import { ENOUGH_SHARE, isEnoughPast, timesExpected } from "../../../core/windows/enough_past.ts";
import type { FigureContent, LegendLine, Stop } from "./chart_figure.ts";
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
import { type Step, totalOf } from "./window_model.ts";

/** The data that every chart over time is drawn from. */
export interface Scene {
  readonly locale: Locale;
  readonly steps: readonly Step[];
  /** Posts in each step, in any language: tells a quiet time from one that was not observed. */
  readonly seen: readonly number[];
  /** Minutes. */
  readonly step: number;
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly rangeText: string;
  readonly gaps: readonly Gap[];
  /** Language → colour. */
  readonly slots: ReadonlyMap<string, string>;
}

/** Posts in each step. */
export function paceContent(scene: Scene): FigureContent {
  const { locale, steps } = scene;
  const { messages } = locale;
  const { posts } = totalOf(steps);
  const rows = steps.map((step) => [
    iso(step.start),
    step.posts,
    step.posts === 0 ? "" : Math.round(step.length / step.posts),
    step.late,
    step.live ? messages.liveWindow : messages.finalWindow,
  ]);
  const gapThere = gapsWithin(scene.gaps, scene.from, scene.to).length > 0;
  return {
    ...overTime(scene, paceBlocks(steps)),
    subtitle: fill(messages.paceSub, { per: perStep(scene), range: scene.rangeText }),
    legend: [
      { label: messages.finalWindow, colour: "accent" },
      { label: messages.liveWindow, colour: "accent", pale: true },
      ...(gapThere ? [{ label: messages.gap, colour: "missing" }] : []),
    ],
    summary: `${messages.pace} ${perStep(scene)}: ${locale.count(posts)}`,
    table: [
      [messages.time, messages.posts, messages.average, messages.late, messages.state],
      ...rows,
    ],
    stops: stopsOf(scene, (step) => [
      { label: messages.posts, colour: "accent", value: locale.count(step.posts), pale: step.live },
    ]),
  };
}

/** Posts in each step by language. */
export function languagesContent(scene: Scene): FigureContent {
  const { locale, steps, slots } = scene;
  const { messages } = locale;
  const { posts } = totalOf(steps);
  const sums = new Map<string, number>();
  for (const step of steps) {
    for (const [lang, count] of step.langs) sums.set(lang, (sums.get(lang) ?? 0) + count);
  }
  const ranking = [...sums].sort(([, m], [, n]) => n - m);
  const named = ranking.filter(([lang]) => slots.has(lang));
  const rest = ranking.filter(([lang]) => !slots.has(lang)).reduce((sum, [, n]) => sum + n, 0);
  const share = (count: number) => posts === 0 ? "" : locale.share(count / posts);
  const legend: LegendLine[] = named.map(([lang, count]) => ({
    label: locale.language(lang),
    colour: slots.get(lang) ?? "other",
    value: share(count),
  }));
  if (rest > 0) {
    legend.push({ label: messages.otherLanguages, colour: "other", value: share(rest) });
  }
  return {
    ...overTime(scene, languageBlocks(steps, slots)),
    subtitle: fill(messages.byLanguageSub, { per: perStep(scene) }),
    legend,
    summary: `${messages.byLanguage}: ${
      legend.map(({ label, value }) => `${label} ${value}`).join(", ")
    }`,
    table: [
      [messages.time, ...ranking.map(([lang]) => locale.language(lang))],
      ...steps.map((
        step,
      ) => [iso(step.start), ...ranking.map(([lang]) => step.langs.get(lang) ?? 0)]),
    ],
    stops: stopsOf(
      scene,
      (step) =>
        [...step.langs].sort(([, m], [, n]) => n - m).slice(0, 6).map(([lang, count]) => ({
          label: locale.language(lang),
          colour: slots.get(lang) ?? "other",
          value: locale.count(count),
        })),
    ),
  };
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
    table: [
      [messages.time, ...PARTS.map((part) => messages[part])],
      ...steps.map((step) => [iso(step.start), ...PARTS.map((part) => partsOf(step)[part])]),
    ],
    stops: stopsOf(scene, (step) =>
      PARTS.map((part) => ({
        label: messages[part],
        colour: part,
        value: step.posts === 0 ? "–" : locale.share(partsOf(step)[part] / step.posts),
      }))),
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
    filled: messages.gapFilled,
    missing: messages.gapMissing,
  };
  return {
    subtitle: summary,
    data: { stretches },
    signals: { domain_from: from, domain_to: to },
    legend: (["complete", "filled", "missing"] as const).filter((kind) => kinds.has(kind))
      .map((kind) => ({ label: labels[kind], colour: kind })),
    summary,
    table: [
      [messages.from, messages.to, messages.state],
      ...stretches.map((stretch) => [iso(stretch.from), iso(stretch.to), labels[stretch.kind]]),
    ],
    stops: [],
  };
}

const TAG_ROW_PX = 27;
const TAGS_MAX = 12;

/** Hashtags that are used more than their past predicts. */
export function hashtagsContent(
  rising: Rising,
  { locale, langs }: { readonly locale: Locale; readonly langs: readonly string[] },
): FigureContent {
  const { messages } = locale;
  const tags = rising.tags.filter(({ lang }) => langs.length === 0 || langs.includes(lang))
    .slice(0, TAGS_MAX);
  const rows = tags.map((tag) => ({
    label: `#${tag.tag}`,
    recent: tag.recent,
    expected: tag.expected,
    end: Math.max(tag.recent, tag.expected),
    times: timesText(tag, rising, locale),
  }));
  const { pastMinutes: past, observedMinutes: observed } = rising;
  const none = rising.at === null
    ? messages.hashtagsWaiting
    : isEnoughPast(observed, past)
    ? messages.hashtagsNone
    : fill(messages.hashtagsEarly, { past, observed, needed: Math.ceil(past * ENOUGH_SHARE) });
  return {
    subtitle: fill(messages.hashtagsSub, {
      recent: rising.recentMinutes,
      past: rising.pastMinutes,
    }),
    data: { tags: rows },
    signals: {},
    height: Math.max(1, tags.length) * TAG_ROW_PX,
    legend: tags.length === 0 ? [] : [
      { label: messages.used, colour: "used" },
      { label: messages.expected, colour: "expected" },
    ],
    summary: `${messages.hashtags}: ${
      rows.slice(0, 5).map(({ label, recent }) => `${label} ${recent}`).join(", ")
    }`,
    table: [
      [messages.hashtag, messages.used, messages.expected, messages.language],
      ...tags.map((tag) => [`#${tag.tag}`, tag.recent, tag.expected, locale.language(tag.lang)]),
    ],
    stops: [],
    ...(tags.length > 0 ? {} : { blank: none }),
  };
}

/** The ratio of recent to expected posts; in words if the expected count is too small for a ratio. */
function timesText(
  { recent, expected, history }: RisingTag,
  { pastMinutes, stepMinutes }: Rising,
  { messages, count }: Locale,
): string {
  const times = timesExpected(recent, expected);
  if (times !== undefined) return `× ${count(Math.round(times * 10) / 10)}`;
  const isNew = history.slice(0, pastMinutes / stepMinutes).every((posts) => posts === 0);
  return isNew ? messages.tagNew : messages.tagRare;
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

/** Times in tables and files are UTC, so that they can be joined with the database's. */
function iso(at: number): string {
  return new Date(at).toISOString().replace(":00.000Z", "Z");
}
