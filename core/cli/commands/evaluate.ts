import type { Evaluation } from "../../sentiment/evaluate.ts";
import type { Interval } from "../../sentiment/bootstrap.ts";
import type { Command } from "../command.ts";
import { count, ledger } from "../format.ts";
import { dataFile, modelDirectory, SHIPPED_MODEL } from "../model_paths.ts";
import { neutralBand } from "../neutral_band.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "evaluate",
  summary: "measures a sentiment model on a labelled file",
  flags: {
    data: { value: "FILE", help: "any labelled file that train reads (default DATA_PATH)" },
    model: {
      value: "DIR",
      help: "the model (default MODEL_DIR, else the one that comes with Trunkline)",
    },
    json: { help: "print every figure as JSON" },
  },
  examples: [
    ["evaluate --data testdata.manual.2009.06.14.csv", "the model that comes with Trunkline"],
    ["evaluate --data people.csv.gz --model my-model --json", "your own, for a program"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const evaluator = session.start("trainer", {
        task: "evaluate",
        data: dataFile(flags, config),
        model: modelDirectory(flags, config, SHIPPED_MODEL),
        band: neutralBand(config),
      }, "evaluate");
      const { json } = await session.race(evaluator.ended);
      terminal.print(flags.has("json") ? String(json) : describe(JSON.parse(String(json))));
      return 0;
    }),
};

function describe(result: Evaluation): string {
  const { polar, threeClass } = result;
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
    "Accuracy by kind of post:",
    ...ledger(
      Object.entries(result.slices).flatMap(([name, slice]) =>
        slice === undefined
          ? []
          : [[`${name}, ${count(slice.rows)} rows`, slice.accuracy.toFixed(4)] as const]
      ),
    ),
  ].join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** A figure with its 95% bootstrap interval. */
function interval({ value, low, high }: Interval): string {
  return `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
}
