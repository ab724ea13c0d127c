import { Buffer } from "node:buffer";
import { encodeDeadLetter } from "../kafka/dead_letter.ts";
import { type Outgoing, sizeOf } from "../kafka/outgoing.ts";
import type { Sql } from "./connect.ts";

/** Letters to a transaction. */
const MOST = 100;
/** Brokers take 1 MB by default, and all letters go to one partition. */
const BATCH_BYTES = 512 * 1024;

/**
 * Writes dead letters to the errors topic that are not there yet, at least once, and gives their number. Two consumers
 * share the work: what one is sending, the other skips.
 */
export async function relayDeadLetters(
  sql: Sql,
  topic: string,
  send: (letters: readonly Outgoing[]) => Promise<void>,
): Promise<number> {
  return await sql.begin(async (sql) => {
    const rows = await sql<
      {
        id: bigint;
        topic: string;
        partition: number;
        offset: bigint;
        reason: string;
        error: string;
        payload: Uint8Array | null;
        length: number;
        sha256: string;
        at: Date;
      }[]
    >`
      select letter_id as id, topic, "partition", "offset", reason, error, payload,
             payload_length::float8 as length, payload_sha256 as sha256, at
        from masto.dead_letters
       where relayed_at is null
       order by letter_id
       limit ${MOST}
         for update skip locked`;
    if (rows.length === 0) return 0;
    const letters = rows.map((row) => {
      const value = encodeDeadLetter({
        reason: row.reason,
        error: row.error,
        source: { topic: row.topic, partition: row.partition, offset: row.offset.toString() },
        at: row.at.toISOString(),
        payload: row.payload ?? new Uint8Array(),
      });
      return { topic, key: null, value: Buffer.from(cutNote(value, row)) };
    });
    for (const batch of batchesOf(letters)) await send(batch);
    await sql`update masto.dead_letters set relayed_at = now()
               where letter_id = any(${`{${rows.map(({ id }) => id).join(",")}}`}::bigint[])`;
    return rows.length;
  });
}

/** Batches that Kafka takes; a letter alone always fits, for its payload was cut. */
function batchesOf(letters: readonly Outgoing[]): readonly (readonly Outgoing[])[] {
  const batches: Outgoing[][] = [];
  let bytes = Infinity;
  for (const letter of letters) {
    bytes += sizeOf(letter);
    if (bytes > BATCH_BYTES) {
      batches.push([]);
      bytes = sizeOf(letter);
    }
    batches.at(-1)?.push(letter);
  }
  return batches;
}

/** The row holds a payload that was cut already: its whole length and hash come from the row. */
function cutNote(
  value: string,
  { payload, length, sha256 }: {
    readonly payload: Uint8Array | null;
    readonly length: number;
    readonly sha256: string;
  },
): string {
  if ((payload?.byteLength ?? 0) === length) return value;
  return JSON.stringify({
    ...JSON.parse(value),
    payload_length: length,
    payload_sha256: sha256,
  });
}
