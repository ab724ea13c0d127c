import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../../testing/any_text.ts";
import { languageOf } from "../../embedded/mastodon/language_of.ts";
import { foldLanguage } from "./language_tag.ts";

const TAGS: readonly (readonly [tag: string | null | undefined, folded: string])[] = [
  ["en", "en"],
  [" en ", "en"],
  ["EN", "en"],
  ["eng", "en"],
  ["en\u00a0", "en"],
  ["en_US.UTF-8", "en-US"],
  ["de_DE@euro", "de-DE"],
  ["zh-CN", "zh-CN"],
  ["zh_CN", "zh-CN"],
  ["ZH-cn", "zh-CN"],
  ["zh-hant-tw", "zh-Hant-TW"],
  ["zh-YUE", "yue"],
  ["SR_latn_rs", "sr-Latn-RS"],
  ["es-419", "es-419"],
  ["iw", "he"],
  ["bh", "bho"],
  ["BH-in", "bho-IN"],
  ["tw", "ak"],
  ["cnr", "cnr"],
  ["SH", "sh"],
  ["sh_ba", "sh-BA"],
  ["sh-1901", "sh-1901"],
  ["CNR_latn", "cnr-Latn"],
  ["und", "und"],
  ["UND", "und"],
  ["", "und"],
  ["  ", "und"],
  ["e", "und"],
  ["-", "und"],
  ["en--US", "und"],
  ["English", "und"],
  ["POSIX", "und"],
  ["日本語", "und"],
  ["en\0", "und"],
  ["\ud800", "und"],
  ["en" + "-aaaaaaaa".repeat(60), "und"],
  [null, "und"],
  [undefined, "und"],
];

for (const [tag, folded] of TAGS) {
  Deno.test(`the language ${JSON.stringify(tag)?.slice(0, 30)} is ${folded}`, () => {
    assert.equal(foldLanguage(tag), folded);
  });
}

Deno.test("the case of a tag of two or three letters makes no difference, and the simulator reads it the same", () => {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const pairs = letters.flatMap((a) => letters.map((b) => a + b));
  for (const tag of [...pairs, ...pairs.flatMap((pair) => letters.map((c) => pair + c))]) {
    const folded = foldLanguage(tag);
    assert.equal(foldLanguage(tag.toUpperCase()), folded);
    assert.equal(foldLanguage(folded), folded);
    assert.equal(languageOf(tag), folded);
  }
});

Deno.test("every spelling of a language folds to one, and what is folded stays as it is", () => {
  const tag = fc.oneof(
    fc.stringMatching(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/),
    fc.string({ unit: "grapheme" }),
    anyText(),
  );
  const spelling = fc.constantFrom(
    (text: string) => text.toUpperCase(),
    (text: string) => text.replaceAll("-", "_"),
    (text: string) => ` ${text}\t`,
  );
  fc.assert(fc.property(tag, (text) => {
    const folded = foldLanguage(text);
    assert.equal(foldLanguage(folded), folded);
    assert.match(folded, /^[a-z]{2,8}(-[a-zA-Z0-9]{1,8})*$/);
  }));
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/),
      spelling,
      (a, f) => {
        assert.equal(foldLanguage(f(a)), foldLanguage(a));
      },
    ),
  );
});
