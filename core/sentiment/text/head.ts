import { FEATURE_BITS } from "./features.ts";

/** Bits of the English head's buckets, which are the high bits of the feature's: the text is read once for both. */
export const HEAD_BITS = 20;
/** Bits of a head that learns from a few thousand posts: with more of them it was no better. */
export const SMALL_HEAD_BITS = 18;

/** By how much a feature's bucket is shifted to be a bucket of a head with so many bits. */
export function headShift(bits: number): number {
  return FEATURE_BITS - bits;
}

/** Weight of signal i for class c at i × 3 + c. */
export type HeadSignals = Float64Array;
