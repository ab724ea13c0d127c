import assert from "node:assert/strict";
import { exampleEvaluation } from "../testing/evaluation.ts";
import { drawEvaluation } from "./draw_evaluation.ts";
import { evaluationChart } from "./evaluation/evaluation_chart.ts";

Deno.test("an evaluation is one picture: PNG, SVG without text that needs a font, and its spec", async () => {
  const out = await Deno.makeTempDir();
  try {
    const files = await drawEvaluation({ evaluation: exampleEvaluation(3), file: "a.csv", out });
    assert.deepEqual(files, ["png", "svg", "vl.json"].map((end) => `${out}/evaluation.${end}`));
    const png = await Deno.readFile(files[0]!);
    assert.deepEqual([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
    assert.ok(png.length > 40_000);
    const svg = await Deno.readTextFile(files[1]!);
    assert.doesNotMatch(svg, /<text/);
    assert.doesNotMatch(svg, /NaN|Infinity/);
    assert.equal(JSON.parse(await Deno.readTextFile(files[2]!)).hconcat.length, 2);
    assert.equal([...Deno.readDirSync(out)].length, 3);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});

Deno.test("the picture states the calibration error, what it was measured on, and each cell of the confusion", () => {
  const evaluation = exampleEvaluation(3);
  const spec = JSON.stringify(evaluationChart(evaluation, "people.csv"));
  const ece = evaluation.polar!.ece.toFixed(3).replace(/^0/, "");
  assert.ok(spec.includes(`Calibration error (ECE) ${ece}`));
  assert.match(spec, /Model 0123456789ab on people\.csv: 120 rows, 98% scored/);
  for (const cell of evaluation.threeClass!.confusion) assert.ok(spec.includes(`["${cell}","`));
  assert.match(spec, /macro-recall \.\d{3} \[\.\d{3}, \.\d{3}\]/);
});

Deno.test("a two-class file has a confusion of two, and one without polar rows a sentence", () => {
  const two = JSON.stringify(evaluationChart(exampleEvaluation(2), "a.csv"));
  assert.doesNotMatch(two, /"labelled":"neutral"/);
  const { polar: _, ...neutral } = exampleEvaluation(3);
  assert.match(JSON.stringify(evaluationChart(neutral, "a.csv")), /does not have both sides/);
});
