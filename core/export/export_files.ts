import type { PostgresConnection } from "../connections.ts";
import type { Sql } from "../store/connect.ts";
import { withStore } from "../store/with_store.ts";
import { type ExportSource, tableSource, VIZ_SOURCES } from "./export_source.ts";
import { type Format, rowFormat, type TextRow } from "./format_rows.ts";
import { writeFileAtomically } from "./write_atomically.ts";

/** What to export, and where to. Plain data. */
export interface ExportOptions {
  readonly connection: PostgresConnection;
  /** Folder for the files; made where it is missing. */
  readonly out: string;
  /** A table or view of the schema `masto`; absent: the three `viz_*.csv`. */
  readonly table?: string;
  readonly format?: Format;
  readonly signal?: AbortSignal;
}

export interface ExportProgress {
  readonly file: string;
  /** Rows written so far. */
  readonly rows: number;
  /** About how many there will be; undefined where nobody knows. */
  readonly about: number | undefined;
}

/** A file that was written. */
export interface ExportedFile {
  readonly path: string;
  readonly rows: number;
}

const ROWS_AT_ONCE = 1_000;

/** Writes the files, each whole or not at all, row by row from a cursor: memory stays flat however large the table is. */
export async function exportFiles(
  options: ExportOptions,
  onProgress: (progress: ExportProgress) => void = () => {},
): Promise<readonly ExportedFile[]> {
  const { connection, out, table, format = "csv", signal } = options;
  await Deno.mkdir(out, { recursive: true });
  return await withStore(connection, "trunkline export", (sql) =>
    // One snapshot for all files; a reader that is slow to take rows is no idle transaction.
    sql.begin("isolation level repeatable read read only", async (transaction) => {
      await transaction`set local idle_in_transaction_session_timeout = '5min'`;
      // A transaction's client differs from a client only in what must not be done inside one.
      const reader = transaction as unknown as Sql;
      const sources = table === undefined ? VIZ_SOURCES : [await tableSource(reader, table)];
      const files: ExportedFile[] = [];
      for (const source of sources) {
        const path = `${out}/${source.name}.${format}`;
        let rows = 0;
        const count = (more: number) => {
          rows += more;
          onProgress({ file: path, rows, about: source.about });
        };
        await writeFileAtomically(path, linesOf(reader, source, { format, signal, count }));
        files.push({ path, rows });
      }
      return files;
    }));
}

async function* linesOf(
  sql: Sql,
  source: ExportSource,
  { format, signal, count }: {
    readonly format: Format;
    readonly signal: AbortSignal | undefined;
    readonly count: (rows: number) => void;
  },
): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  const { head, line } = rowFormat(format, source.columns);
  if (head !== "") yield encoder.encode(head);
  // Every column is cast to text in the query.
  for await (const rows of sql.unsafe<TextRow[]>(source.query).values().cursor(ROWS_AT_ONCE)) {
    signal?.throwIfAborted();
    yield encoder.encode(rows.map((row) => line(row as TextRow)).join(""));
    count(rows.length);
  }
}
