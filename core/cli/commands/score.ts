import { resolve } from "node:path";
import type { Command } from "../command.ts";
import { ledger } from "../format.ts";
import { usageError } from "../flags.ts";
import { makeParent, modelDirectory, SHIPPED_MODEL } from "../model_paths.ts";
import { neutralBand } from "../neutral_band.ts";
import { inSession } from "../session.ts";

export const command: Command = {
  name: "score",
  summary: "scores the sentiment of the texts of a CSV file",
  flags: {
    model: {
      value: "DIR",
      help: "the model (default MODEL_DIR, else the one that comes with Trunkline)",
    },
    input: { value: "FILE.csv", help: "a CSV file with a column text" },
    output: {
      value: "FILE.csv",
      help: "the same file with prob_pos, label_bin, label_str and reason",
    },
    json: { help: "print the totals as JSON" },
  },
  examples: [["score --input posts.csv --output scored.csv", "a file, with four columns more"]],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config, flags, terminal } = invocation;
      const input = flags.file("input");
      const output = flags.text("output");
      if (input === undefined || output === undefined) {
        throw usageError("--input and --output are needed: a CSV file to read, and one to write");
      }
      await makeParent(output);
      const scorer = session.start("scorer", {
        model: modelDirectory(flags, config, SHIPPED_MODEL),
        input,
        output: resolve(output),
        band: neutralBand(config),
      });
      const hideLive = session.showLive(() => `score ${session.facts("scorer")["rows"] ?? 0} rows`);
      const facts = await session.race(scorer.ended).finally(hideLive);
      terminal.print(
        flags.has("json") ? JSON.stringify(facts) : ledger(Object.entries(facts)).join("\n"),
      );
      return 0;
    }),
};
