import assert from "node:assert/strict";
import { countSpellings, nameWords, type Spellings } from "./name_words.ts";

Deno.test("a capital counts inside a sentence only, and words in capitals do not count", () => {
  const seen = new Map<string, Spellings>();
  countSpellings("Lovely day with Ada. Thanks to Ada, GREAT! it was lovely @Bob #Fun", seen);
  assert.deepEqual(Object.fromEntries(seen), {
    day: { capital: 0, small: 1 },
    with: { capital: 0, small: 1 },
    ada: { capital: 2, small: 0 },
    to: { capital: 0, small: 1 },
    it: { capital: 0, small: 1 },
    was: { capital: 0, small: 1 },
    lovely: { capital: 0, small: 1 },
  });
});

Deno.test("what is written with a capital is a name, and so is an unseen word in the same company", () => {
  const words = ["ada", "bob", "cleo", "good", "bad", "fine", "zoe", "nice"];
  const values = Float32Array.from(
    words.flatMap((word) => ["ada", "bob", "cleo", "zoe"].includes(word) ? [1, 0.1] : [-1, 0.1]),
  );
  const spellings = new Map(
    words.slice(0, 6).map((
      word,
      i,
    ) => [word, i < 3 ? { capital: 5, small: 1 } : { capital: 0, small: 9 }]),
  );
  const vectors = { words, size: 2, values, sha256: "" };
  assert.deepEqual([...nameWords(vectors, spellings)], [1, 1, 1, 0, 0, 0, 1, 0]);
  // Where nothing is known of the others, only what is seen decides.
  assert.deepEqual(
    [...nameWords(vectors, new Map([["ada", { capital: 3, small: 0 }]]))],
    [1, 0, 0, 0, 0, 0, 0, 0],
  );
});
