import {
  type ColumnKind,
  NAMING_KEYS,
  POST_COLUMNS,
  STORING_COLUMNS,
} from "../post/post_columns.ts";
import { POST_KEYS } from "../post/post.ts";
import { timestamp } from "./backlog/text_format.ts";
import type { StoredPost } from "./plan.ts";

/**
 * The statements that read and write rows of `masto.toots_raw`, made once from the table of columns. A post that comes as
 * JSON has the names of the columns as keys, so that PostgreSQL reads it as a row of the table.
 */

const COLUMNS = Object.entries({ ...POST_COLUMNS, ...STORING_COLUMNS });
/** Characters of a line of a statement. */
const LINE_MAX = 110;
const NAMES = COLUMNS.map(([, { name }]) => name);

/** The number of columns, with which each tuple of COPY begins. */
export const COLUMN_COUNT = COLUMNS.length;

/** Reads and locks the posts with the row ids `$1`, in the order of ids. */
export const LOCK_POSTS = `
  select ${list(COLUMNS.map(([key, { name, kind }]) => `${readable(name, kind)} as "${key}"`))}
    from masto.toots_raw t
   where t.id = any($1::bigint[])
   order by t.id
     for update`;

/** Stores the new posts `$1`, a JSON array of rows. */
export const INSERT_POSTS = `
  insert into masto.toots_raw (${list(NAMES)})
  select ${list(NAMES)}
    from json_populate_recordset(null::masto.toots_raw, $1::text::json)`;

/** Replaces the stored versions of the posts `$1`, a JSON array of rows; what names a post stays. */
export const UPDATE_POSTS = `
  update masto.toots_raw t
     set ${list(changeable().map((name) => `${name} = n.${name}`))}
    from json_populate_recordset(null::masto.toots_raw, $1::text::json) as n
   where t.id = n.id`;

/** COPY of new posts as binary tuples (`backlog/toot_tuples.ts`). */
export const COPY_POSTS = `
  copy masto.toots_raw (${list(NAMES)}) from stdin (format binary)`;

/** A post as {@linkcode INSERT_POSTS} and {@linkcode UPDATE_POSTS} take it. */
export function jsonRow({ post, late, contentVersion }: StoredPost): Record<string, unknown> {
  const row: Record<string, unknown> = {
    [STORING_COLUMNS.late.name]: late,
    [STORING_COLUMNS.contentVersion.name]: contentVersion,
  };
  for (const key of POST_KEYS) {
    const { name, kind } = POST_COLUMNS[key];
    const value = post[key];
    row[name] = kind === "time" && typeof value === "number" ? timestamp(value) : value;
  }
  return row;
}

/** SQL of a column as postgres.js is to hand it over: arrays as JSON, times as ms since 1970. */
function readable(name: string, kind: ColumnKind): string {
  switch (kind) {
    case "time":
      return `(extract(epoch from ${name}) * 1000)::float8`;
    case "bigint":
      return `${name}::float8`;
    case "id":
      return `${name}::text`;
    case "texts":
      return `to_json(${name})`;
    case "text":
    case "integer":
    case "boolean":
      return name;
    default:
      return kind satisfies never;
  }
}

function changeable(): string[] {
  return COLUMNS.filter(([key]) => !NAMING_KEYS.has(key)).map(([, { name }]) => name);
}

/** Joins items with commas, in lines of a few, so that a person can read the statement. */
function list(items: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const [at, item] of items.entries()) {
    const next = at < items.length - 1 ? `${item}, ` : item;
    if (line.length + next.length > LINE_MAX) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += next;
  }
  return [...lines, line].join("\n    ");
}
