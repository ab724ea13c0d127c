import { FEATURE_BITS } from "./features.ts";

/** The head's buckets are the high bits of the feature's, so that the text is read once for both. */
export const HEAD_BITS = 20;
export const HEAD_SHIFT = FEATURE_BITS - HEAD_BITS;
export const HEAD_COUNT = 1 << HEAD_BITS;

/** Weight of signal i for class c at i × 3 + c. */
export type HeadSignals = Float64Array;
