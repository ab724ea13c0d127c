import { CsvError, type InfoRecord, Parser } from "csv-parse";
import { PermanentError } from "../../base/errors.ts";

/** One row of a CSV file. */
export interface CsvRow {
  /** Line on which the row starts, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Set if a quotation mark was left open: the only field is then the rest of the file. */
  readonly unclosed?: true;
}

/** Maximum bytes of a row; a longer one means that the file is not CSV or a quotation mark was never closed. */
const ROW_MAX = 1 << 20;

/**
 * Splits CSV bytes into batches of rows (RFC 4180; `\n` and `\r\n`; quotation marks doubled inside quoted fields).
 *
 * A line is decoded as UTF-8 if it is valid UTF-8, else as Latin-1 (windows-1252), because both corpora mix these encodings.
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  { separatorOf = () => "," }: CsvOptions = {},
): AsyncGenerator<CsvRow[]> {
  let splitter: RowSplitter | undefined;
  const splitterFor = (text: string) =>
    splitter ??= new RowSplitter(name, separatorOf(text.split(/\r?\n/, 1)[0] ?? ""));
  const lines = new LineDecoder(name);
  let first = true;
  for await (const chunk of bytes) {
    if (first) refuseOtherFormats(chunk, name);
    first = false;
    const text = lines.decode(chunk);
    if (text !== "") yield await splitterFor(text).push(text);
  }
  const rest = lines.flush();
  const last = [...await splitterFor(rest).push(rest), ...await splitterFor(rest).end()];
  if (last.length > 0) yield last;
}

/** Options of {@linkcode csvRows}. */
export interface CsvOptions {
  /** The character between fields, from the first line; default `,`. */
  readonly separatorOf?: (firstLine: string) => string;
}

/** Decodes chunks of bytes into texts that end at a line's end. */
class LineDecoder {
  #rest: Uint8Array = new Uint8Array(0);
  #first = true;
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  readonly #latin1 = new TextDecoder("latin1");
  constructor(private readonly name: string) {}

  decode(chunk: Uint8Array): string {
    const end = chunk.lastIndexOf(10) + 1;
    if (end === 0) {
      this.#rest = joined(this.#rest, chunk);
      if (this.#rest.length > ROW_MAX) throw tooLong(this.name, undefined);
      return "";
    }
    const whole = joined(this.#rest, chunk.subarray(0, end));
    this.#rest = chunk.slice(end);
    return this.#text(whole);
  }

  flush(): string {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return rest.length === 0 ? "" : this.#text(rest) + "\n";
  }

  #text(bytes: Uint8Array): string {
    const text = this.#valid(bytes) ?? this.#byLine(bytes);
    const start = this.#first && text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.#first = false;
    return start === 1 ? text.slice(1) : text;
  }

  #valid(bytes: Uint8Array): string | undefined {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      return undefined;
    }
  }

  #byLine(bytes: Uint8Array): string {
    let text = "";
    for (let at = 0; at < bytes.length;) {
      const newline = bytes.indexOf(10, at);
      const end = newline < 0 ? bytes.length : newline + 1;
      const line = bytes.subarray(at, end);
      text += this.#valid(line) ?? this.#latin1.decode(line);
      at = end;
    }
    return text;
  }
}

/** Splits text into rows with csv-parse; keeps the bytes of an incomplete row for the next text. */
class RowSplitter {
  readonly #parser: Parser;
  readonly #encoder = new TextEncoder();
  /** Bytes after the last complete row, and their position in the file. */
  #rest: Uint8Array = new Uint8Array(0);
  #restAt = 0;
  /** The last line of the last complete row. */
  #line = 0;
  constructor(private readonly name: string, separator: string) {
    this.#parser = new Parser({
      delimiter: separator,
      info: true,
      max_record_size: ROW_MAX,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      // Keep a quotation mark inside an unquoted field.
      relax_quotes: true,
      skip_empty_lines: true,
    });
    // Errors are also passed to the callback of the failing call.
    this.#parser.on("error", () => {});
  }

  async push(text: string): Promise<CsvRow[]> {
    const bytes = this.#encoder.encode(text);
    this.#rest = joined(this.#rest, bytes);
    return await this.#take((done) => this.#parser.write(bytes, done));
  }

  /** The last rows; after an unclosed quotation mark, the rest of the file as one row. */
  async end(): Promise<CsvRow[]> {
    try {
      return await this.#take((done) => this.#parser.end(done));
    } catch (error) {
      if (!(error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED")) throw error;
      const text = new TextDecoder().decode(this.#rest);
      const field = text.replace(/^(?:\r?\n)+/, "");
      const line = this.#line + 1 + newlines(text.slice(0, text.length - field.length));
      return [{ line, fields: [field], unclosed: true }];
    }
  }

  async #take(work: (done: (error?: Error | null) => void) => void): Promise<CsvRow[]> {
    const worked = new Promise<void>((resolve, reject) =>
      work((error) => error ? reject(error) : resolve())
    );
    const rows: CsvRow[] = [];
    let end = this.#restAt;
    // The parser calls back only after its rows have been read.
    for (let row: Parsed | null; (row = this.#parser.read()) !== null;) {
      const fields = row.record;
      this.#line = row.info.lines;
      end = row.info.bytes;
      rows.push({ line: row.info.lines - fields.reduce((sum, f) => sum + newlines(f), 0), fields });
    }
    await worked.catch((error) => {
      if (!(error instanceof CsvError && error.code === "CSV_MAX_RECORD_SIZE")) throw error;
      throw tooLong(this.name, this.#line + 1);
    });
    this.#rest = this.#rest.slice(end - this.#restAt);
    this.#restAt = end;
    return rows;
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: InfoRecord & { readonly bytes: number };
}

function newlines(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Whether a file starts with a UTF-16 byte order mark or alternates letters and zero bytes ("Unicode text" of spreadsheets). */
function looksLikeUtf16(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  if (a === 0xff && b === 0xfe || a === 0xfe && b === 0xff) return true;
  return a === 0 && b !== 0 && c === 0 || b === 0 && a !== 0 && d === 0;
}

function refuseOtherFormats(start: Uint8Array, name: string): void {
  if (looksLikeUtf16(start)) throw utf16(name);
  // A spreadsheet is a ZIP archive, or an OLE file in older formats.
  const [a, b, c, d] = start;
  const isZip = a === 0x50 && b === 0x4b && c === 3 && d === 4;
  const isOle = a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
  if (!isZip && !isOle) return;
  throw new PermanentError(
    `Cannot read ${name}: it is a spreadsheet (.xlsx, .ods, .xls) or another archive, not CSV. ` +
      "Open it and save it as CSV (UTF-8).",
    { exitCode: 2 },
  );
}

function utf16(name: string): PermanentError {
  return new PermanentError(
    `Cannot read ${name}: it is UTF-16 text. Save it as UTF-8 (iconv -f UTF-16 -t UTF-8).`,
  );
}

function tooLong(name: string, line: number | undefined): PermanentError {
  const where = line === undefined ? "a row" : `the row that starts on line ${line}`;
  return new PermanentError(
    `Cannot read ${name}: ${where} is longer than 1 MiB. Give a CSV file with one post a row, quotation marks closed.`,
  );
}
