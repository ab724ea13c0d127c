/** Mastodon's status ids: milliseconds since 1970 in the high bits, 16 seemingly random bits below them. */

/** `sequence` must differ between posts of the same millisecond, whose ids are in no particular order. */
export function snowflake(ms: number, sequence: number): string {
  // 40503 is odd, so 65,536 posts in a row get 65,536 different low halves.
  return String((BigInt(ms) << 16n) | BigInt(Math.imul(sequence, 40503) & 0xffff));
}
