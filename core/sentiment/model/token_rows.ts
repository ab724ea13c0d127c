import { charGrams, GRAMS_MAX } from "../text/char_grams.ts";
import { mix32 } from "../text/hash.ts";
import { HEAD_BITS } from "../text/head.ts";
import { TAG, type Tokens } from "../text/tokens.ts";

/** Upper bound on the embedding rows of one token. */
export const ROWS_MAX = GRAMS_MAX + 1;
/** Tokens of a post that the network reads. */
export const SEQUENCE_MAX = 64;

const SALT = 0x3c6ef372;

/**
 * Writes the embedding rows of a token, its own and those of its character 3- to 5-grams, to `into` from `at`; returns the
 * end. The n-grams are the same as the three-class head's.
 */
export function tokenRows(
  tokens: Tokens,
  token: number,
  bits: number,
  into: Uint32Array,
  at: number,
): number {
  into[at++] = mix32(tokens.hash[token]! ^ SALT) >>> (32 - bits);
  if (tokens.kind[token]! > TAG) return at;
  const end = charGrams(tokens, token, { into, at, bits: HEAD_BITS });
  for (; at < end; at++) into[at] = into[at]! >>> (HEAD_BITS - bits);
  return end;
}
