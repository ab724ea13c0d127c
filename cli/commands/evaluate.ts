import { basename } from "node:path";
import type { Evaluation } from "../../core/sentiment/evaluation/evaluate.ts";
import type { Command } from "../command.ts";
import { describeEvaluation } from "../describe_evaluation.ts";
import {
  dataFile,
  makeFolder,
  modelDirectory,
  neutralBand,
  SHIPPED_MODEL,
} from "../model_paths.ts";
import { inSession, type Session } from "../session.ts";

export const command: Command = {
  name: "evaluate",
  summary: "measures a sentiment model on a labelled file",
  flags: {
    data: {
      value: "FILE",
      help: "a labelled file, in any format that train reads (default DATA_PATH)",
    },
    model: {
      value: "DIR",
      help: "model directory (default MODEL_DIR, else the model that comes with Trunkline)",
    },
    out: { value: "DIR", help: "folder for evaluation.png, .svg and .vl.json (default reports)" },
    json: { help: "print all figures and the paths of the pictures as JSON" },
  },
  examples: [
    ["evaluate --data people.csv.gz", "the model that comes with Trunkline, on your file"],
    ["evaluate --data people.csv.gz --model my-model --json", "your own model, for a program"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const data = dataFile(flags, config);
      const evaluator = session.start("trainer", {
        task: "evaluate",
        data,
        model: modelDirectory(flags, config, SHIPPED_MODEL),
        band: neutralBand(config),
      }, { name: "evaluate" });
      const { json } = await session.race(evaluator.ended);
      const evaluation: Evaluation = JSON.parse(String(json));
      const print = (files: readonly string[]) =>
        terminal.print(
          flags.has("json") ? JSON.stringify({ ...evaluation, files }) : [
            describeEvaluation(evaluation),
            ...files.slice(0, 1).map((file) => `Picture: ${file}`),
          ].join("\n"),
        );
      try {
        print(
          await draw(session, evaluation, {
            file: basename(data),
            out: flags.text("out") ?? "reports",
          }),
        );
      } catch (error) {
        // Print the figures, which took long to compute, even if the pictures cannot be written.
        print([]);
        throw error;
      }
      return 0;
    }, { mustFinish: true }),
};

/** @returns the paths of the pictures, as `out` names their folder */
async function draw(
  session: Session,
  evaluation: Evaluation,
  { file, out }: { readonly file: string; readonly out: string },
): Promise<readonly string[]> {
  const folder = await makeFolder(out);
  const reporter = session.start(
    "evaluation_reporter",
    { evaluation, file, out: folder },
    { name: "picture" },
  );
  const { files } = await session.race(reporter.ended);
  return String(files).split("\n").map((path) => path.replace(folder, out));
}
