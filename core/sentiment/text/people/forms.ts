/** The forms of a word that names people. */
export interface Forms {
  /** Masculine or only singular; of a German adjective the one behind "ist". */
  readonly he: string;
  /** Feminine; of a German adjective the one before a noun. */
  readonly she: string;
  /** Plural, of all or of men. */
  readonly they: string;
  /** Of one gender and number each, with their cases. */
  readonly plain: readonly string[];
  /** These, and spellings that include all genders. */
  readonly all: readonly string[];
}

/** Makes the forms of an entry of a language's lists. */
export type FormsOf = (entry: string) => Forms;

/**
 * Forms of several words, of those of one: `insuffisant+rénal` takes the forms of both, `malade~du-cœur` those of the first.
 * Hyphens join, as in a word of one form.
 */
export function phraseForms(formsOf: FormsOf): FormsOf {
  return (entry) => {
    const [head = "", tail] = entry.split("~");
    const words = head.split("+").map(formsOf);
    if (tail === undefined && words.length === 1) return words[0]!;
    const join = (of: (word: Forms) => readonly string[]) =>
      words.map(of).reduce((phrases, forms) =>
        phrases.flatMap((start) => forms.map((form) => `${start}-${form}`))
      ).map((phrase) => tail === undefined ? phrase : `${phrase}-${tail}`);
    const [he = "", she = "", they = ""] = (["he", "she", "they"] as const)
      .flatMap((form) => join((word) => [word[form]]));
    const plain = join((word) => word.plain);
    return { he, she, they, plain, all: plain };
  };
}

/** First names: English and German ones also with what says that something is theirs. */
export function nameForms(name: string, language: string): Forms {
  const owner = language === "en"
    ? [`${name}'s`]
    : language === "de" && !/[sxz]$/.test(name)
    ? [`${name}s`]
    : [];
  return { he: name, she: name, they: name, plain: [name, ...owner], all: [name, ...owner] };
}

/** English: a plural; the parts of a word with hyphens stay one word, which the tokenizer joins. */
export function englishForms(word: string): Forms {
  const they = /(?:s|x|ch|sh)$/.test(word)
    ? `${word}es`
    : /wife$/.test(word)
    ? `${word.slice(0, -2)}ves`
    : /child$/.test(word)
    ? `${word}ren`
    : /[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}ies`
    : /man$/.test(word) && word !== "german" && word !== "roman"
    ? `${word.slice(0, -3)}men`
    : `${word}s`;
  return { he: word, she: word, they, plain: [word, they], all: [word, they] };
}

/** German: an entry with a capital is a noun (`Pole`), another an adjective (`polnisch`). */
export function germanForms(entry: string): Forms {
  const word = entry.toLowerCase();
  return entry === word ? germanAdjective(word) : germanNoun(word);
}

function germanAdjective(word: string): Forms {
  const stem = /[^e]el$/.test(word) ? `${word.slice(0, -2)}l` : word.replace(/e$/, "");
  const all = ["e", "er", "es", "en", "em"].map((ending) => stem + ending);
  return {
    he: word,
    she: `${stem}e`,
    they: `${stem}en`,
    plain: [word, ...all],
    all: [word, ...all],
  };
}

function germanNoun(word: string): Forms {
  const stem = word.replace(/e$/, "");
  const she = `${stem}in`;
  const women = `${stem}innen`;
  const they = /e$/.test(word)
    ? `${word}n`
    : /(?:er|en|el)$/.test(word)
    ? word
    : /in$/.test(word)
    ? `${word}nen`
    : `${word}en`;
  const cases = /e$/.test(word) ? ["s", "n"] : ["s", "n", "e", "es", "en"];
  const all = [word, ...cases.map((ending) => word + ending), they, she, women]
    .filter((form) => !/(.)\1\1/.test(form));
  return { he: word, she, they, plain: all, all };
}

/** Portuguese, Spanish, Italian and French: `ms`, or `ms/fs/mp/fp` where the rules do not hold. */
function romance(
  entry: string,
  { she, plural, more }: {
    readonly she: (he: string) => string;
    readonly plural: (word: string) => readonly string[];
    readonly more: (forms: readonly string[]) => readonly string[];
  },
): Forms {
  const given = entry.split("/");
  const he = given[0]!;
  const female = given[1] ?? she(he);
  const they = given[2] === undefined ? plural(he) : [given[2]];
  const women = given[3] === undefined ? plural(female) : [given[3]];
  const plain = [...new Set([he, female, ...they, ...women])];
  const all = [...new Set([...plain, ...more(plain)])];
  return { he, she: female, they: they[0]!, plain, all };
}

export const spanishForms: FormsOf = (entry) =>
  romance(entry, {
    she: (he) =>
      /o$/.test(he)
        ? `${he.slice(0, -1)}a`
        : /[aeiou]r$/.test(he) && !/(?:ar|er|ier)$/.test(he)
        ? `${he}a`
        : /(?:és|án|ín|ón)$/.test(he)
        ? `${unaccented(he)}a`
        : he,
    plural: (word) =>
      /[íú]$/.test(word)
        ? [`${word}es`, `${word}s`]
        : /[aeioué]$/.test(word)
        ? [`${word}s`]
        : /z$/.test(word)
        ? [`${word.slice(0, -1)}ces`]
        : /(?:és|án|ín|ón)$/.test(word)
        ? [`${unaccented(word)}es`]
        : /s$/.test(word)
        ? [word]
        : [`${word}es`, `${word}s`],
    more: ([he = ""]) => /o$/.test(he) ? genderless(he) : [],
  });

export const portugueseForms: FormsOf = (entry) =>
  romance(entry, {
    she: (he) =>
      /ão$/.test(he)
        ? `${he.slice(0, -1)}`
        : /o$/.test(he)
        ? `${he.slice(0, -1)}a`
        : /or$/.test(he)
        ? `${he}a`
        : /ês$/.test(he)
        ? `${he.slice(0, -2)}esa`
        : he,
    plural: (word) =>
      /m$/.test(word)
        ? [`${word.slice(0, -1)}ns`]
        : /il$/.test(word)
        ? [`${word.slice(0, -2)}is`, `${word.slice(0, -2)}eis`]
        : /[aou]l$/.test(word)
        ? [`${word.slice(0, -1)}is`]
        : /el$/.test(word)
        ? [`${word.slice(0, -2)}eis`, `${word.slice(0, -2)}éis`]
        : /ão$/.test(word)
        ? [`${word}s`, `${word.slice(0, -2)}ões`]
        : /ês$/.test(word)
        ? [`${word.slice(0, -2)}eses`]
        : /[rz]$/.test(word)
        ? [`${word}es`]
        : /s$/.test(word)
        ? [word]
        : [`${word}s`],
    more: ([he = ""]) => /o$/.test(he) && !/ão$/.test(he) ? genderless(he) : [],
  });

export const italianForms: FormsOf = (entry) =>
  romance(entry, {
    she: (he) =>
      /tore$/.test(he) ? `${he.slice(0, -4)}trice` : /o$/.test(he) ? `${he.slice(0, -1)}a` : he,
    plural: (word) =>
      /io$/.test(word)
        ? [word.slice(0, -1), `${word}i`]
        : /go$/.test(word)
        ? [`${word.slice(0, -1)}hi`, `${word.slice(0, -1)}i`]
        : /[^e]co$/.test(word)
        ? [`${word.slice(0, -1)}i`, `${word.slice(0, -1)}hi`]
        : /[oe]$/.test(word)
        ? [`${word.slice(0, -1)}i`]
        : /[cg]a$/.test(word)
        ? [`${word.slice(0, -1)}he`]
        : /(?:ista|ita|ota|eta|ida|ata)$/.test(word)
        ? [`${word.slice(0, -1)}i`, `${word.slice(0, -1)}e`]
        : /a$/.test(word)
        ? [`${word.slice(0, -1)}e`]
        : [word],
    more: ([he = ""]) =>
      /[oe]$/.test(he) ? ["ə", "u", "x", ""].map((end) => he.slice(0, -1) + end) : [],
  });

export const frenchForms: FormsOf = (entry) =>
  romance(entry, {
    she: (he) => {
      for (const [end, female] of FRENCH_ENDINGS) {
        if (he.endsWith(end)) return he.slice(0, he.length - end.length) + female;
      }
      return `${he}e`;
    },
    plural: (word) => [/[sxz]$/.test(word) ? word : /eau$/.test(word) ? `${word}x` : `${word}s`],
    more: () => [],
  });

/** Of masculine and feminine; the first that fits counts. */
const FRENCH_ENDINGS: readonly (readonly [string, string])[] = [
  ["ateur", "atrice"],
  ["iteur", "itrice"],
  ["cteur", "ctrice"],
  ["éen", "éenne"],
  ["ien", "ienne"],
  ["yen", "yenne"],
  ["eux", "euse"],
  ["oux", "ousse"],
  ["eur", "euse"],
  ["if", "ive"],
  ["el", "elle"],
  ["il", "ile"],
  ["er", "ère"],
  ["et", "ète"],
  ["on", "onne"],
  ["ot", "ote"],
  ["eau", "elle"],
  ["c", "que"],
  ["e", "e"],
];

function unaccented(word: string): string {
  return word.slice(0, -2) + word.slice(-2).normalize("NFD").replace(/\u0301/, "");
}

/** `amigue`, `amigxs`, and `amig@s`, of which the tokenizer sees `amig`. */
function genderless(word: string): string[] {
  const stem = word.slice(0, -1);
  return ["e", "x", "es", "xs", ...(stem.length >= 5 ? [""] : [])].map((end) => stem + end);
}
