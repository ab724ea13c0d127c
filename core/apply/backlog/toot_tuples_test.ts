import assert from "node:assert/strict";
import fc from "fast-check";
import { freshDatabase } from "../../../testing/databases.ts";
import type { Post } from "../../post/post.ts";
import { connectPostgres } from "../../postgres/connect.ts";
import { migrate } from "../../postgres/migrate.ts";
import type { Insert } from "../plan.ts";
import { lockPosts } from "../reads.ts";
import { copyPosts } from "../writes.ts";

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
const post: fc.Arbitrary<Post> = fc.record({
  id: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
  instance: text,
  statusId: text,
  createdAt: time,
  editedAt: fc.option(time),
  isEdit: fc.boolean(),
  recordedAt: place,
  recordedOffset: place,
  username: text,
  userId: text,
  lang: text,
  content: text,
  contentHtml: text,
  contentLength: fc.nat(),
  hashtags: fc.array(text, { maxLength: 3 }),
  favourites: fc.nat(),
  reblogs: fc.nat(),
  uri: fc.option(text),
  url: fc.option(text),
  inReplyToId: fc.option(text),
  sensitive: fc.boolean(),
  bot: fc.boolean(),
  spoilerText: text,
  receivedAt: fc.option(time),
}, { noNullPrototype: true });
const insert: fc.Arbitrary<Insert> = fc.record({
  post,
  late: fc.boolean(),
  contentVersion: fc.oneof(fc.constantFrom(0, 1), fc.nat()),
  claim: fc.constant(false),
}, { noNullPrototype: true });

Deno.test("posts that were copied into the table are read from it as they were", async () => {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test" });
  await migrate(sql);
  const client = await sql.reserve();
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(insert, { selector: ({ post }) => post.id, minLength: 1, maxLength: 30 }),
      async (inserts) => {
        await client`begin`;
        await copyPosts(client, inserts).done;
        const stored = await lockPosts(client, inserts.map(({ post }) => post.id));
        await client`rollback`;
        const expected = inserts.map(({ claim: _, ...row }) => [row.post.id, row] as const);
        assert.deepEqual(stored, new Map(expected));
      },
    ),
    { numRuns: 60 },
  );
  client.release();
  await sql.end();
});
