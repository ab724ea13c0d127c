import assert from "node:assert/strict";
import { DEMO_INSTANCE } from "../core/post/source.ts";
import { CHARTS } from "./charts.ts";
import { WEEK } from "./golden/week.ts";
import { Language } from "./language.ts";
import { reportHtml } from "./report_html.ts";
import { signed } from "./signature.ts";

const NOW = Date.UTC(2026, 0, 19, 9);

Deno.test("every picture says whose posts it counts, and the report and each of a demo that they are made up", () => {
  for (
    const [locale, servers, words] of [
      [
        "en",
        ["mastodon.example"],
        /Public posts of mastodon\.example · public:local, counted by Trunkline, 19 January 2026/,
      ],
      [
        "fr",
        ["mastodon.example"],
        /Messages publics de mastodon\.example · public:local, comptés par Trunkline, 19 janvier 2026/,
      ],
      ["en", [DEMO_INSTANCE], /Made-up posts of a demo/],
      ["fr", [DEMO_INSTANCE], /Messages inventés d’une démo/],
    ] as const
  ) {
    const language = new Language(locale);
    const sources = servers.map((server) => ({
      server,
      stream: server === DEMO_INSTANCE ? null : "public:local",
    }));
    for (const data of [{ ...WEEK, sources }, { ...WEEK, sources, span: undefined }]) {
      for (const define of CHARTS) {
        const { spec } = define(data, language);
        const { title } = signed(spec, { sources, now: NOW, language });
        assert.match(JSON.stringify(title), words);
      }
      const html = reportHtml([], { data, language, now: NOW });
      assert.equal(html.includes('class="demo"'), servers[0] === DEMO_INSTANCE);
    }
  }
});

Deno.test("a picture of no posts names no server", () => {
  const [define] = CHARTS;
  assert.ok(define !== undefined);
  const language = new Language("en");
  const { spec } = define({ ...WEEK, span: undefined, sources: [] }, language);
  const { title } = signed(spec, { sources: [], now: NOW, language });
  assert.match(JSON.stringify(title), /"counted by Trunkline, 19 January 2026"/);
});
