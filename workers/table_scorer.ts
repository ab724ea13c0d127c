import type { PostgresConnection } from "../core/connections.ts";
import { judgeWith } from "../core/sentiment/judge.ts";
import type { NeutralBand } from "../core/sentiment/model.ts";
import { loadModel } from "../core/sentiment/model_file.ts";
import { scoreTable } from "../core/sentiment/score_table.ts";
import { sleep } from "../core/sleep.ts";
import { connectPostgres } from "../core/store/connect.ts";
import { countPending } from "../core/store/count_pending.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** What the table scorer is told. It reads the model's directory and connects to the database, and nothing else. */
export interface Config {
  readonly model: string;
  readonly postgres: PostgresConnection;
  readonly band?: NeutralBand | undefined;
  /** Which end of the table it begins at: `oldest` unless said. */
  readonly from?: "oldest" | "newest" | undefined;
  /** Look again after this time, ms; absent: one run. */
  readonly intervalMs?: number;
}

/** Scores the stored posts that are new, edited or scored by another model: once, or again and again. */
serveWorker<Config>(
  async ({ model, postgres, band, from, intervalMs }, { drain, ready, status }) => {
    const { version, judge } = judgeWith(await loadModel(model), band);
    // One connection reads the next page while the other writes.
    const sql = connectPostgres(postgres, { applicationName: "trunkline scorer", max: 2 });
    const totals = { judged: 0, scored: 0 };
    const once = async () => {
      const before = totals.judged;
      const tell = (judged: number) => status({ judged: before + judged });
      const result = await scoreTable(
        sql,
        { scoreText: judge, version, from, signal: drain },
        tell,
      );
      totals.judged += result.judged;
      totals.scored += result.scored;
    };
    try {
      ready({ model: version });
      // The first run also finds what another model scored; later ones ask the windows whether anything is pending.
      await once();
      while (intervalMs !== undefined && !drain.aborted) {
        await sleep(intervalMs, drain);
        if (!drain.aborted && await countPending(sql) > 0) await once();
      }
    } catch (error) {
      // The batch that the drain cut short was not written; the next run takes it up.
      if (!drain.aborted) throw error;
    } finally {
      await sql.end({ timeout: 2 });
    }
    return { ...totals, model: version };
  },
);
