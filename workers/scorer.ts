import type { NeutralBand } from "../core/sentiment/model/model.ts";
import { loadModel } from "../core/sentiment/model/model_file.ts";
import { scoreCsv } from "../core/scoring/score_csv.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** Needs `read` of the model and the input, and `write` in the folder of the output. */
export interface Config {
  readonly model: string;
  readonly input: string;
  readonly output: string;
  readonly band?: NeutralBand | undefined;
}

/** Scores a CSV file: copies it with four more columns. */
serveWorker<Config>(async ({ model, input, output, band }, { drain, ready, status, log }) => {
  const loaded = await loadModel(model);
  ready({ model: loaded.version });
  const result = await scoreCsv(
    { input, output, model: loaded, band, signal: drain },
    (rows) => status({ rows }),
  );
  const reasons = Object.entries(result.unscored).map(([reason, count]) => `${count} ${reason}`);
  if (reasons.length > 0) log("info", `Without a score: ${reasons.join(", ")}`);
  return { rows: result.rows, scored: result.scored, ...result.unscored };
});
