import assert from "node:assert/strict";
import fc from "fast-check";
import { Features } from "./features.ts";
import { lexiconPrior } from "./lexicon_prior.ts";

const features = new Features();
const leaning = (text: string) => (features.read(text), lexiconPrior(features));

Deno.test("negative words weigh more than positive ones, and both more in a formal text", () => {
  const sober = "the customer service department of this company answered another question with";
  const own = "so i was on my way to him and he let me in with";
  for (const start of [sober, own]) {
    const plain = leaning(`${start} bread`);
    const praise = leaning(`${start} excellent`) - plain;
    const blame = plain - leaning(`${start} terrible`);
    assert.ok(praise > 0 && blame > praise, `${start}: ${praise}, ${blame}`);
  }
  const of = (start: string) => leaning(`${start} bread`) - leaning(`${start} terrible`);
  assert.ok(of(sober) > 2 * of(own));
});

Deno.test("a negation lowers the prior, an exclamation mark raises it, in any spelling", () => {
  const text = "the second train of the morning arrives at the central station";
  const plain = leaning(text);
  assert.ok(plain < 0);
  assert.ok(leaning(text.replace("arrives", "never arrives")) < plain);
  for (const mark of ["!", "!!!", "!?"]) assert.equal(leaning(text + mark) + 0, 0);
  assert.equal(leaning(`${text}?`), plain);
  assert.equal(leaning(`${text}...`), plain);
});

Deno.test("the prior of a short text is smaller, that of an empty one 0", () => {
  const word = "terrible ";
  const each = (words: number) => leaning(word.repeat(words) + "!") / words;
  assert.ok(each(3) > each(12), "closer to 0");
  assert.equal(leaning("") + 0, 0);
  assert.equal(leaning("https://x.example @friend") + 0, 0);
});

Deno.test("property: the prior of any text is a finite number", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assert.ok(Number.isFinite(leaning(text)));
  }));
});
