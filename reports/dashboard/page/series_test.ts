import assert from "node:assert/strict";
import type { Gap, Snapshot, WindowRow } from "../../../core/dashboard/page_protocol.ts";
import {
  coverageStretches,
  coveredShare,
  languageBlocks,
  paceBlocks,
  partsOf,
  sentimentBlocks,
} from "./series.ts";
import { totalOf, WindowModel } from "./window_model.ts";

const row = (
  start: number,
  lang: string,
  posts: number,
  parts: readonly number[] = [],
): WindowRow => [
  ...[start, lang, posts, posts * 100, 1] as const,
  ...[parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0, parts[3] ?? 0, 0] as const,
];

function model(rows: readonly WindowRow[], watermark: number | null = null): WindowModel {
  const made = new WindowModel();
  // The other fields of a snapshot are not the model's business.
  made.start({ rows, step: 1, watermark } as unknown as Snapshot);
  return made;
}

Deno.test("every step of a range is there, those without posts too; the filter leaves the rest out", () => {
  const steps = model([row(1, "en", 5), row(1, "fr", 2), row(3, "fr", 1)]).steps(0, 4, ["fr"]);
  assert.deepEqual(steps.map(({ posts }) => posts), [0, 2, 0, 1]);
  assert.equal(paceBlocks(steps).length, 2);
});

Deno.test("a step is live until the watermark has reached its end", () => {
  const steps = model([], 120_000).steps(0, 4, []);
  assert.deepEqual(steps.map(({ live }) => live), [false, false, true, true]);
  assert.equal(model([]).steps(0, 1, [])[0]?.live, true);
});

Deno.test("a change replaces rows and takes away what is gone", () => {
  const it = model([row(1, "en", 5), row(1, "fr", 2)]);
  it.apply({ now: 0, watermark: 60_000, rows: [row(1, "en", 7)], gone: [[1, "fr"]], minutes: [] });
  assert.equal(totalOf(it.steps(0, 4, [])).posts, 7);
  assert.deepEqual(it.languages(0, 4), [["en", 7]]);
});

Deno.test("languages without a colour are stacked together on top", () => {
  const steps = model([row(0, "en", 5), row(0, "fr", 2), row(0, "it", 1)]).steps(0, 1, []);
  const blocks = languageBlocks(steps, new Map([["en", "slot0"]]));
  assert.deepEqual(blocks.map(({ kind, y0, y1 }) => [kind, y0, y1]), [["slot0", 0, 5], [
    "other",
    5,
    8,
  ]]);
});

Deno.test("shares of sentiment hold every post: what has no score, and what waits", () => {
  const steps = model([row(0, "en", 10, [4, 2, 1, 2])]).steps(0, 1, []);
  assert.deepEqual(partsOf(totalOf(steps)), {
    positive: 4,
    negative: 2,
    neutral: 1,
    unscored: 2,
    waiting: 1,
  });
  assert.equal(sentimentBlocks(steps).at(-1)?.y1, 1);
});

Deno.test("coverage counts overlapping gaps once, and filled ones not at all", () => {
  const gap = (from: number | null, to: number | null, filled: number | null = null): Gap => ({
    id: "1",
    kind: "source",
    detected: 0,
    from,
    to,
    filled,
  });
  assert.equal(coveredShare([gap(10, 30), gap(20, 40), gap(50, 90, 95)], 0, 100), 0.7);
  assert.equal(coveredShare([gap(80, null)], 0, 100), 0.8, "one that is not over lasts");
  assert.equal(coveredShare([gap(200, 300)], 0, 100), 1);
  assert.deepEqual(coverageStretches([gap(-5, 10)], 0, 100)[1], {
    from: 0,
    to: 10,
    kind: "missing",
  });
});
