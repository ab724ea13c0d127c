import type { Command } from "../command.ts";
import { count, factNumber } from "../format.ts";
import { migrateStore } from "../pipeline.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "batch",
  summary: "updates the batch_* tables, all from one snapshot of the posts",
  flags: { json: { help: "print what changed as JSON" } },
  examples: [
    ["batch", "once (deno task run does it every BATCH_INTERVAL)"],
    ["batch --json", "for a program"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const { postgres } = await openServices(session, { postgres: true });
      await session.race(migrateStore(invocation, postgres));
      const batch = session.start("batch", {
        postgres,
        activityMinToots: config.activityMinToots,
        ...(config.retentionDays === undefined ? {} : { retentionDays: config.retentionDays }),
      });
      const hideLive = session.showLive(() => {
        const { done = 0, steps = "?", table = "" } = session.stats("batch");
        return `batch ${done} of ${steps} ${table}`;
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
    }, { mustFinish: true }),
};
