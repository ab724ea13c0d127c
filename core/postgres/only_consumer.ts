import { sleep } from "../base/sleep.ts";
import type { ControlConnection } from "./control_connection.ts";

/** How long the server may take to notice that a consumer was killed: ten times 50 ms. */
const TRIES = 10;
const INTERVAL_MS = 50;

/**
 * Whether no other consumer is connected to the database: a killed one was disconnected by its operating system. Each consumer
 * has one control connection (`consumer_sessions.ts`), and asks over its own.
 */
export async function isOnlyConsumer(control: ControlConnection): Promise<boolean> {
  for (let tries = 1;; tries++) {
    const others = await control.run((sql) =>
      sql`
        select 1 from pg_stat_activity
         where datname = current_database() and application_name like 'trunkline consumer control%'
           and pid <> pg_backend_pid() limit 1`.execute()
    );
    if (others.length === 0) return true;
    if (tries === TRIES) return false;
    await sleep(INTERVAL_MS);
  }
}
