import type { Features } from "../text/features.ts";
import { EMOJI, TAG } from "../text/tokens.ts";
import type { WordFilter } from "../text/word_filter.ts";

/** Adds the words and emoji of the text that `features` read last; one counts as known from its second occurrence on. */
export function learnWords(features: Features, once: WordFilter, known: WordFilter): void {
  const { tokens } = features;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i]! > TAG && tokens.kind[i] !== EMOJI) continue;
    const hash = tokens.hash[i]!;
    if (once.has(hash)) known.add(hash);
    else once.add(hash);
  }
}
