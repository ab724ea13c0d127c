/**
 * `bench start` measures the time from starting `run` until the first row can be read: cold, from an empty state directory
 * (unpack PostgreSQL, create the cluster, migrate, create topics), and warm, with the same directory again; and the time from
 * starting `consume` on services that run until its first commit, fresh and after the consumer before was killed.
 *
 * No reference: the goals are absolute. Deno's package cache must be filled. The cold figure is one run, the warm one the
 * median of three.
 */
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { measureConsumerStarts } from "./killed_consumer.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { firstRow } from "./latency.ts";
import type { Bench, Figure } from "./result.ts";
import { startTrunkline } from "./trunkline_process.ts";

export const bench: Bench = {
  summary: "to the first row: from nothing, from a state directory that is there, after a kill",
  async run(_args, say) {
    const home = await Deno.makeTempDir({ prefix: "bench_start_" });
    try {
      say("cold: programs laid down, cluster made, schema migrated, topics made");
      const cold = await startToRow(home);
      say("warm: the same state directory again");
      const warm = [await startToRow(home), await startToRow(home), await startToRow(home)].sort((
        a,
        b,
      ) => a - b);
      say("consume: fresh, and after kills");
      const consumer = await measureConsumerStarts(`${home}/consumer`, say);
      return [
        {
          what: "consume, start to its first commit",
          value: consumer.fresh,
          unit: "s",
          goal: { at: 0.8, better: "lower" },
        },
        {
          what: "… after a kill of the one before, median of 3",
          value: consumer.killed,
          unit: "s",
          goal: { at: 1, better: "lower" },
        },
        {
          what: "cold start to first row",
          value: cold,
          unit: "s",
          goal: { at: 5, better: "lower" },
        },
        {
          what: "warm start to a new row, median of 3",
          value: warm[1] ?? NaN,
          unit: "s",
          goal: { at: 1.5, better: "lower" },
        },
      ] satisfies Figure[];
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  },
};

/** @returns seconds */
async function startToRow(home: string): Promise<number> {
  // A new seed gives new posts, so that the row that is waited for is of this run.
  await using simulator = startSimulator({
    rate: 100,
    variety: 500,
    seed: Math.floor(Math.random() * 1e9),
  });
  await using trunkline = startTrunkline(["run"], {
    TRUNKLINE_HOME: home,
    MASTODON_BASE_URL: simulator.url,
    MASTODON_ACCESS_TOKEN: "bench",
  });
  const sql = connectPostgres(await trunkline.database(), { applicationName: "bench start" });
  try {
    await trunkline.whileItRuns(firstRow(sql));
    const startedAt = performance.timeOrigin + trunkline.startedAt;
    await trunkline.whileItRuns(rowSince(sql, startedAt));
    return (performance.now() - trunkline.startedAt) / 1_000;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Waits for a row of a post that was written at `time` (ms since 1970) or later. */
async function rowSince(sql: Sql, time: number): Promise<void> {
  while (
    (await sql`select from masto.toots_raw where created_at >= ${new Date(time)} limit 1`)
      .length === 0
  ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
