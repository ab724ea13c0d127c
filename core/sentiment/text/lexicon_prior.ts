import type { Features } from "./features.ts";
import { formality } from "./formality.ts";
import { EXCLAMATIONS, MARK, NEGATOR } from "./tokens.ts";

/** Change of the logit for each point of a positive or negative rating, in a text of formality 0.5. */
const PRAISE_WEIGHT = 0.1;
const BLAME_WEIGHT = 0.2;
/** Words from which on a text counts in full; shorter ones count in proportion. */
const LONG_TEXT_WORDS = 15;
/** Ratings added for a text with a negation, and for one without an exclamation mark. */
const NEGATION_RATING = -1;
const NO_EXCLAMATION_RATING = -1;

/**
 * A prior from word ratings that is added to the logit of the model trained on emoticons: the ratings of the words
 * (negative ones count twice), negation, and exclamation marks. The factor grows with the formality of the text, from 0.5 to
 * 1.5.
 *
 * Posts with emoticons seldom contain matter-of-fact complaints, so that a model trained on them calls complaints positive.
 * The constants were chosen on human-labelled rows; they are few and round to avoid overfitting.
 *
 * @returns logits, positive for praise
 */
export function lexiconPrior(features: Features): number {
  const { tokens } = features;
  let praise = 0;
  let blame = 0;
  let denies = false;
  let exclaims = false;
  for (let i = 0; i < tokens.count; i++) {
    const valence = features.valenceOf(i);
    if (valence > 0) praise += valence;
    else blame += valence;
    const kind = tokens.kind[i];
    if (kind === NEGATOR) denies = true;
    else if (kind === MARK) exclaims ||= EXCLAMATIONS.includes(tokens.hash[i]!);
  }
  if (denies) blame += NEGATION_RATING;
  if (!exclaims) blame += NO_EXCLAMATION_RATING;
  return (PRAISE_WEIGHT * praise + BLAME_WEIGHT * blame) * (0.5 + formality(tokens)) *
    Math.min(1, tokens.words / LONG_TEXT_WORDS);
}
