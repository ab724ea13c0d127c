import type { Evaluation } from "../core/sentiment/evaluation/evaluate.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";
import { drawEvaluation } from "../reports/draw_evaluation.ts";

/** What it is told. It reads core/charts/fonts/fonts.pack, writes into `out`, and needs nothing else. */
export interface Config {
  readonly evaluation: Evaluation;
  /** The name of what the model was measured on. */
  readonly file: string;
  readonly out: string;
}

/** Draws the picture of an evaluation, then stops. */
serveWorker<Config>(async (config, { ready }) => {
  ready();
  return { files: (await drawEvaluation(config)).join("\n") };
});
