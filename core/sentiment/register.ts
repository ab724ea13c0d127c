import { hashWord } from "./hash.ts";
import { LINK, MENTION, TAG, type Tokens } from "./tokens.ts";

/** How many registers there are. */
export const REGISTER_COUNT = 8;
const WITH_LINK = 1;
const FIRST_PERSON = 2;
const TO_SOMEONE = 4;

const FIRST_PERSONS = new Set(
  "i im i'm my me i'll i've ive i'd mine myself we our us".split(" ").map((word) =>
    hashWord(Uint16Array.from(word, (c) => c.charCodeAt(0)), 0, word.length)
  ),
);

/**
 * The register of a text, 0 to 7: whether it holds a link, speaks of its writer, speaks to someone.
 *
 * In a corpus labelled by emoticons these take sides of their own (a greeting to someone ends in a smile, a tale of
 * oneself in a frown), and elsewhere they do not: training weighs both sides more alike within each.
 */
export function registerOf(tokens: Tokens): number {
  let register = 0;
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === LINK) register |= WITH_LINK;
    else if (kind === MENTION) register |= TO_SOMEONE;
    else if (kind <= TAG && FIRST_PERSONS.has(tokens.hash[i]!)) register |= FIRST_PERSON;
  }
  return register;
}
