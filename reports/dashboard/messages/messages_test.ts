import assert from "node:assert/strict";
import { CHARTS } from "../../charts.ts";
import { WEEK } from "../../golden/week.ts";
import { Language } from "../../language.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";

/** Words that are not ours, with the ones that are. */
const WRONG_WORDS: Readonly<Record<string, RegExp>> = {
  "interruption": /lacune/i,
  "messages rejetés": /lettres? mortes?/i,
  "utilisé": /employé/i,
  "enregistrement": /validation/i,
  "pages ouvertes": /spectateur/i,
  "en hausse": /\bmont(e|ent|ant)\b|tendance/i,
  "sans score": /non évalué|non noté|pas de note/i,
};

/** All texts in a tree of messages. */
function textsOf(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(textsOf) : [];
}

/** French as the report says it of a week, with and without its parts. */
const REPORT = [WEEK, { ...WEEK, batch: undefined }, { ...WEEK, gaps: [] }].flatMap((data) =>
  CHARTS.flatMap((define) => {
    const { title, sentences, table } = define(data, new Language("fr"));
    return [title, ...sentences, ...table.columns];
  })
);

Deno.test("French has its own words and spaces, on the page and in the report", () => {
  for (const text of [...textsOf(fr), ...REPORT]) {
    for (const [right, wrong] of Object.entries(WRONG_WORDS)) {
      assert.doesNotMatch(text, wrong, `use « ${right} »: ${text}`);
    }
    assert.doesNotMatch(text, / [:;?!»%]|« /, `a space that may break: ${text}`);
    assert.doesNotMatch(
      text.replace(/\d\d:\d\d/g, "").replace(/\{\w+\}/g, "x"),
      /[^\s\u00a0\u202f][:;?!»%](\s|$)/,
      `a space is missing: ${text}`,
    );
    assert.doesNotMatch(text, /'/, `a typewriter's apostrophe: ${text}`);
  }
});

Deno.test("both languages fill in the same values", () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  const [english, french] = [textsOf(en), textsOf(fr)];
  assert.equal(english.length, french.length);
  for (const [i, text] of english.entries()) {
    assert.deepEqual(places(french[i] ?? ""), places(text), text);
  }
});
