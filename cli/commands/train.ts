import type { Command } from "../command.ts";
import { dataFile, makeParent, modelDirectory } from "../model_paths.ts";
import { inSession } from "../session.ts";
import { ledger } from "../format.ts";
import type { HeldOutFigures } from "../../core/sentiment/model/measured_model.ts";
import type { TrainResult } from "../../core/sentiment/training/train.ts";

export const command: Command = {
  name: "train",
  summary: "trains a sentiment model on a file in the format of Sentiment140",
  flags: {
    data: {
      value: "FILE",
      help: "CSV with six columns, may be gzipped; labels 0 and 4, or 0 and 1 (default DATA_PATH)",
    },
    model: { value: "DIR", help: "the model directory to write (default MODEL_DIR)" },
    labelled: {
      value: "FILE",
      help: "human labels in three classes, to learn neutral from",
    },
    architecture: {
      value: "linear|deep",
      help: "deep adds a network; takes minutes, resumes after a kill (default linear)",
    },
    seed: { value: "N", help: "seed of split and order (default 42)" },
    "sample-fraction": {
      value: "X",
      help: "share of the rows to use (default SAMPLE_FRACTION, else 1)",
    },
    json: { help: "print the figures as JSON" },
  },
  examples: [
    ["train --data tweets.csv.gz --model my-model", "two classes, with a neutral band"],
    [
      "train --data tweets.csv.gz --labelled people.csv.gz --model my-model",
      "three classes, neutral learned from people.csv.gz",
    ],
    ["train --data tweets.csv.gz --model my-model --architecture deep", "with a network"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const model = modelDirectory(flags, config);
      const seed = flags.number("seed", { min: 0, max: 2 ** 31, integer: true });
      const options = {
        task: "train",
        data: dataFile(flags, config),
        model,
        labelled: flags.file("labelled"),
        architecture: flags.choice("architecture", ["linear", "deep"]) ?? "linear",
        sampleFraction: flags.number("sample-fraction", { min: 0.0001, max: 1 }) ??
          config.sampleFraction,
        ...(seed === undefined ? {} : { seed }),
      } as const;
      await makeParent(model);
      const trainer = session.start("trainer", options);
      const hideLive = session.showLive(() => {
        const { percent = 0, stage = "" } = session.stats("trainer");
        return `train ${bar(Number(percent))} ${percent}% ${stage}`;
      });
      const { json } = await session.race(trainer.ended).finally(hideLive);
      terminal.print(flags.has("json") ? String(json) : describe(JSON.parse(String(json)), model));
      return 0;
    }, { mustFinish: true }),
};

function describe(result: TrainResult, model: string): string {
  return [
    `The model ${result.version} is in ${model}`,
    ...ledger([
      ...figures(result),
      ...(result.twoClasses === undefined ? [] : figures(result.twoClasses, "two classes alone: ")),
      ...(result.macroRecall === undefined ? [] : [
        ["macro-recall, three classes", share(result.macroRecall)],
        ["… scored", percent(result.labelledCoverage ?? NaN)],
      ] as const),
      ["rows learned", result.rows.learned],
      ["rows tested", result.rows.tested],
      ["rows broken", result.rows.broken],
    ]),
  ].join("\n");
}

function figures(of: HeldOutFigures, whose = "") {
  return [
    [`${whose}AUC`, share(of.auc)],
    [`${whose}accuracy`, share(of.accuracy)],
    [`${whose}F1`, share(of.f1)],
    [`${whose}ECE`, share(of.ece)],
    [`${whose}scored`, percent(of.coverage)],
  ] as const;
}

function share(value: number): string {
  return value.toFixed(4);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)}%`;
}

function bar(percent: number): string {
  const filled = Math.round(percent / 5);
  return "█".repeat(filled) + "░".repeat(20 - filled);
}
