/**
 * CSV in the shape of `jsr:@std/csv`: this module stands where that package would, in the import map.
 *
 * JSR cannot be reached from everywhere that Trunkline is built; npm can. Only the part of the public shape that
 * Trunkline uses is here, with the same names, options, defaults and errors, so that pointing `@std/csv` at
 * `jsr:@std/csv` changes nothing else.
 */
export { type CsvReadOptions as CsvParseStreamOptions, type RowType } from "./csv_reader.ts";
export { CsvParseStream } from "./csv_parse_stream.ts";
export { parse, type ParseOptions } from "./csv_parse.ts";
export { type Column, type DataItem, stringify, type StringifyOptions } from "./csv_stringify.ts";
export { CsvStringifyStream, type CsvStringifyStreamOptions } from "./csv_stringify_stream.ts";
