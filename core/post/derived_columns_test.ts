import assert from "node:assert/strict";
import { derivedPost, isOutdated } from "./derived_columns.ts";
import { htmlToText } from "./html_to_text.ts";
import { BLANK_POST } from "./post.ts";
import { sourceText } from "./source_text.ts";

/** HTML, and the text that records of schema 1 carry of it. */
const SCHEMA_1: readonly (readonly [html: string, text: string])[] = [
  ["plain", "plain"],
  ["  a\0b ", "ab"],
  ["<p>a</p><p>b</p>", "a\nb"],
  ["<p>a\nb</p>", "a\nb"],
  ["a &amp; b", "a & b"],
  ["a<br>b<br/>c", "a\nb\nc"],
  ['<span class="invisible">https://</span>a.example', "a.example"],
  ['<span class="an invisible one">x</span>a', "a"],
  ['<span class="ellipsis">x</span>a', "xa"],
  ['<span title="invisible">x</span>a', "xa"],
  ['<span class="&#105;nvisible">x</span>a', "a"],
  ["<span hidden>x</span>a", "a"],
  ['<span class="invisible">x<b>y</b>z</span>a', "a"],
  ['<span class="invisible">x<span>y</span>z</span>a', "a"],
  ['<span class="invisible">x<p>a</p>', "a"],
  ["<script>x</script>a", "a"],
  ["<td>a</td><td>b</td>", "a b"],
];

Deno.test("the text of records of schema 1 is recognized", () => {
  for (const [html, text] of SCHEMA_1) assert.equal(sourceText(html), text, html);
});

Deno.test("a text that schema 1 made is made anew, one that somebody else made stays", () => {
  const contentHtml = "<p>one\ntwo</p>";
  const [now, before] = [htmlToText(contentHtml), sourceText(contentHtml)];
  assert.notEqual(now, before);
  for (
    const [content, derived] of [[before, now], [now, now], ["a summary", "a summary"]] as const
  ) {
    const post = { ...BLANK_POST, content, contentHtml, lang: "en" };
    assert.equal(isOutdated(post), content !== derived);
    assert.equal(derivedPost(post).content, derived);
    assert.equal(derivedPost(post).contentLength, derived.length);
  }
});

Deno.test("a language in another spelling is outdated", () => {
  const post = { ...BLANK_POST, lang: "EN_us" };
  assert.equal(isOutdated(post), true);
  assert.equal(derivedPost(post).lang, "en-US");
  assert.equal(isOutdated({ ...post, lang: "en-US" }), false);
});
