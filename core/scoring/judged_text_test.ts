import assert from "node:assert/strict";
import { htmlToText } from "../post/html_to_text.ts";
import { judgedText } from "./judged_text.ts";
import { loadModel } from "../sentiment/model/model_file.ts";
import { postScorer } from "./post_scorer.ts";

const SHIPPED = new URL("../../models/posts", import.meta.url).pathname;
const { score } = postScorer(await loadModel(SHIPPED));

/** A made-up post as a server shows it. */
interface Shown {
  readonly html: string;
  readonly spoiler?: string;
  readonly poll?: string;
  readonly lang?: string;
}

function judge({ html, spoiler = "", poll, lang = "en" }: Shown, language = lang) {
  return score(htmlToText(html), language, { html, spoiler, poll });
}

/** What stands in the one is judged as if the other had been posted. */
const SAME: Readonly<Record<string, readonly [post: Shown, as: Shown]>> = {
  "code in a line": [
    { html: "<p>Lovely evening, <code>kill -9 $hate; rm awful</code> helped</p>" },
    { html: "<p>Lovely evening, helped</p>" },
  ],
  "a block of code": [
    { html: "<p>Look at this</p><pre><code>throw new Error('fatal crash, abort')</code></pre>" },
    { html: "<p>Look at this</p>" },
  ],
  "code between backticks": [
    { html: "<p>The option is `--force-kill`, and I am glad</p>" },
    { html: "<p>The option is , and I am glad</p>" },
  ],
  "a formula": [
    {
      html: "<p>A fine proof: <math><mi>sad</mi><mo>=</mo><mi>hate</mi></math> at last</p>",
    },
    { html: "<p>A fine proof: at last</p>" },
  ],
  "a link in code": [
    { html: '<p>So good: <code>curl <a href="https://x.example/awful">awful</a></code></p>' },
    { html: "<p>So good:</p>" },
  ],
  "a quote's line, marked": [
    {
      html:
        '<p class="quote-inline">RE: <a href="https://x.example/1">x.example/awful</a></p><p>What a lovely thread</p>',
    },
    { html: '<p><a href="https://x.example/1">x.example</a></p><p>What a lovely thread</p>' },
  ],
  "a custom emoji without a mood": [
    { html: "<p>The bus comes at nine :blobcat_bus:</p>" },
    { html: "<p>The bus comes at nine</p>" },
  ],
  "a custom emoji that smiles": [
    { html: "<p>See you :blobcat_happy:</p>" },
    { html: "<p>See you 🙂</p>" },
  ],
  "a custom emoji that cries": [
    { html: "<p>See you :neocat_cry:</p>" },
    { html: "<p>See you 🙁</p>" },
  ],
  "a mention in another server's markup": [
    {
      html:
        '<p><a href="https://h.example/users/sad" class="mention u-url" rel="nofollow">@sad@h.example</a> thanks</p>',
    },
    {
      html:
        '<p><span class="h-card"><a href="https://m.example/@bob" class="u-url mention">@<span>bob</span></a></span> thanks</p>',
    },
  ],
  "a poll": [
    { html: "<p>How was it?</p>", poll: "I loved every minute\nIt was fine" },
    { html: "<p>How was it?<br>I loved every minute<br>It was fine</p>" },
  ],
  "a content warning": [
    { html: "<p>See below</p>", spoiler: "I hate this awful day" },
    { html: "<p>I hate this awful day<br>See below</p>" },
  ],
};

for (const [name, [post, as]] of Object.entries(SAME)) {
  Deno.test(`judged alike: ${name}`, () => assert.deepEqual(judge(post), judge(as)));
}

/** What must be judged, and how. */
for (
  const [name, post, label] of [
    ["a content warning alone", { html: "", spoiler: "I am so happy today" }, 1],
    ["a poll alone", { html: "", poll: "So happy, thank you\nI love it" }, 1],
    ["words of a hashtag", { html: "<p>The match #ILoveThis #SoHappy</p>" }, 1],
    ["capitals", { html: "<p>I LOVE THIS SO MUCH, THANK YOU</p>" }, 1],
    ["a word said again and again", { html: `<p>${"awful ".repeat(300)}</p>` }, -1],
    [
      "the beginning of a long post",
      { html: `<p>This was a horrible, awful day. ${"I went home. ".repeat(800)}</p>` },
      -1,
    ],
    ["stretched letters", { html: "<p>sooooo haaaappy, I loooove it</p>" }, 1],
    ["French with a content warning", {
      html: "<p>voilà</p>",
      spoiler: "Quelle horreur, j'en ai marre",
      lang: "fr",
    }, -1],
  ] as const
) {
  Deno.test(`judged: ${name}`, () => {
    const judged = judge(post);
    assert.equal("label" in judged && judged.label, label, JSON.stringify(judged));
  });
}

for (
  const [text, judged] of [
    ["#LoveThis", "#LoveThis Love This "],
    ["#IHateMondays!", "#IHateMondays I Hate Mondays !"],
    ["#ÉtéÀParis", "#ÉtéÀParis Été À Paris "],
    ["#love", "#love"],
    ["#NASA", "#NASA"],
    ["at 10:30:15, 3:2", "at 10:30:15, 3:2"],
    ["note: this", "note: this"],
    ["a :blob: b", "a   b"],
    ["RE: https://x.example/1\nyes", "https://x.example/1\nyes"],
    ["re: your letter", "re: your letter"],
    ["see x.example/#LoveThis", "see x.example/#LoveThis"],
  ] as const
) {
  Deno.test(`of ${JSON.stringify(text)} is judged ${JSON.stringify(judged)}`, () => {
    assert.equal(judgedText(text), judged);
  });
}
