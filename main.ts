/** Trunkline's command line: finds the command, reads the configuration once, and makes the workers. */
import type { Command, Invocation } from "./cli/command.ts";
import { parseFlags } from "./cli/parse_flags.ts";
import { commandHelp, overview } from "./cli/help.ts";
import { readEnv } from "./cli/read_env.ts";
import { Terminal } from "./cli/terminal.ts";
import { readConfig } from "./core/config/config.ts";
import { messageOf, PermanentError } from "./core/base/errors.ts";
import { type Grants, toPermissions } from "./core/supervision/grants.ts";
import { WorkerFailed } from "./core/supervision/supervised_worker.ts";

/** Loaded on demand: code that a command does not need must not slow its start. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  demo: () => import("./cli/commands/demo.ts"),
  run: () => import("./cli/commands/run.ts"),
  produce: () => import("./cli/commands/produce.ts"),
  consume: () => import("./cli/commands/consume.ts"),
  batch: () => import("./cli/commands/batch.ts"),
  report: () => import("./cli/commands/report.ts"),
  export: () => import("./cli/commands/export.ts"),
  train: () => import("./cli/commands/train.ts"),
  evaluate: () => import("./cli/commands/evaluate.ts"),
  score: () => import("./cli/commands/score.ts"),
  dashboard: () => import("./cli/commands/dashboard.ts"),
  purge: () => import("./cli/commands/purge.ts"),
  migrate: () => import("./cli/commands/migrate.ts"),
  status: () => import("./cli/commands/status.ts"),
};

/** How a command creates its workers. */
type Spawn = Invocation["spawn"];

/** The one place that creates workers. Each gets the permissions of its row in workers/registry.ts, and no more. */
function startWorker(kind: string, grants: Grants): Worker {
  return new Worker(new URL(`./workers/${kind}.ts`, import.meta.url).href, {
    type: "module",
    name: kind,
    deno: { permissions: toPermissions(grants) },
  });
}

/**
 * Runs a command line. An error is printed as one line. Tests pass another `spawn`, to make workers fail on purpose.
 *
 * @returns the exit code
 */
export async function main(
  args: readonly string[],
  spawn: Spawn = startWorker,
): Promise<number> {
  try {
    return await runCommand(args, spawn);
  } catch (error) {
    console.error(`trunkline: ${messageOf(error)}`);
    const told = error instanceof PermanentError || error instanceof WorkerFailed;
    return told ? error.exitCode : 1;
  }
}

async function runCommand(args: readonly string[], spawn: Spawn): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const all = await Promise.all(Object.values(COMMANDS).map((load) => load()));
    console.log(overview(all.map(({ command }) => command)));
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new PermanentError(
      `Cannot run "${name}": there is no such command. Use ${Object.keys(COMMANDS).join(", ")}`,
      { exitCode: 2 },
    );
  }
  const { command } = await load();
  const { flags, rest: others } = parseFlags(command, rest);
  if (flags.has("help")) {
    console.log(commandHelp(command));
    return 0;
  }
  const env = readEnv();
  const invocation: Invocation = {
    flags,
    rest: others,
    env,
    config: readConfig(env, (path) => Deno.readTextFileSync(path)),
    terminal: new Terminal(),
    spawn,
    interrupted: onFirstSignal(),
  };
  return await command.run(invocation);
}

/** Aborts at the first SIGINT or SIGTERM; the second ends the process at once. */
function onFirstSignal(): AbortSignal {
  const interrupt = new AbortController();
  const hear = () => {
    if (interrupt.signal.aborted) Deno.exit(130);
    interrupt.abort(new DOMException("Interrupted", "AbortError"));
  };
  Deno.addSignalListener("SIGINT", hear);
  // Windows knows no SIGTERM.
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", hear);
  return interrupt.signal;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
