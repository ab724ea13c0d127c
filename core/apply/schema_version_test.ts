import assert from "node:assert/strict";
import { openTables, postFields } from "../../testing/applied_tables.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { PermanentError } from "../base/errors.ts";
import { openPosition } from "../consumer/positions.ts";
import { recountPosts } from "../consumer/recount/recount_posts.ts";
import { parseRecord } from "../post/parse_record.ts";
import type { Sql } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "../postgres/migrations.ts";
import { reserveConnection } from "../postgres/reserve.ts";
import { Applier } from "./applier.ts";
import type { Batch } from "./batch.ts";

/** A migration of a newer build: a column that the older build does not know. */
const NEWER = [
  ...MIGRATIONS,
  {
    version: SCHEMA_VERSION + 1,
    name: "newer",
    sql: "alter table masto.toots_raw add column newer integer",
  },
];
const NEWER_VERSION = SCHEMA_VERSION + 1;
const OLDER_IN_WORDS = new RegExp(
  `^Cannot use the schema "masto": it is at version ${NEWER_VERSION}, this build knows ${SCHEMA_VERSION}. ` +
    "Use the newer build$",
);

function isRefusal(error: unknown): boolean {
  return error instanceof PermanentError && error.exitCode === 1 &&
    OLDER_IN_WORDS.test(error.message);
}

/** A batch of posts of one partition, each with the offset as its id. */
function batchOf(partition: number, startOffset: number, count: number): Batch {
  const records = Array.from({ length: count }, (_, at) => {
    const offset = startOffset + at;
    const fields = postFields(`${1_000 * (partition + 1) + offset}`);
    const value = new TextEncoder().encode(JSON.stringify(fields));
    const raw = rawRecord(value, { offset, timestamp: Date.UTC(2026, 0, 15, 12, 1) });
    return { raw, parsed: parseRecord(value, { defaultInstance: "social.example" }, raw) };
  });
  const nextOffset = startOffset + count;
  return {
    clusterId: "c",
    slices: [{ topic: "t", partition, startOffset, nextOffset, records, lastChecksum: "x" }],
  };
}

/** Every table that a batch writes. */
async function tables(sql: Sql) {
  return {
    posts: [...await sql`select * from masto.toots_raw order by id`],
    languages: [...await sql`select * from masto.toot_metrics_windowed`],
    users: [...await sql`select * from masto.user_avg_length_windowed`],
    letters: [...await sql`select * from masto.dead_letters`],
    offsets: [...await sql`select * from masto.stream_offsets order by "partition"`],
  };
}

Deno.test("a consumer that is older than the schema ends with 1 in words and writes nothing, in whatever way it writes", async () => {
  await using parts = await openTables();
  const { sql, connection } = parts;
  await openPosition(sql, { clusterId: "c", topic: "t", partition: 1, low: 0, high: 0 });
  await openPosition(sql, { clusterId: "c", topic: "t", partition: 2, low: 0, high: 0 });
  const applier = (jsonPostsMax: number) =>
    new Applier({ connection, outOfOrdernessMs: 30_000, jsonPostsMax, log: () => {} });
  const { signal } = new AbortController();
  // One call for a few new posts, and transactions that COPY.
  await using calling = applier(64);
  await using copying = applier(0);
  await calling.apply(batchOf(1, 0, 2), signal);
  await copying.apply(batchOf(2, 0, 2), signal);

  await migrate(sql, { migrations: NEWER });
  const before = await tables(sql);
  await assert.rejects(calling.apply(batchOf(1, 2, 2), signal), isRefusal);
  await assert.rejects(copying.apply(batchOf(2, 2, 2), signal), isRefusal);
  await assert.rejects(parts.apply([{ event: "delete", id: "1001" }]), isRefusal);
  await assert.rejects(parts.apply([{ id: "no post" }]), isRefusal);
  assert.deepEqual(await tables(sql), before);

  await using other = await reserveConnection(connection, { applicationName: "trunkline test" });
  await sql`update masto.recounts set done_at = null`;
  await sql`update masto.toots_raw set lang = 'EN'`;
  await assert.rejects(recountPosts(other.sql), isRefusal);
  assert.equal((await sql`select from masto.toots_raw where lang = 'EN'`).length, 4);
});

Deno.test("a build from before the version was checked is refused in words when it calls the function", async () => {
  await using parts = await openTables();
  await assert.rejects(
    parts.sql`select masto.apply_new_posts(1::bigint, 'c', '[]', '[]', '[]', '[]', '[]')`.execute(),
    /the schema is newer than this build: use the newer build/,
  );
});

Deno.test("migrate waits for the transaction of a batch, and a batch that waits for migrate sees its version", async () => {
  await using parts = await openTables();
  const { sql, connection } = parts;
  await using older = new Applier({ connection, outOfOrdernessMs: 30_000, log: () => {} });
  const { signal } = new AbortController();
  await parts.apply([postFields("1")]);
  await using holder = await reserveConnection(connection, { applicationName: "trunkline test" });
  // A purge is under way: the batch has the lock of the schema, and waits for that of the refusals.
  await holder.sql`begin`;
  await holder.sql`select pg_advisory_xact_lock(7261846101002::bigint)`;
  const applying = older.apply(batchOf(0, 1, 1), signal);
  await waiting(sql, 1);
  await using migrator = await reserveConnection(connection, { applicationName: "trunkline test" });
  const migrating = migrate(migrator.sql, { migrations: NEWER });
  await waiting(sql, 2);
  const next = parts.apply([postFields("9")]);
  const refused = assert.rejects(next, isRefusal);
  await waiting(sql, 3);
  await holder.sql`commit`;
  assert.equal((await applying).rows.inserted, 1);
  assert.equal((await migrating).taken, 1);
  await refused;
  assert.deepEqual(
    [...await sql<{ id: string }[]>`select status_id as id from masto.toots_raw order by id`].map((
      { id },
    ) => id),
    ["1", "1001"],
  );
});

Deno.test("in a rolling upgrade the older consumer ends at its next batch, and the newer one takes over where it was", async () => {
  await using parts = await openTables();
  const { sql, connection } = parts;
  const counts = [40, 40];
  for (const partition of [1, 2]) {
    await openPosition(sql, { clusterId: "c", topic: "t", partition, low: 0, high: 0 });
  }
  const applier = (schemaVersion: number) =>
    new Applier({ connection, outOfOrdernessMs: 30_000, schemaVersion, log: () => {} });
  const { signal } = new AbortController();
  await using older = applier(SCHEMA_VERSION);
  await using newer = applier(NEWER_VERSION);
  /** Applies a partition to its end. */
  const read = async (applier: Applier, partition: number, from: number) => {
    const count = counts[partition - 1] ?? 0;
    const batches = Array.from(
      { length: (count - from) / 2 },
      (_, at) => batchOf(partition, from + 2 * at, 2),
    );
    for (const [at, batch] of batches.entries()) {
      await applier.apply(batch, signal);
      if (at === 5 && partition === 1 && applier === older) migrated.resolve();
    }
  };
  const migrated = Promise.withResolvers<void>();
  const migrating = migrated.promise.then(() => migrate(sql, { migrations: NEWER }));
  const [first, second] = await Promise.allSettled([
    read(older, 1, 0),
    read(newer, 2, 0),
    migrating,
  ]);
  assert.equal(second.status, "fulfilled");
  // It may have been at its end before the schema changed.
  if (first.status === "rejected") assert(isRefusal(first.reason), String(first.reason));
  await assert.rejects(older.apply(batchOf(1, 40, 2), signal), isRefusal);
  const [row] = await sql<{ next: number }[]>`
    select next_offset::int as next from masto.stream_offsets where "partition" = 1`;
  await read(newer, 1, row?.next ?? 0);
  const [counted] = await sql`
    select (select count(*)::int from masto.toots_raw) as posts,
           (select sum(toots_count)::int from masto.toot_metrics_windowed) as windows,
           (select array_agg(next_offset::int order by "partition")::text from masto.stream_offsets) as offsets`;
  assert.deepEqual({ ...counted }, { posts: 80, windows: 80, offsets: "{0,40,40}" });
});

/** Waits until so many sessions of this database wait for a lock. */
async function waiting(sql: Sql, count: number): Promise<void> {
  for (;;) {
    const rows = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (rows.length === count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
