import type { Interval } from "../core/sentiment/evaluation/bootstrap.ts";
import type { Evaluation } from "../core/sentiment/evaluation/evaluate.ts";
import { SLICES } from "../core/sentiment/evaluation/slices.ts";
import { count, ledger } from "./format.ts";

/** What `evaluate` prints for a person. */
export function describeEvaluation(result: Evaluation): string {
  const { polar, threeClass, bias } = result;
  return [
    `The model ${result.model} on ${count(result.rows)} rows (broken and left out: ${
      count(result.broken)
    })`,
    ...ledger([
      ["scored", percent(result.coverage)],
      ...Object.entries(result.unscored).map(([reason, n]) =>
        [`not scored, ${reason}`, n ?? 0] as const
      ),
    ]),
    ...(polar === undefined ? [] : [
      `Positive against negative, ${count(polar.rows)} rows:`,
      ...ledger([
        ["accuracy", interval(polar.accuracy)],
        ["AUC", interval(polar.auc)],
        ["F1", polar.f1.toFixed(4)],
        ["ECE", polar.ece.toFixed(4)],
      ]),
    ]),
    ...(threeClass === undefined ? [] : [
      `Three classes, ${count(threeClass.rows)} rows:`,
      ...ledger([
        ["macro-recall", interval(threeClass.macroRecall)],
        ["accuracy", interval(threeClass.accuracy)],
        ...Object.entries(threeClass.recall).map(([label, recall]) =>
          [`recall, ${label}`, recall.toFixed(4)] as const
        ),
      ]),
    ]),
    ...languageTable(result),
    "Accuracy by kind of post:",
    ...ledger(
      SLICES.map((name) => [name, result.slices[name]] as const).flatMap(([name, slice]) =>
        slice === undefined
          ? []
          : [[`${name}, ${count(slice.rows)} rows`, interval(slice.accuracy)] as const]
      ),
    ),
    "Bias, whatever the file: mean prob_pos of sentences that differ in one term only, lowest and highest:",
    ...ledger(Object.entries(bias.identity).map(([group, terms]) => [group, ends(terms)] as const)),
    "… how far the terms of a group are apart, the farthest group of each language:",
    ...ledger(
      Object.entries(bias.languages).map(([language, groups]) =>
        [language, farthest(groups)] as const
      ),
    ),
    "… and how far it moves when the same is said in a variety of English:",
    ...ledger([
      ...Object.entries(bias.dialect.varieties).map(([variety, { pairs, shift }]) =>
        [`${variety}, ${pairs} pairs`, interval(shift)] as const
      ),
      [`all, ${bias.dialect.all.pairs} pairs`, interval(bias.dialect.all.shift)],
      ["all, either way", bias.dialect.all.distance.toFixed(4)],
    ]),
  ].join("\n");
}

/** The lowest and the highest of a group, by name. */
function ends(terms: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(terms).sort(([, a], [, b]) => a - b);
  return [sorted[0], sorted.at(-1)].flatMap((end) =>
    end === undefined ? [] : [`${end[0]} ${end[1].toFixed(2)}`]
  ).join(" to ");
}

/** One line a language: rows, scored, macro-F1, macro-recall, recall of neutral, calibration error. */
function languageTable({ languages }: Evaluation): readonly string[] {
  const rows = Object.entries(languages);
  if (rows.length === 0) return [];
  const lines = rows.map(([language, of]) => [
    language,
    count(of.rows),
    percent(of.coverage),
    interval(of.macroF1),
    interval(of.macroRecall),
    of.recall.neutral?.toFixed(4) ?? "–",
    of.ece?.toFixed(4) ?? "–",
  ]);
  const table = [
    ["", "rows", "scored", "macro-F1", "macro-recall", "recall, neutral", "ECE, even sides"],
    ...lines,
  ];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((line) => line[i]!.length)));
  return [
    "By language:",
    ...table.map((line) => line.map((cell, i) => cell.padEnd(widths[i]!)).join("  ").trimEnd()),
  ];
}

/** The group whose terms are farthest apart. */
function farthest(groups: Readonly<Record<string, number>>): string {
  const [group = "", distance = 0] = Object.entries(groups).sort(([, a], [, b]) => b - a)[0] ?? [];
  return `${distance.toFixed(2)} (${group})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** A figure with its 95% bootstrap interval. */
function interval({ value, low, high }: Interval): string {
  return `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
}
