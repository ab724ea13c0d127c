import { PermanentError } from "../../base/errors.ts";
import { type CsvRow, csvRows } from "./csv_rows.ts";
import { type Label, LabelScheme } from "./label_scheme.ts";

export { type Label, NEGATIVE, NEUTRAL, POSITIVE } from "./label_scheme.ts";

/** Rows of a file that were read, and rows that could not be used. */
export interface ReadCount {
  readonly rows: number;
  readonly broken: number;
  /** The first broken rows, by line and reason; those with the same unknown label are one. */
  readonly brokenExamples: readonly string[];
}

/** Labelled posts, column by column. */
export interface LabelledRows extends ReadCount {
  readonly texts: string[];
  readonly labels: Label[];
  /** Language tags; "" where the file has none. */
  readonly languages: string[];
}

export interface ReadOptions {
  /** The file's name, for messages. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/** Where the label and the text stand in a row. */
interface Shape {
  readonly columns: number;
  readonly label: number;
  readonly text: number;
  /** −1: there is no such column. */
  readonly language: number;
  readonly header: boolean;
}

/**
 * Reads labelled posts: Sentiment140's six columns (label, id, date, query, user, text), or two
 * columns (label, text), or any columns under a header that names `label` and `text`, and `lang` if it is known; separated by
 * commas, semicolons or tabs. {@linkcode LabelScheme} interprets the labels; rows with an unknown one are broken and reported
 * with their number.
 */
export async function eachLabelled(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  use: (text: string, label: Label, language: string) => void,
): Promise<ReadCount> {
  const examples: { readonly line: number; readonly text: string }[] = [];
  const labels = new LabelScheme(use);
  let broken = 0;
  let shape: Shape | undefined;
  for await (const rows of csvRows(bytes, options.name, { separatorOf })) {
    options.signal?.throwIfAborted();
    for (const row of rows) {
      if (shape === undefined) {
        shape = shapeOf(row, options.name);
        if (shape.header) continue;
      }
      const reason = reasonBroken(row, shape);
      if (reason === undefined) {
        const { line, fields } = row;
        labels.read({
          line,
          text: fields[shape.text]!,
          label: fields[shape.label]!,
          language: fields[shape.language] ?? "",
        });
      } else {
        broken++;
        if (examples.length < EXAMPLES) examples.push({ line: row.line, text: reason });
      }
    }
  }
  const doubt = labels.end();
  broken += labels.left;
  for (const { label, line, rows } of labels.unknown.slice(0, EXAMPLES)) {
    const times = rows === 1 ? "" : ` (on ${rows} rows)`;
    examples.push({ line, text: `unknown label ${JSON.stringify(label)}${times}` });
  }
  const brokenExamples = examples.toSorted((a, b) => a.line - b.line).slice(0, EXAMPLES)
    .map(({ line, text }) => `line ${line}: ${text}`);
  if (doubt !== undefined) {
    throw new PermanentError(`Cannot read ${options.name}: ${doubt}. ${LABEL_REMEDY}`);
  }
  if (labels.used === 0) {
    const why = broken > 0
      ? `none of its ${broken} rows is usable (${brokenExamples.join("; ")})`
      : shape === undefined
      ? "it is empty"
      : "it has a header and no rows";
    throw new PermanentError(`Cannot read ${options.name}: ${why}. ${REMEDY}`);
  }
  return { rows: labels.used, broken, brokenExamples };
}

/** Reads all labelled posts into memory. */
export async function readLabelled(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<LabelledRows> {
  const texts: string[] = [];
  const labels: Label[] = [];
  const languages: string[] = [];
  const count = await eachLabelled(bytes, options, (text, label, language) => {
    texts.push(text);
    labels.push(label);
    languages.push(language);
  });
  return { texts, labels, languages, ...count };
}

const EXAMPLES = 5;
const REMEDY = "Give a CSV with Sentiment140's six columns (label first, text last), " +
  "two columns (label, text), or a header that names label and text; " +
  "columns are separated by commas, semicolons or tabs; " +
  "labels are 0, 2 and 4, or 0 and 1, or negative, neutral and positive.";
const LABEL_REMEDY =
  "Write 0 for negative, 2 for neutral and 4 for positive, or these words; 0 and 1 alone do, too.";

/** The first separator outside of quotation marks: it ends the first cell, which holds a name or a label, and no sentence. */
function separatorOf(firstLine: string): string {
  return /^(?:"(?:[^"]|"")*"|[^",;\t])*([,;\t])/.exec(firstLine)?.[1] ?? ",";
}

function shapeOf(first: CsvRow, name: string): Shape {
  const names = first.fields.map((field) => field.trim().toLowerCase());
  const label = names.indexOf("label");
  const text = names.indexOf("text");
  const language = names.findIndex((each) => each === "lang" || each === "language");
  if (label >= 0 && text >= 0) {
    return { columns: names.length, label, text, language, header: true };
  }
  const none = { language: -1, header: false };
  if (names.length === 6) return { columns: 6, label: 0, text: 5, ...none };
  if (names.length === 2) return { columns: 2, label: 0, text: 1, ...none };
  throw new PermanentError(
    `Cannot read ${name}: its first row has ${names.length} column${
      names.length === 1 ? "" : "s"
    }. ${REMEDY}`,
    { exitCode: 2 },
  );
}

function reasonBroken(row: CsvRow, shape: Shape): string | undefined {
  if (row.unclosed) return "a quotation mark is never closed";
  if (row.fields.length !== shape.columns) {
    return `${row.fields.length} columns instead of ${shape.columns}`;
  }
  return undefined;
}
