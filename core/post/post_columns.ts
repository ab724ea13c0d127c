/**
 * The columns of a post, in one table. The type `Post` (`post.ts`), blank posts and copies of posts come from it, and so does every statement that reads or writes rows of `masto.toots_raw` (`core/apply/post_statements.ts`).
 *
 * To add a column: a migration, a row here, its field in `parse_record.ts` (`core/apply/backlog/tuple_scanner.ts`, which reads the
 * same from bytes, follows this table), and the code that uses it. A test compares this table with the database's.
 */

/**
 * How the value of a column is represented: `id` is a `bigint` as decimal text, `bigint` one that a number holds exactly,
 * `texts` a `text[]`, `time` a `timestamptz` as ms since 1970. The others have the names of PostgreSQL.
 */
export type ColumnKind = "id" | "text" | "texts" | "integer" | "bigint" | "boolean" | "time";

/**
 * How a field of a record becomes the value of a column. Those that are `optional`, `language`, `instance` and `flag` may be
 * missing or null: the value is then the blank one, `und`, the configured instance or false. A `name` is a key of a table: not
 * empty, and at most 500 UTF-16 units long.
 */
export type Reading =
  | "name"
  | "instance"
  | "text"
  | "optional text"
  | "language"
  | "texts"
  | "count"
  | "optional count"
  | "flag"
  | "time"
  | "optional time";

/** The field of a record (`record.ts`) that a column comes from. */
export interface SourceField {
  readonly name: string;
  readonly reading: Reading;
}

/** A column of `masto.toots_raw` and the type of its value in TypeScript. */
export interface Column<Value> {
  /** In SQL. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
  /** Its value in a row that only holds the id of a deleted post. */
  readonly blank: Value;
  /** Absent where no field of a record holds the value: it is derived. */
  readonly field?: SourceField;
}

/** The values of a table of columns, each by the key of its column. */
export type Values<Columns extends Readonly<Record<string, Column<unknown>>>> = {
  readonly [Key in keyof Columns]: Columns[Key]["blank"];
};

/**
 * By property of a post. The order is that in which our producer writes the fields of a record, so that `tuple_scanner.ts`
 * rarely has to move a value; what stands in no field of a record comes last.
 */
export const POST_COLUMNS = {
  /** Row id: {@linkcode import("./row_id.ts").rowId} of `instance` and `statusId`. */
  id: column("id", "id", "0"),
  /** The id as the server gave it. */
  statusId: from("id", "name", text("status_id")),
  /** Event time, ms since 1970. */
  createdAt: from("created_at", "time", column("created_at", "time", 0)),
  username: from("username", "name", text("username")),
  userId: from("user_id", "text", text("user_id")),
  lang: from("language", "language", text("lang")),
  contentHtml: from("content_html", "text", text("content_html")),
  content: from("content", "text", text("content_txt")),
  hashtags: from("hashtags", "texts", column<readonly string[]>("hashtags", "texts", [])),
  favourites: from("favourites", "count", integer("favourites")),
  reblogs: from("reblogs", "count", integer("reblogs")),
  uri: from("uri", "optional text", nullable(text("uri"))),
  url: from("url", "optional text", nullable(text("url"))),
  /** Host of the server that the post was read from. */
  instance: from("instance", "instance", text("instance")),
  /** Ms since 1970; null for the first version, and for edits of servers that do not say when they were made. */
  editedAt: from("edited_at", "optional time", nullable(column("edited_at", "time", 0))),
  inReplyToId: from("in_reply_to_id", "optional text", nullable(text("in_reply_to_id"))),
  sensitive: from("sensitive", "flag", boolean("sensitive")),
  spoilerText: from("spoiler_text", "optional text", text("spoiler_text")),
  bot: from("bot", "flag", boolean("bot")),
  /** Pictures, videos and sound files; null in records that do not say. */
  attachmentCount: from(
    "attachment_count",
    "optional count",
    nullable(integer("attachment_count")),
  ),
  /** How many of them have a description (alternative text). */
  describedCount: from("described_count", "optional count", nullable(integer("described_count"))),
  /** The options of its poll, one a line; null without one, and in records that do not say. */
  pollText: from("poll_text", "optional text", nullable(text("poll_text"))),
  /** Ingest time, ms since 1970; null in records of the replaced producer. */
  receivedAt: from("received_at", "optional time", nullable(column("received_at", "time", 0))),
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
  /** Moves when a text that is judged or the language changes: a score applies to one version. */
  contentVersion: integer("content_version"),
};

/** Columns that most posts leave null, so that storing them costs nothing; a statement of its own writes them. */
export const MARKING_COLUMNS = {
  /** True where the record that stored the post was read by REST: the stream had not brought it. */
  backfilled: nullable(boolean("backfilled")),
};

/** The columns that name a post; they are the same in all of its versions. */
export const NAMING_KEYS: ReadonlySet<string> = new Set(["id", "instance", "statusId"]);

function column<Value>(name: string, kind: ColumnKind, blank: Value): Column<Value> {
  return { name, kind, isNullable: false, blank };
}

function from<Value>(name: string, reading: Reading, to: Column<Value>): Column<Value> {
  return { ...to, field: { name, reading } };
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
