import { hashWord } from "./hash.ts";
import { MENTION, TAG, type Tokens } from "./tokens.ts";

/** Number of registers. */
export const REGISTER_COUNT = 8;
const WITH_LINK = 1;
const FIRST_PERSON = 2;
const TO_SOMEONE = 4;

const FIRST_PERSONS = new Set(
  "i im i'm my me i'll i've ive i'd mine myself we our us".split(" ").map((word) =>
    hashWord(Uint16Array.from(word, (c) => c.charCodeAt(0)), 0, word.length)
  ),
);

const FIRST_PERSON_MAX = 6;

function isFirstPerson({ chars, start, end, hash }: Tokens, token: number): boolean {
  const from = start[token]!;
  if (end[token]! - from > FIRST_PERSON_MAX) return false;
  switch (chars[from]) {
    case 105: // i
    case 109: // m
    case 111: // o
    case 117: // u
    case 119: // w
      return FIRST_PERSONS.has(hash[token]!);
    default:
      return false;
  }
}

/**
 * The register of a text, 0 to 7: one bit each for a link, the first person, and a mention.
 *
 * In a corpus labelled by emoticons a register goes with a label (greetings have smiles, posts about oneself have frowns); in
 * other text it does not. So training evens out the weights of both labels within each register.
 */
export function registerOf(tokens: Tokens): number {
  let register = tokens.hasLinks ? WITH_LINK : 0;
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]!;
    if (kind === MENTION) register |= TO_SOMEONE;
    else if (kind <= TAG && isFirstPerson(tokens, i)) register |= FIRST_PERSON;
  }
  return register;
}

/** Formality is 0 up to this mean word length in letters, and rises to 1 over the next {@linkcode FORMAL_RANGE}. */
const INFORMAL_WORD_LENGTH = 3.7;
const FORMAL_RANGE = 1;
/** Factor for texts in the first person, which are seldom formal. */
const FIRST_PERSON_FACTOR = 0.3;

/**
 * Formality of a text, 0 to 1: high for long words without the first person, as in news and complaints.
 *
 * Posts with emoticons, from which polarity is learned, are seldom formal; most of the formal ones have a smile.
 */
export function formality(tokens: Tokens): number {
  let words = 0;
  let letters = 0;
  let firstPerson = false;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i]! > TAG) continue;
    words++;
    letters += tokens.end[i]! - tokens.start[i]!;
    firstPerson ||= isFirstPerson(tokens, i);
  }
  if (words === 0) return 0;
  const excess = (letters / words - INFORMAL_WORD_LENGTH) / FORMAL_RANGE;
  const length = Math.max(0, Math.min(1, excess));
  return firstPerson ? length * FIRST_PERSON_FACTOR : length;
}
