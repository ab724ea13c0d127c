import { ADVISORY_LOCKS } from "../postgres/advisory_locks.ts";
import type { Sql } from "../postgres/connect.ts";
import { refuseNewerSchema } from "../postgres/migrate.ts";
import { SCHEMA_VERSION } from "../postgres/migrations.ts";
import type { Post } from "../post/post.ts";
import type { StoredPost } from "./plan.ts";
import { LOCK_POSTS } from "./post_statements.ts";
import type { PurgeRule, Refusals } from "./refusals.ts";
import type { Score } from "../windows/window_deltas.ts";
import { numberArray, textArray } from "./backlog/text_format.ts";
import type { KeptCounters, Tombstone } from "./tombstone.ts";

/** A row of `stream_offsets`. */
export interface StoredOffset {
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
  /** Ms since 1970. */
  readonly watermark: number | null;
}

/** Locks and reads the positions of partitions, in lock order. */
export async function lockOffsets(
  sql: Sql,
  clusterId: string,
  partitions: readonly { readonly topic: string; readonly partition: number }[],
): Promise<StoredOffset[]> {
  return await sql<StoredOffset[]>`
    select topic, "partition", next_offset::float8 as "nextOffset",
           (extract(epoch from watermark) * 1000)::float8 as watermark
      from masto.stream_offsets
     where cluster_id = ${clusterId}
       and (topic, "partition") in (
         select * from unnest(${textArray(partitions.map(({ topic }) => topic))}::text[],
                              ${numberArray(partitions.map(({ partition }) => partition))}::int[]))
     order by topic, "partition"
       for update`.execute();
}

/**
 * Holds the schema, the purge rules and the retention horizon as they are until the end of the transaction. These are the
 * first locks of a transaction: whoever changes the schema waits for them and locks tables afterwards.
 */
export function lockSettings(sql: Sql): Promise<unknown> {
  return sql`
    select pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.schema}::bigint),
           pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.refusals}::bigint)`.execute();
}

/**
 * Reads what is not to be stored again, and the retention horizon. A statement after {@linkcode lockSettings}. Rejects
 * with `PermanentError` where the schema is newer than the caller knows.
 */
export async function readRefusals(sql: Sql, schemaVersion = SCHEMA_VERSION): Promise<Refusals> {
  const [row] = await sql<
    { schemaVersion: number; sealedBefore: number | null; rules: PurgeRule[] | null }[]
  >`
    select (select max(version) from masto.schema_migrations) as "schemaVersion",
           (extract(epoch from sealed_before) * 1000)::float8 as "sealedBefore",
           (select json_agg(json_build_object('kind', kind, 'value', value)) from masto.purge_rules) as rules
      from masto.pipeline`.execute();
  refuseNewerSchema(row?.schemaVersion ?? 0, schemaVersion);
  return { purgeRules: row?.rules ?? [], sealedBefore: row?.sealedBefore ?? null };
}

/** Locks and reads the posts of these row ids, sorted: no other transaction changes them till the end. */
export async function lockPosts(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, StoredPost>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.unsafe<(Post & Omit<StoredPost, "post">)[]>(
    LOCK_POSTS,
    [numberArray(ids)],
    { prepare: true },
  ).execute();
  return new Map(rows.map(({ late, contentVersion, ...post }) => [
    post.id,
    { post, late, contentVersion },
  ]));
}

/** The row of a tombstone as it comes over the wire. */
interface TombstoneRow extends Omit<Tombstone, "id" | "seen">, KeptCounters {
  readonly id: bigint;
}

/** Locks and reads the tombstones of these row ids, sorted: no other transaction changes them till the end. */
export async function lockTombstones(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, Tombstone>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<TombstoneRow[]>`
    select id, instance, status_id as "statusId",
           (extract(epoch from up_to) * 1000)::float8 as "upTo",
           (extract(epoch from deleted_at) * 1000)::float8 as "deletedAt",
           up_to_recorded_at::float8 as "upToRecordedAt", up_to_recorded_offset::float8 as "upToRecordedOffset",
           favourites, reblogs, (extract(epoch from received_at) * 1000)::float8 as "receivedAt", late,
           content_version as "contentVersion"
      from masto.tombstones
     where id = any(${numberArray(ids)}::bigint[])
     order by id
       for update`.execute();
  return new Map(rows.map(({ favourites, reblogs, receivedAt, late, contentVersion, ...row }) => {
    const seen = { favourites, reblogs, receivedAt, late, contentVersion };
    const id = row.id.toString();
    return [id, { ...row, id, seen }];
  }));
}

/** Whether any of these row ids has a tombstone by now. */
export async function haveTombstones(sql: Sql, ids: readonly string[]): Promise<boolean> {
  const found = await sql`
    select 1 from masto.tombstones where id = any(${numberArray(ids)}::bigint[]) limit 1`.execute();
  return found.length > 0;
}

/** The scores of posts whose rows are locked. Only a statement after the lock sees what the last holder wrote. */
export async function readScores(sql: Sql, ids: readonly string[]): Promise<Map<string, Score>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<
    {
      id: bigint;
      probPos: number | null;
      label: number | null;
      model: string;
      reason: string | null;
    }[]
  >`
    select id, prob_pos as "probPos", label, model, reason
      from masto.toot_scores
     where id = any(${numberArray(ids)}::bigint[])`.execute();
  return new Map(rows.map(({ id, probPos, label, model, reason }) => [
    id.toString(),
    probPos === null || label === null
      ? { reason: reason ?? "", model }
      : { label: label > 0 ? 1 : label < 0 ? -1 : 0, probPos, model },
  ]));
}
