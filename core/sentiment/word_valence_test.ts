import assert from "node:assert/strict";
import { hashWord } from "./hash.ts";
import { IDENTITY_TERMS } from "./identity_terms.ts";
import { wordValence } from "./word_valence.ts";

const valence = (word: string) =>
  wordValence(hashWord(Uint16Array.from(word, (c) => c.charCodeAt(0)), 0, word.length));

Deno.test("a word has its rating, or its side's where only that is known, or none", () => {
  for (
    const [word, rating] of [
      ["outstanding", 5], // both lists: the rating counts
      ["awful", -3],
      ["buggy", -2], // the Opinion Lexicon alone
      ["flawless", 2],
      ["dont", 0],
      ["train", 0],
    ] as const
  ) assert.equal(valence(word), rating, word);
});

Deno.test("no word for people has a rating", () => {
  for (const term of Object.values(IDENTITY_TERMS).flat()) {
    assert.equal(valence(term.toLowerCase()), 0, term);
  }
});
