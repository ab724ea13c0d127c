import type { Command, Invocation } from "../command.ts";
import { count, factNumber } from "../format.ts";
import { migrateStore, migrateStoreThroughOutages } from "../pipeline.ts";
import { openServices, requireDatabase } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "batch",
  summary: "updates the batch_* tables, all from one snapshot of the posts",
  flags: {
    every: { value: "D", help: "go on until Ctrl-C, with a pause of this time between runs" },
    json: { help: "print what changed as JSON" },
  },
  examples: [
    ["batch", "once (deno task run does it every BATCH_INTERVAL)"],
    ["batch --every 60s", "as a service of its own"],
    ["batch --json", "for a program"],
  ],
  run: (invocation) => {
    const every = invocation.flags.duration("every");
    if (every !== undefined) return runEvery(invocation, every);
    return inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      await requireDatabase(invocation.config);
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const batch = session.start("batch", {
        postgres,
        activityMinToots: config.activityMinToots,
        ...(config.retentionDays === undefined ? {} : { retentionDays: config.retentionDays }),
      });
      const hideLive = session.showLive(() => {
        const { done = 0, steps, table = "" } = session.stats("batch");
        return steps === undefined ? "batch" : `batch ${done} of ${steps} ${table}`;
      });
      const stats = await session.race(batch.ended).finally(hideLive);
      terminal.print(
        flags.has("json")
          ? JSON.stringify(stats)
          : `Batch tables updated from ${count(stats["posts"])} posts in ${
            count(stats["ms"])
          } ms: ` +
            `${count(factNumber(stats, "changed"))} rows changed`,
      );
      return 0;
    }, { mustFinish: true });
  },
};

/** Runs the job again and again; waits for a database that is away. */
function runEvery(invocation: Invocation, intervalMs: number): Promise<number> {
  return inSession(invocation, async (session) => {
    const { config } = invocation;
    await requireDatabase(config);
    const opened = await openServices(session, { postgres: true });
    const postgres = await migrateStoreThroughOutages(session, opened.postgres);
    session.start("batch", {
      postgres,
      activityMinToots: config.activityMinToots,
      ...(config.retentionDays === undefined ? {} : { retentionDays: config.retentionDays }),
      intervalMs,
    });
    await session.untilOver();
    return 0;
  }, { health: "batch" });
}
