import type { Part } from "../base/trouble.ts";
import { PG } from "../postgres/postgres_errors.ts";
import { codeOf } from "../base/errors.ts";
import type { Sql } from "../postgres/connect.ts";
import type { HealthState } from "./picture.ts";
import { type ProcessHealth, processHealth } from "./process_health.ts";

/** A process that is silent for longer was killed, or is cut off from the database. */
const SILENT_SECONDS = 20;
/** A process that was killed and started again on its machine replaces the one before after so long. */
const REPLACE_SECONDS = 10;
/** After this, somebody has restarted it or does without it: its rows are deleted. */
const EXPIRE_SECONDS = 900;

/** Writes how each part of a process is, and deletes the rows of processes that have been silent for long. */
export async function writeHeartbeats(
  sql: Sql,
  { process, parts, at }: ProcessHealth,
): Promise<void> {
  // Ages, not times: the clocks of the machines may differ.
  const rows = parts.map(({ part, state, words, since }) => ({
    part,
    state,
    words: words.slice(0, 500),
    age: Math.max(0, at - since) / 1_000,
  }));
  // The words of an error may hold NUL, which PostgreSQL takes in no text.
  const json = JSON.stringify(rows).replaceAll("\\u0000", "");
  await sql`
    insert into masto.heartbeats (process, part, state, words, since, heard_at)
    select ${process}, part, state, words, now() - age * interval '1 second', now()
      from json_to_recordset(${json}::text::json) as r (part text, state text, words text, age float8)
    on conflict (process, part) do update
      set state = excluded.state, words = excluded.words, heard_at = excluded.heard_at,
          since = case when heartbeats.state = excluded.state then heartbeats.since else excluded.since end`;
  await sql`
    delete from masto.heartbeats
     where heard_at < now() - ${EXPIRE_SECONDS}::float8 * interval '1 second'
        or (heard_at < now() - ${REPLACE_SECONDS}::float8 * interval '1 second'
            and regexp_replace(process, '/\\d+/', '//') = regexp_replace(${process}, '/\\d+/', '//'))`;
}

/** Deletes the rows of a process that ends. */
export async function deleteHeartbeats(sql: Sql, process: string): Promise<void> {
  await sql`delete from masto.heartbeats where process = ${process}`;
}

/**
 * What the processes said last. One that has been silent for {@linkcode SILENT_SECONDS} counts as down: it was killed, or
 * cannot reach the database. Empty if the schema has no such table yet.
 */
export async function readHeartbeats(sql: Sql): Promise<readonly ProcessHealth[]> {
  const rows = await sql<
    { process: string; part: Part; state: HealthState; words: string; since: number; at: number }[]
  >`
    select process, part, state, words, extract(epoch from since)::float8 * 1000 as since,
           extract(epoch from heard_at)::float8 * 1000 as at,
           heard_at < now() - ${SILENT_SECONDS}::float8 * interval '1 second' as silent
      from masto.heartbeats order by process`
    .catch((error: unknown) => {
      if (codeOf(error) === PG.noSuchTable) return [];
      throw error;
    });
  return [...Map.groupBy(rows, ({ process }) => process)].map(([process, of]) => {
    const at = Math.max(...of.map((row) => row.at));
    const silent = of.every((row) => "silent" in row && row.silent === true);
    const words = "It has written nothing to the database lately: it was killed, or is cut off";
    return silent
      ? processHealth(process, [{ part: "workers", state: "down", words, since: at }], at)
      : processHealth(process, of, at);
  });
}
