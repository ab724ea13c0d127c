import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Sql } from "../postgres/connect.ts";
import type { Unstorable } from "./fold.ts";

/** The longest payload that is kept whole. */
const MAX_PAYLOAD = 256 * 1024;
/** Nobody has checked the consent of their authors: they are deleted after a week. */
const KEPT = "7 days";

/** A record that could not be stored, and where it came from. */
export interface DeadLetter extends Unstorable {
  readonly topic: string;
  readonly partition: number;
}

/** Stores dead letters, one for each source position, however often a record is read. */
export function insertDeadLetters(
  sql: Sql,
  clusterId: string,
  letters: readonly DeadLetter[],
): Promise<unknown> {
  const rows = letters.map(({ topic, partition, record, reason, error }) => {
    const { offset, value } = record.raw;
    return {
      topic,
      partition,
      offset,
      reason,
      error,
      payload: value === null
        ? null
        : Buffer.from(value.subarray(0, MAX_PAYLOAD)).toString("base64"),
      length: value?.byteLength ?? 0,
      sha256: createHash("sha256").update(value ?? "").digest("hex"),
    };
  });
  return sql`
    insert into masto.dead_letters
      (cluster_id, topic, "partition", "offset", reason, error, payload, payload_length, payload_sha256, expires_at)
    select ${clusterId}, topic, "partition", "offset", reason, error, decode(payload, 'base64'), length, sha256,
           now() + ${KEPT}::interval
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as n (
             topic text, "partition" int, "offset" bigint, reason text, error text, payload text,
             length bigint, sha256 text)
    on conflict (cluster_id, topic, "partition", "offset") do nothing`.execute();
}
