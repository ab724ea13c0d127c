import { CsvReader, type CsvReadOptions, type RowType } from "./csv_reader.ts";
import { CsvRows } from "./csv_rows.ts";

/** CSV text in, records out: arrays, or objects where `columns` or `skipFirstRow` names their fields. */
export class CsvParseStream<const T extends CsvReadOptions | undefined = undefined>
  extends TransformStream<string, RowType<T>> {
  constructor(options?: T) {
    const reader = new CsvReader(options);
    const rows = new CsvRows(options ?? {});
    const pass = (
      records: readonly string[][],
      controller: TransformStreamDefaultController<RowType<T>>,
    ) => {
      for (const record of records) {
        const row = rows.row(record);
        // Which of the two shapes a row has is decided by the options that RowType reads.
        if (row !== undefined) controller.enqueue(row as RowType<T>);
      }
    };
    super({
      transform: (text, controller) => pass(reader.read(text), controller),
      flush: (controller) => pass(reader.end(), controller),
    });
  }
}
