import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import type { Report, Stats } from "../core/supervision/protocol.ts";

/** A worker that a bench runs without a supervisor, with the permissions that a supervisor would give it. */
export interface SpawnedWorker extends AsyncDisposable {
  readonly ready: Stats;
  /** The last reported totals. */
  readonly stats: Stats;
  /** Drains the worker: finish, commit, close. */
  drain(): Promise<Stats>;
}

/** Starts `workers/KIND.ts` and waits until it is ready. Passes its log to `say`. */
export async function spawnWorker<Config>(
  kind: string,
  { config, grants, say }: { config: Config; grants: Grants; say: (line: string) => void },
): Promise<SpawnedWorker> {
  const worker = new Worker(new URL(`../workers/${kind}.ts`, import.meta.url), {
    type: "module",
    name: kind,
    deno: { permissions: toPermissions(grants) },
  });
  const ready = Promise.withResolvers<Stats>();
  const stopped = Promise.withResolvers<Stats>();
  let stats: Stats = {};
  stopped.promise.catch(() => {});
  const fail = (message: string) => {
    const error = new Error(`Cannot run the ${kind}: ${message}`);
    ready.reject(error);
    stopped.reject(error);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message);
  };
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    switch (data.type) {
      case "beat":
        break;
      case "ready":
        return ready.resolve(data.stats);
      case "status":
        stats = data.stats;
        break;
      case "log":
        return say(`${kind}: ${data.text}`);
      case "stopped":
        stats = data.stats;
        return stopped.resolve(data.stats);
      case "failed":
        return fail(data.message);
      default:
        data satisfies never;
    }
  };
  worker.postMessage({ type: "start", config });
  return {
    ready: await ready.promise,
    get stats() {
      return stats;
    },
    drain() {
      worker.postMessage({ type: "drain" });
      return stopped.promise;
    },
    [Symbol.asyncDispose]() {
      worker.terminate();
      return Promise.resolve();
    },
  };
}
