import { resolve } from "node:path";
import type { Command, Invocation } from "../command.ts";
import { count, ledger } from "../format.ts";
import { refusePipe, usageError } from "../flags.ts";
import {
  makeParent,
  modelDirectory,
  neutralBand,
  requireModel,
  SHIPPED_MODEL,
} from "../model_paths.ts";
import { migrateStore, migrateStoreThroughOutages } from "../pipeline.ts";
import { openServices, requireDatabase } from "../services.ts";
import { inSession, type Session } from "../session.ts";
import type { Stats } from "../../core/supervision/protocol.ts";
import type { SupervisedWorker } from "../../core/supervision/supervised_worker.ts";

export const command: Command = {
  name: "score",
  summary: "scores the sentiment of stored posts, or of the texts in a CSV file",
  flags: {
    model: {
      value: "DIR",
      help: "model directory (default MODEL_DIR, else the model that comes with Trunkline)",
    },
    input: {
      value: "FILE.csv",
      help: "a CSV file with a column text, separated by commas, semicolons or tabs",
    },
    output: {
      value: "FILE.csv",
      help:
        "where to write it, with prob_pos, label_bin (1 where prob_pos is 0.5 or more, of neutral posts too), label_str and reason; replaces an existing file",
    },
    every: {
      value: "D",
      help: "go on until Ctrl-C, with a pause of this time between looks at the table",
    },
    json: { help: "print the totals as JSON" },
  },
  examples: [["score", "posts that are new, edited, or were scored by another model"], [
    "score --every 1s",
    "as a service of its own",
  ], [
    "score --input posts.csv --output scored.csv",
    "a file, with four more columns",
  ]],
  run: (invocation) => {
    const every = invocation.flags.duration("every");
    if (every !== undefined) return scoreEvery(invocation, every);
    return inSession(invocation, async (session) => {
      const { config, flags } = invocation;
      const input = flags.file("input");
      const output = flags.text("output");
      const model = modelDirectory(flags, config, SHIPPED_MODEL);
      requireModel(model, flags.text("model") === undefined ? "MODEL_DIR" : "--model");
      if (input === undefined && output === undefined) return await scoreTheTable(session, model);
      if (input === undefined || output === undefined) {
        throw usageError("--input and --output go together: a CSV file to read, and one to write");
      }
      requireOther(input, output);
      await makeParent(output);
      const scorer = session.start("scorer", {
        model,
        input,
        output: resolve(output),
        band: neutralBand(config),
      });
      const code = await showResult(session, [scorer]);
      session.invocation.terminal.say(
        "label_bin is 1 where prob_pos is 0.5 or more, of neutral posts too; label_str has three classes",
      );
      return code;
    }, { mustFinish: true });
  },
};

/** Scores what is new in the table again and again; waits for a database that is away. */
function scoreEvery(invocation: Invocation, intervalMs: number): Promise<number> {
  const { flags, config } = invocation;
  if (flags.text("input") !== undefined || flags.text("output") !== undefined) {
    throw usageError("--every is for the table; leave out --input and --output");
  }
  const model = modelDirectory(flags, config, SHIPPED_MODEL);
  requireModel(model, flags.text("model") === undefined ? "MODEL_DIR" : "--model");
  return inSession(invocation, async (session) => {
    await requireDatabase(config);
    const opened = await openServices(session, { postgres: true });
    const postgres = await migrateStoreThroughOutages(session, opened.postgres);
    session.start("table_scorer", {
      postgres,
      model,
      band: neutralBand(config),
      from: "newest",
      intervalMs,
    });
    await session.untilOver();
    return 0;
  }, { health: "score" });
}

/** Refuses to replace the input, a folder or a pipe. */
function requireOther(input: string, output: string): void {
  refusePipe(output, "--output");
  let there: Deno.FileInfo;
  try {
    there = Deno.statSync(output);
  } catch {
    return; // nothing is there, or the writer will explain the error
  }
  if (there.isDirectory) throw usageError(`--output is "${output}", a folder; name a file`);
  if (!there.isFile) throw usageError(`--output is "${output}", no plain file; name one`);
  if (Deno.realPathSync(output) === input) {
    throw usageError(`--output is the file of --input; name another one`);
  }
}

async function scoreTheTable(session: Session, model: string): Promise<number> {
  const { config } = session.invocation;
  await requireDatabase(config);
  const { postgres } = await openServices(session, { postgres: true });
  await session.race(migrateStore(session.invocation, postgres));
  const scorer = { postgres, model, band: neutralBand(config) };
  // One scorer from each end: scoring keeps one core busy and takes most of the time.
  const ends = navigator.hardwareConcurrency > 1
    ? ["oldest", "newest"] as const
    : ["oldest"] as const;
  return await showResult(
    session,
    ends.map((from) =>
      session.start("table_scorer", { ...scorer, from }, { name: `scorer, ${from} first` })
    ),
  );
}

/** Shows the progress of the scorers, and at the end their totals. */
async function showResult(
  session: Session,
  scorers: readonly SupervisedWorker[],
): Promise<number> {
  const { flags, terminal } = session.invocation;
  const hideLive = session.showLive(() => {
    const stats = sum(scorers.map(({ name }) => session.stats(name)));
    return `score ${count(stats["rows"] ?? stats["judged"])} rows`;
  });
  const stats = sum(
    await session.race(Promise.all(scorers.map(({ ended }) => ended))).finally(hideLive),
  );
  terminal.print(
    flags.has("json") ? JSON.stringify(stats) : ledger(Object.entries(stats)).join("\n"),
  );
  return 0;
}

/** Numbers are added; anything else is the same for all. */
function sum(parts: readonly Stats[]): Stats {
  const [first = {}, ...rest] = parts;
  return rest.reduce<Stats>(
    (all, stats) =>
      Object.fromEntries(
        Object.entries(all).map(([name, value]) => {
          const other = stats[name];
          const adds = typeof value === "number" && typeof other === "number";
          return [name, adds ? value + other : value];
        }),
      ),
    first,
  );
}
