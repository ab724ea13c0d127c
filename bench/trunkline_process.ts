import type { PostgresConnection } from "../core/config/connections.ts";
import { readLive } from "../core/home/home.ts";
import { runArguments } from "../testing/run_arguments.ts";
import { cpuSeconds, peakMegabytes } from "./process_usage.ts";

/** A `main.ts` in a process of its own, as a user starts it. */
export interface TrunklineProcess extends AsyncDisposable {
  readonly pid: number;
  /** When it was started, on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** The database of its state directory, as soon as it is there. */
  database(): Promise<PostgresConnection>;
  /** User and system time of the Deno process so far, in s; its PostgreSQL is not in it. */
  cpuSeconds(): number;
  /** Highest resident memory so far, in MB. */
  peakMegabytes(): number;
  /** What `work` resolves to; rejects with the last words of the process if that ends before. */
  whileItRuns<T>(work: Promise<T>): Promise<T>;
  /** The exit code, once it has ended by itself or by {@linkcode stop}. */
  readonly exited: Promise<number>;
  /** SIGINT, then the exit code. */
  stop(): Promise<number>;
}

export const root = new URL("../", import.meta.url).pathname;

/** Runs `main.ts ARGS` with these variables over the inherited ones (DENO_DIR must go along). */
export function startTrunkline(
  args: readonly string[],
  env: Readonly<Record<string, string>> & { readonly TRUNKLINE_HOME: string },
): TrunklineProcess {
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...runArguments(args[0]), "main.ts", ...args],
    cwd: root,
    // Any free port for the page: what else runs here must not matter.
    env: { KAFKA_BOOTSTRAP: "", PG_URL: "", DASHBOARD_PORT: "0", ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const words = new Response(child.stderr).text();
  let ended: number | undefined;
  const status = child.status.then(({ code }) => ended = code);
  const early = status.then(async (code): Promise<never> => {
    throw new Error(`Cannot measure: Trunkline ended with ${code}: ${await words}`);
  });
  early.catch(() => {});
  return {
    pid: child.pid,
    startedAt,
    exited: status,
    async database() {
      for (;;) {
        const live = await readLive(env.TRUNKLINE_HOME);
        if (live?.postgres !== undefined) return live.postgres;
        if (ended !== undefined) return await early;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    cpuSeconds: () => cpuSeconds(child.pid),
    peakMegabytes: () => peakMegabytes(child.pid),
    whileItRuns: (work) => Promise.race([work, early]),
    async stop() {
      if (ended === undefined) child.kill("SIGINT");
      return await status;
    },
    async [Symbol.asyncDispose]() {
      await this.stop();
    },
  };
}
