/** Made-up posts in the markup of real servers: what of them is judged, and what is not. */
import assert from "node:assert/strict";
import { htmlToText } from "../post/html_to_text.ts";
import { loadModel } from "../sentiment/model/model_file.ts";
import { postScorer } from "./post_scorer.ts";

const SHIPPED = new URL("../../models/posts", import.meta.url).pathname;
const { score } = postScorer(await loadModel(SHIPPED));

interface Post {
  readonly html: string;
  readonly spoiler?: string;
  readonly poll?: string;
}

function judge(post: string | Post, language: string) {
  const { html, spoiler = "", poll } = typeof post === "string" ? { html: post } : post;
  return score(htmlToText(html), language, { html, spoiler, poll });
}

/** A link as Mastodon shows it: the scheme hidden, the end cut. */
function link(url: string): string {
  const [, scheme = "", rest = ""] = /^(https?:\/\/)(.*)$/.exec(url) ?? [];
  const [shown, hidden] = [rest.slice(0, 30), rest.slice(30)];
  return `<a href="${url}" target="_blank" rel="nofollow noopener noreferrer" translate="no">` +
    `<span class="invisible">${scheme}</span><span class="ellipsis">${shown}</span>` +
    `<span class="invisible">${hidden}</span></a>`;
}

/** Of each pair, the first is judged as the second is. */
const ALIKE: Readonly<
  Record<string, readonly (readonly [Post | string, Post | string, string])[]>
> = {
  "links": [
    [
      `<p>Minutes of the meeting ${
        link("https://news.example/awful-horrible-murder-and-hate")
      }</p>`,
      `<p>Minutes of the meeting ${link("https://a.example/")}</p>`,
      "en",
    ],
    [
      `<p>Compte rendu ${link("https://journal.example/horreur-drame-colere-honte")}</p>`,
      `<p>Compte rendu ${link("https://a.example/")}</p>`,
      "fr",
    ],
    [
      `<p>Das Protokoll ${link("https://xn--bcher-kva.example/schlimm-furchtbar")}</p>`,
      `<p>Das Protokoll ${link("https://a.example/")}</p>`,
      "de",
    ],
    [
      `<p>El acta ${link("http://odio.example/terrible?u=horrible&v=amor")}</p>`,
      `<p>El acta ${link("http://a.example/")}</p>`,
      "es",
    ],
    [
      `<p>Il verbale <a href="https://s.example/Wonderful">s.example/Wonderful</a></p>`,
      `<p>Il verbale <a href="https://s.example/x">s.example/x</a></p>`,
      "it",
    ],
    [
      `<p>A ata <a href="https://horrivel.example">horrivel.example</a> de ontem</p>`,
      `<p>A ata <a href="https://a.example">a.example</a> de ontem</p>`,
      "pt",
    ],
    [
      "<p>The minutes are at news.example/sad-hate-awful.html today</p>",
      "<p>The minutes are at news.example/a.html today</p>",
      "en",
    ],
    [
      "<p>Read www.horrible-hate.example before you vote</p>",
      "<p>Read www.plain.example before you vote</p>",
      "en",
    ],
    [
      "<p>gemini://capsule.example/love-and-joy is the address</p>",
      "<p>gemini://capsule.example/a is the address</p>",
      "en",
    ],
    [
      `<p>My site: <a href="https://killer.example/~ann">https://killer.example/~ann</a> moved</p>`,
      `<p>My site: <a href="https://a.example/~ann">https://a.example/~ann</a> moved</p>`,
      "en",
    ],
    [
      `<p>Mail me: <a href="mailto:happy@love.example">happy@love.example</a></p>`,
      `<p>Mail me: <a href="mailto:a@b.example">a@b.example</a></p>`,
      "en",
    ],
  ],
  "quotes": [
    [
      `<p>So it begins.</p><p class="quote-inline">RE: ${link("https://m.example/@hate/1")}</p>`,
      `<p>So it begins.</p><p>${link("https://a.example/")}</p>`,
      "en",
    ],
    [
      `<p>So it begins.<span class="quote-inline"><br>RE: <a href="https://m.example/1">https://m.example/1</a></span></p>`,
      `<p>So it begins. <a href="https://m.example/1">https://m.example/1</a></p>`,
      "en",
    ],
    [
      `<p>Voilà.<br>RN: <a href="https://m.example/triste">https://m.example/triste</a></p>`,
      `<p>Voilà.<br><a href="https://m.example/a">https://m.example/a</a></p>`,
      "fr",
    ],
    [
      `<p>QT: <a href="https://m.example/9">https://m.example/9</a></p><p>Genau das</p>`,
      `<p><a href="https://m.example/9">https://m.example/9</a></p><p>Genau das</p>`,
      "de",
    ],
  ],
  "hashtags": [
    [
      `<p>Tonight <a href="https://m.example/tags/ILoveJazz" class="mention hashtag" rel="tag">#<span>ILoveJazz</span></a></p>`,
      "<p>Tonight #ILoveJazz</p>",
      "en",
    ],
    [
      `<p>Ce soir <a href="https://m.example/tags/JaimeLeJazz" class="mention hashtag" rel="tag">#<span>JaimeLeJazz</span></a></p>`,
      "<p>Ce soir #JaimeLeJazz</p>",
      "fr",
    ],
    [
      `<p>Heute <a href="https://p.example/t/IchHasseMontage" class="hashtag u-tag">#IchHasseMontage</a></p>`,
      "<p>Heute #IchHasseMontage</p>",
      "de",
    ],
    ["<p>At the lake #summer_2026</p>", "<p>At the lake #summer_2026</p>", "en"],
  ],
  "mentions": [
    [
      `<p><span class="h-card"><a href="https://m.example/@sad_hate" class="u-url mention">@<span>sad_hate</span></a></span> see you at nine</p>`,
      `<p><span class="h-card"><a href="https://m.example/@ann" class="u-url mention">@<span>ann</span></a></span> see you at nine</p>`,
      "en",
    ],
    [
      `<p><a class="u-url mention" href="https://p.example/users/love" rel="ugc">@<span>love</span></a> à demain</p>`,
      `<p><a class="u-url mention" href="https://p.example/users/a" rel="ugc">@<span>a</span></a> à demain</p>`,
      "fr",
    ],
    [
      `<p><span class="mention">@<a href="https://f.example/profile/killer" class="u-url">killer</a></span> bis morgen</p>`,
      `<p><span class="mention">@<a href="https://f.example/profile/a" class="u-url">a</a></span> bis morgen</p>`,
      "de",
    ],
    [
      `<p>@<a href="https://l.example/u/horrible">horrible@l.example</a> nos vemos</p>`,
      `<p>@<a href="https://l.example/u/ana">ana@l.example</a> nos vemos</p>`,
      "es",
    ],
    ["<p>@amore@it.example ci vediamo</p>", "<p>@ugo@it.example ci vediamo</p>", "it"],
    ["<p>até logo @odio@pt.example</p>", "<p>até logo @rui@pt.example</p>", "pt"],
  ],
  "custom emoji": [
    ["<p>The train leaves at ten :ablobcat_train:</p>", "<p>The train leaves at ten</p>", "en"],
    ["<p>:verified: The office is closed today</p>", "<p>The office is closed today</p>", "en"],
    ["<p>À demain :drgn_happy:</p>", "<p>À demain 🙂</p>", "fr"],
    ["<p>Bis morgen :neofox_cry:</p>", "<p>Bis morgen 🙁</p>", "de"],
    ["<p>Hasta luego :party_parrot:</p>", "<p>Hasta luego 🙂</p>", "es"],
    ["<p>A domani :blobfox-sad-reach:</p>", "<p>A domani 🙁</p>", "it"],
    ["<p>Até já :ms_thumbs_up:</p>", "<p>Até já</p>", "pt"],
    ["<p>It starts at 10:30:00, I think</p>", "<p>It starts at 10:30:00, I think</p>", "en"],
  ],
  "mathematics and code": [
    [
      "<p>We have <math display='block'><mi>k</mi><mi>i</mi><mi>l</mi><mi>l</mi></math> for all n</p>",
      "<p>We have for all n</p>",
      "en",
    ],
    [
      '<p>Soit <math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">horrible</annotation></semantics></math> réel</p>',
      "<p>Soit réel</p>",
      "fr",
    ],
    [
      "<p>Der Befehl <code>kill --force hass</code> hilft</p>",
      "<p>Der Befehl hilft</p>",
      "de",
    ],
    [
      "<p>Así:</p><pre><code>if (odio) { throw terrible; }</code></pre><p>y ya</p>",
      "<p>Así:</p><p>y ya</p>",
      "es",
    ],
    ["<p>Prova `rm -rf schifo` e basta</p>", "<p>Prova e basta</p>", "it"],
    [
      "<p>O log:<br>```<br>fatal: péssimo erro<br>```<br>de hoje</p>",
      "<p>O log:<br>de hoje</p>",
      "pt",
    ],
  ],
  "content warnings and polls": [
    [
      { html: "<p>see below</p>", spoiler: "what a wonderful evening" },
      "<p>what a wonderful evening<br>see below</p>",
      "en",
    ],
    [
      { html: "<p>la suite</p>", spoiler: "j'en ai marre, quelle honte" },
      "<p>j'en ai marre, quelle honte<br>la suite</p>",
      "fr",
    ],
    [
      { html: "<p>Und ihr?</p>", poll: "Ich liebe es\nGanz furchtbar" },
      "<p>Und ihr?<br>Ich liebe es<br>Ganz furchtbar</p>",
      "de",
    ],
    [
      { html: "<p>¿Y vosotros?</p>", spoiler: "fútbol", poll: "Me encanta\nQué asco" },
      "<p>fútbol<br>¿Y vosotros?<br>Me encanta<br>Qué asco</p>",
      "es",
    ],
    [
      { html: "<p>E voi?</p>", poll: "Bellissimo :blobcat_happy:\nCosì così" },
      "<p>E voi?<br>Bellissimo 🙂<br>Così così</p>",
      "it",
    ],
    [
      { html: `<p>Olhem ${link("https://odio.example/")}</p>`, spoiler: "#AdoroIsto" },
      `<p>#AdoroIsto<br>Olhem ${link("https://a.example/")}</p>`,
      "pt",
    ],
  ],
  "white space, lists and entities": [
    [
      "<ul><li>I love it</li><li>so much</li></ul>",
      "<p>I love it</p><p>so much</p>",
      "en",
    ],
    ["<p>C&#39;est&nbsp;magnifique&#x21;</p>", "<p>C'est magnifique!</p>", "fr"],
    ["<p>Das ist <b>wun</b>der<i>bar</i></p>", "<p>Das ist wunderbar</p>", "de"],
    [
      "<blockquote><p>qué bonito</p></blockquote><p>sí</p>",
      "<p>qué bonito</p><p>sí</p>",
      "es",
    ],
  ],
};

for (const [kind, pairs] of Object.entries(ALIKE)) {
  for (const [post, as, language] of pairs) {
    const { html } = typeof post === "string" ? { html: post } : post;
    Deno.test(`${kind}: judged alike, ${html}`, () => {
      assert.deepEqual(judge(post, language), judge(as, language));
    });
  }
}

/** How a post is judged; a reason where it is not. */
for (
  const [post, language, expected] of [
    ["<p>I AM SO HAPPY FOR YOU, CONGRATULATIONS</p>", "en", 1],
    ["<p>THIS IS THE WORST SERVICE I HAVE EVER HAD</p>", "en", -1],
    ["<p>QUELLE BELLE SOIRÉE, MERCI À VOUS</p>", "fr", 1],
    ["<p>ICH HASSE DIESEN LÄRM, ES IST FURCHTBAR</p>", "de", -1],
    ["<p>love love love love love this</p>", "en", 1],
    ["<p>horrible horrible horrible horrible</p>", "fr", -1],
    ["<p>Soooooo schön, ich freue mich riesig</p>", "de", 1],
    [`<p>What a lovely, happy day! ${"Then we walked on. ".repeat(8)}</p>`, "en", 1],
    [`<p>Qué asco, odio todo esto, es terrible. ${"Luego seguimos. ".repeat(900)}</p>`, "es", -1],
    ["<p>The library opens at nine on Tuesday</p>", "en", 0],
    ["<p>Le conseil municipal se réunit mardi à 18 h</p>", "fr", 0],
    ["<p>Die Sitzung beginnt am Dienstag um 18 Uhr</p>", "de", 0],
    ["<p>Que belo dia, adoro esta cidade #TãoFeliz</p>", "pt", 1],
    ["<p>Che bello, grazie mille a tutti! #SonoFelice</p>", "it", 1],
    [{ html: "", spoiler: "", poll: "I hate it\nThis is awful" }, "en", -1],
    [{ html: `<p>${link("https://a.example/love")}</p>` }, "en", "only_links_or_mentions"],
    ["<p>@ann@m.example @bob@m.example</p>", "en", "only_links_or_mentions"],
    ["<p><code>rm -rf /</code></p>", "en", "empty"],
    ["<p>:verified: :ablobcat_train:</p>", "en", "empty"],
    ["<p></p>", "fr", "empty"],
    ["<p>今日はとても楽しかったです、ありがとう</p>", "en", "language"],
    ["<p>Dzisiaj byliśmy nad jeziorem z całą rodziną</p>", "en", "language"],
  ] as const
) {
  const { html } = typeof post === "string" ? { html: post } : post;
  Deno.test(`judged ${expected}: ${html.slice(0, 80)}`, () => {
    const judged = judge(post, language);
    assert.equal("label" in judged ? judged.label : judged.reason, expected);
  });
}
