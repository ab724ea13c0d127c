import { stringify } from "csv-stringify/sync";
import { messageOf, PermanentError } from "../base/errors.ts";
import { csvRows } from "../sentiment/data/csv_rows.ts";
import type { NeutralBand } from "../sentiment/model/model.ts";
import type { ModelSet } from "../sentiment/model/model_set.ts";
import type { UnscoredReason } from "../sentiment/model/why_unscored.ts";
import { judgedText } from "./judged_text.ts";
import { openDataFile } from "../sentiment/data/open_data_file.ts";
import { writeAll } from "../base/write_all.ts";

export interface ScoreCsvOptions {
  /** CSV, with `,`, `;` or tabs, and a header that has `text`, and `lang` or `language` if it is known. */
  readonly input: string;
  readonly output: string;
  readonly model: ModelSet;
  readonly band?: NeutralBand | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ScoreCsvResult {
  readonly rows: number;
  readonly scored: number;
  readonly unscored: Readonly<Partial<Record<UnscoredReason | "broken_row", number>>>;
}

const ADDED = ["prob_pos", "label_bin", "label_str", "reason"] as const;

/**
 * Copies a CSV file and appends four columns, replacing those of an earlier run. The other cells are copied unchanged, also
 * those that a spreadsheet would take for a formula.
 *
 * It streams: memory does not grow with the file. The output gets its name when it is complete.
 */
export async function scoreCsv(
  options: ScoreCsvOptions,
  onProgress: (rows: number) => void = () => {},
): Promise<ScoreCsvResult> {
  const draft = `${options.output}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    const result = await writeScored(options, draft, onProgress);
    await Deno.rename(draft, options.output).catch((cause) => {
      throw new PermanentError(
        `Cannot write ${options.output}: it cannot be replaced. Check --output.`,
        { cause, exitCode: 2 },
      );
    });
    return result;
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    throw error;
  }
}

async function writeScored(
  { input, output, model, band, signal }: ScoreCsvOptions,
  draft: string,
  onProgress: (rows: number) => void,
): Promise<ScoreCsvResult> {
  const unscored: Partial<Record<UnscoredReason | "broken_row", number>> = {};
  let rows = 0;
  let scored = 0;
  let columns: Columns | undefined;
  const encoder = new TextEncoder();
  using file = await create(draft);
  const note = (reason: UnscoredReason | "broken_row") => {
    unscored[reason] = (unscored[reason] ?? 0) + 1;
    return ["", "", "", reason];
  };
  let separator = ",";
  const line = (fields: readonly string[]) => lineWith(fields, separator);
  const separatorOf = (header: string) => separator = separatorIn(header);
  for await (const batch of csvRows(openDataFile(input), input, { separatorOf })) {
    signal?.throwIfAborted();
    let out = "";
    for (const { fields, unclosed } of batch) {
      if (columns === undefined) {
        columns = columnsOf(fields, input);
        out += line([...columns.keep(fields), ...ADDED]);
        continue;
      }
      rows++;
      const text = fields[columns.text];
      if (fields.length !== columns.count || text === undefined || unclosed) {
        const padded = Array.from({ length: columns.count }, (_, i) => fields[i] ?? "");
        const kept = [...columns.keep(padded)];
        // Excess cells are joined into the last column, so that the reason is in its own.
        kept.push([kept.pop(), ...fields.slice(columns.count)].join(","));
        out += line([...kept, ...note("broken_row")]);
        continue;
      }
      const score = model.score(judgedText(text), fields[columns.language] ?? "und", band);
      const kept = columns.keep(fields);
      if ("unscored" in score) out += line([...kept, ...note(score.unscored)]);
      else {
        scored++;
        const probability = (score.probPos / 1e6).toFixed(6);
        const bin = score.probPos >= 500_000 ? "1" : "0";
        out += line([...kept, probability, bin, score.label, ""]);
      }
    }
    await writeTo(file, encoder.encode(out), output);
    onProgress(rows);
  }
  if (columns === undefined) throw noText(input, "it is empty");
  await file.sync();
  return { rows, scored, unscored };
}

async function writeTo(file: Deno.FsFile, bytes: Uint8Array, output: string): Promise<void> {
  try {
    await writeAll(file, bytes);
  } catch (cause) {
    throw new PermanentError(
      `Cannot write ${output}: ${
        messageOf(cause)
      }. Make room, or name another place with --output.`,
      { cause },
    );
  }
}

/** Positions of the columns of a file. */
interface Columns {
  readonly text: number;
  readonly language: number;
  readonly count: number;
  /** The fields to copy: all except those that an earlier run has appended. */
  readonly keep: (fields: readonly string[]) => readonly string[];
}

function columnsOf(header: readonly string[], input: string): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const text = names.indexOf("text");
  if (text < 0) {
    throw noText(
      input,
      `its header has no column "text" (it has: ${names.join(", ").slice(0, 200)})`,
    );
  }
  // A column that somebody has added since stands behind those of the earlier run.
  const added = names.findLastIndex((_, at) => ADDED.every((name, i) => names[at + i] === name));
  return {
    text,
    language: names.findIndex((name) => name === "lang" || name === "language"),
    count: names.length,
    keep: (fields) => added < 0 ? fields : fields.toSpliced(added, ADDED.length),
  };
}

function noText(input: string, state: string): PermanentError {
  return new PermanentError(
    `Cannot score ${input}: ${state}. Give a CSV file whose first line names its columns, one of them text.`,
    { exitCode: 2 },
  );
}

async function create(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { write: true, createNew: true });
  } catch (cause) {
    throw new PermanentError(
      `Cannot write ${
        path.replace(/\.[0-9a-f]{8}\.new$/, "")
      }: its directory is missing or not writable. Check --output.`,
      { cause, exitCode: 2 },
    );
  }
}

/** The separator of a header: the one that leaves a column `text`, else the one that it has most of. */
function separatorIn(header: string): string {
  const cells = (separator: string) =>
    header.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").toLowerCase());
  return SEPARATORS.find((separator) => cells(separator).includes("text")) ??
    SEPARATORS.toSorted((a, b) => cells(b).length - cells(a).length)[0] ?? ",";
}

/** A spreadsheet of a country with a decimal comma writes `;`. */
const SEPARATORS = [",", ";", "\t"] as const;

/** A line that ends with `\n`, as most input files do; `@std/csv` would end it with CRLF. */
function lineWith(fields: readonly string[], separator: string): string {
  return stringify([[...fields]], { delimiter: separator, quoted_match: /[\r\n]/ });
}
