import { CsvReader, type CsvReadOptions, type RowType } from "./csv_reader.ts";
import { CsvRows } from "./csv_rows.ts";

/** Options of {@linkcode parse}. */
export type ParseOptions = CsvReadOptions;

/** All records of a CSV text: arrays, or objects where `columns` or `skipFirstRow` names their fields. */
export function parse<const T extends ParseOptions | undefined = undefined>(
  input: string,
  options?: T,
): RowType<T>[] {
  const reader = new CsvReader(options);
  const rows = new CsvRows(options ?? {});
  const parsed: (string[] | Record<string, string>)[] = [];
  for (const records of [reader.read(input), reader.end()]) {
    for (const record of records) {
      const row = rows.row(record);
      if (row !== undefined) parsed.push(row);
    }
  }
  // Which of the two shapes a row has is decided by the options that RowType reads.
  return parsed as RowType<T>[];
}
