import type { Evaluation } from "../core/sentiment/evaluation/evaluate.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";
import { drawEvaluation } from "../reports/draw_evaluation.ts";

/** Needs `read` of core/charts/fonts/fonts.pack, `read` and `write` of `out`, and nothing else. */
export interface Config {
  readonly evaluation: Evaluation;
  /** Name of the test data, for the title. */
  readonly file: string;
  readonly out: string;
}

/** Draws the charts of an evaluation, then stops. */
serveWorker<Config>(async (config, { ready }) => {
  ready();
  return { files: (await drawEvaluation(config)).join("\n") };
});
