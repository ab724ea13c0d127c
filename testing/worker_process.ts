import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import type { Report } from "../core/supervision/protocol.ts";

/** A worker in a process of its own, so that a test can kill it. */
export interface WorkerProcess extends AsyncDisposable {
  /** All reports so far, except beats. */
  readonly reports: readonly Report[];
  readonly pid: number;
  /** SIGKILL; resolves once the process has ended. */
  kill(): Promise<void>;
  /** SIGTERM: finish, commit, close; resolves to the exit code. */
  drain(): Promise<number>;
  readonly exited: Promise<number>;
  /** Sends a signal, if it still runs. */
  signal(signal: Deno.Signal): void;
}

/** Starts `workers/NAME.ts` with exactly these permissions, as the supervisor would. */
export function startWorkerProcess(name: string, config: unknown, grants: Grants): WorkerProcess {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "-A", "--ignore-env"],
      ...["--config", new URL("../deno.json", import.meta.url).pathname],
      new URL(import.meta.url).pathname,
      JSON.stringify({ name, config, grants } satisfies Job),
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reports: Report[] = [];
  const reading = (async () => {
    let text = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) reports.push(JSON.parse(line));
    }
  })().catch(() => {});
  let hasEnded = false;
  const exited = child.status.then(async ({ code }) => {
    hasEnded = true;
    await reading;
    return code;
  });
  const kill = async () => {
    if (!hasEnded) child.kill("SIGKILL");
    await exited;
  };
  return {
    pid: child.pid,
    reports,
    exited,
    kill,
    signal(signal) {
      if (!hasEnded) child.kill(signal);
    },
    drain() {
      if (!hasEnded) child.kill("SIGTERM");
      return exited;
    },
    [Symbol.asyncDispose]: kill,
  };
}

interface Job {
  readonly name: string;
  readonly config: unknown;
  readonly grants: Grants;
}

/** Runs in the child process: starts the worker and prints its reports as lines of JSON. */
function runWorker({ name, config, grants }: Job): void {
  const worker = new Worker(new URL(`../workers/${name}.ts`, import.meta.url), {
    type: "module",
    deno: { permissions: toPermissions(grants) },
  });
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.type === "beat") return;
    console.log(JSON.stringify(data));
    if (data.type === "stopped" || data.type === "failed") {
      Deno.exit(data.type === "stopped" ? 0 : 1);
    }
  };
  worker.postMessage({ type: "start", config });
  Deno.addSignalListener("SIGTERM", () => worker.postMessage({ type: "drain" }));
}

if (import.meta.main) runWorker(JSON.parse(Deno.args[0] ?? "{}"));
