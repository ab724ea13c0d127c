import { messageOf, PermanentError } from "../base/errors.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { type Command, HEARTBEAT_MS, type Level, type Report, type Stats } from "./protocol.ts";

/** What a worker's body has in hand. */
export interface WorkerContext {
  /** Aborted when the supervisor asks the worker to finish, commit and close. */
  readonly drain: AbortSignal;
  /** Resolves when {@linkcode drain} is aborted; at once if it already is. */
  readonly drained: Promise<void>;
  /** It has been ready before, and was started again: it waits for servers that a first start would give up on. */
  readonly isRestart: boolean;
  /** Says that the worker does its job from now on, with what others need to know of it. */
  ready(stats?: Stats): void;
  /** Reports running totals; call it as often as is handy, at most a few times a second reaches the supervisor. */
  status(stats: Stats): void;
  /** Says one line to the person at the terminal. */
  log(level: Level, text: string): void;
}

/**
 * Runs a worker's body when the supervisor says `start`, and reports its end: the facts it resolves to, or its error.
 *
 * This is the one place in a worker that catches everything. The configuration crosses as a structured clone of what
 * the supervisor typed as `Config`; both sides are this build, so it is trusted here and nowhere else.
 */
export function serveWorker<Config>(
  body: (config: Config, context: WorkerContext) => Promise<Stats | void>,
): void {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  const drain = new AbortController();
  const drained = new Promise<void>((resolve) =>
    drain.signal.addEventListener("abort", () => resolve(), { once: true })
  );
  const send = (report: Report) => scope.postMessage(report);
  let started = false;

  // An error that nobody awaited would print a stack and end the worker without a report.
  scope.addEventListener("error", (event) => {
    event.preventDefault();
    fail(event.error ?? event.message);
  });
  scope.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail(event.reason);
  });

  scope.onmessage = ({ data }: MessageEvent<Command>) => {
    switch (data.type) {
      case "drain":
        return drain.abort(new DOMException("The supervisor asked to drain", "AbortError"));
      case "start":
        if (started) return;
        started = true;
        return void run(data.config as Config, data.isRestart === true);
      default:
        data satisfies never;
    }
  };

  async function run(config: Config, isRestart: boolean): Promise<void> {
    // All is loaded: from here on silence means a hang.
    send({ type: "beat" });
    const beat = setInterval(() => send({ type: "beat" }), HEARTBEAT_MS);
    try {
      const stats = await body(config, { ...context, isRestart });
      send({ type: "stopped", stats: stats ?? {} });
    } catch (error) {
      fail(error);
    } finally {
      clearInterval(beat);
    }
  }

  function fail(error: unknown): void {
    const permanent = error instanceof PermanentError;
    // Such an error quotes what a server said, which could be the words of a refusal: it grants nothing.
    const needs = permanent ? [] : refusedAddresses(error);
    send({
      type: "failed",
      message: messageOf(error),
      permanent,
      exitCode: permanent ? error.exitCode : 1,
      ...(needs.length === 0 ? {} : { needs }),
    });
  }

  const context: Omit<WorkerContext, "isRestart"> = {
    drain: drain.signal,
    drained,
    ready: (stats = {}) => send({ type: "ready", stats }),
    status: throttled((stats) => send({ type: "status", stats })),
    log: (level, text) => send({ type: "log", level, text }),
  };
}

/** Passes on at most four calls a second, and always the last one. */
function throttled(send: (stats: Stats) => void): (stats: Stats) => void {
  let last: Stats | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (stats) => {
    last = stats;
    timer ??= setTimeout(() => {
      timer = undefined;
      if (last !== undefined) send(last);
    }, 250);
  };
}
