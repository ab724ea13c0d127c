import type { WordVectors } from "../data/word_vectors.ts";

/** How often a word begins with a capital inside a sentence, and how often it does not. */
export interface Spellings {
  capital: number;
  small: number;
}

const WORD = /(?<![\p{L}\p{N}@#'’/.])\p{L}[\p{L}'’]*/gu;
/** What ends before a word that has its capital from its place. */
const SENTENCE_END = /(?:^|[.!?:"“”(\n-])\s*$/u;
/** Words that are seen less often say nothing of others. */
const SEEN_MIN = 3;
const NAME_FROM = 0.6;
const PLAIN_UP_TO = 0.3;
const PASSES = 20;
const RATE = 0.5;

/** Counts the spellings of a text's words, by their small letters; words in capitals alone are left out. */
export function countSpellings(text: string, into: Map<string, Spellings>): void {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const small = word.toLowerCase();
    if (word.length > 1 && word === word.toUpperCase()) continue;
    const isCapital = word[0] !== small[0];
    if (isCapital && SENTENCE_END.test(text.slice(Math.max(0, index - 4), index))) continue;
    const seen = into.get(small) ?? { capital: 0, small: 0 };
    into.set(small, seen);
    if (isCapital) seen.capital++;
    else seen.small++;
  }
}

/**
 * Which words name someone or something: 1 for a name. Those that people mostly write with a capital; and words that are not
 * seen often enough, by logistic regression over the vectors of the others. Vectors hold what newspapers write near a name, and
 * that must not move the score of a post that has it.
 */
export function nameWords(
  { words, size, values }: WordVectors,
  spellings: ReadonlyMap<string, Spellings>,
): Uint8Array {
  // 1 for a name, 0 for a plain word, −1 for one of which that is not known.
  const known = Int8Array.from(words, (word) => {
    const { capital, small } = spellings.get(word) ?? { capital: 0, small: 0 };
    const share = capital / (capital + small);
    if (capital + small < SEEN_MIN || share < NAME_FROM && share > PLAIN_UP_TO) return -1;
    return share >= NAME_FROM ? 1 : 0;
  });
  const names = known.reduce((sum, is) => sum + (is === 1 ? 1 : 0), 0);
  const plain = known.reduce((sum, is) => sum + (is === 0 ? 1 : 0), 0);
  if (names === 0 || plain === 0) return Uint8Array.from(known, (is) => is === 1 ? 1 : 0);
  const rowWeights = [(names + plain) / 2 / plain, (names + plain) / 2 / names];
  const weights = new Float64Array(size + 1);
  const logitOf = (word: number) => {
    let sum = weights[size]!;
    for (let d = 0; d < size; d++) sum += weights[d]! * values[word * size + d]!;
    return sum;
  };
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [word, is] of known.entries()) {
      if (is < 0) continue;
      const step = RATE * (1 - pass / PASSES) * rowWeights[is]! *
        (is - 1 / (1 + Math.exp(-logitOf(word))));
      for (let d = 0; d < size; d++) weights[d]! += step * values[word * size + d]!;
      weights[size]! += step;
    }
  }
  return Uint8Array.from(known, (is, word) => is === -1 ? (logitOf(word) > 0 ? 1 : 0) : is);
}
