import assert from "node:assert/strict";
import { hashWord } from "./hash.ts";
import { IDENTITY_TERMS } from "../evaluation/identity_terms.ts";
import { englishVocabulary } from "./english_vocabulary.ts";
import { ratingOf } from "./vocabulary.ts";

const valence = (word: string) =>
  ratingOf(
    englishVocabulary().of(
      hashWord(Uint16Array.from(word, (c) => c.charCodeAt(0)), 0, word.length),
    ),
  );

Deno.test("a word has its rating, or its side's where only that is known, or none", () => {
  for (
    const [word, rating] of [
      ["outstanding", 5], // both lists: the rating counts
      ["awful", -3],
      ["buggy", -2], // the Opinion Lexicon alone
      ["flawless", 2],
      ["enviously", -2], // on both sides
      ["dont", 0],
      ["train", 0],
    ] as const
  ) assert.equal(valence(word), rating, word);
});

Deno.test("no term of the bias measure has a rating", () => {
  for (const term of Object.values(IDENTITY_TERMS).flat()) {
    assert.equal(valence(term.toLowerCase()), 0, term);
  }
});

Deno.test("words for people, slurs that name a group, and political names have no rating", () => {
  // By ear, not from the list that is left out: what either list of ratings may come to hold counts, too.
  for (
    const word
      of ("god jesus allah christian muslim jew jews catholic hindu atheist pagan infidel heathen " +
        "black white brown african asian arab mexican immigrant immigrants refugee refugees undocumented gypsy nigger niggas " +
        "gay lesbian queer straight trans transgender faggot fag dyke homosexual bisexual female male woman women " +
        "spinster slut whore fat obese overweight skinny thin tall short midget dwarf bald " +
        "blind deaf mute disabled disability disabilities handicapped crippled cripple retard retarded autistic deformed " +
        "infirm addict addicts alcoholic senile old elderly young youthful orphan widowed widow " +
        "homeless beggar pauper unemployed jobless needy wealthy affluent slave illiterate " +
        "trump obama conservative conservatives liberal liberals progressive radical socialist communist republican democrat " +
        "feminist reactionary revolutionary patriot patriotic dissident").split(" ")
  ) assert.equal(valence(word), 0, word);
});

Deno.test("insults, states and reproaches that name no group keep their ratings", () => {
  for (const word of "idiot bastard dumb lame crazy ill lonely terrorist racist".split(" ")) {
    assert.ok(valence(word) < 0, word);
  }
});
