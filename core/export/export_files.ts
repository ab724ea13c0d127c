import type { PostgresConnection } from "../config/connections.ts";
import type { Sql } from "../postgres/connect.ts";
import { withStore } from "../postgres/with_store.ts";
import {
  type ExportSource,
  linksSource,
  postsSource,
  type PostsWanted,
  tableSource,
  VIZ_SOURCES,
} from "./export_source.ts";
import {
  type LineFormat,
  type RowFormat,
  rowFormat,
  type Spreadsheet,
  type TextRow,
} from "./format_rows.ts";
import { ParquetRows } from "./parquet_rows.ts";
import { writeFileAtomically } from "../base/atomic_file.ts";

export type Format = LineFormat | "parquet";

/** Options of an export; can be posted to a worker. */
export interface ExportOptions {
  readonly connection: PostgresConnection;
  /** Folder for the files; created if it does not exist. */
  readonly out: string;
  /** A table or view of the schema `masto`; absent: the three `viz_*.csv`. */
  readonly table?: string;
  /** The posts that pass it instead. */
  readonly posts?: PostsWanted;
  /** The sites that these posts link to, in place of the posts. */
  readonly links?: boolean;
  readonly format?: Format;
  /** CSV that this kind of spreadsheet opens by a double click. */
  readonly spreadsheet?: Spreadsheet;
  readonly signal?: AbortSignal;
}

export interface ExportProgress {
  readonly file: string;
  /** Rows written so far. */
  readonly rows: number;
  /** Estimated number of rows; undefined if unknown. */
  readonly about: number | undefined;
}

/** A file that was written. */
export interface ExportedFile {
  readonly path: string;
  readonly rows: number;
}

const ROWS_AT_ONCE = 1_000;

/** Writes the files, each whole or not at all, row by row from a cursor, so that memory does not grow with the table. */
export async function exportFiles(
  options: ExportOptions,
  onProgress: (progress: ExportProgress) => void = () => {},
): Promise<readonly ExportedFile[]> {
  const { connection, out, table, posts, links, format = "csv", spreadsheet, signal } = options;
  await Deno.mkdir(out, { recursive: true });
  return await withStore(connection, "trunkline export", (sql) =>
    // One snapshot for all files. The long timeout lets a slow disk take its time between two reads of the cursor.
    sql.begin("isolation level repeatable read read only", async (transaction) => {
      await transaction`set local idle_in_transaction_session_timeout = '5min'`;
      // A transaction's client lacks only methods that must not be called inside a transaction.
      const reader = transaction as unknown as Sql;
      const sources = posts !== undefined
        ? [links ? linksSource(posts) : postsSource(posts)]
        : table === undefined
        ? VIZ_SOURCES
        : [await tableSource(reader, table)];
      const files: ExportedFile[] = [];
      for (const source of sources) {
        const path = `${out}/${source.name}.${format}`;
        let rows = 0;
        const count = (more: number) => {
          rows += more;
          onProgress({ file: path, rows, about: source.about });
        };
        const rowsOf = readRows(reader, source, { signal, count });
        const pieces = format === "parquet"
          ? parquetOf(rowsOf, source)
          : linesOf(rowsOf, rowFormat(format, source.columns, spreadsheet));
        await writeFileAtomically(path, pieces);
        files.push({ path, rows });
      }
      return files;
    }));
}

async function* readRows(
  sql: Sql,
  source: ExportSource,
  { signal, count }: {
    readonly signal: AbortSignal | undefined;
    readonly count: (rows: number) => void;
  },
): AsyncIterable<readonly TextRow[]> {
  // Every column is cast to text in the query.
  const { query, parameters = [] } = source;
  for await (
    const rows of sql.unsafe<TextRow[]>(query, [...parameters]).values().cursor(ROWS_AT_ONCE)
  ) {
    signal?.throwIfAborted();
    yield rows.map((row) => row as TextRow);
    count(rows.length);
  }
}

async function* linesOf(
  batches: AsyncIterable<readonly TextRow[]>,
  { head, lines }: RowFormat,
): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  if (head !== "") yield encoder.encode(head);
  for await (const rows of batches) yield encoder.encode(lines(rows));
}

async function* parquetOf(
  batches: AsyncIterable<readonly TextRow[]>,
  { columns }: ExportSource,
): AsyncIterable<Uint8Array> {
  const parquet = new ParquetRows(columns);
  for await (const rows of batches) yield parquet.add(rows);
  yield parquet.end();
}
