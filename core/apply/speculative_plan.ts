import type { Assumptions, PositionCache } from "./position_cache.ts";
import type { Batch } from "./batch.ts";
import type { FoldedStatus } from "./fold.ts";
import { type FoldedSlices, foldSlices } from "./fold_slices.ts";
import { NOTHING_KNOWN, Planner, type ScoreText } from "./plan.ts";
import type { StoredOffset } from "./reads.ts";
import { type Refusals, refusedBy, sameRefusals } from "./refusals.ts";

/** How a batch is folded and planned. */
export interface SpeculativePlanOptions {
  /** How far a partition's watermark stays behind its highest event time, ms. */
  readonly outOfOrdernessMs: number;
  /** Scores texts as they come; without it they are left to a later scorer. */
  readonly scoreText?: ScoreText;
}

/**
 * The net content of a batch, and the plan for its statuses that seem new, both made from assumptions. Those statuses need not
 * be looked up.
 */
export class SpeculativePlan {
  readonly folded: FoldedSlices;
  /** Holds the statuses that seem new; {@linkcode unresolved} must be added. */
  readonly planner: Planner;
  /** The statuses that must be looked up in the tables before they can be planned. */
  readonly unresolved: readonly FoldedStatus[];
  readonly #assumptions: Assumptions;

  constructor(
    { slices }: Batch,
    assumptions: Assumptions,
    { outOfOrdernessMs, scoreText }: SpeculativePlanOptions,
  ) {
    this.#assumptions = assumptions;
    this.folded = foldSlices(slices, assumptions.positions, {
      outOfOrdernessMs,
      refused: refusedBy(assumptions.refusals),
      seemsNew: assumptions.seemsNew,
    });
    const statuses = [...this.folded.folded.statuses.values()];
    this.planner = new Planner(scoreText);
    this.planner.add(statuses.filter(({ seemsNew }) => seemsNew), NOTHING_KNOWN);
    this.unresolved = statuses.filter(({ seemsNew }) => !seemsNew);
  }

  /** Whether the transaction has found what was assumed. */
  holds(offsets: readonly StoredOffset[], refusals: Refusals): boolean {
    const { positions } = this.#assumptions;
    return sameRefusals(refusals, this.#assumptions.refusals) && positions.every((assumed) => {
      const { topic, partition, nextOffset, watermark } = assumed;
      const found = offsets.find((row) => row.topic === topic && row.partition === partition);
      return found?.nextOffset === nextOffset && found.watermark === watermark;
    });
  }
}

/** The speculative plan of a batch; undefined where too little is known. */
export function speculativePlanOf(
  batch: Batch,
  positionCache: PositionCache,
  options: SpeculativePlanOptions,
): SpeculativePlan | undefined {
  const assumptions = positionCache.of(batch);
  return assumptions && new SpeculativePlan(batch, assumptions, options);
}
