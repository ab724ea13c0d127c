import type { PostgresConnection } from "../core/config/connections.ts";
import { readLive } from "../core/home/home.ts";
import { type CommandEnv, startCommand } from "../testing/trunkline_command.ts";
import { cpuSeconds, peakMegabytes } from "./process_usage.ts";

/** A running `main.ts` that a bench measures. */
export interface TrunklineProcess extends AsyncDisposable {
  readonly pid: number;
  /** Time of the start, by `performance.now()`. */
  readonly startedAt: number;
  /** The database of its state directory, as soon as it exists. */
  database(): Promise<PostgresConnection>;
  /** User and system time of the Deno process so far, s; without its PostgreSQL. */
  cpuSeconds(): number;
  /** Highest resident memory so far, MB. */
  peakMegabytes(): number;
  /** Result of `work`; rejects with the stderr of the process if that ends first. */
  whileItRuns<T>(work: Promise<T>): Promise<T>;
  /** Resolves to the exit code. */
  readonly exited: Promise<number>;
  /** Sends SIGINT; resolves to the exit code. */
  stop(): Promise<number>;
}

/** Starts `main.ts ARGS` with these variables. */
export function startTrunkline(
  args: readonly string[],
  env: CommandEnv & { readonly TRUNKLINE_HOME: string },
): TrunklineProcess {
  const command = startCommand(args, env);
  let hasEnded = false;
  const exited = command.ended.then(({ code }) => {
    hasEnded = true;
    return code;
  });
  const early = command.ended.then(({ code, stderr }): never => {
    throw new Error(`Cannot measure: Trunkline ended with ${code}: ${stderr}`);
  });
  early.catch(() => {});
  return {
    pid: command.pid,
    startedAt: command.startedAt,
    exited,
    async database() {
      for (;;) {
        const live = await readLive(env.TRUNKLINE_HOME);
        if (live?.postgres !== undefined) return live.postgres;
        if (hasEnded) return await early;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    cpuSeconds: () => cpuSeconds(command.pid),
    peakMegabytes: () => peakMegabytes(command.pid),
    whileItRuns: (work) => Promise.race([work, early]),
    async stop() {
      if (!hasEnded) command.kill("SIGINT");
      return await exited;
    },
    async [Symbol.asyncDispose]() {
      await this.stop();
    },
  };
}
