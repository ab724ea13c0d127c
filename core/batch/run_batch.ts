import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";
import { APPLIED_STATE } from "../postgres/applied_state.ts";
import type { Sql } from "../postgres/connect.ts";
import { isTransient } from "../postgres/postgres_errors.ts";
import { type BatchTable, batchTables } from "./batch_tables.ts";
import { stages } from "./stages.ts";

/** Options of a run of the batch job. */
export interface BatchOptions {
  /** `ACTIVITY_MIN_TOOTS`: accounts with fewer posts are not in `batch_active_users`. */
  readonly activityMinToots?: number;
  /** Skip the run if nothing was stored since the last one: for periodic runs. */
  readonly onlyIfChanged?: boolean;
  readonly signal?: AbortSignal;
  /** Called before each step, and once at the end. */
  onProgress?(progress: BatchProgress): void;
}

export interface BatchProgress {
  /** Steps done, of `steps`. */
  readonly done: number;
  readonly steps: number;
  /** Name of the current step; empty at the end. */
  readonly table: string;
}

/** Outcome of a run. */
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
  /** `busy`: another run holds the lock. `unchanged`: nothing was stored since the last run. */
  | { readonly type: "skipped"; readonly because: "busy" | "unchanged" };

const DEFAULT_ACTIVITY_MIN_TOOTS = 5;
const ATTEMPTS = 3;

/**
 * Computes the `batch_*` tables from the posts: all from one snapshot, in one transaction, writing only rows that differ.
 * Readers see the old tables until it commits. Rejects with the signal's reason when aborted.
 */
export async function runBatch(sql: Sql, options: BatchOptions = {}): Promise<BatchResult> {
  for (let attempt = 1;; attempt++) {
    try {
      return await sql.begin(
        "isolation level repeatable read",
        // A transaction's client lacks only methods that must not be called inside a transaction.
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
  const place = await placeForStages(ask);
  const make = (name: string, query: string) => ask(place.of(`${place.make(name)} as ${query}`));
  await make("batch_options", `select ${minToots} as activity_min_toots`);
  for (const { name, sql } of passes) {
    step(name);
    await make(name, sql);
    await ask(place.of(`analyze pg_temp.${name}`));
  }
  const written: Record<string, { written: number; removed: number }> = {};
  for (const table of tables) {
    step(table.name);
    const [counts] = await ask(place.of(replaceDiffering(table)));
    written[table.name] = {
      written: Number(counts?.["written"]),
      removed: Number(counts?.["removed"]),
    };
  }
  const [state] = await ask(place.of(RECORD_RUN));
  await place.remove?.(["batch_options", ...passes.map(({ name }) => name)]);
  step("");
  return {
    type: "done",
    toots: Number(state?.["toots"]),
    tookMs: performance.now() - started,
    tables: written,
  };
}

/** Where the stages of a run are. */
interface StagePlace {
  /** Begins the statement that makes a stage. */
  readonly make: (name: string) => string;
  /** A statement that names stages as temporary tables, with their names there. */
  readonly of: (sql: string) => string;
  /** Removes them, where the end of the transaction does not. */
  readonly remove?: (names: readonly string[]) => Promise<unknown>;
}

/** Temporary tables, or tables of the schema that nobody else ever sees, for a role without the right to the former. */
async function placeForStages(ask: ReturnType<typeof cancellable>): Promise<StagePlace> {
  const [row] = await ask(
    "select has_database_privilege(current_database(), 'temp') as temporary",
  );
  if (row?.["temporary"] === true) {
    return { make: (name) => `create temp table ${name} on commit drop`, of: (sql) => sql };
  }
  return {
    make: (name) => `create unlogged table pg_temp.${name}`,
    of: (sql) => sql.replaceAll("pg_temp.", "masto.stage_"),
    remove: (names) => ask(`drop table ${names.map((name) => `masto.stage_${name}`).join(", ")}`),
  };
}

/**
 * Planner settings for this transaction: hash tables fit in memory, parallel workers share the passes, and JIT compilation
 * costs more than it saves. Statistics may be as old as the last vacuum, and one nested loop chosen from stale ones can
 * take more than an hour.
 */
const SETTINGS = `
  set local enable_nestloop = off;
  set local enable_mergejoin = off;
  set local work_mem = '128MB';
  set local jit = off;
  set local parallel_tuple_cost = 0;
  set local parallel_setup_cost = 0`;

const RECORD_RUN = `
  with state as (
    select (select coalesce(sum(toots_count), 0)::bigint from pg_temp.batch_posts) as toots_count,
           (select activity_min_toots from pg_temp.batch_options) as activity_min_toots,
           (select changes from pg_temp.batch_scope) as changes,
           (select applied from pg_temp.batch_scope) as applied
  ), recorded as (
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
  // The counter alone is not enough: a consumer that is killed right after its COMMIT has not raised it.
  const rows = await sql.unsafe(`
    select from masto.batch_run r, masto.pipeline p
     where r.changes = p.changes and r.applied = ${APPLIED_STATE} and r.activity_min_toots = ${minToots}`);
  return rows.length > 0;
}

/** Runs statements; an abort cancels the current one on the server, so that a drain need not wait for it. */
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

/**
 * One statement that makes a table hold exactly its query's rows. It writes only rows that differ, so that a run over
 * unchanged posts writes nothing. Returns one row: `written`, `removed`.
 *
 * Its parts see the same snapshot and never the same row: a removed row has no fresh row, a written one has.
 */
function replaceDiffering(table: BatchTable): string {
  const { name, keys, values, query, scope } = table;
  const columns = [...keys, ...values].join(", ");
  const sameKey = (a: string, b: string) =>
    keys.map((key) => `${a}.${key} = ${b}.${key}`).join(" and ");
  const list = (alias: string) => values.map((value) => `${alias}.${value}`).join(", ");
  return `
    with fresh as materialized (${query}
    ), gone as (
      delete from masto.${name} t
       where ${scope ?? "true"} and not exists (select from fresh where ${sameKey("fresh", "t")})
      returning 1
    ), written as (
      insert into masto.${name} (${columns})
      select ${columns}
        from fresh
       where not exists (
         select from masto.${name} old
          where ${sameKey("old", "fresh")}
            and row (${list("old")}) is not distinct from row (${list("fresh")})
       )
      on conflict (${keys.join(", ")}) do update
        set ${values.map((value) => `${value} = excluded.${value}`).join(", ")}
      returning 1
    )
    select (select count(*) from written)::int as written, (select count(*) from gone)::int as removed`;
}
