import type { Features } from "./features.ts";
import { formality } from "./register.ts";
import { EXCLAMATIONS, MARK, NEGATOR } from "./tokens.ts";

/** What a point of a rating moves the logit by, in a text that is half sober. */
const PRAISE = 0.1;
const BLAME = 0.2;
/** Words of a text that is no longer a short one. */
const LONG = 15;
/** A text that denies something, and one that does not exclaim, is heard as if a word of this rating stood in it. */
const DENIAL = -1;
const CALM = -1;

/**
 * What people would make of a text by its plain signs, added to what a corpus of smiles and frowns makes of it: the ratings
 * of its words (blame weighs twice as much as praise), whether it denies, whether it exclaims. The more sober a text is, the
 * more they count: from half to one and a half.
 *
 * Who smiles or frowns in a post seldom says soberly what is wrong with a thing, so that such a corpus calls complaints
 * positive. The constants were chosen on human-labelled rows, as few of them and as round as would do.
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
  if (denies) blame += DENIAL;
  if (!exclaims) blame += CALM;
  return (PRAISE * praise + BLAME * blame) * (0.5 + formality(tokens)) *
    Math.min(1, tokens.words / LONG);
}
