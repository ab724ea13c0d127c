import type { PostgresConnection } from "../core/connections.ts";
import { readLive } from "../core/home/home.ts";

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
  /** The exit code, once it has ended by itself or by {@linkcode stop}. */
  readonly exited: Promise<number>;
  /** SIGINT, then the exit code. */
  stop(): Promise<number>;
}

const root = new URL("../", import.meta.url).pathname;

/** Runs `main.ts ARGS` with these variables and no others of ours. */
export function startTrunkline(
  args: readonly string[],
  env: Readonly<Record<string, string>> & { readonly TRUNKLINE_HOME: string },
): TrunklineProcess {
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P", "--cached-only", "--frozen", "main.ts", ...args],
    cwd: root,
    // Any free port for the page: what else runs here must not matter.
    env: { KAFKA_BOOTSTRAP: "", PG_URL: "", DASHBOARD_PORT: "0", ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const words = new Response(child.stderr).text();
  let ended: number | undefined;
  const status = child.status.then(({ code }) => ended = code);
  return {
    pid: child.pid,
    startedAt,
    exited: status,
    async database() {
      for (;;) {
        const live = await readLive(env.TRUNKLINE_HOME);
        if (live?.postgres !== undefined) return live.postgres;
        if (ended !== undefined) throw new Error(`Trunkline ended with ${ended}: ${await words}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    cpuSeconds: () => {
      // Fields 14 and 15 of stat, counted after the name, which may hold spaces; in ticks of 10 ms.
      const stat = proc(child.pid, "stat");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    peakMegabytes: () => {
      const status = proc(child.pid, "status");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_000;
    },
    async stop() {
      if (ended === undefined) child.kill("SIGINT");
      return await status;
    },
    async [Symbol.asyncDispose]() {
      await this.stop();
    },
  };
}

/** Deno opens /proc only to those who may do everything; `cat` does not mind. */
function proc(pid: number, file: string): string {
  const { stdout } = new Deno.Command("cat", { args: [`/proc/${pid}/${file}`] }).outputSync();
  return new TextDecoder().decode(stdout);
}
