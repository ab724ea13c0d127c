import { evaluateModel } from "../core/sentiment/evaluation/evaluate.ts";
import type { NeutralBand } from "../core/sentiment/model/model.ts";
import { type Architecture, trainModel } from "../core/sentiment/training/train.ts";
import { trainLanguage } from "../core/sentiment/training/train_language.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/**
 * Needs `read` of the data files and the model's directory, and `write` in its parent directory; no net, no environment.
 */
export type Config =
  | {
    readonly task: "train";
    readonly data: string;
    readonly model: string;
    readonly labelled?: string | undefined;
    readonly vectors?: string | undefined;
    readonly seed?: number;
    readonly architecture?: Architecture;
    readonly sampleFraction?: number;
  }
  | {
    readonly task: "train_language";
    readonly language: string;
    readonly labelled: string;
    readonly calibrate?: string | undefined;
    readonly model: string;
    readonly seed?: number;
  }
  | {
    readonly task: "evaluate";
    readonly data: string;
    readonly model: string;
    readonly band?: NeutralBand | undefined;
  };

/** Trains or evaluates a model. The result is in the stat `json`. */
serveWorker<Config>(async (config, { drain, ready, status, log }) => {
  ready();
  switch (config.task) {
    case "train": {
      const result = await trainModel({ ...config, signal: drain }, (stage, share) => {
        status({ stage, percent: Math.round(share * 100) });
      });
      tellBroken(config.data, result.rows.broken, result.brokenExamples);
      if (config.labelled !== undefined && result.labelled !== undefined) {
        tellBroken(config.labelled, result.labelled.broken, result.labelled.brokenExamples);
      }
      return { json: JSON.stringify(result) };
    }
    case "train_language": {
      const result = await trainLanguage({ ...config, signal: drain }, (stage, share) => {
        status({ stage, percent: Math.round(share * 100) });
      });
      tellBroken(config.labelled, result.labelled.broken, result.labelled.brokenExamples);
      return { json: JSON.stringify(result) };
    }
    case "evaluate": {
      const result = await evaluateModel({ ...config, signal: drain });
      tellBroken(config.data, result.broken, result.brokenExamples);
      return { json: JSON.stringify(result) };
    }
  }

  function tellBroken(file: string, count: number, examples: readonly string[]): void {
    if (count === 0) return;
    log("warning", `${count} broken rows were left out of ${file} (${examples.join("; ")})`);
  }
});
