import type { PostgresConnection } from "../core/connections.ts";
import type { NeutralBand } from "../core/sentiment/model.ts";
import { loadModel } from "../core/sentiment/model_file.ts";
import { scoreTable } from "../core/sentiment/score_table.ts";
import { storedScorer } from "../core/sentiment/stored_score.ts";
import { connectPostgres } from "../core/store/connect.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** What the table scorer is told. It reads the model's directory and connects to the database, and nothing else. */
export interface Config {
  readonly model: string;
  readonly postgres: PostgresConnection;
  readonly band?: NeutralBand | undefined;
}

/** Scores the stored posts that are new, edited or scored by another model: once, then it is done. */
serveWorker<Config>(async ({ model, postgres, band }, { drain, ready, status }) => {
  const loaded = await loadModel(model);
  // One connection reads the next page while the other writes.
  const sql = connectPostgres(postgres, { applicationName: "trunkline scorer", max: 2 });
  try {
    ready({ model: loaded.version });
    const scoreText = storedScorer(loaded, band);
    const result = await scoreTable(
      sql,
      { scoreText, version: loaded.version, signal: drain },
      (judged) => status({ judged }),
    );
    return { judged: result.judged, scored: result.scored };
  } finally {
    await sql.end({ timeout: 2 });
  }
});
