import type { Belief, PositionCache } from "./position_cache.ts";
import type { Batch } from "./batch.ts";
import type { FoldedStatus } from "./fold.ts";
import { type FoldedSlices, foldSlices } from "./fold_slices.ts";
import { NOTHING_KNOWN, Planner, type ScoreText } from "./plan.ts";
import type { StoredOffset } from "./reads.ts";
import { type Refusals, refusedBy, sameRefusals } from "./refusals.ts";

/** How a batch is drafted. */
export interface SpeculativePlanOptions {
  /** How far a partition's watermark stays behind its highest event time, ms. */
  readonly outOfOrdernessMs: number;
  /** Scores texts as they come; without it they are left to a later scorer. */
  readonly scoreText?: ScoreText;
}

/**
 * What a batch comes to where its partitions stand and nothing else is known: its net content, and the plan for what seems
 * new. It needs no database, and so is made while that is busy with the batch before.
 */
export class SpeculativePlan {
  readonly folded: FoldedSlices;
  /** Holds what seems new; {@linkcode unsure} is to be added. */
  readonly planner: Planner;
  /** What the tables must be asked of before it can be planned. */
  readonly unsure: readonly FoldedStatus[];
  readonly #belief: Belief;

  constructor(
    { slices }: Batch,
    belief: Belief,
    { outOfOrdernessMs, scoreText }: SpeculativePlanOptions,
  ) {
    this.#belief = belief;
    this.folded = foldSlices(slices, belief.standings, {
      outOfOrdernessMs,
      refused: refusedBy(belief.refusals),
    });
    const statuses = [...this.folded.folded.statuses.values()];
    this.planner = new Planner(scoreText);
    this.planner.add(statuses.filter(({ seemsNew }) => seemsNew), NOTHING_KNOWN);
    this.unsure = statuses.filter(({ seemsNew }) => !seemsNew);
  }

  /** Whether what it was made from is what the transaction has found. */
  holds(offsets: readonly StoredOffset[], refusals: Refusals): boolean {
    const { standings } = this.#belief;
    return sameRefusals(refusals, this.#belief.refusals) && standings.every((believed) => {
      const { topic, partition, nextOffset, watermark } = believed;
      const found = offsets.find((row) => row.topic === topic && row.partition === partition);
      return found?.nextOffset === nextOffset && found.watermark === watermark;
    });
  }
}

/** The draft of a batch; undefined where too little is believed. */
export function speculativePlanOf(
  batch: Batch,
  positionCache: PositionCache,
  options: SpeculativePlanOptions,
): SpeculativePlan | undefined {
  const belief = positionCache.of(batch);
  return belief && new SpeculativePlan(batch, belief, options);
}
