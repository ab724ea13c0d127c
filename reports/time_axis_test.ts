import assert from "node:assert/strict";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { sentimentByDay } from "./charts/sentiment_by_day.ts";
import { postLength } from "./charts/post_length.ts";
import { tootsPerDay } from "./charts/toots_per_day.ts";
import type { ChartDefinition } from "./chart.ts";
import { Language, type LocaleCode } from "./language.ts";
import type { Bucket, ReportData } from "./report_data.ts";
import { floorTo, unitFor } from "./time_buckets.ts";

const DAY = 86_400_000;
const END = Date.UTC(2026, 1, 11, 15, 30);

/** One post in each sixth of a day, and every side of sentiment in each bucket. */
function dataOf(days: number): ReportData {
  const span = { from: END - days * DAY, to: END };
  const unit = unitFor(span.from, span.to);
  const buckets = new Map<number, Bucket>();
  for (let at = span.from; at < span.to; at += DAY / 6) {
    const start = floorTo(unit, at);
    const toots = (buckets.get(start)?.toots ?? 0) + 8;
    const side = toots / 4;
    const sides = { positive: side, neutral: side, negative: side, unscored: side };
    buckets.set(start, { start, toots, lengthSum: toots * 90, ...sides });
  }
  return {
    sources: [],
    span,
    unit,
    buckets: [...buckets.values()],
    observed: { minutes: 0, toots: 0, holes: false },
    gaps: [],
    languages: [],
    week: [],
    batch: undefined,
  };
}

/** What is looked at of Vega's scene: a mark, and an item of one. */
interface Mark {
  readonly marktype: string;
  readonly role?: string;
  readonly name?: string;
  readonly items: readonly Item[];
}
interface Item {
  readonly items?: readonly Mark[];
  readonly text?: string | readonly string[];
  readonly x?: number;
  readonly width?: number;
  readonly height?: number;
  readonly fill?: string;
  readonly stroke?: string | null;
  readonly strokeWidth?: number;
}

interface Drawn {
  readonly bars: readonly { width: number; height: number; fill: string; stroke: number }[];
  readonly labels: readonly string[];
  /** Where the texts and points of the plot stand, px from its left. */
  readonly places: readonly number[];
}

const drawn = new Map<string, Promise<Drawn>>();

/** The chart of {@linkcode dataOf} so many days; drawn once, since most tests look at the same ones. */
function chartOf(define: ChartDefinition, days: number, locale: LocaleCode): Promise<Drawn> {
  const key = `${define.name} ${days} ${locale}`;
  const known = drawn.get(key) ?? draw(define, dataOf(days), locale);
  drawn.set(key, known);
  return known;
}

async function draw(define: ChartDefinition, data: ReportData, locale: LocaleCode): Promise<Drawn> {
  const { spec } = define(data, new Language(locale));
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  await view.runAsync();
  const bars: Drawn["bars"][number][] = [];
  const [labels, places]: [string[], number[]] = [[], []];
  const visit = ({ marktype, role, name = "", items }: Mark) => {
    for (const item of items) {
      for (const inner of item.items ?? []) visit(inner);
      if (marktype === "rect" && name.includes("marks")) {
        const { width = 0, height = 0, fill = "", strokeWidth = 1 } = item;
        bars.push({ width, height, fill, stroke: item.stroke ? strokeWidth : 0 });
      }
      if (role === "mark" && (marktype === "text" || marktype === "symbol")) {
        places.push(item.x ?? NaN);
      }
      if (role === "axis-label") labels.push([item.text ?? ""].flat().join(" "));
    }
  };
  // Vega's types leave the root of its scene out.
  visit(Reflect.get(view.scenegraph(), "root") as Mark);
  view.finalize();
  return { bars, labels, places };
}

Deno.test("a bar is seen at 1, 30, 365, 730 and 3,650 days: its colour is most of what it takes", async () => {
  for (const days of [1, 30, 150, 365, 730, 3_650, 12_000]) {
    for (const define of [tootsPerDay, sentimentByDay]) {
      const { bars } = await chartOf(define, days, "en");
      assert.ok(bars.length > 1, `${days} days`);
      for (const { width, height, fill, stroke } of bars) {
        const where = `${days} days: ${width} × ${height} px of ${fill}, outline ${stroke}`;
        assert.ok(width - stroke >= 3, where);
        assert.ok(height - stroke >= 3, where);
        // White on white is seen by its outline only.
        assert.ok(fill !== "#ffffff" || stroke > 0, where);
      }
    }
  }
});

Deno.test("bars cover the time that they stand for: they leave no more than a tenth to gaps", async () => {
  for (const days of [30, 150, 365, 730, 3_650]) {
    const { bars } = await chartOf(tootsPerDay, days, "en");
    const sum = bars.reduce((sum, { width }) => sum + width, 0);
    assert.ok(sum > 760 * 0.9 && sum <= 761, `${days} days: ${sum} px`);
  }
});

Deno.test("what stands at a bucket stands in it, whatever its unit", async () => {
  for (const days of [1, 30, 150, 200, 300, 365, 730, 1_000, 3_650, 12_000]) {
    for (const define of [tootsPerDay, sentimentByDay, postLength]) {
      const { places } = await chartOf(define, days, "en");
      // The word for the mean stands right of the plot.
      const outside = places.filter((x) => !(x >= 0 && x <= 760 + 8));
      assert.deepEqual(outside, [], `${days} days`);
      if (define === postLength) assert.ok(places.length > 1);
    }
  }
});

Deno.test("axes name each year of their ticks, in English and French, and crowd no label", async () => {
  for (
    const [days, years] of [
      [60, [2025, 2026]],
      [150, [2025, 2026]],
      [365, [2025, 2026]],
      [730, [2024, 2025, 2026]],
      [3_650, [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]],
    ] as const
  ) {
    for (const define of [tootsPerDay, sentimentByDay, postLength]) {
      for (const locale of ["en", "fr"] as const) {
        const { labels } = await chartOf(define, days, locale);
        for (const year of years) {
          assert.ok(labels.some((text) => text.includes(String(year))), `${days}: ${labels}`);
        }
        const dates = labels.filter((text) => /\d{4}|^\d+ \D|^[A-Za-zéû]{3}/.test(text));
        assert.ok(dates.length >= 2 && dates.length <= 14, `${days}: ${dates}`);
      }
    }
  }
});

Deno.test("an hour that crosses New Year names both days with their years", async () => {
  const from = Date.UTC(2025, 11, 31, 23, 30);
  const data: ReportData = {
    ...dataOf(1),
    sources: [],
    span: { from, to: from + 3_600_000 },
    unit: "minute",
    buckets: dataOf(1).buckets.slice(0, 1).map((bucket) => ({ ...bucket, start: from })),
  };
  const { spec } = tootsPerDay(data, new Language("fr"));
  assert.match(JSON.stringify(spec), /Minute \(UTC\), 31 décembre 2025 – 1 janvier 2026/);
  await draw(tootsPerDay, data, "fr");
});

Deno.test("interruptions whose triangles would lie over each other share one, which is full if one is open", () => {
  const data = dataOf(3_650);
  const gaps = [0, 1, 2, 400].map((day) => ({
    from: END - 1_000 * DAY + day * DAY,
    to: END - 1_000 * DAY + day * DAY + DAY / 4,
    filled: day !== 1,
  }));
  const { spec } = tootsPerDay({ ...data, gaps }, new Language("en"));
  const signs = [...JSON.stringify(spec).matchAll(/"sign":"(.)"/g)].map(([, sign]) => sign);
  // Each mark stands in the data of two layers: its band and its triangle.
  assert.deepEqual(signs, ["▲", "△", "▲", "△"]);
});
