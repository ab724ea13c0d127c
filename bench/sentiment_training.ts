import { stringify } from "@std/csv";
import { PermanentError } from "../core/base/errors.ts";
import { readLabelled } from "../core/sentiment/data/labelled_rows.ts";
import { openDataFile } from "../core/sentiment/data/open_data_file.ts";
import { openModel } from "../core/sentiment/model/model_file.ts";
import type { MeasuredModel } from "../core/sentiment/model/measured_model.ts";
import { measuredCommand } from "./measured_command.ts";
import type { Figure } from "./result.ts";

/**
 * The heads beside English: the file of the language, the source that each is learned from, and those that only say how sure a
 * score may be. All of these state a licence.
 */
const HEADS = {
  de: { file: "german", calibrate: ["PotTS", "XED-de"] },
  es: { file: "spanish", calibrate: ["XED-es"] },
  fr: { file: "french", calibrate: ["XED-fr", "Allocine-subset"] },
  it: { file: "italian", calibrate: ["XED-it"] },
  pt: { file: "portuguese", calibrate: ["AfriSenti-por", "XED-pt", "XED-br"] },
} as const;
const LABELLED = "UMSAB";
const SHIPPED = "models/posts";

/** Files to train from. */
interface Files {
  readonly data: string;
  readonly labelled: string;
  readonly vectors?: string;
  /** Folder of labelled posts in many languages. */
  readonly folder: string;
}

/**
 * Trains every head of the model that ships from scratch, by the commands of its card: time and memory, and how many heads are
 * not the ones that ship, byte for byte. Without `--vectors` the English one cannot be.
 */
export async function allHeads(
  { data, labelled, vectors, folder }: Files,
  model: string,
  say: (line: string) => void,
): Promise<Figure[]> {
  const scratch = await Deno.makeTempDir({ prefix: "trunkline-bench-" });
  const runs: { seconds: number; peakMb: number }[] = [];
  const train = async (flags: readonly string[]) => {
    const run = await measuredCommand(["train", ...flags, "--model", model, "--json"]);
    runs.push(run);
    const trained: MeasuredModel = JSON.parse(run.stdout);
    return trained;
  };
  try {
    say("training all heads");
    const english = ["--data", data, "--labelled", labelled];
    await train(vectors === undefined ? english : [...english, "--vectors", vectors]);
    const folds: Figure[] = [];
    for (const [language, { file, calibrate }] of Object.entries(HEADS)) {
      const sources = await sourcesOf(folder, file);
      const rows = `${scratch}/${language}.csv`;
      const others = `${scratch}/${language}-others.csv`;
      await Deno.writeTextFile(rows, sources([LABELLED]));
      await Deno.writeTextFile(others, sources(calibrate));
      const { macroF1 = NaN } = await train(
        ["--language", language, "--labelled", rows, "--calibrate", others],
      );
      folds.push({ what: `… ${language}, five folds: macro-F1`, value: macroF1, unit: "" });
    }
    const [made, shipped] = await Promise.all([openModel(model), openModel(SHIPPED)]);
    const other = Object.entries(shipped.manifest.heads).filter(([language, { weights }]) =>
      made.manifest.heads[language]?.weights.sha256 !== weights.sha256 &&
      (language !== "en" || vectors !== undefined)
    );
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
    const peakMb = Math.max(...runs.map((run) => run.peakMb));
    const compared = vectors === undefined ? 5 : 6;
    return [
      atMost("training all heads: wall", [seconds, "s"], 300),
      atMost("… peak memory", [peakMb, "MB"], 1_000),
      atMost(`… of ${compared} heads unlike the shipped one`, [other.length, ""], 0),
      ...folds,
    ];
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

function atMost(what: string, [value, unit]: readonly [number, string], at: number): Figure {
  return { what, value, unit, goal: { at, better: "lower" } };
}

/** A function for the rows of some sources of a language's file, as CSV. */
async function sourcesOf(
  folder: string,
  file: string,
): Promise<(names: readonly string[]) => string> {
  const list = await Deno.readTextFile(`${folder}/sources.csv`);
  const path = `${folder}/${file}.csv.gz`;
  const { texts, labels } = await readLabelled(openDataFile(path), { name: path });
  const places = new Map(
    list.trim().split("\n").map((line) => line.split(",")).filter(([of]) => of === file)
      .map(([, name = "", first, last]) => [name, [Number(first) - 1, Number(last)] as const]),
  );
  const words = ["negative", "neutral", "positive"];
  return (names) =>
    "label,text\n" + names.map((name) => {
      const place = places.get(name);
      if (place === undefined) {
        throw new PermanentError(`Cannot train: ${folder}/sources.csv has no ${name} of ${file}`);
      }
      const [first, last] = place;
      return stringify(
        texts.slice(first, last).map((text, i) => [words[labels[first + i]!]!, text]),
      );
    }).join("");
}
