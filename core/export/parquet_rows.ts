import { gzipSync } from "node:zlib";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { ExportColumn } from "./export_source.ts";
import type { TextRow } from "./format_rows.ts";

/** Rows of one row group, which is held in memory. */
const GROUP_ROWS = 5_000;

type Value = bigint | number | boolean | string | Date | null;

/** Turns rows into the bytes of a Parquet file, piece by piece. Times are in milliseconds, UTC. */
export class ParquetRows {
  readonly #columns: readonly ExportColumn[];
  readonly #bytes = new ByteWriter(1 << 20);
  readonly #writer: ParquetWriter;
  #rows: TextRow[] = [];

  constructor(columns: readonly ExportColumn[]) {
    this.#columns = columns;
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      createdBy: "trunkline",
      // Gzip runs as native code; the library's Snappy is JavaScript.
      codec: "GZIP",
      compressors: { GZIP: (bytes) => gzipSync(bytes, { level: 1 }) },
      schema: [
        { name: "root", num_children: columns.length },
        ...columns.map(({ name, kind }) => ({
          name,
          repetition_type: "OPTIONAL" as const,
          ...TYPES[kind],
        })),
      ],
    });
  }

  /** Adds rows; returns the bytes that are ready, often none. */
  add(rows: readonly TextRow[]): Uint8Array {
    this.#rows.push(...rows);
    if (this.#rows.length >= GROUP_ROWS) this.#writeGroup();
    return this.#take();
  }

  /** Returns the rest of the file. */
  end(): Uint8Array {
    if (this.#rows.length > 0) this.#writeGroup();
    this.#writer.finish();
    return this.#take();
  }

  #writeGroup(): void {
    const rows = this.#rows;
    this.#rows = [];
    this.#writer.write({
      rowGroupSize: rows.length,
      columnData: this.#columns.map(({ name, kind }, i) => ({
        name,
        data: rows.map((row) => valueOf(row[i] ?? null, kind)),
      })),
    });
  }

  #take(): Uint8Array {
    const piece = this.#bytes.getBytes().slice();
    // The writer keeps counting in `offset`; `index` is its place in the buffer.
    this.#bytes.index = 0;
    return piece;
  }
}

const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;

const TYPES = {
  text: TEXT,
  id: TEXT,
  other: TEXT,
  integer: { type: "INT64" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  time: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
  json: { type: "BYTE_ARRAY", converted_type: "JSON" },
} as const satisfies Record<ExportColumn["kind"], unknown>;

function valueOf(value: string | null, kind: ExportColumn["kind"]): Value {
  if (value === null) return null;
  switch (kind) {
    case "integer":
      return BigInt(value);
    case "number":
      return Number(value);
    case "boolean":
      return value === "true";
    case "time":
      return new Date(value);
    case "json":
      return JSON.parse(value);
    case "text":
    case "id":
    case "other":
      return value;
    default:
      return kind satisfies never;
  }
}
