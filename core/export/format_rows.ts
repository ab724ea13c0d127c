import { stringify } from "@std/csv";
import type { ExportColumn } from "./export_source.ts";

/** Formats with one line for each row. */
export type LineFormat = "csv" | "jsonl";

/** A row as the database formatted it: a text or null for each column. */
export type TextRow = readonly (string | null)[];

/** Formats rows as text, one line each. */
export interface RowFormat {
  /** Written before the first row. */
  readonly head: string;
  lines(rows: readonly TextRow[]): string;
}

export function rowFormat(format: LineFormat, columns: readonly ExportColumn[]): RowFormat {
  switch (format) {
    case "csv":
      return {
        head: stringify([columns.map(({ name }) => name)]),
        lines: (rows) =>
          stringify(rows.map((row) => row.map((value, i) => cell(value, columns[i])))),
      };
    case "jsonl":
      return { head: "", lines: (rows) => rows.map((row) => jsonLine(row, columns)).join("") };
    default:
      return format satisfies never;
  }
}

function cell(value: string | null, column: ExportColumn | undefined): string | null {
  const isText = column?.kind === "text" || column?.kind === "json";
  return isText && value !== null ? formulaSafe(value) : value;
}

function jsonLine(row: TextRow, columns: readonly ExportColumn[]): string {
  const members = row.map((value, i) => {
    const { name, kind } = columns[i] ?? { name: String(i), kind: "other" };
    return `${JSON.stringify(name)}:${jsonValue(value, kind)}`;
  });
  return `{${members.join(",")}}\n`;
}

/** Numbers are copied digit by digit and never converted to a double. */
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

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, tab or
 * return), as OWASP advises. Not for numbers, which keep their sign.
 */
export function formulaSafe(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
