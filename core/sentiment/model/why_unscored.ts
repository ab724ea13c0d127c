import { BREAK, EMOJI, FACE, MARK, MENTION, TAG, type Tokens } from "../text/tokens.ts";
import type { WordFilter } from "../text/word_filter.ts";

/** Reason why a post has no score. */
export type UnscoredReason =
  /** It has no text. */
  | "empty"
  /** It has nothing but links and mentions. */
  | "only_links_or_mentions"
  /** Declared, or read, as a language that the model does not know. */
  | "language"
  /** No word, emoji or emoticon that the model knows, by its rows or by its rated words. */
  | "no_known_token";

/** Why there is nothing to judge in the text that `tokens` read last; undefined if there is. */
export function whyNothing(tokens: Tokens): UnscoredReason | undefined {
  if (tokens.count === 0) return tokens.hasLinks ? "only_links_or_mentions" : "empty";
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    // Punctuation between links is not text.
    const isPause = tokens.hasLinks && (kind === BREAK || kind === MARK);
    if (kind !== MENTION && !isPause) return undefined;
  }
  return "only_links_or_mentions";
}

/**
 * Why the text that `tokens` read last must not be scored; undefined if it may be.
 *
 * @param words the words that the model was trained on
 * @param knowsRated whether rated words are known, too: of a head that was trained on a few thousand rows
 */
export function whyUnscored(
  tokens: Tokens,
  words: WordFilter,
  knowsRated = false,
): UnscoredReason | undefined {
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === FACE) return undefined;
    if (knowsRated && tokens.rating[i] !== 0) return undefined;
    if ((kind <= TAG || kind === EMOJI) && words.has(tokens.hash[i]!)) return undefined;
  }
  return whyNothing(tokens) ?? "no_known_token";
}
