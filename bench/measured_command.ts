import { type CommandEnv, startCommand } from "../testing/trunkline_command.ts";
import { cpuSeconds as cpuOf, peakMegabytes } from "./process_usage.ts";

/** Resources of a command, from the start of its process to its end. */
export interface MeasuredCommand {
  readonly seconds: number;
  /** User and system time of the process and its threads, sampled a tenth of a second before its end at the latest. */
  readonly cpuSeconds: number;
  /** Its highest resident memory, without its PostgreSQL. */
  readonly peakMb: number;
  readonly stdout: string;
}

const SAMPLE_INTERVAL_MS = 100;

/** Runs `main.ts ARGS` with these variables to its end. Rejects with its stderr if it fails. */
export async function measuredCommand(
  args: readonly string[],
  env: CommandEnv = {},
): Promise<MeasuredCommand> {
  await using command = startCommand(args, env);
  let cpuSeconds = 0;
  let peakMb = 0;
  const timer = setInterval(() => {
    // Both are NaN once the process has ended, and no comparison with NaN is true.
    const cpu = cpuOf(command.pid);
    const peak = peakMegabytes(command.pid);
    if (cpu > cpuSeconds) cpuSeconds = cpu;
    if (peak > peakMb) peakMb = peak;
  }, SAMPLE_INTERVAL_MS);
  const { code, stdout, stderr, seconds } = await command.ended.finally(() => clearInterval(timer));
  if (code !== 0) throw new Error(`Cannot measure ${args[0]}: it ended with ${code}. ${stderr}`);
  return { seconds, cpuSeconds, peakMb, stdout };
}
