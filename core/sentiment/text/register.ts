import { hashWord } from "./hash.ts";
import { MENTION, TAG, type Tokens } from "./tokens.ts";

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
 * The register of a text, 0 to 7: whether it holds a link, speaks of its writer, speaks to someone.
 *
 * In a corpus labelled by emoticons these take sides of their own (a greeting to someone ends in a smile, a tale of
 * oneself in a frown), and elsewhere they do not: training weighs both sides more alike within each.
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

/** Mean letters a word at which a text begins to be sober, and those more at which it wholly is. */
const PLAIN_WORDS = 3.7;
const LONGER_WORDS = 1;
/** Who speaks of oneself is seldom sober. */
const FIRST_PERSON_SOBRIETY = 0.3;

/**
 * How sober a text is, 0 to 1: long words, and not about its writer, as in news and complaints.
 *
 * Posts with a smile or a frown, from which the two sides are learned, are seldom so; where they are, most of them smile.
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
  const length = Math.max(0, Math.min(1, (letters / words - PLAIN_WORDS) / LONGER_WORDS));
  return firstPerson ? length * FIRST_PERSON_SOBRIETY : length;
}
