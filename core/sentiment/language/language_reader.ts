import { foldLanguage, UNDETERMINED } from "../../post/language_tag.ts";
import { type UnscoredReason, whyNothing } from "../model/why_unscored.ts";
import {
  HAN,
  isWrittenOtherwise,
  KANA,
  languagesOfScript,
  LATIN,
  OTHER_SCRIPT,
  SCRIPT_COUNT,
  scriptOf,
} from "./scripts.ts";
import { NgramDetector } from "./ngram_detector.ts";
import { SMALL_LANGUAGES, SmallWords } from "./small_words.ts";
import { TAG, type Tokens, WORD } from "../text/tokens.ts";

/** What a text reads as. */
export interface Reading {
  /** ISO 639: the declared language, or another one that the text reads as; `und` if neither says any. */
  readonly language: string;
  /** False where a short text reads as another language than it was declared. */
  readonly isSure: boolean;
  /** Why there is nothing to read. */
  readonly nothing?: UnscoredReason | undefined;
}

/** Words from which on what a text reads as overrules what was declared. */
const ENOUGH_WORDS = 5;
/** A reading overrules a declaration if its score is larger by this share: chosen on posts whose language is known. */
const MARGIN = 0.1;
/** The same for a text of few words, which is then not scored at all. */
const SHORT_MARGIN = 0.35;

/** Tags that are remembered. */
const TAGS_MAX = 1_000;

/** Tags that stand for another one here, as the detector has no name for them. */
const SAME: Readonly<Record<string, string>> = {
  nb: "no",
  nn: "no",
  id: "ms",
  fil: "tl",
  bs: "hr",
  iw: "he",
};
/** Languages that are taken for each other in a few words: the declaration decides. */
const ALIKE = ["no da", "hr sr sl", "cs sk", "nl af", "gl pt", "ca es", "ms jv"].map((line) =>
  new Set(line.split(" "))
);

const HINDI = SMALL_LANGUAGES.indexOf("hi");
const ENGLISH = SMALL_LANGUAGES.indexOf("en");

/**
 * Decides which language a post is in: a declaration is trusted, unless the script or at least five words say otherwise.
 * Script and function words decide most posts; the rest goes to eld's n-grams, which take longer. Not shared between
 * threads.
 */
export class LanguageReader {
  readonly #small = new SmallWords();
  readonly #counts = new Uint16Array(SMALL_LANGUAGES.length);
  readonly #scripts = new Uint16Array(SCRIPT_COUNT);
  readonly #known: ReadonlySet<string>;
  readonly #fallback: string;
  /** Languages by the tags that were read before. */
  readonly #tags = new Map<string, string>();
  /** The text that is being read, and which of its tokens count as words. */
  #tokens: Tokens | undefined;
  #most = WORD;

  private constructor(heads: readonly string[], private readonly detector: NgramDetector) {
    this.#known = new Set(heads);
    this.#fallback = heads.includes("en") ? "en" : heads[0]!;
  }

  /** @param heads languages that can be scored, at least one */
  static async open(heads: readonly string[]): Promise<LanguageReader> {
    return new LanguageReader(heads, await NgramDetector.open());
  }

  /**
   * Reads a text.
   *
   * @param tokens of the text, scanned and not marked: what is known of its words depends on the language
   * @param declared tag of the post; "" or `und` when undeclared
   */
  read(tokens: Tokens, declared: string): Reading {
    const said = this.#primary(declared);
    const nothing = whyNothing(tokens);
    if (nothing !== undefined) return { language: said, isSure: true, nothing };
    this.#tokens = tokens;
    const words = this.#count(tokens);
    const script = this.#mainScript();
    if (script === undefined) return { language: this.#orFallback(said), isSure: true };
    if (script !== LATIN) return this.#otherScript(script, said);
    return said === UNDETERMINED ? this.#undeclared(words) : this.#declared(said, words);
  }

  /** Counts scripts and function words; returns the number of words. A hashtag counts where there is no other word. */
  #count({ count, kind, hash, start, end, chars }: Tokens): number {
    const counts = this.#counts.fill(0);
    const scripts = this.#scripts.fill(0);
    let words = 0;
    this.#most = WORD;
    for (;;) {
      for (let i = 0; i < count; i++) {
        if (kind[i]! > this.#most) continue;
        words++;
        const language = this.#small.languageOf(hash[i]!);
        if (language >= 0) counts[language]!++;
        for (let at = start[i]!, to = end[i]!; at < to; at++) scripts[scriptOf(chars[at]!)]!++;
      }
      if (words > 0 || this.#most === TAG) return words;
      this.#most = TAG;
    }
  }

  /** The script of most letters; undefined if there are none. */
  #mainScript(): number | undefined {
    const scripts = this.#scripts;
    let main = 0;
    for (let i = 1; i < SCRIPT_COUNT; i++) if (scripts[i]! > scripts[main]!) main = i;
    if (scripts[main] === 0) return undefined;
    // Japanese has more Han than kana in a headline, but never Han alone; a name in Han does not make a post Chinese.
    if (main === HAN && scripts[KANA]! * 10 > scripts[HAN]!) return KANA;
    return main;
  }

  #otherScript(script: number, said: string): Reading {
    if (script === OTHER_SCRIPT) {
      const isSaid = isWrittenOtherwise(said);
      return { language: isSaid ? said : this.#detect() || said, isSure: true };
    }
    const languages = languagesOfScript(script);
    if (languages.includes(said)) return { language: said, isSure: true };
    const read = languages.length === 1 ? undefined : this.#detect();
    const language = read !== undefined && languages.includes(read) ? read : languages[0]!;
    return { language, isSure: true };
  }

  /** Whether it is Hindi in Latin letters, mixed with English, of which the detector knows nothing. */
  #isRomanisedHindi(): boolean {
    const counts = this.#counts;
    return counts[HINDI]! > 1 && counts[HINDI]! >= counts[ENGLISH]!;
  }

  #undeclared(words: number): Reading {
    if (this.#isRomanisedHindi()) return { language: "hi", isSure: true };
    const clear = this.#byFunctionWords(2);
    if (clear !== undefined) return { language: clear, isSure: true };
    const read = this.#detectedLatin();
    if (read === "") return { language: this.#fallback, isSure: true };
    if (this.#known.has(read) || words >= ENOUGH_WORDS) return { language: read, isSure: true };
    const far = this.#leadOver(this.detector.score(this.#fallback) ?? 0) > SHORT_MARGIN;
    return far ? { language: read, isSure: false } : { language: this.#fallback, isSure: true };
  }

  #declared(said: string, words: number): Reading {
    if (this.#isSaid(said, words)) return { language: said, isSure: true };
    if (words >= ENOUGH_WORDS && this.#isRomanisedHindi()) return { language: "hi", isSure: true };
    const read = this.#detectedLatin();
    if (read === "" || read === said || alike(read, said)) return { language: said, isSure: true };
    const own = this.detector.score(SAME[said] ?? said);
    // The detector does not know the declared language: only function words speak against it.
    if (own === undefined && !SMALL_LANGUAGES.includes(said) && !isWrittenOtherwise(said)) {
      const clear = words >= ENOUGH_WORDS ? this.#byFunctionWords(3) : undefined;
      return { language: clear ?? said, isSure: true };
    }
    const ahead = this.#leadOver(own ?? 0);
    if (words >= ENOUGH_WORDS) {
      return { language: ahead > MARGIN ? read : said, isSure: true };
    }
    return ahead > SHORT_MARGIN || isWrittenOtherwise(said)
      ? { language: read, isSure: false }
      : { language: said, isSure: true };
  }

  /** The language of at least so many function words, and of more than two thirds of all of them. */
  #byFunctionWords(least: number): string | undefined {
    const counts = this.#counts;
    let best = 0;
    let all = 0;
    for (let i = 0; i < counts.length; i++) {
      all += counts[i]!;
      if (counts[i]! > counts[best]!) best = i;
    }
    const own = counts[best]!;
    return own >= least && own * 3 > all * 2 ? SMALL_LANGUAGES[best] : undefined;
  }

  /** Whether words of the declared language are there, and hardly any of another. */
  #isSaid(said: string, words: number): boolean {
    const at = SMALL_LANGUAGES.indexOf(said);
    if (at < 0) return false;
    let all = 0;
    for (const count of this.#counts) all += count;
    const own = this.#counts[at]!;
    return words < ENOUGH_WORDS && own === all ? own > 0 : own > 1 && own * 3 > all * 2;
  }

  /** What the detector takes the text for. */
  #detect(): string {
    this.detector.read(this.#tokens!, this.#most);
    return this.detector.language;
  }

  /** The same in Latin letters, where function words are surer than n-grams. */
  #detectedLatin(): string {
    const detected = this.#detect();
    return reverse(this.#byFunctionWords(2) ?? detected);
  }

  /** By what share of its own score what was detected is ahead of another score. */
  #leadOver(other: number): number {
    const { detector } = this;
    const top = detector.score(detector.language) ?? 0;
    return top === 0 ? 0 : (top - other) / top;
  }

  #orFallback(said: string): string {
    return said === UNDETERMINED ? this.#fallback : said;
  }

  #primary(declared: string): string {
    const known = this.#tags.get(declared);
    if (known !== undefined) return known;
    const primary = primaryOf(declared);
    if (this.#tags.size < TAGS_MAX) this.#tags.set(declared, primary);
    return primary;
  }
}

/** `pt-BR` is Portuguese. */
function primaryOf(declared: string): string {
  const tag = foldLanguage(declared);
  const dash = tag.indexOf("-");
  return dash < 0 ? tag : tag.slice(0, dash);
}

/** The detector's Malay is mostly Indonesian here. */
function reverse(language: string): string {
  return language === "ms" ? "id" : language;
}

function alike(read: string, said: string): boolean {
  const a = SAME[read] ?? read;
  const b = SAME[said] ?? said;
  return a === b || ALIKE.some((group) => group.has(a) && group.has(b));
}
