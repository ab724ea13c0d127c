import { loadModel, openModel } from "../core/sentiment/model_file.ts";
import { readLabelled } from "../core/sentiment/labelled_rows.ts";
import { openDataFile } from "../core/sentiment/open_data_file.ts";
import { trainModel } from "../core/sentiment/train.ts";
import type { Bench, Figure } from "./result.ts";

const DATA = "../shared/data/sentiment/distant-train.csv.gz";
const MODEL = "models/english";

/** `deno task bench sentiment [DATA.csv.gz]`: trains, loads, scores and measures; the model goes to a temporary directory. */
export const bench: Bench = {
  summary: "train, load, score and measure the sentiment model",
  async run(args, say) {
    const data = args[0] ?? DATA;
    const directory = await Deno.makeTempDir({ prefix: "trunkline-bench-" });
    try {
      say("training");
      const started = performance.now();
      const trained = await trainModel({ data, model: `${directory}/model` });
      const trainSeconds = (performance.now() - started) / 1000;
      const cpu = cpuSeconds();
      say("scoring on one core");
      const speed = await scoringSpeed(`${directory}/model`, data);
      const load = await loadMilliseconds();
      const { manifest } = await openModel(MODEL);
      return [
        figure("AUC on its own 20 %", trained.auc, "", 0.885, "higher", 0.7647),
        figure("accuracy on its own 20 %", trained.accuracy, "", 0.81, "higher", 0.7179),
        figure("calibration error on its own 20 %", trained.ece, "", 0.02, "lower"),
        figure("training, wall", trainSeconds, "s", 15, "lower", 39.5),
        ...(cpu === undefined ? [] : [figure("training, CPU", cpu, "s", 20, "lower", 67)]),
        figure("memory after training", Deno.memoryUsage().rss / 1e6, "MB", 600, "lower", 1950),
        figure("pure scoring, one core", speed, "posts/s", 50_000, "higher", 4900),
        figure("shipped model, weights", manifest.weights.bytes / 1e6, "MB", 8, "lower"),
        figure("shipped model, load", load, "ms", 200, "lower"),
      ];
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  },
};

function figure(
  what: string,
  value: number,
  unit: string,
  at: number,
  better: "higher" | "lower",
  replaced?: number,
): Figure {
  return {
    what,
    value,
    unit,
    goal: { at, better },
    ...(replaced !== undefined &&
      { reference: { what: "the replaced system (BASELINE)", value: replaced } }),
  };
}

/** CPU time of this process so far, both modes, in seconds; only Linux says. */
function cpuSeconds(): number | undefined {
  try {
    const fields = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

async function scoringSpeed(directory: string, data: string): Promise<number> {
  const model = await loadModel(directory);
  const { texts } = await readLabelled(openDataFile(data), { name: data });
  for (const text of texts.slice(0, 5000)) model.score(text);
  const started = performance.now();
  for (const text of texts) model.score(text);
  return texts.length / ((performance.now() - started) / 1000);
}

async function loadMilliseconds(): Promise<number> {
  const started = performance.now();
  await loadModel(MODEL);
  return performance.now() - started;
}
