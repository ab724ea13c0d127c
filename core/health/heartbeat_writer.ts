import type { PostgresConnection } from "../config/connections.ts";
import { codeOf, messageOf } from "../base/errors.ts";
import { sleep } from "../base/sleep.ts";
import type { TellTrouble } from "../base/trouble.ts";
import type { Sql } from "../postgres/connect.ts";
import { ControlConnection } from "../postgres/control_connection.ts";
import { PG } from "../postgres/postgres_errors.ts";
import { deleteHeartbeats, writeHeartbeats } from "./heartbeats.ts";
import type { ProcessHealth } from "./process_health.ts";

export interface HeartbeatOptions {
  readonly connection: PostgresConnection;
  /** How the process is now. */
  readonly health: () => ProcessHealth;
  /** Told while the database does not answer. */
  readonly trouble: TellTrouble;
}

/** With the patience this keeps the time until a silent database is noticed below 5 s. */
const PROBE_MS = 1_000;
const PATIENCE_MS = 2_500;
/** How often unchanged health is written. */
const WRITE_MS = 5_000;
const LAST_MS = 1_000;

/**
 * Asks the database every second whether it answers, and writes the health of the process to it when that changes, and
 * every few seconds. Deletes it at the end.
 */
export async function runHeartbeats(
  { connection, health, trouble }: HeartbeatOptions,
  signal: AbortSignal,
): Promise<void> {
  const control = new ControlConnection(connection, {
    applicationName: "trunkline health",
    patienceMs: PATIENCE_MS,
  });
  let written = "";
  let writtenAt = -Infinity;
  while (!signal.aborted) {
    const now = performance.now();
    const current = health();
    const states = current.parts.map(({ part, state }) => `${part} ${state}`).join();
    const isDue = states !== written || now - writtenAt >= WRITE_MS;
    try {
      await control.run(async (sql) => {
        if (isDue) await writeHeartbeats(sql, current).catch(unlessOlderSchema);
        else await requireWritable(sql);
      });
      trouble(undefined);
      if (isDue) [written, writtenAt] = [states, now];
    } catch (error) {
      if (!signal.aborted) trouble(messageOf(error));
    }
    await sleep(PROBE_MS, signal);
  }
  const { process } = health();
  const leaving = control.run((sql) => deleteHeartbeats(sql, process)).catch(() => {})
    .then(() => control[Symbol.asyncDispose]());
  // With a deadline: the database may be away, or stopping.
  await Promise.race([leaving, sleep(LAST_MS)]);
}

/** A server that takes no writes answers, too: a standby, a primary that is being demoted, or one with a full disk. */
async function requireWritable(sql: Sql): Promise<void> {
  const [row] = await sql<{ only: boolean }[]>`
    select current_setting('transaction_read_only') = 'on' as only`;
  if (row?.only === true) throw Object.assign(new Error("read-only"), { code: PG.readOnly });
}

/** Before the migration there is no table: the database answers, and that is what counts. */
function unlessOlderSchema(error: unknown): void {
  const code = codeOf(error);
  if (code !== PG.noSuchTable && code !== PG.noSuchSchema) throw error;
}
