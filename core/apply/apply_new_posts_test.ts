import assert from "node:assert/strict";
import { migratedDatabase } from "../../testing/databases.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import { parseRecord } from "../post/parse_record.ts";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { openPosition } from "../consumer/positions.ts";
import { applyNewPosts } from "./apply_new_posts.ts";
import { applyUntilDone } from "./apply_until_done.ts";
import type { Batch } from "./batch.ts";
import { PositionCache } from "./position_cache.ts";

const PARTITION = { clusterId: "c", topic: "t", partition: 0 };
const OPTIONS = { outOfOrdernessMs: 30_000 };
const encoder = new TextEncoder();

type Fields = Readonly<Record<string, unknown>>;

/** A batch of one partition that holds these records from `startOffset` on. */
function batch(startOffset: number, ...events: readonly Fields[]): Batch {
  const records = events.map((fields, at) => {
    const value = encoder.encode(JSON.stringify(fields));
    const timestamp = Date.UTC(2026, 0, 15, 18, 1);
    const raw = rawRecord(value, { offset: startOffset + at, timestamp });
    return { raw, parsed: parseRecord(value, { defaultInstance: "social.example" }, raw) };
  });
  const nextOffset = startOffset + records.length;
  return {
    clusterId: "c",
    slices: [{ ...PARTITION, startOffset, nextOffset, records, lastChecksum: "x" }],
  };
}

function post(id: string, fields: Fields = {}): Fields {
  return {
    id,
    created_at: "2026-01-15T18:00:30.125Z",
    username: "ada@far.example",
    user_id: "7",
    language: "en",
    content_html: `<p>post ${id}</p>`,
    content: `post ${id} 👩‍👩‍👧 "\\`,
    hashtags: ['quo"te', "b"],
    favourites: 1,
    reblogs: 0,
    ...fields,
  };
}

/** A migrated database of its own. */
async function openDatabase() {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await migratedDatabase());
  const open = () => {
    const sql = connectPostgres(connection, { applicationName: "trunkline test" });
    stack.defer(() => sql.end());
    return sql;
  };
  const [sql, other, observer] = [open(), open(), open()];
  const all = stack.move();
  return { sql, other, observer, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Makes the tables as they are after post 1, and gives what its consumer then knows. */
async function afterOnePost(sql: Sql): Promise<PositionCache> {
  await sql.unsafe(`
    delete from masto.toots_raw; delete from masto.tombstones; delete from masto.toot_scores;
    delete from masto.toot_metrics_windowed; delete from masto.user_avg_length_windowed;
    delete from masto.stream_offsets; delete from masto.purge_rules; update masto.pipeline set sealed_before = null`);
  await openPosition(sql, { ...PARTITION, low: 0, high: 9 });
  const positionCache = new PositionCache();
  await applyUntilDone(sql, batch(0, post("1")), { ...OPTIONS, positionCache });
  return positionCache;
}

/** Every table that a batch writes, in one order. */
async function tables(sql: Sql) {
  return {
    posts: await sql`select * from masto.toots_raw order by id`,
    scores: await sql`select * from masto.toot_scores order by id`,
    languages: await sql`select * from masto.toot_metrics_windowed order by window_start, lang`,
    users: await sql`select * from masto.user_avg_length_windowed order by window_start, username`,
    offsets: await sql`
      select topic, "partition", next_offset, last_offset, last_timestamp, last_checksum, watermark
        from masto.stream_offsets`,
    tombstones: await sql`select * from masto.tombstones`,
  };
}

const MORE = [
  post("2", {
    uri: "https://social.example/2",
    received_at: "2026-01-15T18:00:31Z",
    sensitive: true,
  }),
  post("3", { created_at: "2026-01-15T18:00:59.999Z", username: "bo", language: "fr", bot: true }),
  post("4", { created_at: "2026-01-15T17:00:00Z" }),
  post("2", { uri: "https://social.example/2", favourites: 5 }),
];
const scoreText = ({ content }: { readonly content: string }) =>
  content.includes("3")
    ? { reason: "language", model: "m" }
    : { label: 1 as const, probPos: 612_345, model: "m" };

Deno.test("new posts applied in one call leave every table as a transaction does", async () => {
  await using database = await openDatabase();
  const { sql } = database;
  const options = { ...OPTIONS, scoreText };
  const positionCache = await afterOnePost(sql);
  const short = await applyNewPosts(sql, batch(1, ...MORE), { ...options, positionCache });
  const stored = await tables(sql);
  await afterOnePost(sql);
  assert.deepEqual(short, await applyUntilDone(sql, batch(1, ...MORE), options));
  assert.deepEqual(stored, await tables(sql));
  assert.equal(short?.rows.inserted, 3);
  const again = { ...options, positionCache: await afterOnePost(sql) };
  assert.equal((await applyNewPosts(sql, batch(1, post("2")), again))?.rows.inserted, 1);
});

/** Cases in which the one call must write nothing: what was applied before, and the batch. */
const OBSTACLES: readonly {
  readonly what: string;
  readonly before?: (sql: Sql) => Promise<unknown>;
  readonly batch: Batch;
}[] = [
  { what: "a post that is stored", batch: batch(1, post("2"), post("1", { favourites: 9 })) },
  {
    what: "a post that was deleted",
    before: (sql) => sql`insert into masto.tombstones values (2, 'social.example', '2', now())`,
    batch: batch(1, post("2")),
  },
  {
    what: "a purged account",
    before: (sql) => sql`insert into masto.purge_rules values ('account', 'ada@far.example')`,
    batch: batch(1, post("2")),
  },
  {
    what: "a purged post",
    before: (sql) => sql`insert into masto.purge_rules values ('post', 'https://x.example/2')`,
    batch: batch(1, post("2", { uri: "https://x.example/2" })),
  },
  {
    what: "a purged server",
    before: (sql) => sql`insert into masto.purge_rules values ('instance', 'far.example')`,
    batch: batch(1, post("2")),
  },
  {
    what: "a sealed past",
    before: (sql) => sql`update masto.pipeline set sealed_before = '2026-01-16'`,
    batch: batch(1, post("2")),
  },
  {
    what: "a partition that another consumer has moved",
    before: (sql) => sql`update masto.stream_offsets set next_offset = 2`,
    batch: batch(1, post("2")),
  },
  {
    what: "a watermark that is not the known one",
    before: (sql) => sql`update masto.stream_offsets set watermark = '2026-01-16'`,
    batch: batch(1, post("2")),
  },
  { what: "a batch that begins elsewhere", batch: batch(2, post("2")) },
  {
    what: "two sightings that need not be refused alike",
    batch: batch(1, post("2"), post("2", { username: "bo" })),
  },
  { what: "an edit", batch: batch(1, post("2", { edited_at: "2026-01-15T18:00:40Z" })) },
  { what: "an edit without a time", batch: batch(1, post("2", { event: "status.update" })) },
  { what: "a delete", batch: batch(1, post("2"), { event: "delete", id: "3" }) },
  { what: "a record that no table takes", batch: batch(1, post("2"), { id: 5 }) },
];

Deno.test("if any post of a batch is stored already, the one call writes nothing and the batch is applied in a transaction", async () => {
  await using database = await openDatabase();
  const { sql } = database;
  for (const { what, before, batch } of OBSTACLES) {
    const positionCache = await afterOnePost(sql);
    await before?.(sql);
    const untouched = await tables(sql);
    assert.equal(await applyNewPosts(sql, batch, { ...OPTIONS, positionCache }), undefined, what);
    assert.deepEqual(await tables(sql), untouched, what);
  }
});

Deno.test("a post that is deleted while it is being stored in one call does not survive", async () => {
  await using database = await openDatabase();
  const { sql, other, observer } = database;
  const positionCache = await afterOnePost(sql);
  const claimed = Promise.withResolvers<void>();
  const waitedFor = Promise.withResolvers<void>();
  // Claims the id until commit, as the deletion of an unknown post does.
  const deleting = other.begin(async (tx) => {
    await tx.unsafe(`
      create temporary table claim on commit drop as select * from masto.toots_raw;
      update claim set id = 2;
      insert into masto.toots_raw select * from claim;
      insert into masto.tombstones values (2, 'social.example', '2', now());
      delete from masto.toots_raw where id = 2`);
    claimed.resolve();
    await waitedFor.promise;
  });
  await claimed.promise;
  const applying = applyUntilDone(sql, batch(1, post("2")), { ...OPTIONS, positionCache });
  await blocked(observer);
  waitedFor.resolve();
  await deleting;
  assert.equal((await applying).rows.dropped, 1);
  assert.deepEqual([...await sql`select id from masto.toots_raw`], [{ id: 1n }]);
});

/** Waits until a transaction of this database waits for another one. */
async function blocked(sql: Sql): Promise<void> {
  for (;;) {
    const rows = await sql`
      select from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'transactionid'`;
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
