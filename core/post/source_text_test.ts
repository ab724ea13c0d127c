import assert from "node:assert/strict";
import { sourceText } from "./source_text.ts";

const TEXTS: readonly (readonly [what: string, html: string, text: string])[] = [
  ["white space of the source stays", "<p>one</p>\n\n<p>two  three</p>", "one\n\n\ntwo  three"],
  ["an element within a line leaves nothing", "<p>a<b>b</b></p>", "ab"],
  ["cells are apart", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
  ["breaks are lines", "a<br>b<br/>c", "a\nb\nc"],
  [
    "a span left open hides to the end of its block",
    "<p>a<span class=invisible>b</p>c",
    "a\nc",
  ],
  ["a hidden span hides spans in it", "a<span class='x invisible'>b<span>c</span>d</span>e", "ae"],
  ["what is hidden is left out", "<title>x</title>y<i hidden>z</i>w", "yw"],
  ["entities are decoded", "a &amp; b &lt;", "a & b <"],
];
for (const [what, html, text] of TEXTS) {
  Deno.test(`text of the source: ${what}`, () => assert.equal(sourceText(html), text));
}
