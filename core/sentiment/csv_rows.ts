import { PermanentError } from "../errors.ts";

/** One row of a CSV file. */
export interface CsvRow {
  /** Line on which the row starts, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Set where a quotation mark was left open: the one field is the rest of the file as it stands. */
  readonly unclosed?: true;
}

/** A row longer than this is no post: a file that is not CSV, or a quotation mark that was never closed. */
const LONGEST_ROW = 1 << 20;

/**
 * Splits CSV bytes into batches of rows (RFC 4180; `\n` and `\r\n`; quotation marks doubled inside quoted fields).
 *
 * Each line is read as UTF-8 where it is valid UTF-8 and as Latin-1 (windows-1252) where it is not, so that mixed files,
 * which both corpora are, lose nothing.
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<CsvRow[]> {
  const splitter = new RowSplitter(name);
  const lines = new LineDecoder(name);
  let first = true;
  for await (const chunk of bytes) {
    if (first && looksLikeUtf16(chunk)) throw utf16(name);
    first = false;
    const text = lines.decode(chunk);
    if (text !== "") yield splitter.push(text);
  }
  const rest = lines.flush();
  const last = splitter.push(rest);
  splitter.end(last);
  if (last.length > 0) yield last;
}

/** Turns chunks into text that ends at a line's end, whatever bytes a chunk was cut at. */
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
      if (this.#rest.length > LONGEST_ROW) throw tooLong(this.name, undefined);
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

/** Cuts text into rows; keeps the unfinished one for the next piece. */
class RowSplitter {
  #rest = "";
  #line = 1;
  constructor(private readonly name: string) {}

  push(piece: string): CsvRow[] {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    const rows: CsvRow[] = [];
    let at = 0;
    while (at < text.length) {
      const row = this.#row(text, at);
      if (row === undefined) break;
      // A line without anything on it is no row; a quoted field with nothing in it is.
      if (text[at] !== "\n" && !text.startsWith("\r\n", at)) {
        rows.push({ line: this.#line, fields: row.fields });
      }
      this.#line += row.lines;
      at = row.end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST_ROW) throw tooLong(this.name, this.#line);
    return rows;
  }

  /** A quotation mark left open swallows the rest of the file. */
  end(into: CsvRow[]): void {
    if (this.#rest.trim() === "") return;
    into.push({ line: this.#line, fields: [this.#rest], unclosed: true });
  }

  #row(text: string, from: number) {
    const fields: string[] = [];
    let lines = 1;
    let at = from;
    while (true) {
      if (text.charCodeAt(at) === 34) {
        let end = at + 1;
        let doubled = false;
        while (true) {
          end = text.indexOf('"', end);
          if (end < 0 || end + 1 >= text.length) return undefined;
          if (text.charCodeAt(end + 1) !== 34) break;
          doubled = true;
          end += 2;
        }
        const raw = text.slice(at + 1, end);
        if (raw.includes("\n")) lines += raw.split("\n").length - 1;
        at = end + 1;
        // Characters after the closing mark belong to a careless writer's field; they are kept.
        const stop = fieldEnd(text, at);
        if (stop < 0) return undefined;
        fields.push((doubled ? raw.replaceAll('""', '"') : raw) + text.slice(at, stop));
        at = stop;
      } else {
        const stop = fieldEnd(text, at);
        if (stop < 0) return undefined;
        fields.push(text.slice(at, stop));
        at = stop;
      }
      const code = text.charCodeAt(at);
      if (code === 44) at++;
      else return { fields, lines, end: at + (code === 13 ? 2 : 1) };
    }
  }
}

/** Index of the comma or line end that closes the field at `at`; −1 when it has not come yet. */
function fieldEnd(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 44 || code === 10) return i;
    if (code === 13 && text.charCodeAt(i + 1) === 10) return i;
  }
  return -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Its mark, or a letter and a zero byte by turns, as what a spreadsheet saves as "Unicode text" begins. */
function looksLikeUtf16(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  if (a === 0xff && b === 0xfe || a === 0xfe && b === 0xff) return true;
  return a === 0 && b !== 0 && c === 0 || b === 0 && a !== 0 && d === 0;
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
