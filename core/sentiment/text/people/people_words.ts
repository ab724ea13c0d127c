import { PEOPLE_DE } from "./german.ts";
import { PEOPLE_EN } from "./english.ts";
import { PEOPLE_ES } from "./spanish.ts";
import { PEOPLE_FR } from "./french.ts";
import { PEOPLE_IT } from "./italian.ts";
import { PEOPLE_PT } from "./portuguese.ts";

/**
 * Words that name people by belief, origin, colour, love, sex, ability, body, means or age, by language. A head reads them
 * all as one word, without their letters: who somebody is must not move a score. What is said about them still does.
 */
export const PEOPLE_WORDS: Readonly<Record<string, readonly string[]>> = {
  de: PEOPLE_DE,
  en: PEOPLE_EN,
  es: PEOPLE_ES,
  fr: PEOPLE_FR,
  it: PEOPLE_IT,
  pt: PEOPLE_PT,
};
