import { PermanentError } from "../errors.ts";
import { type CsvRow, csvRows } from "./csv_rows.ts";

/** Classes, in the order of every array of three. */
export const NEGATIVE = 0;
export const NEUTRAL = 1;
export const POSITIVE = 2;
export type Label = typeof NEGATIVE | typeof NEUTRAL | typeof POSITIVE;

/** What was read of a file, and what could not be used. */
export interface ReadCount {
  readonly rows: number;
  readonly broken: number;
  /** The first broken rows, by line and reason. */
  readonly brokenExamples: readonly string[];
}

/** Labelled posts, column by column. */
export interface LabelledRows extends ReadCount {
  readonly texts: string[];
  readonly labels: Label[];
}

export interface ReadOptions {
  /** The file's name, for messages. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

const LABELS: Readonly<Record<string, Label>> = {
  "0": NEGATIVE,
  "2": NEUTRAL,
  "4": POSITIVE,
  negative: NEGATIVE,
  neutral: NEUTRAL,
  positive: POSITIVE,
};

/** Where the label and the text stand in a row. */
interface Shape {
  readonly columns: number;
  readonly label: number;
  readonly text: number;
  readonly header: boolean;
}

/**
 * Reads labelled posts: Sentiment140's six columns (label, id, date, query, user, text; label 0, 2 or 4), or two
 * columns (label, text), or any columns under a header that names `label` and `text`. Labels are 0/2/4 or words.
 */
export async function eachLabelled(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  use: (text: string, label: Label) => void,
): Promise<ReadCount> {
  const brokenExamples: string[] = [];
  let broken = 0;
  let used = 0;
  let shape: Shape | undefined;
  for await (const rows of csvRows(bytes, options.name)) {
    options.signal?.throwIfAborted();
    for (const row of rows) {
      if (shape === undefined) {
        shape = shapeOf(row, options.name);
        if (shape.header) continue;
      }
      const reason = reasonBroken(row, shape);
      if (reason === undefined) {
        used++;
        use(row.fields[shape.text]!, LABELS[row.fields[shape.label]!.trim().toLowerCase()]!);
      } else {
        broken++;
        if (brokenExamples.length < 5) brokenExamples.push(`line ${row.line}: ${reason}`);
      }
    }
  }
  if (used === 0) {
    const why = broken > 0
      ? `none of its ${broken} rows is usable (${brokenExamples[0]})`
      : shape === undefined
      ? "it is empty"
      : "it has a header and no rows";
    throw new PermanentError(`Cannot read ${options.name}: ${why}. ${REMEDY}`);
  }
  return { rows: used, broken, brokenExamples };
}

/** Reads all labelled posts into memory. */
export async function readLabelled(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<LabelledRows> {
  const texts: string[] = [];
  const labels: Label[] = [];
  const count = await eachLabelled(bytes, options, (text, label) => {
    texts.push(text);
    labels.push(label);
  });
  return { texts, labels, ...count };
}

const REMEDY = "Give a CSV with Sentiment140's six columns (label 0, 2 or 4 first, text last), " +
  "two columns (label, text), or a header that names label and text.";

function shapeOf(first: CsvRow, name: string): Shape {
  const names = first.fields.map((field) => field.trim().toLowerCase());
  const label = names.indexOf("label");
  const text = names.indexOf("text");
  if (label >= 0 && text >= 0) return { columns: names.length, label, text, header: true };
  if (names.length === 6) return { columns: 6, label: 0, text: 5, header: false };
  if (names.length === 2) return { columns: 2, label: 0, text: 1, header: false };
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
  const label = row.fields[shape.label]!.trim().toLowerCase();
  return LABELS[label] === undefined
    ? `unknown label ${JSON.stringify(label.slice(0, 20))}`
    : undefined;
}
