import { readLive } from "../../core/home/home.ts";
import { storageError } from "../../core/home/storage_error.ts";
import { requireSchema } from "../../core/postgres/migrate.ts";
import { readStatus, type StoreStatus } from "../../core/status/read_status.ts";
import { withStore } from "../../core/postgres/with_store.ts";
import type { Command } from "../command.ts";
import { count, ledger } from "../format.ts";
import { openServices } from "../services.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "status",
  summary: "what is running; rows, windows, lag, gaps, dead letters",
  flags: { json: { help: "print the status as JSON" } },
  examples: [
    ["status", "of the embedded database, or of that of PG_URL"],
    ["status --json", "for a monitor"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const live = await readLive(config.home);
      if (live === undefined && config.postgres === undefined && !await hasDatabase(config.home)) {
        const nothing =
          "Nothing has run with this state directory yet. Start with: deno task run, or deno task demo";
        terminal.print(flags.has("json") ? JSON.stringify({ running: null }) : nothing);
        return 0;
      }
      const { postgres } = await openServices(session, { postgres: true });
      const status = await session.race(withStore(postgres, "trunkline status", async (sql) => {
        await requireSchema(sql);
        return await readStatus(sql);
      }));
      if (flags.has("json")) {
        terminal.print(
          JSON.stringify({ running: live === undefined ? null : { pid: live.pid }, ...status }),
        );
      } else {
        terminal.print(
          live === undefined
            ? "Not running with this state directory"
            : `Running: process ${live.pid}`,
        );
        terminal.print(lines(status).join("\n"));
      }
      return 0;
    }),
};

/** Whether there is an embedded database: status must not create one. */
async function hasDatabase(home: string): Promise<boolean> {
  try {
    await Deno.stat(`${home}/postgres/data`);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw storageError(`look into the state directory ${home}`, error);
  }
}

function lines(status: StoreStatus): string[] {
  return [
    ...ledger([
      ["schema version", status.version],
      ["posts", status.posts],
      ["language windows", status.language_windows],
      ["user windows", status.user_windows],
      ["tombstones", status.tombstones],
    ]),
    `Windows are final up to ${status.watermark ?? "– (nothing applied yet)"}`,
    ...status.partitions.map(({ topic, partition, next_offset, lag, active, stopped }) =>
      `Partition ${topic}/${partition}: next offset ${count(next_offset)}, lag ${count(lag ?? 0)}` +
      (active ? "" : ", no consumer in the last two minutes") +
      (stopped === null ? "" : `, stopped: ${stopped}`)
    ),
    ...Object.entries(status.dead_letters).map(([reason, n]) =>
      `Dead letters, ${reason}: ${count(n)}`
    ),
    ...status.gaps.map(({ source, note, filled }) =>
      `Gap in ${source}: ${note}${filled ? " (filled)" : ""}`
    ),
  ];
}
