import { foldHashtag } from "./hashtag.ts";
import { foldLanguage } from "./language_tag.ts";
import type { PostRecord } from "./record.ts";

/** Why a filter drops a post that consent allows. Stable words: they name the counts. */
export type FilterReason = "filtered_keyword" | "filtered_language";

export interface FilterConfig {
  /** `FILTER_KEYWORDS`: a post must have one of them as a whole word or hashtag; empty: all pass. */
  readonly keywords: readonly string[];
  /** `FILTER_LANGS`: a post must be in one of them; `pt` covers `pt-BR`, not the other way round; empty: all pass. */
  readonly languages: readonly string[];
}

/** Makes a function that returns why a post is dropped, or `undefined` if it is kept. */
export function filterOf(config: FilterConfig): (record: PostRecord) => FilterReason | undefined {
  const language = languageFilter(config.languages);
  const keyword = keywordFilter(config.keywords);
  return (record) => {
    if (!language(record.language)) return "filtered_language";
    if (!keyword(record)) return "filtered_keyword";
    return undefined;
  };
}

function languageFilter(wanted: readonly string[]): (language: string) => boolean {
  const tags = wanted.filter((tag) => tag.trim() !== "").map(foldLanguage);
  if (tags.length === 0) return () => true;
  return (language) => {
    const tag = foldLanguage(language);
    return tags.some((each) => tag === each || tag.startsWith(`${each}-`));
  };
}

/**
 * Characters that continue a word. Scripts that put no spaces between words are left out, so that 猫 is found in 黒猫が好き
 * and "AI" in AIを使う.
 */
const IN_WORD = String
  .raw`[[\p{L}\p{N}\p{M}_]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]]`;

function keywordFilter(
  wanted: readonly string[],
): (record: Pick<PostRecord, "content" | "spoiler_text" | "hashtags">) => boolean {
  const words = wanted.map((word) => fold(word).trim()).filter((word) =>
    word.replace(/^#/, "") !== ""
  );
  if (words.length === 0) return () => true;
  // A hashtag writes a phrase as one word: "machine learning" is #MachineLearning.
  const tags = new Set(
    words.map((word) => foldHashtag(word.replace(/^#/, "").replace(/\s+/g, ""))),
  );
  const pattern = new RegExp(words.map(wholeWord).join("|"), "iv");
  return ({ content, spoiler_text = "", hashtags }) =>
    hashtags.some((tag) => tags.has(foldHashtag(tag))) || pattern.test(fold(content)) ||
    (spoiler_text !== "" && pattern.test(fold(spoiler_text)));
}

function wholeWord(word: string): string {
  const escaped = word.replace(/[\^$\\.*+?()[\]{}|/\-&!#%,:;<=>@`~"']/g, escapeCharacter)
    .replace(/\s+/g, String.raw`\s+`);
  const first = new RegExp(`^${IN_WORD}`, "v").test(word);
  const last = new RegExp(`${IN_WORD}$`, "v").test(word);
  return `${first ? `(?<!${IN_WORD})` : ""}${escaped}${
    last || word.startsWith("#") ? `(?!${IN_WORD})` : ""
  }`;
}

function escapeCharacter(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

/** Folds spellings that read the same: ＡＩ and AI, é in one or two code points, any case. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
