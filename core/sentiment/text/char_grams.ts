import { mix32 } from "./hash.ts";
import type { Tokens } from "./tokens.ts";

const GRAM_MIN = 3;
const GRAM_MAX = 5;
const SPACE = 32;
/** Letters of a word that are read; longer words are mistakes or laughter. */
const WORD_MAX = 40;

/** Upper bound on the buckets of one word. */
export const GRAMS_MAX = (WORD_MAX + 2) * 3;

/**
 * Writes the buckets, of so many bits, of a word's character 3- to 5-grams (its ends marked by a space) to `into` from `at`;
 * returns the end. With few labelled rows most words are unknown, but their character n-grams are not.
 */
export function charGrams(
  tokens: Tokens,
  token: number,
  { into, at, bits }: { readonly into: Uint32Array; readonly at: number; readonly bits: number },
): number {
  const shift = 32 - bits;
  const start = tokens.start[token]!;
  const letters = Math.min(tokens.end[token]! - start, WORD_MAX);
  if (letters < 2) return at;
  const length = letters + 2;
  const { chars } = tokens;
  let end = at;
  for (let from = 0; from < length; from++) {
    let hash = 0x1234;
    const longest = Math.min(GRAM_MAX, length - from);
    for (let size = 1; size <= longest; size++) {
      const i = from + size - 1;
      const code = i === 0 || i === length - 1 ? SPACE : chars[start + i - 1]!;
      hash = Math.imul(hash ^ code, 0x01000193);
      hash ^= hash >>> 15;
      // The whole word is a feature of its own.
      if (size >= GRAM_MIN && size < length) into[end++] = mix32(hash) >>> shift;
    }
  }
  return end;
}
