import { readsAsEnglish } from "../text/language.ts";
import { BREAK, EMOJI, FACE, MARK, MENTION, TAG, type Tokens } from "../text/tokens.ts";
import type { WordFilter } from "../text/word_filter.ts";

/** Reason why a post has no score. */
export type UnscoredReason =
  /** It has no text. */
  | "empty"
  /** It has nothing but links and mentions. */
  | "only_links_or_mentions"
  /** Declared, or read, as a language that the model was not trained on. */
  | "language"
  /** No word, emoji or emoticon that the model knows. */
  | "no_known_token";

/**
 * Why the text that `tokens` read last must not be scored; undefined if it may be.
 *
 * @param words the words that the model was trained on
 * @param language tag as declared; `und` when undeclared
 */
export function whyUnscored(
  tokens: Tokens,
  words: WordFilter,
  language: string,
): UnscoredReason | undefined {
  if (tokens.count === 0) return tokens.hasLinks ? "only_links_or_mentions" : "empty";
  let known = false;
  let beyondLinks = false;
  for (let i = 0; i < tokens.count && !known; i++) {
    const kind = tokens.kind[i]!;
    // Punctuation between links is not text.
    const isPause = tokens.hasLinks && (kind === BREAK || kind === MARK);
    if (kind !== MENTION && !isPause) beyondLinks = true;
    if (kind <= TAG) known = words.has(tokens.hash[i]!);
    else if (kind === FACE || kind === EMOJI) known = kind === FACE || words.has(tokens.hash[i]!);
  }
  if (!beyondLinks) return "only_links_or_mentions";
  if (!readsAsEnglish(tokens, language)) return "language";
  return known ? undefined : "no_known_token";
}
