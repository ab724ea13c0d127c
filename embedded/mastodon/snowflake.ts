/** Mastodon's status ids: milliseconds since 1970 in the high bits, 16 bits that look random below them. */

/** `sequence` may be anything that differs between two posts of one millisecond; ids of one millisecond are in no order. */
export function snowflake(ms: number, sequence: number): string {
  // 40503 is odd, so 65,536 posts in a row get 65,536 different low halves.
  return String((BigInt(ms) << 16n) | BigInt(Math.imul(sequence, 40503) & 0xffff));
}
