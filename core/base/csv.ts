/**
 * `parse` and `stringify` of `jsr:@std/csv`, over the npm packages csv-parse and csv-stringify. JSR cannot be reached from
 * everywhere that Trunkline is built: the import map's `@std/csv` is the one place to change. Options have std's names,
 * defaults and meaning.
 */
import { parse as parseRecords } from "csv-parse/sync";
import { stringify as stringifyRecords } from "csv-stringify/sync";

/** Options of {@linkcode parse}. */
export interface ParseOptions {
  /** One character between fields; default `,`. */
  readonly separator?: string;
  /** The first record names the fields of the others: records become objects. */
  readonly skipFirstRow?: boolean;
}

/** A record: an object where the first record names the fields, else an array. */
export type RowType<T> = T extends { readonly skipFirstRow: true }
  ? Record<string, string | undefined>
  : string[];

/** All records of a CSV text. Throws an error that names the line for what is not CSV. */
export function parse<const T extends ParseOptions>(input: string, options?: T): RowType<T>[] {
  const records: unknown[] = parseRecords(input, {
    bom: true,
    columns: options?.skipFirstRow ?? false,
    record_delimiter: ["\r\n", "\n"],
    delimiter: options?.separator ?? ",",
    relax_column_count: options?.skipFirstRow !== true,
    skip_empty_lines: true,
  });
  return records as RowType<T>[]; // whose shape skipFirstRow decides
}

/** Options of {@linkcode stringify}. */
export interface StringifyOptions {
  /** Between fields; default `,`. */
  readonly separator?: string;
  /** Properties to write, in this order, where items are objects; their names come first. */
  readonly columns?: readonly string[];
  /** Begin with a byte order mark, which Excel needs to see UTF-8; default false. */
  readonly bom?: boolean;
}

/** The items as CSV (RFC 4180): CRLF after each record, null and undefined empty. */
export function stringify(
  data: readonly (Readonly<Record<string, unknown>> | readonly unknown[])[],
  { separator = ",", columns, bom = false }: StringifyOptions = {},
): string {
  return stringifyRecords([...data], {
    bom,
    delimiter: separator,
    ...(columns === undefined ? {} : { columns: [...columns], header: true }),
    quoted_match: /[\r\n]/,
    record_delimiter: "\r\n",
  });
}
