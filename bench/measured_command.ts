import { runArguments } from "../testing/run_arguments.ts";
import { cpuSeconds as cpuOf, peakMegabytes } from "./process_usage.ts";
import { root } from "./trunkline_process.ts";

/** What a command took, from the start of its process to its end. */
export interface MeasuredCommand {
  readonly seconds: number;
  /** User and system time of the process and its threads, as last seen, a tenth of a second before its end at most. */
  readonly cpuSeconds: number;
  /** Its highest resident memory; a PostgreSQL is not in it. */
  readonly peakMb: number;
  readonly stdout: string;
}

const LOOK_EVERY_MS = 100;

/** Runs `main.ts ARGS` to its end, with these variables over the inherited ones (DENO_DIR must go along). Rejects with what it said if it fails. */
export async function measuredCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredCommand> {
  const started = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...runArguments(args[0]), "main.ts", ...args],
    cwd: root,
    env: { KAFKA_BOOTSTRAP: "", PG_URL: "", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let cpuSeconds = 0;
  let peakMb = 0;
  const timer = setInterval(() => {
    // Of a process that has ended both are NaN, and no comparison holds.
    const cpu = cpuOf(child.pid);
    const peak = peakMegabytes(child.pid);
    if (cpu > cpuSeconds) cpuSeconds = cpu;
    if (peak > peakMb) peakMb = peak;
  }, LOOK_EVERY_MS);
  const { code, stdout, stderr } = await child.output().finally(() => clearInterval(timer));
  const seconds = (performance.now() - started) / 1_000;
  const decoder = new TextDecoder();
  if (code !== 0) {
    throw new Error(`Cannot measure ${args[0]}: it ended with ${code}. ${decoder.decode(stderr)}`);
  }
  return { seconds, cpuSeconds, peakMb, stdout: decoder.decode(stdout) };
}
