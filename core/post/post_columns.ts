/**
 * The columns of a post, in one table. The type `Post` (`post.ts`), blank posts and copies of posts come from it, and so does every statement that reads or writes rows of `masto.toots_raw` (`core/apply/post_statements.ts`).
 *
 * To add a column: a migration, a row here, the parsers (`parse_record.ts` reads JSON, `core/apply/backlog/tuple_scanner.ts`
 * reads the same from bytes), and the code that uses it. A test compares this table with the database's.
 */

/**
 * How the value of a column is represented: `id` is a `bigint` as decimal text, `bigint` one that a number holds exactly,
 * `texts` a `text[]`, `time` a `timestamptz` as ms since 1970. The others have the names of PostgreSQL.
 */
export type ColumnKind = "id" | "text" | "texts" | "integer" | "bigint" | "boolean" | "time";

/** A column of `masto.toots_raw` and the type of its value in TypeScript. */
export interface Column<Value> {
  /** In SQL. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
  /** Its value in a row that only holds the id of a deleted post. */
  readonly blank: Value;
}

/** The values of a table of columns, each by the key of its column. */
export type Values<Columns extends Readonly<Record<string, Column<unknown>>>> = {
  readonly [Key in keyof Columns]: Columns[Key]["blank"];
};

/**
 * By property of a post. The order is that of a record's fields, so that `tuple_scanner.ts` turns a record into a tuple of
 * COPY in one pass; what stands in no field of a record comes last.
 */
export const POST_COLUMNS = {
  /** Row id: {@linkcode import("./row_id.ts").rowId} of `instance` and `statusId`. */
  id: column("id", "id", "0"),
  /** The id as the server gave it. */
  statusId: text("status_id"),
  /** Event time, ms since 1970. */
  createdAt: column("created_at", "time", 0),
  username: text("username"),
  userId: text("user_id"),
  lang: text("lang"),
  contentHtml: text("content_html"),
  content: text("content_txt"),
  hashtags: column<readonly string[]>("hashtags", "texts", []),
  favourites: integer("favourites"),
  reblogs: integer("reblogs"),
  uri: nullable(text("uri")),
  url: nullable(text("url")),
  /** Host of the server that the post was read from. */
  instance: text("instance"),
  /** Ms since 1970; null for the first version, and for edits of servers that do not say when they were made. */
  editedAt: nullable(column("edited_at", "time", 0)),
  inReplyToId: nullable(text("in_reply_to_id")),
  sensitive: boolean("sensitive"),
  spoilerText: text("spoiler_text"),
  bot: boolean("bot"),
  /** Ingest time, ms since 1970; null in records of the replaced producer. */
  receivedAt: nullable(column("received_at", "time", 0)),
  /** Unicode code points of `content`. */
  contentLength: integer("content_len"),
  /** Whether the event was an edit (`status.update`). */
  isEdit: boolean("is_edit"),
  /** Where its record stands in the topic: Kafka's timestamp (ms since 1970) and offset; −1 where that is unknown. */
  recordedAt: column("recorded_at", "bigint", -1),
  recordedOffset: column("recorded_offset", "bigint", -1),
};

/** What only the transaction that stores a post can say of it; the last columns of a tuple. */
export const STORING_COLUMNS = {
  /** Whether every record of the post came after its window was final. */
  late: boolean("late"),
  /** Moves when the text or the language changes: a score applies to one version. */
  contentVersion: integer("content_version"),
};

/** The columns that name a post; they are the same in all of its versions. */
export const NAMING_KEYS: ReadonlySet<string> = new Set(["id", "instance", "statusId"]);

function column<Value>(name: string, kind: ColumnKind, blank: Value): Column<Value> {
  return { name, kind, isNullable: false, blank };
}

function nullable<Value>({ name, kind }: Column<Value>): Column<Value | null> {
  return { name, kind, isNullable: true, blank: null };
}

function text(name: string): Column<string> {
  return column(name, "text", "");
}

function integer(name: string): Column<number> {
  return column(name, "integer", 0);
}

function boolean(name: string): Column<boolean> {
  return column(name, "boolean", false);
}
