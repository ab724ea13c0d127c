import type { CsvReadOptions } from "./csv_reader.ts";

/** Turns records into objects where the options name their fields, and takes the first record out if it is a header. */
export class CsvRows {
  readonly #skipFirst: boolean;
  #names: readonly string[] | undefined;
  #first = true;
  #index = 0;

  constructor(options: CsvReadOptions) {
    this.#skipFirst = options.skipFirstRow ?? false;
    this.#names = options.columns;
  }

  /** The row that a record stands for; `undefined` for the header. */
  row(record: string[]): string[] | Record<string, string> | undefined {
    this.#index++;
    if (this.#first) {
      this.#first = false;
      if (this.#skipFirst) {
        this.#names ??= record;
        return undefined;
      }
    }
    return this.#names === undefined ? record : this.#toObject(record, this.#names);
  }

  #toObject(record: string[], names: readonly string[]): Record<string, string> {
    if (record.length !== names.length) {
      throw new SyntaxError(
        `Syntax error on line ${this.#index}: The record has ${record.length} fields, but the header has ${names.length} fields`,
      );
    }
    const object: Record<string, string> = {};
    names.forEach((name, i) => object[name] = record[i] ?? "");
    return object;
  }
}
