import {
  englishForms,
  type Forms,
  type FormsOf,
  frenchForms,
  germanForms,
  italianForms,
  nameForms,
  phraseForms,
  portugueseForms,
  spanishForms,
} from "./forms.ts";
import { GIVEN_NAMES, WORDS_IN } from "./given_names.ts";
import PEOPLE_DE from "./german.ts";
import PEOPLE_EN from "./english.ts";
import PEOPLE_ES from "./spanish.ts";
import PEOPLE_FR from "./french.ts";
import PEOPLE_IT from "./italian.ts";
import PEOPLE_PT from "./portuguese.ts";

const ELIDED = {
  fr: "d' l' qu' j' n' s' c' m' t'".split(" "),
  it: "d' l' all' dell' dall' un' nell' sull' quell' quest' c' sant'".split(" "),
};
/** So many of them are written before first names and before several words. */
const COMMON_ELIDED = 2;

/** What a language's words that name people are made of. */
interface PeopleOf {
  /**
   * Entries by axis: what people are told apart by. `{kidney,heart}-patient` is two entries; `+` and `~` are those of
   * {@linkcode phraseForms}.
   */
  readonly lists: Readonly<Record<string, string>>;
  readonly forms: FormsOf;
  /** Articles and the like that are written together with a vowel. */
  readonly elided?: readonly string[];
}

const PEOPLE: Readonly<Record<string, PeopleOf>> = {
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

/** Entries of a list, braces taken apart. */
function entriesOf(list: string): string[] {
  return list.split(/\s+/).filter((entry) => entry !== "").flatMap(expand);
}

function expand(entry: string): string[] {
  const [, before = "", choices, after = ""] = /^(.*?)\{(.*?)\}(.*)$/.exec(entry) ?? [];
  if (choices === undefined) return [entry];
  return choices.split(",").flatMap((choice) => expand(before + choice + after));
}

/** Forms of the words that name people in a language, by axis, first names in `names`; none for a language without lists. */
export function peopleForms(language: string): Readonly<Record<string, readonly Forms[]>> {
  const people = PEOPLE[language];
  if (people === undefined) return {};
  const forms = phraseForms(people.forms);
  const words = new Set(WORDS_IN[language]?.split(/\s+/));
  const names = entriesOf(GIVEN_NAMES).filter((name) => !words.has(name));
  return {
    ...Object.fromEntries(
      Object.entries(people.lists).map(([axis, list]) => [axis, entriesOf(list).map(forms)]),
    ),
    names: names.map((name) => nameForms(name, language)),
  };
}

/** The words of an entry's forms: several words have spaces between them, accents may be missing. */
function spellings(forms: readonly string[], elided: readonly string[] = []): string[] {
  const common = elided.slice(0, COMMON_ELIDED);
  return forms.flatMap((form) => {
    const word = form.toLowerCase().replaceAll("-", " ");
    const bare = word.normalize("NFD").replace(
      /[\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0326-\u0328]/gu,
      "",
    )
      .replaceAll("ı", "i");
    // Capitals and Switzerland have no ß; but "weiss" is mostly what somebody knows, and "gross" is said of anything.
    const both = [word, word.replaceAll("ı", "i"), ...(NOT_WITHOUT_ACCENTS.has(bare) ? [] : [bare])]
      .flatMap((each) => /^(?:weiß|groß)/.test(each) ? [each] : [each, each.replaceAll("ß", "ss")]);
    return both.flatMap((each) =>
      /^[aeiouyhàâäéèêëîïôöùœ]/.test(each)
        ? [each, ...(each.includes(" ") ? common : elided).map((article) => article + each)]
        : [each]
    );
  });
}

/**
 * The words of a language that name people: all forms of all entries; none for a language without lists. A head reads them all
 * as one word, without their letters: who somebody is must not move a score. What is said about them still does.
 *
 * Made at each call: some take 200 ms, and most workers need none, since a head keeps the words that it was learned with.
 */
export function peopleWords(language: string): readonly string[] {
  const { names = [], ...axes } = peopleForms(language);
  const elided = PEOPLE[language]?.elided ?? [];
  return [
    ...new Set([
      ...Object.values(axes).flat().flatMap(({ all }) => spellings(all, elided)),
      ...names.flatMap(({ all }) => spellings(all, elided.slice(0, COMMON_ELIDED))),
    ]),
  ];
}
