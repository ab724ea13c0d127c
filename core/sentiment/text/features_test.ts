import assert from "node:assert/strict";
import fc from "fast-check";
import { Features } from "./features.ts";

Deno.test("a word says what people said of it, and something of the other side behind a negator", () => {
  const features = new Features();
  const valencesOf = (text: string) => {
    features.read(text);
    return Array.from({ length: features.tokens.count }, (_, i) => features.valenceOf(i));
  };
  const [, , good = 0] = valencesOf("this is good");
  assert.ok(good > 0);
  const [, , negated = 0] = valencesOf("is not good");
  assert.ok(negated < 0 && -negated < good, `${negated}`);
  const [bad = 0] = valencesOf("terrible");
  assert.ok(bad < 0);
  const [, mended = 0] = valencesOf("never terrible");
  assert.ok(mended > 0);
  assert.deepEqual(valencesOf("the train"), [0, 0]);
  // The negator's reach ends with the phrase.
  assert.equal(valencesOf("not now. good").at(-1), good);
});

Deno.test("property: the features of any text are distinct and ascending", () => {
  const features = new Features();
  const word = fc.constantFrom(
    "good",
    "bad",
    "not",
    "the",
    "I",
    "!",
    ".",
    "https://x.example",
    "😀",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 3000 }), (words) => {
      const count = features.read(words.join(" "));
      const unsorted = new Set(features.index.subarray(0, count));
      features.sort();
      assert.deepEqual(new Set(features.index.subarray(0, count)), unsorted);
      for (let i = 1; i < count; i++) assert.ok(features.index[i - 1]! < features.index[i]!);
      assert.ok(count <= features.index.length);
    }),
    { numRuns: 60 },
  );
  // As many rated words as a text can hold: each has ten features.
  assert.ok(features.read("good ".repeat(1600)) > 0);
});
