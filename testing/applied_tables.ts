import type { PostgresConnection } from "../core/config/connections.ts";
import { type Applied, type ApplyOptions } from "../core/apply/apply_batch.ts";
import { applyUntilDone } from "../core/apply/apply_until_done.ts";
import type { Batch } from "../core/apply/batch.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { openPosition } from "../core/consumer/positions.ts";
import { reserveConnection } from "../core/postgres/reserve.ts";
import { parseRecord } from "../core/post/parse_record.ts";
import { migratedDatabase } from "./databases.ts";
import { rawRecord } from "./raw_record.ts";

/** The JSON of a record. */
export type Fields = Readonly<Record<string, unknown>>;

/** Default time of records. */
export const NOON = Date.UTC(2026, 0, 15, 12);

/** Tables in a database of the test's own, filled with records from partitions of one topic. */
export interface AppliedTables extends AsyncDisposable {
  readonly sql: Sql;
  /** Connection to the database. */
  readonly connection: PostgresConnection;
  /** Applies records as one batch, at the offsets after the previous batch. */
  apply(records: readonly Fields[], options?: ApplyRecordsOptions): Promise<Applied>;
  /** Empties the tables and restarts the partition at offset 0. */
  reset(): Promise<void>;
}

export interface ApplyRecordsOptions extends Partial<ApplyOptions> {
  /** Kafka timestamp of each record; absent: the same for all. */
  readonly timestamps?: readonly number[];
  /** Partition that they are read from; absent: 0. */
  readonly partition?: number;
  /** Their header `schema`; absent: no header, as from other producers. */
  readonly schema?: number;
}

/**
 * One database for all tests of a file, emptied before each. Creating one takes longer than most tests. Only for tests
 * whose state {@linkcode AppliedTables.reset} empties.
 */
export function tablesOfFile(): { readonly tables: AppliedTables } {
  let opened: AppliedTables | undefined;
  Deno.test.beforeAll(async () => {
    opened = await openTables();
  });
  Deno.test.beforeEach(async () => await opened?.reset());
  Deno.test.afterAll(async () => await opened?.[Symbol.asyncDispose]());
  return {
    get tables() {
      if (opened === undefined) throw new Error("Cannot use the tables: no test is running");
      return opened;
    },
  };
}

export async function openTables(): Promise<AppliedTables> {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await migratedDatabase());
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  stack.defer(() => sql.end());
  const consumer = stack.use(
    await reserveConnection(connection, { applicationName: "trunkline test" }),
  );
  const clusterId = "c";
  const next = new Map<number, number>();
  const open = async (partition: number) => {
    if (next.has(partition)) return;
    await openPosition(sql, { clusterId, topic: "t", partition, low: 0, high: 0 });
    next.set(partition, 0);
  };
  await open(0);
  const all = stack.move();
  return {
    sql,
    connection,
    async apply(events, options) {
      const { timestamps = [], schema = 0, partition = 0, ...applying } = options ?? {};
      await open(partition);
      const startOffset = next.get(partition) ?? 0;
      const records = events.map((fields, at) => {
        const timestamp = timestamps[at] ?? NOON + 60_000;
        const place = { offset: startOffset + at, timestamp, schema };
        return recordOf(fields, place);
      });
      const batch: Batch = {
        clusterId,
        slices: [{
          topic: "t",
          partition,
          startOffset,
          nextOffset: startOffset + records.length,
          records,
          lastChecksum: "x",
        }],
      };
      next.set(partition, startOffset + records.length);
      return await applyUntilDone(consumer.sql, batch, { outOfOrdernessMs: 30_000, ...applying });
    },
    async reset() {
      next.clear();
      next.set(0, 0);
      await sql.unsafe(`
        delete from masto.toots_raw; delete from masto.tombstones; delete from masto.toot_scores;
        delete from masto.toot_metrics_windowed; delete from masto.user_avg_length_windowed;
        delete from masto.dead_letters; delete from masto.purge_rules;
        update masto.pipeline set sealed_before = null;
        update masto.stream_offsets set next_offset = 0, watermark = null`);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function recordOf(
  fields: Fields,
  place: { readonly offset: number; readonly timestamp: number; readonly schema: number },
) {
  const value = new TextEncoder().encode(JSON.stringify(fields));
  const raw = rawRecord(value, place);
  return { raw, parsed: parseRecord(value, { defaultInstance: "social.example" }, raw) };
}

/** Fields of a post at {@linkcode NOON}, by ada, in English. */
export function postFields(id: string, more: Fields = {}): Fields {
  return {
    id,
    created_at: new Date(NOON).toISOString(),
    username: "ada",
    user_id: "7",
    language: "en",
    content_html: `<p>post ${id}</p>`,
    content: `post ${id}`,
    hashtags: [],
    favourites: 0,
    reblogs: 0,
    ...more,
  };
}
