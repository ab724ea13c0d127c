import type { Gap, Health } from "../../../core/dashboard/page_protocol.ts";
import { fill, type Locale } from "./locale.ts";
import { type Part, partsOf } from "./series.ts";
import type { Totals } from "./window_model.ts";

export type Status = "good" | "slow" | "bad" | "unknown";

/** One stage of the pipeline as the page shows it. */
export interface Stage {
  readonly name: string;
  readonly status: Status;
  readonly facts: readonly string[];
}

/** The data that the stages' status is derived from. Times in ms since 1970. */
export interface StageInput {
  readonly health: Health;
  readonly gaps: readonly Gap[];
  readonly total: Totals;
  readonly watermark: number | null;
  readonly now: number;
}

/** Silence or delay, ms, at which a stage counts as slow and as stopped. */
const SOURCE_MS = { slow: 60_000, bad: 600_000 };
export const HEARD_MS = { slow: 20_000, bad: 120_000 };
const FINAL_MS = { slow: 300_000, bad: 1_800_000 };
const LAG = { slow: 1_000, bad: 100_000 };

/** The status of each stage, from what the database knows of it. */
export function stagesOf(input: StageInput, locale: Locale): readonly Stage[] {
  return [
    sourceStage(input, locale),
    topicStage(input, locale),
    tablesStage(input, locale),
    sentimentStage(input, locale),
    pageStage(input, locale),
  ].map((stage, index) => withUnwell(stage, input.health, { parts: PARTS[index] ?? [], locale }));
}

/** The parts, as `status` names them, that each stage stands for. */
const PARTS: readonly (readonly string[])[] = [
  ["source", "producer"],
  ["spool", "kafka"],
  ["consumer", "postgres", "batch", "disk"],
  ["scorer"],
  ["page"],
];

/** A stage that is no better than what the processes say of its parts. */
function withUnwell(
  stage: Stage,
  { unwell }: Health,
  { parts, locale }: { readonly parts: readonly string[]; readonly locale: Locale },
): Stage {
  const { messages } = locale;
  const own = unwell.filter(([part]) => parts.includes(part));
  if (own.length === 0) return stage;
  const told = own.some(([, state]) => state === "down") ? "bad" : "slow";
  return {
    ...stage,
    status: stage.status === "unknown" ? told : worst(stage.status, told),
    facts: [
      ...stage.facts,
      ...own.map(([part, state]) =>
        fill(state === "down" ? messages.factDown : messages.factDegraded, { part })
      ),
    ],
  };
}

function sourceStage({ health, gaps, now }: StageInput, locale: Locale): Stage {
  const { messages } = locale;
  const open =
    gaps.filter(({ filled, to, kind }) => filled === null && to === null && kind !== "start")
      .length;
  const silence = health.lastRecord === null ? undefined : now - health.lastRecord;
  const status = silence === undefined ? "unknown" : grade(silence, SOURCE_MS);
  return {
    name: messages.stageSource,
    status: open > 0 && status === "good" ? "slow" : status,
    facts: [
      fill(messages.factLastRecord, { ago: agoOf(silence, locale) }),
      ...(open === 0 ? [] : [fill(messages.factOpenGaps, { n: locale.count(open) })]),
    ],
  };
}

function topicStage({ health, now }: StageInput, locale: Locale): Stage {
  const { messages } = locale;
  if (health.partitions === 0) {
    return { name: messages.stageTopic, status: "unknown", facts: [messages.factNoPartitions] };
  }
  const heard = health.heard === null ? "unknown" : grade(now - health.heard, HEARD_MS);
  const lag = health.lag === null ? "unknown" : grade(health.lag, LAG);
  return {
    name: messages.stageTopic,
    status: worst(heard, lag === "unknown" ? "good" : lag),
    facts: [
      health.lag === null
        ? messages.factLagUnknown
        : fill(messages.factLag, { n: locale.count(health.lag) }),
      fill(messages.factPartitions, { active: health.active, all: health.partitions }),
    ],
  };
}

function tablesStage({ health, watermark, now }: StageInput, locale: Locale): Stage {
  const { messages } = locale;
  const behind = watermark === null ? undefined : now - watermark;
  const dead = health.deadLetters?.reduce((sum, [, count]) => sum + count, 0);
  const applied = health.applied === null ? undefined : now - health.applied;
  return {
    name: messages.stageTables,
    status: behind === undefined ? "unknown" : grade(behind, FINAL_MS),
    facts: [
      fill(messages.factApplied, { ago: agoOf(applied, locale) }),
      ...(behind === undefined ? [] : [fill(messages.factDelay, { n: locale.length(behind) })]),
      ...(dead === undefined
        ? [messages.factDeadUnknown]
        : dead === 0
        ? []
        : [fill(messages.factDeadLetters, { n: locale.count(dead) })]),
    ],
  };
}

function sentimentStage({ total }: StageInput, locale: Locale): Stage {
  const { messages } = locale;
  const parts: Readonly<Record<Part, number>> = partsOf(total);
  const scored = parts.positive + parts.neutral + parts.negative;
  const waiting = total.posts === 0 ? 0 : parts.waiting / total.posts;
  return {
    name: messages.stageSentiment,
    status: scored + parts.unscored === 0 ? "unknown" : waiting > 0.25 ? "slow" : "good",
    facts: [
      fill(messages.factScored, {
        n: total.posts === 0 ? "–" : locale.share(scored / total.posts),
      }),
      fill(messages.factWaiting, { n: locale.count(parts.waiting) }),
    ],
  };
}

function pageStage({ health }: StageInput, locale: Locale): Stage {
  const { messages } = locale;
  return {
    name: messages.stagePage,
    status: health.database ? "good" : "bad",
    facts: [
      health.database
        ? (health.feed === "listen" ? messages.factListen : messages.factPoll)
        : messages.databaseLost,
      fill(messages.factViewers, { n: locale.count(health.viewers) }),
    ],
  };
}

function grade(value: number, { slow, bad }: { slow: number; bad: number }): Status {
  return value >= bad ? "bad" : value >= slow ? "slow" : "good";
}

const ORDER: readonly Status[] = ["good", "unknown", "slow", "bad"];

function worst(a: Status, b: Status): Status {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

function agoOf(ms: number | undefined, { messages, length }: Locale): string {
  return ms === undefined ? messages.never : fill(messages.ago, { n: length(ms) });
}
