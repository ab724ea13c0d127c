/** A field of an item: its property, the path to it, or either with a header of its own. */
export type Column = PropertyAccessor | readonly PropertyAccessor[] | ColumnDetails;
/** The name of a property, or an index. */
export type PropertyAccessor = string | number;
/** A column with a header of its own. */
export interface ColumnDetails {
  readonly header?: string;
  readonly prop: PropertyAccessor | readonly PropertyAccessor[];
}
/** One record to write. */
export type DataItem = Readonly<Record<string, unknown>> | readonly unknown[];

/** How to write CSV; names and defaults of `jsr:@std/csv`. */
export interface StringifyOptions {
  /** Write the names of `columns` first; default true. */
  readonly headers?: boolean;
  /** Between fields; default `,`. */
  readonly separator?: string;
  /** Which fields, and in which order; needed where items are objects. */
  readonly columns?: readonly Column[];
  /** Begin with a byte order mark, which Excel needs to see UTF-8; default false. */
  readonly bom?: boolean;
}

/** The items as CSV (RFC 4180): CRLF after each record, null and undefined empty, objects as JSON. */
export function stringify(data: readonly DataItem[], options: StringifyOptions = {}): string {
  const { headers = true, separator = ",", columns = [], bom = false } = options;
  if (separator.includes('"') || separator.includes("\r\n")) {
    throw new TypeError("Cannot stringify data: the separator contains a quote or a line break");
  }
  const lines = data.map((item) => csvLine(valuesOf(item, columns), separator));
  if (headers && columns.length > 0) lines.unshift(csvLine(columns.map(headerOf), separator));
  return (bom ? "\ufeff" : "") + lines.join("");
}

/** One record with its line break. */
export function csvLine(values: readonly unknown[], separator = ","): string {
  let line = "";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += separator;
    line += field(values[i], separator);
  }
  return line + "\r\n";
}

/** The values that `columns` name; all of an array where there are none. */
export function valuesOf(item: DataItem, columns: readonly Column[]): readonly unknown[] {
  if (columns.length > 0) return columns.map((column) => valueAt(item, pathOf(column)));
  if (Array.isArray(item)) return item;
  throw new TypeError("Cannot stringify an object: no columns were given");
}

/** What stands above a column: its own header, or the last step of its path. */
export function headerOf(column: Column): string {
  if (typeof column === "object" && "prop" in column && column.header !== undefined) {
    return column.header;
  }
  return String(pathOf(column).at(-1));
}

function pathOf(column: Column): readonly PropertyAccessor[] {
  if (typeof column !== "object") return [column];
  if (!("prop" in column)) return column;
  return typeof column.prop === "object" ? column.prop : [column.prop];
}

function valueAt(item: unknown, path: readonly PropertyAccessor[]): unknown {
  let value = item;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function field(value: unknown, separator: string): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string"
    ? value
    : typeof value === "object"
    ? JSON.stringify(value)
    : String(value);
  const quoted = text.includes('"') || text.includes("\n") || text.includes("\r") ||
    text.includes(separator);
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}
