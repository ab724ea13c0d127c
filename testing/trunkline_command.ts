import { SPELLINGS, VARIABLES, WITHDRAWN_VARIABLES } from "../core/config/variables.ts";

const root = new URL("../", import.meta.url).pathname;

const { tasks }: { tasks: Readonly<Record<string, { command: string }>> } = JSON.parse(
  await Deno.readTextFile(new URL("../deno.json", import.meta.url)),
);

/**
 * The arguments of Deno in `deno task NAME` before the script: `run` and its flags; those of the task `run` if there is no task
 * NAME. Tests and benches start the command with the same.
 */
export function runArguments(name = "run"): readonly string[] {
  const words = wordsOf(name);
  return words.slice(words.indexOf("deno") + 1, words.indexOf("main.ts"));
}

/** The variables that `deno task NAME` sets before it starts Deno. */
export function runVariables(name = "run"): Readonly<Record<string, string>> {
  const words = wordsOf(name);
  return Object.fromEntries(
    words.slice(0, words.indexOf("deno")).map((word) => {
      const [variable = "", ...value] = word.split("=");
      return [variable, value.join("=")];
    }),
  );
}

function wordsOf(name: string): readonly string[] {
  const { command = "" } = tasks[name] ?? tasks["run"] ?? {};
  const words = command.split(" ");
  const [deno, script] = ["deno", "main.ts"].map((word) => words.indexOf(word));
  if (deno === undefined || deno < 0 || script === undefined || script < deno) {
    throw new Error(`Cannot start as a user does: deno.json has the task "${command}"`);
  }
  return words;
}

/** Result of a command. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A running `main.ts` in a process of its own, started as a user starts it. */
export interface RunningCommand extends AsyncDisposable {
  readonly pid: number;
  /** Time of the start, by `performance.now()`. */
  readonly startedAt: number;
  /** Output so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves when its stderr matches; rejects if it ends before, or after `withinMs`. */
  untilStderr(pattern: RegExp, withinMs?: number): Promise<void>;
  kill(signal: Deno.Signal): void;
  /** Writes a line to its standard input. */
  writeLine(line: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

export type CommandEnv = Partial<Record<(typeof VARIABLES)[number], string>>;

/** Starts `main.ts ARGS` with only these of Trunkline's variables; `under` is a program that runs it (`sh -c …`). */
export function startCommand(
  args: readonly string[],
  env: CommandEnv,
  under: readonly string[] = [],
): RunningCommand {
  return startScript(["main.ts", ...args], env, under);
}

/** Runs `main.ts ARGS` in the folder `cwd`, which relative paths begin at. */
export function startCommandIn(
  cwd: string,
  args: readonly string[],
  env: CommandEnv,
): RunningCommand {
  return startScript([`${root}main.ts`, ...args], env, [], cwd);
}

/** Like {@linkcode startCommand} for another script than `main.ts`. */
export function startScript(
  scriptAndArgs: readonly string[],
  env: CommandEnv,
  under: readonly string[] = [],
  cwd = root,
): RunningCommand {
  const [program = Deno.execPath(), ...before] = [...under, Deno.execPath()];
  const startedAt = performance.now();
  const child = new Deno.Command(program, {
    args: [...before, ...runArguments(scriptAndArgs[1]), ...scriptAndArgs],
    cwd,
    // Empty means unset, and overrides a `.env` in the checkout.
    env: {
      ...Object.fromEntries(
        [...VARIABLES, ...WITHDRAWN_VARIABLES, ...Object.values(SPELLINGS)].map((
          name,
        ) => [name, ""]),
      ),
      // Whatever the language of who runs the tests.
      LC_ALL: "C",
      DASHBOARD_PORT: "0",
      HEALTH_PORT: "0",
      ...runVariables(scriptAndArgs[1]),
      ...env,
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  const read = async (from: "stdout" | "stderr") => {
    for await (const text of child[from].pipeThrough(new TextDecoderStream())) {
      output[from] += text;
      for (const listener of listeners) listener();
    }
  };
  const reading = Promise.all([read("stdout"), read("stderr")]);
  const ended = child.status.then(async ({ code }) => {
    // A PostgreSQL that outlives a killed Trunkline keeps the pipes open.
    await Promise.race([reading, pause(500)]);
    await input.close().catch(() => {});
    return { ...output, code, seconds: (performance.now() - startedAt) / 1_000 };
  });
  return {
    pid: child.pid,
    startedAt,
    get stdout() {
      return output.stdout;
    },
    get stderr() {
      return output.stderr;
    },
    async untilStderr(pattern, withinMs = 60_000) {
      const matched = Promise.withResolvers<void>();
      const check = () => {
        if (pattern.test(output.stderr)) matched.resolve();
      };
      const fail = (why: string) =>
        matched.reject(new Error(`${why} of ${pattern}: ${output.stderr}`));
      const timer = setTimeout(() => fail(`No match within ${withinMs} ms`), withinMs);
      listeners.add(check);
      check();
      void ended.then(() => fail("The command ended without a match"));
      try {
        await matched.promise;
      } finally {
        clearTimeout(timer);
        listeners.delete(check);
      }
    },
    kill: (signal) => child.kill(signal),
    writeLine: (line) => input.write(new TextEncoder().encode(`${line}\n`)),
    ended,
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch { /* it has ended */ }
      await ended;
    },
  };
}

/** Runs a command to its end; kills it after three minutes, which shows in its exit code. */
export async function runCommand(
  args: readonly string[],
  env: CommandEnv,
  under: readonly string[] = [],
): Promise<Ended> {
  await using command = startCommand(args, env, under);
  const timer = setTimeout(() => command.kill("SIGKILL"), 180_000);
  return await command.ended.finally(() => clearTimeout(timer));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
