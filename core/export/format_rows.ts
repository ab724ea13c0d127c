import { csvLine } from "../csv/csv_stringify.ts";
import type { ExportColumn } from "./export_source.ts";
import { formulaSafe } from "./formula_safe.ts";

/** Formats with one line for each row. */
export type LineFormat = "csv" | "jsonl";

/** A row as the database wrote it: one text or null for each column. */
export type TextRow = readonly (string | null)[];

/** How rows become lines. */
export interface RowFormat {
  /** Before the first row. */
  readonly head: string;
  line(row: TextRow): string;
}

export function rowFormat(format: LineFormat, columns: readonly ExportColumn[]): RowFormat {
  switch (format) {
    case "csv":
      return {
        head: csvLine(columns.map(({ name }) => name)),
        line: (row) =>
          csvLine(row.map((value, i) => {
            const kind = columns[i]?.kind;
            return value !== null && (kind === "text" || kind === "json")
              ? formulaSafe(value)
              : value;
          })),
      };
    case "jsonl":
      return {
        head: "",
        line: (row) =>
          `{${
            row.map((value, i) => {
              const { name, kind } = columns[i] ?? { name: String(i), kind: "other" };
              return `${JSON.stringify(name)}:${jsonValue(value, kind)}`;
            }).join(",")
          }}\n`,
      };
    default:
      return format satisfies never;
  }
}

/** Numbers keep every digit the database gave: they never pass through a double. */
function jsonValue(value: string | null, kind: ExportColumn["kind"]): string {
  if (value === null) return "null";
  switch (kind) {
    case "integer":
    case "number":
      return /^-?\d/.test(value) ? value : "null"; // JSON has no NaN and no Infinity
    case "boolean":
    case "json":
      return value;
    case "text":
    case "time":
    case "other":
      return JSON.stringify(value);
    default:
      return kind satisfies never;
  }
}
