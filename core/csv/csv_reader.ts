/** How to read CSV text; names and defaults of `jsr:@std/csv`. */
export interface CsvReadOptions {
  /** One character between fields; default `,`. */
  readonly separator?: string;
  /** Lines that begin with this character are left out; by default none are. */
  readonly comment?: string;
  /** Leading white space of a field is dropped. */
  readonly trimLeadingSpace?: boolean;
  /** A quote may stand inside a field that is not quoted, and unescaped inside one that is. */
  readonly lazyQuotes?: boolean;
  /** Positive: each record has so many fields. 0: as many as the first. Negative or absent: any number. */
  readonly fieldsPerRecord?: number;
  /** Leave the first record out; without `columns` it names them. */
  readonly skipFirstRow?: boolean;
  /** Names of the fields: records become objects. */
  readonly columns?: readonly string[];
}

/** What a record becomes under options `T`: an object where there are names, else an array. */
export type RowType<T> = T extends { readonly columns: readonly (infer C extends string)[] }
  ? string extends C ? Record<string, string | undefined> : Record<C, string>
  : T extends { readonly skipFirstRow: true } ? Record<string, string | undefined>
  : string[];

type Mode =
  | "field start"
  | "bare"
  | "quoted"
  | "quote in quoted"
  | "return after quote"
  | "comment";

/**
 * Reads CSV text that comes in pieces of any size: a piece may end inside a quoted field, an escaped quote or a CRLF.
 *
 * Each character is looked at once, so that a quote that is never closed costs no more than the file is long.
 * Throws `SyntaxError` with the record and its line for what is not CSV.
 */
export class CsvReader {
  readonly #separator: string;
  readonly #comment: string | undefined;
  readonly #trim: boolean;
  readonly #lazy: boolean;
  readonly #bareEnd: RegExp;
  #expected: number;
  #mode: Mode = "field start";
  #row: string[] = [];
  #field = "";
  #started = false;
  #line = 1;
  #recordLine = 1;

  constructor(options: CsvReadOptions = {}) {
    this.#separator = options.separator ?? ",";
    if (this.#separator.length !== 1 || /["\r\n]/.test(this.#separator)) {
      throw new TypeError(
        `Cannot read CSV: the separator ${JSON.stringify(this.#separator)} is not one character`,
      );
    }
    this.#comment = options.comment;
    this.#trim = options.trimLeadingSpace ?? false;
    this.#lazy = options.lazyQuotes ?? false;
    this.#expected = options.fieldsPerRecord ?? -1;
    const separator = this.#separator.replace(/[\\\]^-]/, "\\$&");
    this.#bareEnd = new RegExp(`[${separator}\\n"]`, "g");
  }

  /** The records that end in `text`. */
  read(text: string): string[][] {
    const rows: string[][] = [];
    let at = 0;
    if (!this.#started && text !== "") {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) at = 1;
    }
    while (at < text.length) at = this.#step(text, at, rows);
    return rows;
  }

  /** The last record, where the text does not end in a line break. */
  end(): string[][] {
    const rows: string[][] = [];
    if (this.#mode === "quoted") {
      if (!this.#lazy) this.#fail('extraneous or missing " in quoted-field');
      this.#mode = "bare";
    }
    if (this.#mode !== "comment" && (this.#row.length > 0 || this.#mode !== "field start")) {
      this.#endRecord(rows);
    }
    return rows;
  }

  #step(text: string, at: number, rows: string[][]): number {
    switch (this.#mode) {
      case "field start":
        return this.#startField(text, at);
      case "bare":
        return this.#readBare(text, at, rows);
      case "quoted":
        return this.#readQuoted(text, at);
      case "quote in quoted":
      case "return after quote":
        return this.#afterQuote(text, at, rows);
      case "comment": {
        const end = text.indexOf("\n", at);
        if (end < 0) return text.length;
        this.#nextLine();
        return end + 1;
      }
      default:
        return this.#mode satisfies never;
    }
  }

  #startField(text: string, at: number): number {
    const character = text[at];
    if (this.#row.length === 0 && this.#comment !== undefined && character === this.#comment) {
      this.#mode = "comment";
      return at + 1;
    }
    if (this.#trim && character !== "\n" && character !== undefined && /\s/.test(character)) {
      return at + 1;
    }
    if (character === '"') {
      this.#mode = "quoted";
      return at + 1;
    }
    this.#mode = "bare";
    return at;
  }

  #readBare(text: string, at: number, rows: string[][]): number {
    this.#bareEnd.lastIndex = at;
    const end = this.#bareEnd.exec(text)?.index ?? text.length;
    this.#field += text.slice(at, end);
    if (end === text.length) return end;
    if (text[end] === "\n") this.#endRecord(rows);
    else if (text[end] === '"') {
      if (!this.#lazy) this.#fail('bare " in non-quoted-field');
      this.#field += '"';
    } else this.#endField();
    return end + 1;
  }

  #readQuoted(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    const piece = text.slice(at, end);
    for (let i = piece.indexOf("\n"); i >= 0; i = piece.indexOf("\n", i + 1)) this.#line++;
    this.#field += piece;
    if (quote < 0) return end;
    this.#mode = "quote in quoted";
    return end + 1;
  }

  #afterQuote(text: string, at: number, rows: string[][]): number {
    const character = text[at];
    if (character === "\n") {
      this.#endRecord(rows);
      return at + 1;
    }
    if (this.#mode === "return after quote") {
      if (!this.#lazy) this.#fail('extraneous or missing " in quoted-field');
      this.#field += '"\r';
      this.#mode = "quoted";
      return at;
    }
    if (character === '"') {
      this.#field += '"';
      this.#mode = "quoted";
    } else if (character === this.#separator) this.#endField();
    else if (character === "\r") this.#mode = "return after quote";
    else {
      if (!this.#lazy) this.#fail('extraneous or missing " in quoted-field');
      this.#field += '"';
      this.#mode = "quoted";
      return at;
    }
    return at + 1;
  }

  #endField(): void {
    this.#row.push(this.#field);
    this.#field = "";
    this.#mode = "field start";
  }

  #endRecord(rows: string[][]): void {
    // The return of a CRLF is still in a bare field; where it was after a quote it was never taken in.
    if (this.#mode === "bare" && this.#field.endsWith("\r")) this.#field = this.#field.slice(0, -1);
    const blank = this.#mode === "bare" && this.#row.length === 0 && this.#field === "";
    this.#endField();
    const row = this.#row;
    this.#row = [];
    if (!blank) {
      if (this.#expected === 0) this.#expected = row.length;
      if (this.#expected > 0 && row.length !== this.#expected) {
        throw new SyntaxError(
          `Syntax error on line ${this.#recordLine}: expected ${this.#expected} fields but got ${row.length}`,
        );
      }
      rows.push(row);
    }
    this.#nextLine();
  }

  #nextLine(): void {
    this.#mode = "field start";
    this.#line++;
    this.#recordLine = this.#line;
  }

  #fail(what: string): never {
    throw new SyntaxError(
      `Syntax error on line ${this.#recordLine}; parse error on line ${this.#line}: ${what}`,
    );
  }
}
