import { basename } from "node:path";
import type { Evaluation } from "../../core/sentiment/evaluation/evaluate.ts";
import type { Command } from "../command.ts";
import { describeEvaluation } from "../describe_evaluation.ts";
import { dataFile, makeFolder, modelDirectory, SHIPPED_MODEL } from "../model_paths.ts";
import { neutralBand } from "../neutral_band.ts";
import { inSession, type Session } from "../session.ts";

export const command: Command = {
  name: "evaluate",
  summary: "measures a sentiment model on a labelled file",
  flags: {
    data: { value: "FILE", help: "any labelled file that train reads (default DATA_PATH)" },
    model: {
      value: "DIR",
      help: "the model (default MODEL_DIR, else the one that comes with Trunkline)",
    },
    out: { value: "DIR", help: "where evaluation.png, .svg and .vl.json go (default reports)" },
    json: { help: "print every figure as JSON, and the pictures' paths" },
  },
  examples: [
    ["evaluate --data testdata.manual.2009.06.14.csv", "the model that comes with Trunkline"],
    ["evaluate --data people.csv.gz --model my-model --json", "your own, for a program"],
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
            ...files.slice(0, 1).map((file) => `A picture of it: ${file}`),
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
        // The figures took their time; a folder that cannot be written must not cost them.
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
