import assert from "node:assert/strict";
import type { JudgedLanguage } from "../../../core/dashboard/page_protocol.ts";
import { judgedText } from "./judged_languages.ts";
import { localeOf } from "./locale.ts";

const NOTHING = { positive: 0, negative: 0, neutral: 0, sureness: null };
const NO_REASON = { otherLanguage: 0, noKnownWord: 0, onlyLinks: 0, empty: 0 };
const ENGLISH: JudgedLanguage = {
  ...NO_REASON,
  ...{ lang: "en", posts: 1_000, positive: 400, negative: 200, neutral: 300, sureness: 0.9 },
  ...{ otherLanguage: 20, noKnownWord: 10, onlyLinks: 30, empty: 1 },
};
const FRENCH: JudgedLanguage = {
  ...NO_REASON,
  ...{ lang: "fr", posts: 100, positive: 5, negative: 4, neutral: 91, sureness: 0.6 },
};
const JAPANESE: JudgedLanguage = {
  ...{ ...NOTHING, ...NO_REASON },
  ...{ lang: "ja", posts: 300, otherLanguage: 300 },
};
const KOREAN: JudgedLanguage = { ...JAPANESE, lang: "ko", posts: 600, otherLanguage: 600 };

Deno.test("the shares of a language's posts add up, and few posts say nothing of how sure", () => {
  const { rows } = judgedText([ENGLISH, KOREAN, JAPANESE, FRENCH], localeOf("en"));
  assert.deepEqual(rows.map(({ language, posts }) => [language, posts]), [
    ["English", "1,000"],
    ["Korean", "600"],
    ["Japanese", "300"],
    ["French", "100"],
  ]);
  for (const { shares } of rows) {
    assert.ok(
      Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) < 1e-9,
    );
  }
  assert.deepEqual(rows[0]?.shares, {
    positive: 0.4,
    neutral: 0.3,
    negative: 0.2,
    unscored: 0.1,
  });
  // Nine French posts are called positive or negative.
  assert.deepEqual(rows.map(({ sureness }) => sureness), ["90%", "–", "–", "–"]);
});

Deno.test("it is said how many have no score, each reason with its share, and how sure the rest is", () => {
  const { sentences } = judgedText([ENGLISH, KOREAN, JAPANESE, FRENCH], localeOf("en"));
  assert.deepEqual(sentences, [
    "50% of the posts have no score: 45% in a language of which nothing here is judged (above all: Korean and Japanese); " +
    "1% too short to be sure of their language; 2% nothing but links or mentions; < 1% without text; " +
    "1% without a word that the model knows; 2% waiting for their score.",
    "Of the posts called positive or negative, about 90% are expected to be so, going by how the model errs and by how many " +
    "posts seem to be neutral.",
  ]);
  const french = judgedText([ENGLISH, KOREAN], localeOf("fr")).sentences.join(" ");
  assert.match(french, /dans une langue dont rien ici n’est évalué \(surtout\u00a0: coréen\)/);
});

Deno.test("where every post has a score, none is explained; without posts nothing is said of them", () => {
  assert.deepEqual(judgedText([FRENCH], localeOf("en")), {
    rows: judgedText([FRENCH, ENGLISH], localeOf("en")).rows.slice(0, 1),
    sentences: ["Every post has a score."],
  });
  assert.deepEqual(judgedText([], localeOf("fr")).sentences, [localeOf("fr").messages.noPosts]);
});

Deno.test("of many languages the most used have a row, and the others are counted", () => {
  const many = Array.from({ length: 11 }, (_, n) => ({ ...FRENCH, posts: 120 - n }));
  const { rows, sentences } = judgedText(many, localeOf("en"));
  assert.equal(rows.length, 8);
  assert.equal(sentences[0], "Languages with fewer posts that have no row: 3.");
});
