import { messageOf, PermanentError } from "../base/errors.ts";
import { collectGarbage } from "../base/collect_garbage.ts";
import { every } from "../base/every.ts";
import { type Part, type TellTrouble, type Trouble, Troubles } from "../base/trouble.ts";
import { RepeatLimiter } from "../base/repeat_limiter.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { retryNow } from "../base/retry.ts";
import {
  type Command,
  HEARTBEAT_MS,
  type Level,
  type Report,
  type Stats,
  type Unwell,
} from "./protocol.ts";

/** What the body of a worker can use. */
export interface WorkerContext {
  /** Aborted when the supervisor asks the worker to finish, commit and close. */
  readonly drain: AbortSignal;
  /** Resolves when {@linkcode drain} is aborted; at once if it already is. */
  readonly drained: Promise<void>;
  /** The worker has been ready before and was restarted. It waits for servers where a first start would fail. */
  readonly isRestart: boolean;
  /** Reports that the worker does its job from now on, with what others need to know (`port`, `url`). */
  ready(stats?: Stats): void;
  /** Reports running totals. May be called at any rate: the supervisor gets at most four reports a second. */
  status(stats: Stats): void;
  /** Writes one line to the log; lines that repeat are limited. */
  log(level: Level, text: string): void;
  /** Makes a teller for one possible trouble of a part, which the supervisor shows while it lasts. */
  trouble(part: Part, state?: Trouble["state"]): TellTrouble;
  /** Calls `show` with the parts of the process that are not well, now and at each change; `showsHealth` in the registry. */
  onHealth(show: (unwell: Unwell) => void): void;
}

/**
 * Runs the body of a worker when the supervisor sends `start`, and reports its end: its last stats, or its error.
 *
 * The only place in a worker that catches every error. The configuration is a structured clone of what the supervisor
 * typed as `Config`. Both sides are the same build, so it is not validated again.
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
  const beat = () => {
    for (const line of limiter.due(performance.now())) send({ type: "log", ...line });
    const { all } = troubles;
    send(all.length === 0 ? { type: "beat" } : { type: "beat", troubles: all });
  };
  const troubles = new Troubles(beat);
  const limiter = new RepeatLimiter<Level>();
  let started = false;
  let unwell: Unwell = [];
  let showHealth: ((unwell: Unwell) => void) | undefined;

  // By default an error that nothing awaits prints a stack and ends the worker without a report.
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
      case "retry":
        return retryNow();
      case "health":
        unwell = data.unwell;
        return showHealth?.(unwell);
      case "start":
        if (started) return;
        started = true;
        return void run(data.config as Config, data.isRestart === true);
      default:
        data satisfies never;
    }
  };

  async function run(config: Config, isRestart: boolean): Promise<void> {
    // Everything is loaded: from here on a missing heartbeat means a hang.
    beat();
    const endBeats = every(HEARTBEAT_MS, beat);
    collectGarbage();
    try {
      const stats = await body(config, { ...context, isRestart });
      send({ type: "stopped", stats: stats ?? {} });
    } catch (error) {
      fail(error);
    } finally {
      endBeats();
    }
  }

  function fail(error: unknown): void {
    const permanent = error instanceof PermanentError;
    // A permanent error may quote a server's text, which could imitate Deno's refusal: it must not widen permissions.
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
    log: (level, text) => {
      if (limiter.admits({ level, text }, performance.now())) send({ type: "log", level, text });
    },
    trouble: (part, state) => troubles.teller(part, state),
    onHealth(show) {
      showHealth = show;
      show(unwell);
    },
  };
}

/** Forwards at most four calls a second, always the last one, and none that says what the one before has said. */
function throttled(send: (stats: Stats) => void): (stats: Stats) => void {
  let last: Stats | undefined;
  let sent = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (stats) => {
    last = stats;
    if (timer === undefined && JSON.stringify(stats) === sent) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      if (last === undefined) return;
      sent = JSON.stringify(last);
      send(last);
    }, 250);
  };
}
