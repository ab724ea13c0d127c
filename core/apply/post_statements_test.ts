import assert from "node:assert/strict";
import { migratedDatabase } from "../../testing/databases.ts";
import {
  type ColumnKind,
  MARKING_COLUMNS,
  POST_COLUMNS,
  STORING_COLUMNS,
} from "../post/post_columns.ts";
import { connectPostgres } from "../postgres/connect.ts";
import { COPY_POSTS, LOCK_POSTS, UPDATE_POSTS } from "./post_statements.ts";

const TYPES: Readonly<Record<ColumnKind, string>> = {
  id: "bigint",
  text: "text",
  texts: "text[]",
  integer: "integer",
  bigint: "bigint",
  boolean: "boolean",
  time: "timestamp with time zone",
};

Deno.test("every column of masto.toots_raw stands in the table of columns, with its type, and none beside", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test" });
  const found = await sql`
    select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as "isNullable"
      from pg_attribute
     where attrelid = 'masto.toots_raw'::regclass and attnum > 0 and not attisdropped`;
  const known = Object.values({ ...POST_COLUMNS, ...STORING_COLUMNS, ...MARKING_COLUMNS })
    .map(({ name, kind, isNullable }) => ({ name, type: TYPES[kind], isNullable }));
  const sorted = (rows: readonly { readonly name?: string }[]) =>
    rows.map((row) => JSON.stringify(row)).sort();
  assert.deepEqual(sorted([...found]), sorted(known));
  await sql.end();
});

Deno.test("the statements are those that a person would write", () => {
  const plain = (statement: string) => statement.replace(/\s+/g, " ").trim();
  assert.equal(
    plain(UPDATE_POSTS),
    plain(`
      update masto.toots_raw t
         set created_at = n.created_at, username = n.username, user_id = n.user_id, lang = n.lang,
             content_html = n.content_html, content_txt = n.content_txt, hashtags = n.hashtags,
             favourites = n.favourites, reblogs = n.reblogs, uri = n.uri, url = n.url, edited_at = n.edited_at,
             in_reply_to_id = n.in_reply_to_id, sensitive = n.sensitive, spoiler_text = n.spoiler_text, bot = n.bot,
             attachment_count = n.attachment_count, described_count = n.described_count, poll_text = n.poll_text,
             received_at = n.received_at, content_len = n.content_len, is_edit = n.is_edit,
             recorded_at = n.recorded_at, recorded_offset = n.recorded_offset, late = n.late,
             content_version = n.content_version
        from json_populate_recordset(null::masto.toots_raw, $1::text::json) as n
       where t.id = n.id`),
  );
  assert.match(
    plain(COPY_POSTS),
    /^copy masto.toots_raw \(id, status_id, created_at, .*, late, content_version\) from stdin \(format binary\)$/,
  );
  // "id" is a text here: it must not be what the rows are locked by.
  assert.match(plain(LOCK_POSTS), /^select id::text as "id", .* order by t\.id for update$/);
});
