import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";
import { APPLIED_STATE } from "../postgres/applied_state.ts";
import type { Sql } from "../postgres/connect.ts";
import { isTransient } from "../postgres/postgres_errors.ts";
import { batchTables } from "./batch_tables.ts";
import { replaceDiffering } from "./replace_differing.ts";
import { stages } from "./stages.ts";

/** How to run the batch job. */
export interface BatchOptions {
  /** `ACTIVITY_MIN_TOOTS`: accounts with fewer posts are not in `batch_active_users`. */
  readonly activityMinToots?: number;
  /** Do nothing where nothing was stored since the last run: for periodic runs. */
  readonly onlyIfChanged?: boolean;
  readonly signal?: AbortSignal;
  /** Called before each step, and once at the end. */
  onProgress?(progress: BatchProgress): void;
}

export interface BatchProgress {
  /** Steps done, of `steps`. */
  readonly done: number;
  readonly steps: number;
  /** What is made now; empty at the end. */
  readonly table: string;
}

/** What a run did. */
export type BatchResult =
  | {
    readonly type: "done";
    /** Posts in the snapshot. */
    readonly toots: number;
    readonly tookMs: number;
    /** Rows changed, by table. */
    readonly tables: Readonly<
      Record<string, { readonly written: number; readonly removed: number }>
    >;
  }
  /** `busy`: another run is at it. `unchanged`: nothing new since the last one. */
  | { readonly type: "skipped"; readonly because: "busy" | "unchanged" };

const DEFAULT_ACTIVITY_MIN_TOOTS = 5;
const ATTEMPTS = 3;

/**
 * Makes the `batch_*` tables from the posts: all from one snapshot, in one transaction, changing only rows that differ.
 * Readers see the old tables until it commits, then the new ones. Rejects with the signal's reason when aborted.
 */
export async function runBatch(sql: Sql, options: BatchOptions = {}): Promise<BatchResult> {
  for (let attempt = 1;; attempt++) {
    try {
      return await sql.begin(
        "isolation level repeatable read",
        // A transaction's client differs from a client only in what must not be done inside one.
        (transaction) => run(transaction as unknown as Sql, options),
      );
    } catch (error) {
      options.signal?.throwIfAborted();
      // Another run committed between our snapshot and our lock.
      if (attempt >= ATTEMPTS || !isTransient(error)) throw error;
    }
  }
}

async function run(sql: Sql, options: BatchOptions): Promise<BatchResult> {
  const started = performance.now();
  const minToots = Math.trunc(options.activityMinToots ?? DEFAULT_ACTIVITY_MIN_TOOTS);
  const ask = cancellable(sql, options.signal);

  const [lock] = await ask(`select pg_try_advisory_xact_lock(${ADVISORY_LOCKS.batch}) as ours`);
  if (lock?.["ours"] !== true) return { type: "skipped", because: "busy" };
  if (options.onlyIfChanged && await isUnchanged(sql, minToots)) {
    return { type: "skipped", because: "unchanged" };
  }

  const [passes, tables] = [stages(), batchTables()];
  const steps = passes.length + tables.length;
  let done = 0;
  const step = (table: string) => options.onProgress?.({ done: done++, steps, table });

  await ask(SETTINGS);
  await ask(
    `create temp table batch_options on commit drop as select ${minToots} as activity_min_toots`,
  );
  for (const { name, sql } of passes) {
    step(name);
    await ask(`create temp table ${name} on commit drop as ${sql}`);
    await ask(`analyze pg_temp.${name}`);
  }
  const written: Record<string, { written: number; removed: number }> = {};
  for (const table of tables) {
    step(table.name);
    const [counts] = await ask(replaceDiffering(table));
    written[table.name] = {
      written: Number(counts?.["written"]),
      removed: Number(counts?.["removed"]),
    };
  }
  const [state] = await ask(REMEMBER);
  step("");
  return {
    type: "done",
    toots: Number(state?.["toots"]),
    tookMs: performance.now() - started,
    tables: written,
  };
}

/**
 * For this transaction: hashes fit in memory, workers share the passes, and the compiler costs more than it saves. What
 * is known of the tables is as old as the last vacuum: one nested loop chosen by it costs more than an hour.
 */
const SETTINGS = `
  set local enable_nestloop = off;
  set local enable_mergejoin = off;
  set local work_mem = '128MB';
  set local jit = off;
  set local parallel_tuple_cost = 0;
  set local parallel_setup_cost = 0`;

const REMEMBER = `
  with state as (
    select (select coalesce(sum(toots_count), 0)::bigint from pg_temp.batch_posts) as toots_count,
           (select activity_min_toots from pg_temp.batch_options) as activity_min_toots,
           (select changes from pg_temp.batch_scope) as changes,
           (select applied from pg_temp.batch_scope) as applied
  ), remembered as (
    insert into masto.batch_run (finished_at, toots_count, activity_min_toots, changes, applied,
                                 rising_recent_hours, rising_past_hours, rising_observed_hours)
    select clock_timestamp(), toots_count, activity_min_toots, changes, applied, recent, past, observed
      from state left join pg_temp.batch_rising_period on true
    on conflict (only_row) do update
      set finished_at = excluded.finished_at, toots_count = excluded.toots_count,
          activity_min_toots = excluded.activity_min_toots, changes = excluded.changes, applied = excluded.applied,
          rising_recent_hours = excluded.rising_recent_hours, rising_past_hours = excluded.rising_past_hours,
          rising_observed_hours = excluded.rising_observed_hours
  )
  select toots_count::text as toots from state`;

async function isUnchanged(sql: Sql, minToots: number): Promise<boolean> {
  // The counter may lag behind: a consumer that was killed after its COMMIT has told nobody.
  const rows = await sql.unsafe(`
    select from masto.batch_run r, masto.pipeline p
     where r.changes = p.changes and r.applied = ${APPLIED_STATE} and r.activity_min_toots = ${minToots}`);
  return rows.length > 0;
}

/** Runs statements that an abort cancels on the server, so that a drain does not wait for a long pass. */
function cancellable(sql: Sql, signal: AbortSignal | undefined) {
  return async (statement: string): Promise<readonly Record<string, unknown>[]> => {
    signal?.throwIfAborted();
    const query = sql.unsafe(statement);
    const cancel = () => query.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await query;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  };
}
