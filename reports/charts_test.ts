import assert from "node:assert/strict";
import fc from "fast-check";
import { ChartRenderer } from "../core/charts/render/chart_renderer.ts";
import { CHARTS } from "./charts.ts";
import { topHashtags as topHashtagsChart } from "./charts/top_hashtags.ts";
import { drawGolden, type Golden, GOLDEN_FILE } from "./golden/golden.ts";
import { distance } from "./golden/thumbnail.ts";
import { WEEK } from "./golden/week.ts";
import { Language } from "./language.ts";
import { type ReportData, unitFor } from "./report_data.ts";

const NOTHING: ReportData = {
  sources: [],
  span: undefined,
  unit: "day",
  buckets: [],
  observed: { minutes: 0, toots: 0, holes: false },
  gaps: [],
  languages: [],
  week: [],
  batch: undefined,
};

Deno.test("every chart's words and spec are as they were kept, and its picture nearly so", async () => {
  const kept: readonly Golden[] = JSON.parse(await Deno.readTextFile(GOLDEN_FILE));
  const drawn = await drawGolden();
  assert.deepEqual(drawn.map(({ name }) => name), kept.map(({ name }) => name));
  for (const [i, golden] of kept.entries()) {
    assert.deepEqual(drawn[i]?.sentences, golden.sentences);
    assert.deepEqual(drawn[i]?.spec, golden.spec, `${golden.name} has another spec`);
    const apart = distance(drawn[i]?.thumbnail ?? golden.thumbnail, golden.thumbnail);
    assert.ok(apart < 1.5, `${golden.name} looks different: ${apart} of 255`);
  }
  const [one, other] = kept;
  assert.ok(one && other && distance(one.thumbnail, other.thumbnail) > 1.5, "the measure can tell");
});

Deno.test("every chart says in both languages that there is nothing to show", () => {
  for (const locale of ["en", "fr"] as const) {
    for (const define of CHARTS) {
      const { sentences, spec, title } = define(NOTHING, new Language(locale));
      assert.ok(title.length > 3);
      assert.match(JSON.stringify(spec), locale === "en" ? /No posts/ : /Aucun message/);
      assert.match(sentences[0], locale === "en" ? /^No posts/ : /^Aucun message/);
    }
  }
});

Deno.test("charts of the batch job say that it has not run", () => {
  const texts = CHARTS.map((define) => define({ ...WEEK, batch: undefined }, new Language("en")))
    .map(({ sentences }) => sentences[0]);
  assert.equal(texts.filter((text) => text.startsWith("The batch job has not run")).length, 5);
});

Deno.test("unscored posts are shown beside the scored, and shares say of what", () => {
  const chart = CHARTS.map((define) => define(WEEK, new Language("en")))
    .find(({ name }) => name === "part5_sentiment_distribution");
  assert.match(JSON.stringify(chart?.spec), /\? {2}Not scored/);
  assert.match(chart?.sentences[1] ?? "", /have no score and are in none of these shares/);
});

Deno.test("interruptions are marked and explained in every chart over time", () => {
  const text = (data: ReportData) =>
    CHARTS.map((define) => JSON.stringify(define(data, new Language("en")).spec)).join("\n");
  assert.equal(text(WEEK).match(/▲ not collected/g)?.length, 3);
  assert.doesNotMatch(text({ ...WEEK, gaps: [] }), /▲/);
});

Deno.test("a single day is shown in hours, and less in minutes", () => {
  const noon = Date.UTC(2026, 0, 12, 12);
  assert.equal(unitFor(noon, noon + 3_600_000), "minute");
  assert.equal(unitFor(noon, noon + 12 * 3_600_000), "hour");
  assert.equal(unitFor(noon, noon + 12 * 3_600_000 + 1), "day");
});

Deno.test("a share is never written as 0% or 100% unless it is", () => {
  const english = new Language("en");
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
    const text = english.percent(share);
    assert.equal(text === "0%", share === 0);
    assert.equal(text === "100%", share === 1);
  }));
  assert.equal(new Language("fr").percent(0.425), "43\u202f%");
  assert.equal(english.percent(0.0001), "< 0.1%");
});

Deno.test("hashtags are drawn as text, whatever they hold", async () => {
  const hostile = [
    '"]);x',
    "\\",
    "'",
    "<b>&amp;",
    "a\u2028b",
    "\ud83d",
    "${1}",
    "\u0000",
    "x".repeat(5_000),
    "",
  ];
  const topHashtags = hostile.map((hashtag, i) => ({ hashtag, toots: 100 - i }));
  const batch = WEEK.batch === undefined ? undefined : { ...WEEK.batch, topHashtags };
  using renderer = await ChartRenderer.open();
  const { spec, name } = topHashtagsChart({ ...WEEK, batch }, new Language("fr"));
  const { svg } = await renderer.draw(spec, name);
  assert.doesNotMatch(svg, /<text|<b>/);
  assert.equal(svg.match(/aria-roledescription="bar"/g)?.length, hostile.length);
});
