/** How many records one transaction may hold, as learned from those that were too much for the database. */
export interface BatchSize {
  /** Infinity: whole batches. */
  readonly maxRecords: number;
  /** Transactions of that size that succeeded since it was last changed. */
  readonly successes: number;
}

export const UNLIMITED: BatchSize = { maxRecords: Infinity, successes: 0 };

/** The size is doubled after so many: each attempt that is too large costs a timeout. */
const SUCCESSES_BEFORE_GROWTH = 8;

/** The size after a transaction of `records` that was too large: half of that, at least one. */
export function afterTooLarge(records: number): BatchSize {
  return { maxRecords: Math.max(1, Math.floor(records / 2)), successes: 0 };
}

/** The size after a transaction that succeeded; past `largest` batches go whole again. */
export function afterSuccess({ maxRecords, successes }: BatchSize, largest: number): BatchSize {
  if (maxRecords === Infinity) return UNLIMITED;
  if (successes + 1 < SUCCESSES_BEFORE_GROWTH) return { maxRecords, successes: successes + 1 };
  return maxRecords * 2 >= largest ? UNLIMITED : { maxRecords: maxRecords * 2, successes: 0 };
}
