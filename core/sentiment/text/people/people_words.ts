import {
  englishForms,
  type FormsOf,
  frenchForms,
  germanForms,
  italianForms,
  portugueseForms,
  spanishForms,
} from "./forms.ts";
import PEOPLE_DE from "./german.ts";
import PEOPLE_EN from "./english.ts";
import PEOPLE_ES from "./spanish.ts";
import PEOPLE_FR from "./french.ts";
import PEOPLE_IT from "./italian.ts";
import PEOPLE_PT from "./portuguese.ts";

const ELIDED = {
  fr: "l' d' qu' j' n' s' c' m' t'".split(" "),
  it: "l' un' d' dell' all' nell' sull' dall' quell' quest' c' sant'".split(" "),
};

/** What a language's words that name people are made of. */
export interface PeopleOf {
  /** Entries by axis: what people are told apart by. */
  readonly lists: Readonly<Record<string, string>>;
  readonly forms: FormsOf;
  /** Articles and the like that are written together with a vowel. */
  readonly elided?: readonly string[];
}

export const PEOPLE: Readonly<Record<string, PeopleOf>> = {
  de: { lists: PEOPLE_DE, forms: germanForms },
  en: { lists: PEOPLE_EN, forms: englishForms },
  es: { lists: PEOPLE_ES, forms: spanishForms },
  fr: { lists: PEOPLE_FR, forms: frenchForms, elided: ELIDED.fr },
  it: { lists: PEOPLE_IT, forms: italianForms, elided: ELIDED.it },
  pt: { lists: PEOPLE_PT, forms: portugueseForms },
};

/** Words that an entry without accents would be, and that say something else. */
const NOT_WITHOUT_ACCENTS = new Set([
  "ira",
  "marie",
  "oma",
  "esta",
  "age",
  "pale",
  "retraite",
  "interne",
  "cafe",
]);

export function entriesOf(list: string): string[] {
  return list.split(/\s+/).filter((entry) => entry !== "");
}

/** The words of an entry's forms: several words have spaces between them, accents may be missing. */
function spellings(forms: readonly string[], elided: readonly string[] = []): string[] {
  return forms.flatMap((form) => {
    const word = form.toLowerCase().replaceAll("-", " ");
    const bare = word.normalize("NFD").replace(/[\u0300\u0301\u0302\u0303\u0327\u0308]/gu, "");
    // Capitals and Switzerland have no ß; but "weiss" is mostly what somebody knows, and "gross" is said of anything.
    const both = [word, ...(NOT_WITHOUT_ACCENTS.has(bare) ? [] : [bare])]
      .flatMap((each) => /^(?:weiß|groß)/.test(each) ? [each] : [each, each.replaceAll("ß", "ss")]);
    return both.flatMap((each) =>
      /^[aeiouyhàâäéèêëîïôöùœ]/.test(each)
        ? [each, ...elided.map((article) => article + each)]
        : [each]
    );
  });
}

/**
 * The words of a language that name people: all forms of all entries; none for a language without lists. A head reads them all
 * as one word, without their letters: who somebody is must not move a score. What is said about them still does.
 *
 * Made at each call: some take 50 ms, and most workers need none, since a head keeps the words that it was learned with.
 */
export function peopleWords(language: string): readonly string[] {
  const { lists = {}, forms = englishForms, elided } = PEOPLE[language] ?? {};
  const entries = Object.values(lists).flatMap(entriesOf);
  return [...new Set(entries.flatMap((entry) => spellings(forms(entry).all, elided)))];
}
