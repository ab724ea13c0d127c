import type { Gap, Health } from "../../../core/dashboard/wire.ts";
import { fill, type Speech } from "./speech.ts";
import { type Part, partsOf } from "./series.ts";
import type { Totals } from "./window_model.ts";

export type Status = "good" | "slow" | "bad" | "unknown";

/** One stage of the pipeline as the page shows it. */
export interface Stage {
  readonly name: string;
  readonly status: Status;
  readonly facts: readonly string[];
}

/** What the stages are judged by. Times in ms since 1970. */
export interface StageInput {
  readonly health: Health;
  readonly gaps: readonly Gap[];
  readonly total: Totals;
  readonly watermark: number | null;
  readonly now: number;
}

/** Silence or delay, ms, at which a stage counts as slow and as stopped. */
const SOURCE_MS = { slow: 60_000, bad: 600_000 };
const HEARD_MS = { slow: 20_000, bad: 120_000 };
const FINAL_MS = { slow: 300_000, bad: 1_800_000 };
const LAG = { slow: 1_000, bad: 100_000 };

/** Judges each stage by what the database knows of it. */
export function stagesOf(input: StageInput, speech: Speech): readonly Stage[] {
  return [
    sourceStage(input, speech),
    topicStage(input, speech),
    tablesStage(input, speech),
    sentimentStage(input, speech),
    pageStage(input, speech),
  ];
}

function sourceStage({ health, gaps, now }: StageInput, speech: Speech): Stage {
  const { words } = speech;
  const open = gaps.filter(({ filled, to }) => filled === null && to === null).length;
  const silence = health.lastRecord === null ? undefined : now - health.lastRecord;
  const status = silence === undefined ? "unknown" : grade(silence, SOURCE_MS);
  return {
    name: words.stageSource,
    status: open > 0 && status === "good" ? "slow" : status,
    facts: [
      fill(words.factLastRecord, { ago: agoOf(silence, speech) }),
      ...(open === 0 ? [] : [fill(words.factOpenGaps, { n: speech.count(open) })]),
    ],
  };
}

function topicStage({ health, now }: StageInput, speech: Speech): Stage {
  const { words } = speech;
  if (health.partitions === 0) {
    return { name: words.stageTopic, status: "unknown", facts: [words.factNoPartitions] };
  }
  const heard = health.heard === null ? "unknown" : grade(now - health.heard, HEARD_MS);
  const lag = health.lag === null ? "unknown" : grade(health.lag, LAG);
  return {
    name: words.stageTopic,
    status: worst(heard, lag === "unknown" ? "good" : lag),
    facts: [
      health.lag === null
        ? words.factLagUnknown
        : fill(words.factLag, { n: speech.count(health.lag) }),
      fill(words.factPartitions, { active: health.active, all: health.partitions }),
    ],
  };
}

function tablesStage({ health, watermark, now }: StageInput, speech: Speech): Stage {
  const { words } = speech;
  const behind = watermark === null ? undefined : now - watermark;
  const dead = health.deadLetters?.reduce((sum, [, count]) => sum + count, 0);
  const applied = health.applied === null ? undefined : now - health.applied;
  return {
    name: words.stageTables,
    status: behind === undefined ? "unknown" : grade(behind, FINAL_MS),
    facts: [
      fill(words.factApplied, { ago: agoOf(applied, speech) }),
      ...(behind === undefined ? [] : [fill(words.factDelay, { n: speech.length(behind) })]),
      ...(dead === undefined
        ? [words.factDeadUnknown]
        : dead === 0
        ? []
        : [fill(words.factDeadLetters, { n: speech.count(dead) })]),
    ],
  };
}

function sentimentStage({ total }: StageInput, speech: Speech): Stage {
  const { words } = speech;
  const parts: Readonly<Record<Part, number>> = partsOf(total);
  const scored = parts.positive + parts.neutral + parts.negative;
  const waiting = total.posts === 0 ? 0 : parts.waiting / total.posts;
  return {
    name: words.stageSentiment,
    status: scored + parts.unscored === 0 ? "unknown" : waiting > 0.25 ? "slow" : "good",
    facts: [
      fill(words.factScored, { n: total.posts === 0 ? "–" : speech.share(scored / total.posts) }),
      fill(words.factWaiting, { n: speech.count(parts.waiting) }),
    ],
  };
}

function pageStage({ health }: StageInput, speech: Speech): Stage {
  const { words } = speech;
  return {
    name: words.stagePage,
    status: health.database ? "good" : "bad",
    facts: [
      health.database
        ? (health.feed === "listen" ? words.factListen : words.factPoll)
        : words.databaseLost,
      fill(words.factViewers, { n: speech.count(health.viewers) }),
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

function agoOf(ms: number | undefined, { words, length }: Speech): string {
  return ms === undefined ? words.never : fill(words.ago, { n: length(ms) });
}
