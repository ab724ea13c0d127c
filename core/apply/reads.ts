import type { Sql } from "../postgres/connect.ts";
import type { StoredPost } from "./plan.ts";
import type { PurgeRule, Refusals } from "./refusals.ts";
import type { Score } from "../windows/window_deltas.ts";
import { numberArray, textArray } from "./backlog/text_format.ts";
import type { Seen, Tombstone } from "./tombstone.ts";

/** A row of `stream_offsets`. */
export interface StoredOffset {
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
  /** Ms since 1970. */
  readonly watermark: number | null;
}

/** Locks and reads where partitions stand, in lock order. */
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

/** What is not to be stored again, and the retention horizon. */
export async function readRefusals(sql: Sql): Promise<Refusals> {
  const [row] = await sql<{ sealedBefore: number | null; rules: PurgeRule[] | null }[]>`
    select (extract(epoch from sealed_before) * 1000)::float8 as "sealedBefore",
           (select json_agg(json_build_object('kind', kind, 'value', value)) from masto.purge_rules) as rules
      from masto.pipeline`.execute();
  return { purgeRules: row?.rules ?? [], sealedBefore: row?.sealedBefore ?? null };
}

/** The row of a post as it comes over the wire. */
interface PostRow extends Omit<StoredPost["post"], "id"> {
  readonly id: bigint;
  readonly late: boolean;
  readonly contentVersion: number;
}

/** Locks and reads the posts of these row ids, sorted: no other transaction changes them till the end. */
export async function lockPosts(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, StoredPost>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<PostRow[]>`
    select id, instance, status_id as "statusId",
           (extract(epoch from created_at) * 1000)::float8 as "createdAt",
           (extract(epoch from edited_at) * 1000)::float8 as "editedAt", is_edit as "isEdit",
           recorded_at::float8 as "recordedAt", recorded_offset::float8 as "recordedOffset",
           username, user_id as "userId", lang, content_txt as content, content_html as "contentHtml",
           content_len as "contentLength", to_json(hashtags) as hashtags, favourites, reblogs, uri, url,
           in_reply_to_id as "inReplyToId", sensitive, bot, spoiler_text as "spoilerText",
           (extract(epoch from received_at) * 1000)::float8 as "receivedAt",
           late, content_version as "contentVersion"
      from masto.toots_raw
     where id = any(${numberArray(ids)}::bigint[])
     order by id
       for update`.execute();
  const posts = new Map<string, StoredPost>();
  for (const { id, late, contentVersion, ...post } of rows) {
    posts.set(id.toString(), { post: { ...post, id: id.toString() }, late, contentVersion });
  }
  return posts;
}

/** The row of a tombstone as it comes over the wire. */
interface TombstoneRow extends Omit<Tombstone, "id" | "seen">, Seen {
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
