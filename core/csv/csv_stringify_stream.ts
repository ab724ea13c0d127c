import { type Column, csvLine, type DataItem, headerOf, valuesOf } from "./csv_stringify.ts";

/** Options of {@linkcode CsvStringifyStream}. */
export interface CsvStringifyStreamOptions {
  /** Between fields; default `,`. */
  readonly separator?: string;
  /** Which fields, and in which order; needed where items are objects. They are written first, as a header. */
  readonly columns?: readonly Column[];
}

/** Records in, CSV text out, one line for each. */
export class CsvStringifyStream<T extends DataItem = DataItem> extends TransformStream<T, string> {
  constructor(options: CsvStringifyStreamOptions = {}) {
    const { separator = ",", columns = [] } = options;
    super({
      start(controller) {
        if (columns.length > 0) controller.enqueue(csvLine(columns.map(headerOf), separator));
      },
      transform(item, controller) {
        controller.enqueue(csvLine(valuesOf(item, columns), separator));
      },
    });
  }
}
