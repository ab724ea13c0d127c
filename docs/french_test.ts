/** The French documents say what the English ones do: the same code, sections and names, in the words that were agreed on. */
import assert from "node:assert/strict";

const docs = new URL("./", import.meta.url);
const names = [...Deno.readDirSync(docs)].map(({ name }) => name)
  .filter((name) => name.endsWith(".fr.md")).sort();

/** Words that are not ours, with the ones that are. */
const WRONG_WORDS: Readonly<Record<string, RegExp>> = {
  "interruption": /lacune/i,
  "messages rejetés": /lettres? mortes?/i,
  "utilisé": /\bemployé(e?s?)\b/i,
  "pages ouvertes": /spectateur/i,
  "en hausse": /tendance/i,
  "sans score": /non noté|pas de note/i,
};

/** What must be equal: code, levels and numbers of headings, and the names in the first column of tables. */
function shapeOf(document: string) {
  const text = document.replaceAll(/^```[\s\S]*?^```/gm, "");
  return {
    code: [...document.matchAll(/^```[a-z]*\n[\s\S]*?^```/gm)].map(([found]) => found),
    headings: [...text.matchAll(/^(#+ (?:\d+\.)?)/gm)].map(([, start]) => start),
    named: [...text.matchAll(/^\| `([\w.]+)`/gm)].map(([, name]) => name),
  };
}

assert.ok(names.length >= 3, "there are French documents");
for (const name of names) {
  const french = await Deno.readTextFile(new URL(name, docs));

  Deno.test(`${name} has the sections, code and names of the English document`, async () => {
    const english = await Deno.readTextFile(new URL(name.replace(".fr.", "."), docs));
    const [mine, theirs] = [shapeOf(french), shapeOf(english)];
    assert.deepEqual({ ...mine, named: [] }, { ...theirs, named: [] });
    // A table may stay in the English document, with a link to it; what is here is all there.
    if (mine.named.length > 0) assert.deepEqual(mine.named, theirs.named);
    assert.ok(english.includes(`(${name})`), "the English document leads to it");
    assert.ok(french.includes(`(${name.replace(".fr.", ".")})`), "and it leads back");
  });

  Deno.test(`${name} has French words and spaces`, () => {
    const text = french.replaceAll(/^```[\s\S]*?^```/gm, "").replaceAll(/`[^`]*`/g, "x");
    for (const [right, wrong] of Object.entries(WRONG_WORDS)) {
      assert.doesNotMatch(text, wrong, `use « ${right} »`);
    }
    for (const line of text.split("\n")) {
      assert.doesNotMatch(
        line,
        /[\p{L}\d»)] [:;?!»%](\s|$)|« /u,
        `a space that may break: ${line}`,
      );
      assert.doesNotMatch(line, /\p{L}'\p{L}/u, `a typewriter's apostrophe: ${line}`);
    }
  });
}
