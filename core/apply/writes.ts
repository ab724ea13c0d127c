import type { Sql } from "../postgres/connect.ts";
import type { Insert, Plan, StoredPost } from "./plan.ts";
import type { LanguageDelta, UserDelta, WindowDeltas } from "../windows/window_deltas.ts";
import { numberArray, textArray, timestamp, timestampOrInfinity } from "./backlog/text_format.ts";
import { INSERT_POSTS, jsonRow, UPDATE_POSTS } from "./post_statements.ts";
import type { Tombstone } from "./tombstone.ts";

/** Up to this many posts are sent as JSON: COPY is cheaper for a row, but costs two round trips more. */
export const JSON_POSTS_MAX = 64;

/** Stores a few new posts. */
export function insertPosts(sql: Sql, inserts: readonly Insert[]): Promise<unknown> {
  return sendRows(sql, INSERT_POSTS, inserts);
}

/** Marks posts that this transaction has stored as read by REST. */
export function markBackfilled(sql: Sql, ids: readonly string[]): Promise<unknown> {
  return sql`update masto.toots_raw set backfilled = true where id = any(${
    numberArray(ids)
  }::bigint[])`.execute();
}

/** Replaces the stored version of posts whose rows are locked. */
export function updatePosts(sql: Sql, updates: readonly StoredPost[]): Promise<unknown> {
  return sendRows(sql, UPDATE_POSTS, updates);
}

function sendRows(sql: Sql, statement: string, posts: readonly StoredPost[]): Promise<unknown> {
  return sql.unsafe(statement, [JSON.stringify(posts.map(jsonRow))], { prepare: true }).execute();
}

/** Removes posts, and the rows that only held an id. */
export function deletePosts(sql: Sql, ids: readonly string[]): Promise<unknown> {
  return sql`delete from masto.toots_raw where id = any(${numberArray(ids)}::bigint[])`.execute();
}

/** Writes tombstones; the transaction holds the locks of their rows, or of their ids in `toots_raw`. */
export function upsertTombstones(sql: Sql, tombstones: readonly Tombstone[]): Promise<unknown> {
  const rows = tombstones.map(({ seen, upTo, deletedAt, ...name }) => ({
    ...name,
    ...seen,
    upTo: timestampOrInfinity(upTo),
    deletedAt: timestamp(deletedAt),
    receivedAt: seen.receivedAt === null ? null : timestamp(seen.receivedAt),
  }));
  return sql`
    insert into masto.tombstones
      (id, instance, status_id, up_to, up_to_recorded_at, up_to_recorded_offset, deleted_at, favourites, reblogs,
       received_at, late, content_version)
    select id, instance, "statusId", "upTo", "upToRecordedAt", "upToRecordedOffset", "deletedAt", favourites, reblogs,
           "receivedAt", late, "contentVersion"
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as n (
             id bigint, instance text, "statusId" text, "upTo" timestamptz, "upToRecordedAt" bigint,
             "upToRecordedOffset" bigint, "deletedAt" timestamptz, favourites int, reblogs int, "receivedAt" timestamptz, late boolean, "contentVersion" int)
    on conflict (id) do update set
      up_to = excluded.up_to, up_to_recorded_at = excluded.up_to_recorded_at,
      up_to_recorded_offset = excluded.up_to_recorded_offset, deleted_at = excluded.deleted_at, favourites = excluded.favourites,
      reblogs = excluded.reblogs, received_at = excluded.received_at, late = excluded.late,
      content_version = excluded.content_version`.execute();
}

/** Removes the tombstones of posts that are stored again. */
export function deleteTombstones(sql: Sql, ids: readonly string[]): Promise<unknown> {
  return sql`delete from masto.tombstones where id = any(${numberArray(ids)}::bigint[])`.execute();
}

export function deleteScores(sql: Sql, ids: readonly string[]): Promise<unknown> {
  return sql`delete from masto.toot_scores where id = any(${numberArray(ids)}::bigint[])`.execute();
}

export function insertScores(sql: Sql, scores: Plan["newScores"]): Promise<unknown> {
  const rows = scores.map(({ id, contentVersion, score }) => ({ id, contentVersion, ...score }));
  return sql`
    insert into masto.toot_scores (id, content_version, prob_pos, label, model, reason, lang_read)
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as n (
      id bigint, "contentVersion" int, "probPos" int, label smallint, model text, reason text, language text)`
    .execute();
}

/**
 * Sends the statements that bring both window tables up to date, in the order of locks, and returns their answers: first
 * what is added to the windows, then the removal of those that have become empty. The removal is a later statement,
 * because one statement cannot delete a row that it has changed.
 */
export function writeWindows(sql: Sql, windows: WindowDeltas): Promise<unknown>[] {
  const languages = windows.languages();
  const users = windows.users();
  const lessLanguages = languages.filter(({ count }) => count < 0);
  const lessUsers = users.filter(({ count }) => count < 0);
  return [
    ...(languages.length > 0 ? [addLanguageWindows(sql, languages)] : []),
    ...(users.length > 0 ? [addUserWindows(sql, users)] : []),
    ...(lessLanguages.length > 0 ? [deleteEmptyLanguageWindows(sql, lessLanguages)] : []),
    ...(lessUsers.length > 0 ? [deleteEmptyUserWindows(sql, lessUsers)] : []),
  ];
}

/** Adds to language windows, in the order of the list. */
function addLanguageWindows(sql: Sql, deltas: readonly LanguageDelta[]): Promise<unknown> {
  const column = (value: (delta: LanguageDelta) => number) => numberArray(deltas.map(value));
  return sql`
    insert into masto.toot_metrics_windowed as w
      (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, n_unscored, prob_pos_sum)
    select to_timestamp(d.minute * 60::float8), to_timestamp((d.minute + 1) * 60::float8), d.lang,
           d.toots, d.length, d.late, d.pos, d.neg, d.neu, d.unscored, d.prob
      from unnest(
        ${column((d) => d.minute)}::int[], ${textArray(deltas.map((d) => d.lang))}::text[],
        ${column((d) => d.count)}::bigint[], ${column((d) => d.length)}::bigint[],
        ${column((d) => d.late)}::bigint[], ${column((d) => d.pos)}::bigint[],
        ${column((d) => d.neg)}::bigint[], ${column((d) => d.neu)}::bigint[],
        ${column((d) => d.unscored)}::bigint[], ${column((d) => d.probPos)}::bigint[]
      ) as d (minute, lang, toots, length, late, pos, neg, neu, unscored, prob)
    on conflict (window_start, lang) do update set
      toots_count = w.toots_count + excluded.toots_count,
      length_sum = w.length_sum + excluded.length_sum,
      late_count = w.late_count + excluded.late_count,
      n_pos = w.n_pos + excluded.n_pos,
      n_neg = w.n_neg + excluded.n_neg,
      n_neu = w.n_neu + excluded.n_neu,
      n_unscored = w.n_unscored + excluded.n_unscored,
      prob_pos_sum = w.prob_pos_sum + excluded.prob_pos_sum`.execute();
}

/** Adds to user windows, in the order of the list. */
function addUserWindows(sql: Sql, deltas: readonly UserDelta[]): Promise<unknown> {
  return sql`
    insert into masto.user_avg_length_windowed as w
      (window_start, window_end, username, toots_count, length_sum)
    select to_timestamp(d.minute * 60::float8), to_timestamp((d.minute + 1) * 60::float8), d.username, d.toots, d.length
      from unnest(
        ${numberArray(deltas.map((d) => d.minute))}::int[],
        ${textArray(deltas.map((d) => d.username))}::text[],
        ${numberArray(deltas.map((d) => d.count))}::bigint[],
        ${numberArray(deltas.map((d) => d.length))}::bigint[]
      ) as d (minute, username, toots, length)
    on conflict (window_start, username) do update set
      toots_count = w.toots_count + excluded.toots_count,
      length_sum = w.length_sum + excluded.length_sum`.execute();
}

/** Deletes those of the language windows that are empty. */
function deleteEmptyLanguageWindows(
  sql: Sql,
  deltas: readonly LanguageDelta[],
): Promise<unknown> {
  return sql`
    delete from masto.toot_metrics_windowed w
     using unnest(${numberArray(deltas.map((d) => d.minute))}::int[],
                  ${textArray(deltas.map((d) => d.lang))}::text[]) as d (minute, lang)
     where w.window_start = to_timestamp(d.minute * 60::float8) and w.lang = d.lang and w.toots_count = 0`
    .execute();
}

/** Deletes those of the user windows that are empty. */
function deleteEmptyUserWindows(sql: Sql, deltas: readonly UserDelta[]): Promise<unknown> {
  return sql`
    delete from masto.user_avg_length_windowed w
     using unnest(${numberArray(deltas.map((d) => d.minute))}::int[],
                  ${textArray(deltas.map((d) => d.username))}::text[]) as d (minute, username)
     where w.window_start = to_timestamp(d.minute * 60::float8) and w.username = d.username and w.toots_count = 0`
    .execute();
}

/** The position of a partition after a batch. */
export interface NewOffset {
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
  /** Ms since 1970. */
  readonly watermark: number | null;
  /** The last record; null where the slice held none. */
  readonly last: {
    readonly offset: number;
    readonly timestamp: number;
    readonly checksum: string;
  } | null;
}

export function moveOffsets(
  sql: Sql,
  clusterId: string,
  offsets: readonly NewOffset[],
): Promise<unknown> {
  const rows = offsets.map(({ watermark, ...offset }) => ({
    ...offset,
    watermark: watermark === null ? null : timestamp(watermark),
  }));
  return sql`
    update masto.stream_offsets o
       set next_offset = n."nextOffset",
           last_offset = coalesce((n.last ->> 'offset')::bigint, o.last_offset),
           last_timestamp = coalesce((n.last ->> 'timestamp')::bigint, o.last_timestamp),
           last_checksum = coalesce(n.last ->> 'checksum', o.last_checksum),
           watermark = n.watermark,
           updated_at = now()
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as n (
             topic text, "partition" int, "nextOffset" bigint, last json, watermark timestamptz)
     where o.cluster_id = ${clusterId} and o.topic = n.topic and o."partition" = n."partition"`
    .execute();
}
