import assert from "node:assert/strict";
import { dialectBias } from "./dialect_bias.ts";
import { DIALECT_PAIRS } from "./dialect_pairs.ts";
import type { Score } from "../model/model.ts";

const PAIRS = Object.values(DIALECT_PAIRS).flat();

Deno.test("the pairs are many, of several varieties, and never the same sentence twice", () => {
  assert.ok(PAIRS.length >= 30);
  const sentences = PAIRS.flat();
  assert.equal(new Set(sentences).size, sentences.length);
});

Deno.test("the bias of a model that scores all varieties alike is 0", () => {
  const bias = dialectBias({ score: (): Score => ({ probPos: 700_000, label: "positive" }) });
  assert.deepEqual(bias.all, {
    pairs: PAIRS.length,
    shift: { value: 0, low: 0, high: 0 },
    distance: 0,
    otherLabel: 0,
    unscored: 0,
  });
});

Deno.test("the bias measure shows a model that scores one variety lower or not at all", () => {
  const scots = new Set<string>(DIALECT_PAIRS.Scots.map(([, variety]) => variety));
  const indian = new Set<string>(DIALECT_PAIRS.Indian.map(([, variety]) => variety));
  const { varieties, all } = dialectBias({
    score: (text): Score =>
      indian.has(text)
        ? { unscored: "language" }
        : scots.has(text)
        ? { probPos: 300_000, label: "negative" }
        : { probPos: 700_000, label: "positive" },
  });
  const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
  assert.equal(rounded(varieties.Scots.shift.value), -0.4);
  assert.equal(varieties.Scots.otherLabel, DIALECT_PAIRS.Scots.length);
  assert.equal(rounded(varieties.Indian.shift.value), -0.2);
  assert.equal(varieties.Indian.unscored, DIALECT_PAIRS.Indian.length);
  assert.deepEqual(varieties.Irish.shift, { value: 0, low: 0, high: 0 });
  assert.ok(all.shift.high < 0, "the interval over all pairs leaves 0 out");
});
