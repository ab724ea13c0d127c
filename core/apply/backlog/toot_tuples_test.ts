import assert from "node:assert/strict";
import fc from "fast-check";
import { migratedDatabase } from "../../../testing/databases.ts";
import { BLANK_POST, type Post } from "../../post/post.ts";
import { type ColumnKind, POST_COLUMNS } from "../../post/post_columns.ts";
import { compareRowIds } from "../../post/row_id.ts";
import type { Sql } from "../../postgres/connect.ts";
import { reserveConnection } from "../../postgres/reserve.ts";
import type { Insert } from "../plan.ts";
import { lockPosts } from "../reads.ts";
import { insertPosts, updatePosts } from "../writes.ts";
import { copyPosts } from "./copy_posts.ts";

const EARLIEST = Date.parse("0001-01-01T00:00:00Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");
const text = fc.string({
  unit: fc.constantFrom("a", "é", "日", "👍", '"', "\\", "\n", "\t", "{", ",", "\x01", "\\N"),
  maxLength: 20,
});
const time = fc.oneof(
  fc.integer({ min: EARLIEST, max: LATEST }),
  fc.constantFrom(EARLIEST, LATEST, -1, 0, 1, 946_684_799_999, 946_684_800_000, 1_768_500_000_001),
);
const place = fc.oneof(
  fc.maxSafeNat(),
  fc.constantFrom(-1, 0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
);
const BY_KIND: Readonly<Record<ColumnKind, fc.Arbitrary<Post[keyof Post]>>> = {
  id: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
  text,
  texts: fc.array(text, { maxLength: 3 }),
  integer: fc.nat(),
  bigint: place,
  boolean: fc.boolean(),
  time,
};
/** Any value of each column that the table of columns has. */
const post = fc.record(
  Object.fromEntries(
    Object.entries(POST_COLUMNS).map(([key, { kind, isNullable }]) => [
      key,
      isNullable ? fc.option(BY_KIND[kind]) : BY_KIND[kind],
    ]),
  ),
  { noNullPrototype: true },
) as unknown as fc.Arbitrary<Post>;
const insert: fc.Arbitrary<Insert> = fc.record({
  post,
  late: fc.boolean(),
  contentVersion: fc.oneof(fc.constantFrom(0, 1), fc.nat()),
  claim: fc.constant(false),
}, { noNullPrototype: true });

const inserts = fc.uniqueArray(insert, {
  selector: ({ post }) => post.id,
  minLength: 1,
  maxLength: 30,
});

/** What a post was written by, and how. */
const WAYS: Readonly<Record<string, (sql: Sql, rows: readonly Insert[]) => Promise<unknown>>> = {
  "copied into": (sql, rows) => copyPosts(sql, rows).done,
  "inserted into": insertPosts,
  "updated in": async (sql, rows) => {
    const before = rows.map(({ post: { id, instance, statusId } }) => ({
      ...{ late: true, contentVersion: 7, claim: false },
      post: { ...BLANK_POST, id, instance, statusId },
    }));
    await insertPosts(sql, before);
    await updatePosts(sql, rows);
  },
};

Deno.test("posts that were copied into, inserted into or updated in the table are read from it as they were", async () => {
  await using database = await migratedDatabase();
  await using connection = await reserveConnection(database.connection, {
    applicationName: "trunkline test",
  });
  const client = connection.sql;
  for (const [way, write] of Object.entries(WAYS)) {
    await fc.assert(
      fc.asyncProperty(inserts, async (rows) => {
        await client`begin`;
        await write(client, rows);
        const stored = await lockPosts(client, rows.map(({ post }) => post.id));
        await client`rollback`;
        const expected = rows.map(({ claim: _, ...row }) => [row.post.id, row] as const);
        assert.deepEqual(stored, new Map(expected), way);
        assert.deepEqual([...stored.keys()], [...stored.keys()].sort(compareRowIds), way);
      }),
      { numRuns: 40 },
    );
  }
});

Deno.test("rows that fill several pieces of the copied data, or do not fit in one, are stored whole", async () => {
  await using database = await migratedDatabase();
  await using connection = await reserveConnection(database.connection, {
    applicationName: "trunkline test",
  });
  const lengths = [10, 60_000, 1, 130_000, 70_000, 2, ...Array(300).fill(500), 200_000];
  const rows = lengths.map((length, at): Insert => ({
    post: {
      ...BLANK_POST,
      id: String(at + 1),
      statusId: String(at + 1),
      content: "é".repeat(length),
    },
    ...{ late: false, contentVersion: 1, claim: false },
  }));
  await connection.sql`begin`;
  await copyPosts(connection.sql, rows).done;
  const stored = await lockPosts(connection.sql, rows.map(({ post }) => post.id));
  await connection.sql`rollback`;
  assert.deepEqual(
    [...stored.values()].map(({ post: { content } }) => content.length),
    lengths,
  );
});
