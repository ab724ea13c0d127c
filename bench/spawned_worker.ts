import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import type { Facts, Report } from "../core/supervision/protocol.ts";

/** A worker that a bench runs without a supervisor, with the same narrow permissions. */
export interface SpawnedWorker extends AsyncDisposable {
  readonly ready: Facts;
  /** The running totals that were last reported. */
  readonly facts: Facts;
  /** Finish, commit, close. */
  drain(): Promise<Facts>;
}

/** Starts `workers/KIND.ts` and waits until it is ready. Its notices go to `say`. */
export async function spawnWorker<Config>(
  kind: string,
  { config, grants, say }: { config: Config; grants: Grants; say: (line: string) => void },
): Promise<SpawnedWorker> {
  const worker = new Worker(new URL(`../workers/${kind}.ts`, import.meta.url), {
    type: "module",
    name: kind,
    deno: { permissions: toPermissions(grants) },
  });
  const ready = Promise.withResolvers<Facts>();
  const stopped = Promise.withResolvers<Facts>();
  let facts: Facts = {};
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
        return ready.resolve(data.facts);
      case "status":
        facts = data.facts;
        break;
      case "notice":
        return say(`${kind}: ${data.text}`);
      case "stopped":
        facts = data.facts;
        return stopped.resolve(data.facts);
      case "failed":
        return fail(data.message);
      default:
        data satisfies never;
    }
  };
  worker.postMessage({ type: "start", config });
  return {
    ready: await ready.promise,
    get facts() {
      return facts;
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
