import assert from "node:assert/strict";
import { NEGATORS } from "../negators.ts";
import { Tokens } from "../tokens.ts";
import { Vocabulary } from "../vocabulary.ts";
import { peopleForms, peopleWords } from "./people_words.ts";

function tokensOf(language: string): Tokens {
  return new Tokens(Vocabulary.from({
    ratings: [],
    negators: NEGATORS[language]!.split(" "),
    people: peopleWords(language),
  }));
}

/** The letters of a text that a head sees. */
function lettersOf(tokens: Tokens, text: string): string[] {
  tokens.read(text);
  return Array.from(
    { length: tokens.count },
    (_, i) => String.fromCharCode(...tokens.chars.subarray(tokens.start[i], tokens.end[i])),
  );
}

const AXES =
  "ability age belief body colour family gender life love means migration names origin people " +
  "places politics";

for (const language of ["de", "en", "es", "fr", "it", "pt"]) {
  Deno.test(`${language}: every axis has words, and every form of every entry is one word without letters`, () => {
    const axes = peopleForms(language);
    assert.equal(Object.keys(axes).sort().join(" "), AXES);
    const tokens = tokensOf(language);
    for (const { he, all } of Object.values(axes).flat()) {
      for (const form of all) {
        const spoken = form.replaceAll("-", " ");
        const loud = /weiß|groß/i.test(form) ? form : form.toUpperCase();
        for (const text of [form, spoken, loud, `x ${form} x`.normalize("NFD")]) {
          const letters = lettersOf(tokens, text).filter((word) => word !== "x");
          assert.deepEqual(letters, [""], `${he}: ${text}`);
        }
      }
    }
  });
}

for (
  const [language, text, letters] of [
    ["fr", "Les musulman·e·s, les ouvrier.e.s et un demandeur d'asile", "les,,les,,et,un,"],
    ["fr", "L'Algérienne est non-binaire", ",est,"],
    ["de", "Die Christ:innen, Muslim*innen und Schüler_innen", "die,,,und,"],
    ["es", "Amigos latin@s y una amiga no binaria", "amigos,,y,una,amiga,"],
    ["pt", "Minha vizinha não-binária e o sem-teto", "minha,vizinha,,e,o,"],
    ["it", "L'ex-detenuto e la persona non vedente", ",e,la,persona,"],
    ["en", "A woman of colour, a Jehovah's Witness and a wheelchair user", "a,,a,,and,a,"],
    ["en", "Fatima's cousin met a heroin-dependent kidney patient", ",met,a,"],
    ["en", "Rose and Joy will meet Jean-Pierre", "rose,and,joy,will,meet,"],
    ["fr", "Des insuffisants cardiaques chez d'Aïcha et malades du cœur", "des,,chez,,et,"],
    ["de", "Ayşes Freund ist nicht religiös und Wolf heult", ",freund,ist,,und,wolf,heult"],
    ["es", "Guadalupe es no practicante y la luna no", ",es,,y,la,luna,no"],
    ["pt", "Uma candidata a asilo e doente do coração", "uma,,e,"],
    ["it", "Le sopravvissute al cancro e quasi mai Serena", "le,,e,quasi,mai,serena"],
  ] as const
) {
  Deno.test(`${language}: ${text}`, () => {
    assert.equal(lettersOf(tokensOf(language), text).join(",").replaceAll(",,,", ",,"), letters);
  });
}
