/** How many records one transaction may hold, as learned from those that were too much for the database. */
export interface BatchSize {
  /** Infinity: whole batches. */
  readonly most: number;
  /** Transactions of that size that went well since it was last changed. */
  readonly went: number;
}

export const WHOLE_BATCHES: BatchSize = { most: Infinity, went: 0 };

/** After so many that went well the size is doubled: each attempt that is too much costs a timeout. */
const TRUSTED_AFTER = 8;

/** A transaction of `records` was too much: half of that, at least one. */
export function tooMuch(records: number): BatchSize {
  return { most: Math.max(1, Math.floor(records / 2)), went: 0 };
}

/** A transaction of at most the size went well; past `largest` batches go whole again. */
export function wentWell({ most, went }: BatchSize, largest: number): BatchSize {
  if (most === Infinity) return WHOLE_BATCHES;
  if (went + 1 < TRUSTED_AFTER) return { most, went: went + 1 };
  return most * 2 >= largest ? WHOLE_BATCHES : { most: most * 2, went: 0 };
}
