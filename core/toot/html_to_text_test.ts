import assert from "node:assert/strict";
import fc from "fast-check";
import { htmlToText } from "./html_to_text.ts";

const TABLE: readonly (readonly [name: string, html: string, text: string])[] = [
  ["plain text stays", "just words", "just words"],
  ["paragraphs are lines", "<p>one</p><p>two</p>", "one\ntwo"],
  ["br breaks a line", "one<br>two<br/>three<br />four", "one\ntwo\nthree\nfour"],
  ["an empty line stays", "<p>one<br><br>two</p>", "one\n\ntwo"],
  ["br before the end of a paragraph adds none", "<p>one<br></p><p>two</p>", "one\ntwo"],
  ["list items are lines", "<ul><li>a</li><li>b</li></ul>after", "a\nb\nafter"],
  [
    "headings, quotes and divs too",
    "<h1>t</h1><blockquote>q</blockquote><div>d</div>e",
    "t\nq\nd\ne",
  ],
  ["cells stand apart", "<table><tr><td>a</td><td>b</td></tr></table>", "a b"],
  ["inline elements add nothing", "un<b>believ</b>able", "unbelievable"],
  [
    "a link shows what Mastodon shows of it",
    '<a href="https://x.example/long/path"><span class="invisible">https://</span>' +
    '<span class="ellipsis">x.example/lo</span><span class="invisible">ng/path</span></a> end',
    "x.example/lo end",
  ],
  [
    "a hidden span hides what is in it",
    'a<span class="u invisible">b<span>c</span>d</span>e',
    "ae",
  ],
  ["a class that only begins so hides nothing", '<span class="invisibles">a</span>', "a"],
  ["the class may be unquoted, in capitals or coded", "a<SPAN CLASS=invisible>b</SPAN>c", "ac"],
  [
    "an unclosed hidden span ends with its paragraph",
    '<p>a<span class="invisible">b</p><p>c</p>',
    "a\nc",
  ],
  ["hidden elements leave nothing", "a<i hidden>b</i>c", "ac"],
  ["scripts and styles leave nothing", "a<script>var b='</p>'</script><style>c{}</style>d", "ad"],
  ["an unclosed script hides the rest", "a<script>b", "a"],
  ["comments leave nothing", "a<!-- b -->c", "ac"],
  ["entities are decoded", "a &amp; b &lt;c&gt; &#233;&#x1F600; &quot;&#39;", "a & b <c> é😀 \"'"],
  ["an entity is decoded once", "&amp;lt;", "&lt;"],
  ["entities in hidden spans leave nothing", 'a<span class="invisible">&amp;b</span>c', "ac"],
  ["what looks like a tag is text", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["a tag cut off leaves nothing", "a <b", "a"],
  ["NUL goes", "a\0b&#0;", "ab\ufffd"],
  ["newlines of the text stay", "one\ntwo", "one\ntwo"],
  [
    "hashtags and mentions read as shown",
    '<a class="mention hashtag">#<span>Tag</span></a>',
    "#Tag",
  ],
  ["attributes are not text", "<img alt=\"x > y\" title='<p>'>a", "a"],
];

for (const [name, html, text] of TABLE) {
  Deno.test(`html to text: ${name}`, () => assert.equal(htmlToText(html), text));
}

Deno.test("property: text that was escaped comes back, whatever surrounds it", () => {
  const escape = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const plain = text.replaceAll("\0", "");
    assert.equal(htmlToText(`<p><b>${escape(plain)}</b></p>`), plain.trim());
  }));
});

Deno.test("property: any soup of tags gives text without throwing", () => {
  const piece = fc.constantFrom(
    ..."<p> </p> <br> <span class=invisible> </span> <script> </script> <!-- --> <![CDATA[ ]]> &amp; & < > </ word"
      .split(" "),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    assert.equal(typeof htmlToText(pieces.join("")), "string");
  }));
});

Deno.test("hostile HTML of megabytes is read in linear time", () => {
  const hostile = {
    "deep nesting": "<b>".repeat(700_000),
    "deep lists": "<ul><li>".repeat(250_000),
    "unclosed hidden spans": "<span class=invisible>".repeat(100_000),
    "attributes": `<a ${"b=c ".repeat(500_000)}`,
    "angle brackets": "<".repeat(1_000_000),
    "comments": "<!--".repeat(500_000),
    "half entities": "&am".repeat(500_000),
  };
  for (const [name, html] of Object.entries(hostile)) {
    const start = performance.now();
    htmlToText(html);
    const ms = performance.now() - start;
    assert.ok(ms < 2_000, `${name}: ${ms} ms`);
  }
});
