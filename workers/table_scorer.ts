import type { PostgresConnection } from "../core/config/connections.ts";
import { loadPostScorer } from "../core/scoring/load_post_scorer.ts";
import type { PostScorer } from "../core/scoring/post_scorer.ts";
import { scoreVersion } from "../core/scoring/score_version.ts";
import type { NeutralBand } from "../core/sentiment/model/model.ts";
import { readModelVersion } from "../core/sentiment/model/model_version.ts";
import { scoreTable } from "../core/scoring/score_table.ts";
import { sleep } from "../core/base/sleep.ts";
import { storeHeads } from "../core/scoring/store_heads.ts";
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
/** After so many looks without a post to score, the model is let go; it is loaded again when there is one. */
const LOOKS_WITH_MODEL = 60;
/** After so many, the looks are this much rarer: consumers score what a stream brings, and each look costs the database. */
const LOOKS_OFTEN = 20;
const RARER = 4;
const OUTAGE_GRACE_MS = 10_000;

/** Scores stored posts that are new, edited or scored by another model: once, or at an interval. */
serveWorker<Config>(
  async ({ model, postgres, band, from, intervalMs }, { drain, ready, status, log, trouble }) => {
    // The consumer scores what a stream brings: where nothing is left for this worker, it needs no model.
    const named = intervalMs === undefined ? undefined : await readModelVersion(model);
    let loaded: PostScorer | undefined;
    const version = named === undefined
      ? (loaded = await loadPostScorer(model, band)).version
      : scoreVersion(named, band);
    const scorer = async (): Promise<PostScorer["score"]> => {
      loaded ??= await loadPostScorer(model, band);
      if (loaded.version === version) return loaded.score;
      throw new Error(`Another model was put into ${model}; starting again with it`);
    };
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
        { scorer, version, from, range, signal: drain },
        tell,
      );
      totals.judged += result.judged;
      totals.scored += result.scored;
    };
    const keepScoring = async (sql: Sql, every: number, reached: () => void) => {
      await storeHeads(sql, { model, band }, log);
      // The first run also finds scores of another model; later runs look only at windows with pending posts.
      await once(sql);
      reached();
      let usedAt = 0;
      for (let look = 1; !drain.aborted; look++) {
        const began = performance.now();
        const everywhere = look % LOOKS_AT_ALL === 0;
        const pending = await pendingPosts(
          sql,
          everywhere ? {} : { recentMinutes: RECENT_MINUTES },
        );
        if (pending !== undefined) {
          await once(sql, pending);
          usedAt = look;
        }
        if (look - usedAt >= LOOKS_WITH_MODEL) loaded = undefined;
        // No pause while there is more to score.
        const pauseMs = look - usedAt < LOOKS_OFTEN ? every : RARER * every;
        await sleep(Math.max(0, began + pauseMs - performance.now()), drain);
      }
    };
    ready({ model: version });
    // The metric is there from the start, not from the first post that is scored later.
    if (intervalMs !== undefined) status({ judged: 0 });
    try {
      if (intervalMs === undefined) {
        await untilClosed(postgres, options, async (sql) => {
          await storeHeads(sql, { model, band }, log);
          await once(sql);
        });
      } else {
        // The consumer logs short outages.
        await throughOutages(
          (reached) =>
            untilClosed(postgres, options, (sql) => keepScoring(sql, intervalMs, reached)),
          { signal: drain, log, trouble: trouble("scorer"), graceMs: OUTAGE_GRACE_MS },
        );
      }
    } catch (error) {
      // The batch that the drain interrupted was not written; the next run scores it.
      if (!drain.aborted) throw error;
    }
    return { ...totals, model: version };
  },
);
