/** Trunkline's command line: finds the command, reads the configuration once, and makes the workers. */
import manifest from "./deno.json" with { type: "json" };
import type { Command, Invocation } from "./cli/command.ts";
import { parseFlags } from "./cli/parse_flags.ts";
import { commandHelp, overview } from "./cli/help.ts";
import { suggest } from "./cli/suggest.ts";
import { readEnv, readLocale } from "./cli/read_env.ts";
import { Terminal } from "./cli/terminal.ts";
import { readConfig } from "./core/config/config.ts";
import { collectGarbage } from "./core/base/collect_garbage.ts";
import { messageOf, PermanentError } from "./core/base/errors.ts";
import { type Grants, toPermissions } from "./core/supervision/grants.ts";
import { WorkerFailed } from "./core/supervision/supervised_worker.ts";

/** Loaded on demand: code that a command does not need must not slow its start. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  init: () => import("./cli/commands/init.ts"),
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
  health: () => import("./cli/commands/health.ts"),
  doctor: () => import("./cli/commands/doctor.ts"),
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
  const { locale, others } = takeLocale(args);
  const output = { terminal: new Terminal("text", locale) };
  try {
    return await runCommand(others, spawn, output);
  } catch (error) {
    output.terminal.fail(messageOf(error));
    const told = error instanceof PermanentError || error instanceof WorkerFailed;
    return told ? error.exitCode : 1;
  }
}

/** The language of `--locale`, which every command has, else of the process's locale; a report reads the flag itself. */
function takeLocale(args: readonly string[]) {
  const at = args.findIndex((arg) => /^--locale(=|$)/.test(arg));
  const [flag = "", next] = at < 0 ? [] : args.slice(at);
  const given = flag.includes("=") ? flag.slice("--locale=".length) : next;
  if (given !== "en" && given !== "fr") return { locale: readLocale(), others: args };
  const length = flag.includes("=") ? 1 : 2;
  const isReports = args[0] === "report";
  return { locale: given, others: isReports ? args : args.toSpliced(at, length) } as const;
}

/** `output.terminal` becomes one of the configured format once the configuration is read. */
async function runCommand(
  args: readonly string[],
  spawn: Spawn,
  output: { terminal: Terminal },
): Promise<number> {
  const [name, ...rest] = args;
  const { locale } = output.terminal;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const all = await Promise.all(Object.values(COMMANDS).map((load) => load()));
    console.log(overview(all.map(({ command }) => command), locale));
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "version") {
    console.log(`trunkline ${manifest.version}`);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new PermanentError(
      `Cannot run "${name}": there is no such command.${suggest(name, Object.keys(COMMANDS))} ` +
        `Use ${Object.keys(COMMANDS).join(", ")}`,
      { exitCode: 2 },
    );
  }
  const { command } = await load();
  const { flags, rest: others } = parseFlags(command, rest);
  if (flags.has("help")) {
    console.log(commandHelp(command, locale));
    return 0;
  }
  const env = readEnv();
  const config = readConfig(
    env,
    (path, readLater) =>
      readLater && Deno.statSync(path).isFifo === true ? "" : Deno.readTextFileSync(path),
  );
  output.terminal = new Terminal(config.logFormat, locale);
  const invocation: Invocation = {
    flags,
    rest: others,
    env,
    config,
    terminal: output.terminal,
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

if (import.meta.main) {
  collectGarbage();
  Deno.exit(await main(Deno.args));
}
