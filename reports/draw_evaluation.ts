import { ChartRenderer } from "../core/charts/render/chart_renderer.ts";
import { writeFileAtomically } from "../core/base/atomic_file.ts";
import type { Evaluation } from "../core/sentiment/evaluation/evaluate.ts";
import { evaluationChart } from "./evaluation/evaluation_chart.ts";

/** Draws an evaluation as `evaluation.png` (2×), `.svg` and `.vl.json` in the folder `out`. @returns the paths */
export async function drawEvaluation(
  { evaluation, file, out }: {
    readonly evaluation: Evaluation;
    /** Name of the file that the model was measured on. */
    readonly file: string;
    readonly out: string;
  },
): Promise<readonly string[]> {
  using renderer = await ChartRenderer.open();
  const spec = evaluationChart(evaluation, file);
  const { svg, png } = await renderer.draw(spec, "evaluation");
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    [`${out}/evaluation.png`, png],
    [`${out}/evaluation.svg`, svg],
    [`${out}/evaluation.vl.json`, JSON.stringify(spec, undefined, 2) + "\n"],
  ];
  for (const [path, content] of files) await writeFileAtomically(path, content);
  return files.map(([path]) => path);
}
