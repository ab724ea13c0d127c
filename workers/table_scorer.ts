import type { PostgresConnection } from "../core/config/connections.ts";
import { postScorer } from "../core/scoring/post_scorer.ts";
import type { NeutralBand } from "../core/sentiment/model/model.ts";
import { loadModel } from "../core/sentiment/model/model_file.ts";
import { scoreTable } from "../core/scoring/score_table.ts";
import { sleep } from "../core/base/sleep.ts";
import type { Sql } from "../core/postgres/connect.ts";
import { type IdRange, pendingPosts } from "../core/scoring/pending_posts.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { untilClosed } from "../core/postgres/until_closed.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** Needs `net` to the database and `read` of the model's directory, and nothing else. */
export interface Config {
  readonly model: string;
  readonly postgres: PostgresConnection;
  readonly band?: NeutralBand | undefined;
  /** At which end of the table to start; `oldest` by default. */
  readonly from?: "oldest" | "newest" | undefined;
  /** Pause between runs, ms; absent: one run. */
  readonly intervalMs?: number;
}

/** Windows in which the posts of a live stream are; the others are looked at once in so many times. */
const RECENT_MINUTES = 15;
const LOOKS_AT_ALL = 10;
const PATIENCE_MS = 10_000;

/** Scores stored posts that are new, edited or scored by another model: once, or at an interval. */
serveWorker<Config>(
  async ({ model, postgres, band, from, intervalMs }, { drain, ready, status, log }) => {
    const { version, score } = postScorer(await loadModel(model), band);
    const options = {
      applicationName: "trunkline scorer",
      // One connection reads the next page while the other one writes.
      max: 2,
      // A cached plan from the time when the table was empty would read and sort all scores for each page.
      settings: { plan_cache_mode: "force_custom_plan" },
    };
    const totals = { judged: 0, scored: 0 };
    const once = async (sql: Sql, range?: IdRange) => {
      const before = totals.judged;
      const tell = (judged: number) => status({ judged: before + judged });
      const result = await scoreTable(
        sql,
        { scoreText: score, version, from, range, signal: drain },
        tell,
      );
      totals.judged += result.judged;
      totals.scored += result.scored;
    };
    const isRestart = async (sql: Sql, every: number, reached: () => void) => {
      // The first run also finds scores of another model; later runs look only at windows with pending posts.
      await once(sql);
      reached();
      for (let look = 1; !drain.aborted; look++) {
        const began = performance.now();
        const everywhere = look % LOOKS_AT_ALL === 0;
        const pending = await pendingPosts(
          sql,
          everywhere ? {} : { recentMinutes: RECENT_MINUTES },
        );
        if (pending !== undefined) await once(sql, pending);
        // No pause while there is more to score.
        await sleep(Math.max(0, began + every - performance.now()), drain);
      }
    };
    ready({ model: version });
    try {
      if (intervalMs === undefined) await untilClosed(postgres, options, once);
      else {
        // The consumer logs short outages.
        await throughOutages(
          (reached) => untilClosed(postgres, options, (sql) => isRestart(sql, intervalMs, reached)),
          { signal: drain, log, patienceMs: PATIENCE_MS },
        );
      }
    } catch (error) {
      // The batch that the drain interrupted was not written; the next run scores it.
      if (!drain.aborted) throw error;
    }
    return { ...totals, model: version };
  },
);
