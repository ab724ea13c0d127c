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

/** What a spreadsheet of a language needs to read CSV by a double click. */
export interface Spreadsheet {
  /** Of its columns; a language with a decimal comma has `;`. */
  readonly separator: string;
  readonly decimalComma: boolean;
}

/** @param spreadsheet CSV for a spreadsheet: a byte-order mark, its separator, and ids as text */
export function rowFormat(
  format: LineFormat,
  columns: readonly ExportColumn[],
  spreadsheet?: Spreadsheet,
): RowFormat {
  switch (format) {
    case "csv": {
      const cellOf = spreadsheet === undefined
        ? cell
        : (value: string | null, column: ExportColumn | undefined) =>
          spreadsheetCell(value, column, spreadsheet);
      const options = spreadsheet === undefined ? {} : { separator: spreadsheet.separator };
      return {
        head: (spreadsheet === undefined ? "" : "\ufeff") +
          stringify([columns.map(({ name }) => name)], options),
        lines: (rows) =>
          stringify(rows.map((row) => row.map((value, i) => cellOf(value, columns[i]))), options),
      };
    }
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

/** Ids become text, which keeps digits that a spreadsheet would round; it reads numbers in its language. */
function spreadsheetCell(
  value: string | null,
  column: ExportColumn | undefined,
  { decimalComma }: Spreadsheet,
): string | null {
  if (value === null) return null;
  if (column?.kind === "id" || column?.kind === "integer" && value.length > 15) {
    return `="${value}"`;
  }
  if (column?.kind === "number" && decimalComma) return value.replace(".", ",");
  return cell(value, column);
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
    case "id":
    case "time":
    case "other":
      return JSON.stringify(value);
    default:
      return kind satisfies never;
  }
}

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, tab,
 * return or line feed), as OWASP advises. Not for numbers, which keep their sign.
 */
export function formulaSafe(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
