import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../../testing/any_text.ts";
import { htmlToText, linkedText } from "./html_to_text.ts";

const TABLE: readonly (readonly [name: string, html: string, text: string])[] = [
  ["plain text stays", "just words", "just words"],
  ["paragraphs are lines", "<p>one</p><p>two</p>", "one\ntwo"],
  ["br breaks a line", "one<br>two<br/>three<br />four", "one\ntwo\nthree\nfour"],
  ["a br that is only closed breaks a line too", "<p>one</br>two</p>", "one\ntwo"],
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
  ["a newline of the source is a blank", "one\ntwo", "one two"],
  ["white space between paragraphs is none", "<p>a</p>\n\n<p>b</p>\n", "a\nb"],
  ["an indented list is one", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n<p>c</p>", "a\nb\nc"],
  ["white space around a line break is none", "a \n <br>\n b", "a\nb"],
  ["white space at the edges of a block is none", "<p>\n  a\t</p><div> b </div>", "a\nb"],
  ["white space within a line is one blank", "<p>a \t\r\n  b</p>", "a b"],
  ["white space on both sides of a tag is one blank", "a <b> b </b> c", "a b c"],
  ["a blank that is an entity is white space as well", "<p>a&#10;&#32; b&#9;</p>", "a b"],
  ["a blank that does not break a line stays", "a&nbsp; &nbsp;b", "a\u00a0 \u00a0b"],
  ["white space of pre stays", "<pre>  a\n\tb  c\r\nd\n</pre> e", "a\n\tb  c\nd\ne"],
  ["the newline after the beginning of pre goes", "x<pre>\n\n  y</pre>", "x\n\n  y"],
  ["the newline after an end tag in pre stays", "x<pre></i>\ny</pre>", "x\n\ny"],
  ["white space after pre is collapsed again", "<pre>a  b</pre>\n c  d", "a  b\nc d"],
  [
    "rows and cells may be indented",
    "<table>\n <tr>\n  <td>a</td>\n  <td>b</td>\n </tr>\n <tr><td>c</td></tr>\n</table>",
    "a b\nc",
  ],
  [
    "a formula is shown once, without the source of its elements",
    "<p>Euler: <math>\n<semantics>\n <msup>\n  <mi>e</mi>\n  <mi>x</mi>\n </msup>" +
    '\n <annotation encoding="application/x-tex">e^{x}</annotation>' +
    '<annotation-xml encoding="MathML-Content"><ci>x</ci></annotation-xml></semantics></math> rocks</p>',
    "Euler: ex rocks",
  ],
  [
    "a displayed formula has lines of its own",
    'so <math display="block"><mi>x</mi></math> is',
    "so\nx\nis",
  ],
  [
    "an image is its alternative text, apart",
    'good<img alt=":heart:" src="x"/>bad',
    "good :heart: bad",
  ],
  ["images stand apart from each other", "<img alt=':a:'><img alt=':b:'>", ":a: :b:"],
  ["an image without alternative text is a blank", "good<img>bad <img alt=''> end", "good bad end"],
  ["a hidden image is nothing", 'good<img class="invisible" alt="x">bad', "goodbad"],
  [
    "what a browser shows only when it cannot show more is no text",
    "a<audio>b</audio><video>c</video><canvas>d</canvas><noscript>e</noscript>f",
    "af",
  ],
  [
    "the line that stands for a quoted post stays where the post is not shown",
    '<p class="quote-inline">RE: <a href="https://x.example/1">x.example/1</a></p><p>So true</p>',
    "RE: x.example/1\nSo true",
  ],
  [
    "hashtags and mentions read as shown",
    '<a class="mention hashtag">#<span>Tag</span></a>',
    "#Tag",
  ],
  [
    "the brackets of a ruby annotation are for browsers that cannot set one",
    "<p><ruby>漢字<rp>(</rp><rt>kanji</rt><rp>)</rp></ruby> here</p>",
    "漢字kanji here",
  ],
  [
    "a bracket of a ruby annotation ends where the next part of it begins",
    "<p><ruby>漢字<rp>(<rt>kanji<rp>)</ruby> here</p><p>on</p>",
    "漢字kanji here\non",
  ],
  [
    "an annotation does not end what hides it",
    "<ruby>a<span hidden>x<rt>y</rt>z</span>w</ruby>",
    "aw",
  ],
  ["attributes are not text", "<b alt=\"x > y\" title='<p>'>a</b>", "a"],
];

for (const [name, html, text] of TABLE) {
  Deno.test(`html to text: ${name}`, () => assert.equal(htmlToText(html), text));
}

const QUOTE =
  '<span class="quote-inline"><br/>RE: <a href="https://x.example/1">x.example/1</a></span>';

for (
  const [name, html, text] of [
    ["before the text", `<p class="quote-inline">RE: x.example/1</p><p>So true</p>`, "So true"],
    ["behind the text", `<p>So true${QUOTE}</p><p>indeed</p>`, "So true\nindeed"],
    ["in a paragraph left open", `<p class=quote-inline>RE: x<p>So true`, "So true"],
    ["in a paragraph that its division ends", "<div><p class=quote-inline>RE: x</div>y", "y"],
    ["and other paragraphs stay", "<p class='quote'>a</p>", "a"],
  ] as const
) {
  Deno.test(`html to text: with its quoted post, the line that stands for it goes: ${name}`, () =>
    assert.equal(htmlToText(html, { withQuote: true }), text));
}

for (
  const [name, html, links] of [
    ["a link", '<p>see <a href="https://x.example/a">x.example/a</a> now</p>', ["x.example/a"]],
    ["a link whose text says something else", '<a href="https://x.example">my day</a>', ["my day"]],
    ["a link in brackets", 'a (<a href="https://x.example">b</a>) c', ["b"]],
    ["two links", '<a href="x:1">a</a> <a href="x:2"> b </a>', ["a", "b"]],
    ["a link that another one ends", '<a href="x:1">a<a href="x:2">b</a>', ["a", "b"]],
    ["a link left open", '<p>a <a href="x:1">b', ["b"]],
    ["a link behind a trimmed line", '<br><a href="x:1">b</a>', ["b"]],
    [
      "a mention is none",
      '<a class="u-url mention" href="https://x.example/@b">@<span>b</span></a>',
      [],
    ],
    [
      "a hashtag is none",
      '<a class="mention hashtag" href="x:1" rel="tag">#<span>b</span></a>',
      [],
    ],
    ["a tag by its relation is none", '<a href="x:1" rel="nofollow tag">b</a>', []],
    [
      "a tag whose sign stands before it is none",
      'a #<a href="x:1">b</a> @<a href="x:1">c</a>',
      [],
    ],
    ["an anchor without a target is none", '<a name="x">b</a>', []],
    [
      "a link of which nothing is shown is none",
      '<a href="x:1"><span class=invisible>b</span></a>',
      [],
    ],
  ] as const
) {
  Deno.test(`links of HTML: ${name}`, () => {
    const shown = linkedText(html);
    assert.equal(shown.text, htmlToText(html));
    assert.deepEqual(shown.links.map(([start, end]) => shown.text.slice(start, end)), links);
  });
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

Deno.test("property: text that was escaped comes back with its white space collapsed", () => {
  fc.assert(fc.property(anyText(), (text) => {
    const plain = text.replaceAll("\0", "");
    const collapsed = plain.replaceAll(/[ \t\r\n]+/g, " ").trim();
    assert.equal(htmlToText(`<p><b>${escape(plain)}</b></p>`), collapsed);
  }));
});

Deno.test("property: text that was escaped in pre comes back as it was", () => {
  fc.assert(fc.property(anyText(), (text) => {
    const plain = text.replaceAll(/[\0\r]/g, "");
    assert.equal(htmlToText(`<pre><b>${escape(plain)}</b></pre>`), plain.trim());
  }));
});

Deno.test("property: white space of the source between and around blocks changes nothing", () => {
  const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\t", "\r\n"), maxLength: 4 });
  const block = fc.tuple(fc.constantFrom("p", "div", "li", "blockquote", "h1"), space, space);
  fc.assert(fc.property(fc.array(fc.tuple(block, space), { maxLength: 6 }), (blocks) => {
    const html = (inner: string | undefined, outer: string | undefined) =>
      blocks.map(([[tag, before, after], between], n) =>
        `<${tag}>${inner ?? before}w${n} <i>x</i>${inner ?? after}</${tag}>${outer ?? between}`
      ).join("");
    assert.equal(htmlToText(html(undefined, undefined)), htmlToText(html("", "")));
  }));
});

Deno.test("property: any soup of tags gives text without throwing", () => {
  const piece = fc.constantFrom(
    ..."<p> </p> <br> <span class=invisible> </span> <script> </script> <!-- --> <![CDATA[ ]]> &amp; & < > </ word <pre> </pre> <math> </math> <a href=x> </a> <img alt=x>"
      .split(" "),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    const html = pieces.join("");
    const { text, links } = linkedText(html);
    assert.equal(text, htmlToText(html));
    let at = 0;
    for (const [start, end] of links) {
      assert.ok(at <= start && start <= end && end <= text.length);
      at = end;
    }
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
    "white space": " \n".repeat(1_000_000),
    "white space between words": "a \n ".repeat(400_000),
    "white space between tags": "<b> \n".repeat(300_000),
    "links": "<a href=x>b</a> ".repeat(100_000),
    "links left open": "<a href=x>b".repeat(200_000),
    "unclosed pre": "<pre>\n".repeat(300_000),
    "images": "<img alt='  '>".repeat(150_000),
  };
  for (const [name, html] of Object.entries(hostile)) {
    const start = performance.now();
    htmlToText(html);
    const ms = performance.now() - start;
    // Some 100 ms, and ten times as much on a busy machine; what is quadratic takes minutes.
    assert.ok(ms < 10_000, `${name}: ${ms} ms`);
  }
});
