import assert from "node:assert/strict";
import fc from "fast-check";
import { htmlToText } from "../../post/html_to_text.ts";
import { postScorer } from "../../scoring/post_scorer.ts";
import { withoutLinks } from "./links.ts";
import { openModel } from "../model/model_file.ts";
import { LENGTH_MAX } from "./plain_text.ts";

const SHIPPED = new URL("../../../models/posts", import.meta.url).pathname;
const { model } = await openModel(SHIPPED);
const scorer = postScorer(model);

function scorePost(text: string, language: string, html?: string) {
  return scorer.score(text, language, { html });
}

/** Links as texts show them. What they spell has a strong feeling. */
const SHOWN = [
  "https://news.example/awful-horrible-murder",
  "http://love.example/great-happy-win",
  "HTTPS://NEWS.EXAMPLE/AWFUL-MURDER",
  "news.example/awful-horrible-murder",
  "News.Example/awful-horrible-murder",
  "NEWS.EXAMPLE/AWFUL",
  "news.example/2026/11/29/worst-disas",
  "news.example/2026/11/29/worst-disas…",
  "news.example/2026/11/29/worst-disas...",
  "www.worst-disaster.example",
  "worst-disaster.example",
  "worst-disaster.example/",
  "hate.com",
  "the.worst.hate.co.uk",
  "hate.io",
  "awful.social",
  "awful.news",
  "worst.party",
  "murder.fun",
  "hate.ai",
  "awful.club",
  "sad.blog",
  "awful.es",
  "HATE.WORLD",
  "Hate.Com",
  "-hate.com",
  "--hate.com/",
  "-www.hate.com",
  "-awful@hate.com",
  "_hate.com_",
  "*hate.com*",
  "hate。com",
  "hate．com/awful",
  "awful｡hate｡com",
  "hate[.]com",
  "awful[.]hate(.)com/sad",
  "hate[dot]com",
  "hate(dot)com",
  "https:hate.com/awful",
  "http:/awful.example",
  "https:awful",
  "awful:hate@murder",
  "awful:hate@murder.example",
  "awful:hate@localhost/sad",
  "hate.awful.news",
  "//news.example/awful-murder",
  "nostr:awful1hate",
  "doi:10.1000/awful.hate",
  "awful.love/",
  "news.example:8080/awful",
  "news.example?q=awful+hate",
  "news.example/?q=awful&x=hate#sad",
  "news.example/#awful",
  "localhost:8000/awful",
  "127.0.0.1:8000/awful",
  "bücher.example/schrecklich-awful",
  "пример.рф/awful",
  "例え.jp/awful",
  "xn--bcher-kva.example/awful",
  "youtube.com/watch?v=awful",
  "medium.com/@awful/hate",
  "en.wikipedia.org/wiki/Murder_(awful_film)",
  "gemini://awful.example/hate",
  "ftp://awful.example",
  "mailto:awful@hate.example",
  "awful.hater@hate.example",
  "magnet:?xt=urn:btih:awful",
  "(news.example/awful)",
  "[https://news.example/awful]",
  "<https://news.example/awful>",
  '"https://news.example/awful"',
  "“news.example/awful”",
  "(https://news.example/awful).",
  "[My awful murder](https://news.example/awful)",
];

/** The same as HTML, and as servers mark them up. */
const MARKED_UP = [
  ...SHOWN.slice(0, 68).map((shown) => `<a href="https://x.example/">${escape(shown)}</a>`),
  '<a href="https://news.example/awful-murder" rel="nofollow noopener" target="_blank">' +
  '<span class="invisible">https://</span><span class="">news.example/awful-murder</span>' +
  '<span class="invisible"></span></a>',
  '<a href="https://news.example/worst-disaster-ever"><span class="invisible">https://www.</span>' +
  '<span class="ellipsis">news.example/worst-disas</span><span class="invisible">ter-ever</span></a>',
  '<a href="https://worst.example"><span class="invisible">https://</span>awful.love</a>',
  '<a href="https://x.example">My awful, horrible day</a>',
  '<A HREF="https://x.example">awful.sad</A>',
  '(<a href="https://x.example">awful</a>)',
  '<a href="https://x.example"><b>Awful</b> <i>murder</i></a>',
  '<a href="https://x.example"><img alt="awful murder" src="x"></a>',
  '<a href="mailto:awful@hate.example">awful@hate.example</a>',
  "https://news.example/awful-horrible-murder",
  "news.example/awful-horrible-murder",
];

const BASES = [
  "New report on the meeting",
  "I love this!",
  "not good at all",
  "The match is at 8 tonight.",
  "This is so sad :(",
  "What a day 🎉🎉",
  "She said: never again",
  "is this fine?",
  "the worst",
  "so happy right now :)",
];

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

Deno.test("a link in a text never moves a score, however it is shown and wherever it stands", () => {
  for (const base of BASES) {
    const score = model.score(base, "en");
    assert.ok("label" in score, base);
    for (const shown of SHOWN) {
      for (
        const text of [
          `${base} ${shown}`,
          `${base}\n${shown}`,
          `${base} ${shown} ${shown}`,
          `${shown} ${base}`,
          `${shown}\n\n${base}`,
          base.replace(" ", ` ${shown} `),
        ]
      ) assert.deepEqual(model.score(text, "en"), score, text);
    }
  }
});

Deno.test("a link in HTML never moves a score, whatever its text says", () => {
  for (const base of BASES) {
    const score = scorePost(base, "en");
    for (const link of MARKED_UP) {
      for (
        const html of [
          `<p>${escape(base)} ${link}</p>`,
          `<p>${escape(base)}<br>${link}</p>`,
          `<p>${link}</p><p>${escape(base)}</p>`,
          `<p>${escape(base).replace(" ", ` ${link} `)}</p>`,
        ]
      ) assert.deepEqual(scorePost(htmlToText(html), "en", html), score, html);
    }
  }
});

Deno.test("a link is known by the HTML also where the text is another producer's", () => {
  const html = '<p>New report on the meeting: <a href="https://x.example">My awful murder</a></p>';
  const score = scorePost("New report on the meeting:", "en");
  assert.deepEqual(scorePost("  New report on the meeting:  My awful murder ", "en", html), score);
  const quoting = '<p class="quote-inline">RE: <a href="https://x.example/1">x.example/1</a></p>' +
    '<p>So true <a href="https://x.example">awful</a></p>';
  const text = htmlToText(quoting, { withQuote: true });
  assert.deepEqual(scorePost(text, "en", quoting), scorePost("So true", "en"));
});

Deno.test("a sentence goes on behind the text of a link", () => {
  for (const behind of ["was awful", "—awful", ". Awful", ", awful", " awful", "😭"]) {
    const html = `<p>The day <a href="https://x.example">here</a>${behind}</p>`;
    const text = `The day ${behind.replace(/^[.,]/, "")}`;
    assert.deepEqual(scorePost(htmlToText(html), "en", html), scorePost(text, "en"), html);
  }
});

Deno.test("a post of links and mentions alone has no score", () => {
  const reason = { unscored: "only_links_or_mentions", language: "en" };
  for (const shown of SHOWN) {
    for (
      const text of [
        shown,
        `${shown} ${shown}`,
        `@bob@hate.example ${shown}`,
        `${shown}, ${shown}.`,
      ]
    ) {
      assert.deepEqual(model.score(text, "en"), reason, text);
    }
  }
  for (const link of MARKED_UP) {
    for (
      const html of [
        `<p>${link}</p>`,
        `<p>${link}</p><p>${link}</p>`,
        `<p><span class="h-card"><a href="https://m.example/@bob" class="u-url mention">@<span>bob</span></a></span> ${link}</p>`,
      ]
    ) {
      const score = scorePost(htmlToText(html), "en", html);
      assert.equal("reason" in score ? score.reason : "scored", reason.unscored, html);
    }
  }
  assert.deepEqual(model.score("@bob @awful@hate.example", "en"), reason);
  assert.deepEqual(model.score("", "en"), { unscored: "empty", language: "en" });
});

Deno.test("what the same model scored when it read links is scored again", () => {
  assert.notEqual(postScorer(model).version, model.version);
});

Deno.test("hashtags and mentions are no links", () => {
  const html = '<p><a href="https://s.example/tags/LoveThis" class="mention hashtag" rel="tag">' +
    "#<span>LoveThis</span></a> so good</p>";
  assert.deepEqual(scorePost(htmlToText(html), "en", html), scorePost("#LoveThis so good", "en"));
});

for (
  const text of [
    "This is the end.Next sentence",
    "I am so tired.so what.it is late.no way",
    "Wow.Such good.Very nice",
    "wait...what",
    "e.g. i.e. a.m. p.m. Ph.D. U.S. Dr.Who No.1",
    "3.14 is pi and v1.2.3 is out at 10.30",
    "README.md, node.js, main.rs and script.py",
    "and/or 24/7 4.5/5 s/he either.or/neither",
    "sad :// or :/ and : ( or http",
    "@bob @bob@social.example @bob.bsky.social #news.com",
    "ratio 3:2, note: this, 10:30",
    "what is love.it hurts.my heart",
    "localhost is down",
    "so tired.now what.here we go.how are you.one more.love you.lol ok",
    "今日は最高。comと言った。good",
    "a(.)b [.] ... (dot) [dot]",
    "note: me @home, cc:bob and re:you",
    "well-known, so-so, -5, --flag, _so_",
  ]
) {
  Deno.test(`no link is seen in ${JSON.stringify(text)}`, () =>
    assert.equal(withoutLinks(text), text));
}

for (
  const [text, rest] of [
    ["see (https://x.example/a), ok", "see ok"],
    ["see example.com,which is good", "see,which is good"],
    ["see bad.news,sad.party,https://x.example/a now", "see,, now"],
    ["breaking newshttps://x.example/a now", "breaking news now"],
    ["(see https://x.example/a for more)", "(see for more)"],
    ["a https://x.example/b\n\nc", "a\n\nc"],
  ] as const
) {
  Deno.test(`of ${JSON.stringify(text)} stays ${JSON.stringify(rest)}`, () =>
    assert.equal(withoutLinks(text), rest));
}

Deno.test("a link before a text that is cut does not move the cut", () => {
  const base = `${"word ".repeat(LENGTH_MAX / 5 - 2)}love hate ${"good ".repeat(50)}`;
  const score = model.score(base, "en");
  assert.deepEqual(model.score(`https://x.example/${"a".repeat(500)} ${base}`, "en"), score);
  assert.deepEqual(
    model.score(base.replace(" ", ` https://x.example/${"a".repeat(500)} `), "en"),
    score,
  );
});

Deno.test("property: a link of any spelling never moves a score", () => {
  const part = fc.string({
    unit: fc.constantFrom(..."awfulhate-_~%.!*'();:@&=+$,/?#[]é本"),
    maxLength: 30,
  });
  const host = fc.tuple(
    fc.constantFrom("hate", "awful-murder", "x1", "bücher", "t"),
    fc.constantFrom("example", "com", "org", "love", "co.uk", "de", "рф", "next"),
  ).map((labels) => labels.join("."));
  const link = fc.tuple(
    fc.constantFrom("https://", "http://", "HTTPS://", "https://www.", ""),
    host,
    part,
  )
    .map(([scheme, name, path]) => `${scheme}${name}/${path}`);
  const word = fc.constantFrom(
    "good",
    "bad",
    "the",
    "meeting",
    "never",
    "love!",
    "so:",
    ":)",
    "🎉",
    "(ok)",
    "a.b",
  );
  fc.assert(
    fc.property(fc.array(word), link, fc.array(word), (before, shown, behind) => {
      const base = model.score([...before, ...behind].join(" "), "en");
      const linked = model.score([...before, shown, ...behind].join(" "), "en");
      if ("unscored" in base && base.unscored === "empty") {
        assert.equal("unscored" in linked && linked.unscored, "only_links_or_mentions");
      } else if ("label" in base) assert.deepEqual(linked, base);
      else assert.ok("unscored" in linked);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("a text of dots, slashes or hosts is read in linear time", () => {
  for (
    const piece of [
      "a.",
      "a.b/",
      "://",
      ".a",
      "a@",
      "a@b.",
      "https://a ",
      "(",
      "([",
      "](a.com/",
      "w.",
      "a:b@",
      ":a@",
      "a(dot)",
      "_a-.",
      "-_",
      "a。b",
      "https:",
      "a.com,",
    ]
  ) {
    const started = performance.now();
    withoutLinks(piece.repeat(200_000 / piece.length));
    assert.ok(performance.now() - started < 2_000, piece);
  }
});
