import { PermanentError } from "../core/base/errors.ts";
import { every } from "../core/base/every.ts";
import type { Level, Stats } from "../core/supervision/protocol.ts";
import type { SupervisedWorker, WorkerEvent } from "../core/supervision/supervised_worker.ts";
import { throughFullDisk } from "../core/home/through_full_disk.ts";
import { after, sleep } from "../core/base/sleep.ts";
import { formatDuration } from "../core/base/duration.ts";
import { RESTART_POLICY } from "../core/supervision/restart_policy.ts";
import { PreparedWorkers } from "../core/supervision/prepared_workers.ts";
import { type Stage, Supervisor } from "../core/supervision/supervisor.ts";
import { type WorkerConfigs, WORKERS } from "../workers/registry.ts";
import type { Invocation } from "./command.ts";
import { requireHealthAddress } from "./require_listen_address.ts";
import { SessionHealth } from "./session_health.ts";

/** Thrown after the first SIGINT or SIGTERM: workers are drained, and the process ends with 0. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** What a command with an end says if it did not reach it. */
export const STOPPED_BEFORE_THE_END = "Stopped before the end: run it again to complete it";

/** Thrown once the time of `--duration` is over: workers are drained. */
class TimeIsOver extends Error {
  override readonly name = "TimeIsOver";
}

const LIVE_EVERY_MS = 250;
/** Where the line cannot be redrawn, it is written now and then. */
const PLAIN_EVERY_MS = 1_000;

/** One run of a command with workers: starts them, prints their log lines, and drains them at the end. */
export class Session {
  readonly invocation: Invocation;
  readonly #prepared: PreparedWorkers;
  readonly #supervisor: Supervisor;
  readonly #stats = new Map<string, Stats>();
  readonly #interrupted: Promise<never>;
  readonly #over: Promise<never>;
  readonly #closers: (() => Promise<void>)[] = [];
  readonly #lost: string[] = [];
  readonly #ending = new AbortController();
  #endTime = () => {};
  /** Undefined for commands that do one thing and end. */
  readonly health: SessionHealth | undefined;

  constructor(
    invocation: Invocation,
    { health, durationMs }: Pick<SessionOptions, "health" | "durationMs"> = {},
  ) {
    this.invocation = invocation;
    this.#prepared = new PreparedWorkers(invocation.spawn);
    this.#supervisor = new Supervisor(
      this.#prepared.spawn,
      (name, event) => this.#hear(name, event),
    );
    this.#interrupted = rejectOn(invocation.interrupted, () => new Interrupted());
    const over = new AbortController();
    if (durationMs !== undefined) this.#endTime = after(durationMs, () => over.abort());
    this.#over = rejectOn(over.signal, () => new TimeIsOver());
    this.health = health === undefined ? undefined : new SessionHealth(
      { supervisor: this.#supervisor, stats: this.#stats },
      {
        config: invocation.config,
        command: health,
        log: (level, text) => this.say("health", level, text),
      },
    );
  }

  /** Aborted when the session begins to end, to stop waits in the background. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Creates the thread of a worker that will soon be started with this configuration. */
  prepare<Kind extends keyof WorkerConfigs>(kind: Kind, config: WorkerConfigs[Kind]): void {
    this.#prepared.prepare(kind, WORKERS[kind].grants(config));
  }

  /** Starts a worker with the permissions of its row in the table. */
  start<Kind extends keyof WorkerConfigs>(
    kind: Kind,
    config: WorkerConfigs[Kind],
    { name = kind, isView = false }: { readonly name?: string; readonly isView?: boolean } = {},
  ): SupervisedWorker {
    const { stage, grants, mayFollow, outlastsRefusals, once, silenceMs, showsHealth } =
      WORKERS[kind];
    const worker = this.#supervisor.start(stage, {
      name,
      kind,
      config: { ...config },
      // On a restart the supervisor passes the port of the first start.
      grants: (given) => grants({ ...config, ...given }),
      ...(mayFollow === undefined ? {} : { mayFollow }),
      ...(outlastsRefusals === undefined ? {} : { outlastsRefusals }),
      ...(once === true ? { restart: { ...RESTART_POLICY, budget: 0 } } : {}),
      ...(silenceMs === undefined ? {} : { silenceMs }),
      ...(showsHealth === undefined ? {} : { showsHealth }),
      ...(isView ? { isView } : {}),
    });
    // The final stats replace those of the last report.
    worker.ended.then((stats) => {
      if (Object.keys(stats).length > 0) this.#stats.set(name, stats);
    }, () => {});
    return worker;
  }

  /** Waits for a worker to be ready. */
  ready(worker: SupervisedWorker): Promise<Stats> {
    return this.race(worker.ready);
  }

  /**
   * Waits for `done`, unless the user interrupts, the time of the session is over or a worker fails for good: these
   * reject.
   */
  race<T>(done: Promise<T>): Promise<T> {
    return Promise.race([done, this.#supervisor.failed, this.#interrupted, this.#over]);
  }

  /** Waits for `done`, interrupted or not, unless a worker fails for good. */
  unlessFailed<T>(done: Promise<T>): Promise<T> {
    return Promise.race([done, this.#supervisor.failed]);
  }

  /** Drains one worker. @returns its last stats */
  stop(worker: SupervisedWorker): Promise<Stats> {
    worker.drain();
    return worker.ended;
  }

  /** Waits for a time in ms. */
  wait(ms: number): Promise<void> {
    const over = new AbortController();
    return this.race(sleep(ms, over.signal)).finally(() => over.abort());
  }

  /**
   * Waits until the time of the session is over, or for ever; the first signal ends the wait and is logged. Rejects if
   * a worker fails for good.
   */
  async untilOver(): Promise<void> {
    try {
      await this.wait(Infinity);
    } catch (error) {
      if (error instanceof TimeIsOver) return;
      if (!(error instanceof Interrupted)) throw error;
      this.sayFinishing();
    }
  }

  /**
   * Runs `work`. In a session that runs for days, a full disk is logged and waited for, as every other outage is; it ends
   * one that does one thing and ends.
   */
  async onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.health === undefined) return await work();
    const done = await this.race(throughFullDisk(async () => ({ result: await work() }), {
      signal: this.ending,
      log: (level, text) => this.say("disk", level, text),
      trouble: this.health.trouble("disk"),
    }));
    if (done === undefined) throw new Interrupted();
    return done.result;
  }

  /** Prints that the session is ending. */
  sayFinishing(): void {
    this.invocation.terminal.live("");
    this.say(
      "trunkline",
      "info",
      "Finishing: committing what was read, then closing (Ctrl-C again ends at once)",
    );
  }

  /** The last stats of a worker; empty before its first report. */
  stats(name: string): Stats {
    return this.#stats.get(name) ?? {};
  }

  /** Shows a live line, redrawn four times a second on a terminal. @returns a function that hides it */
  showLive(line: () => string): () => void {
    const { terminal } = this.invocation;
    terminal.live(line());
    const endDrawing = every(
      terminal.redraws ? LIVE_EVERY_MS : PLAIN_EVERY_MS,
      () => terminal.live(line()),
    );
    return () => {
      endDrawing();
      terminal.live("");
    };
  }

  /** Registers a function to run after the workers have ended; the last registered runs first. */
  atEnd(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Drains the workers of the given stages, or all. */
  async drain(stages?: readonly Stage[]): Promise<void> {
    this.#ending.abort();
    if (stages !== undefined) {
      this.#lost.push(...await this.#supervisor.drain(stages));
      return;
    }
    const leaving = this.health?.leave();
    this.#lost.push(...await this.#supervisor.drain(["source", "pipeline"]));
    await leaving;
    this.#lost.push(...await this.#supervisor.drain(["service"]));
  }

  /** Drains all workers and closes what was opened. @returns the workers that had to be terminated */
  async close(): Promise<readonly string[]> {
    this.#endTime();
    this.#prepared[Symbol.dispose]();
    await this.drain();
    await this.health?.end();
    for (const close of this.#closers.reverse()) await close();
    return this.#lost;
  }

  /** Prints a log line of a worker, or of a task of the session itself. */
  say(name: string, level: Level, text: string): void {
    this.invocation.terminal.log({ name, level, text });
  }

  #hear(name: string, event: WorkerEvent): void {
    switch (event.type) {
      case "state":
        return;
      case "status":
        return void this.#stats.set(name, event.stats);
      case "log":
        return this.say(name, event.level, event.text);
      default:
        event satisfies never;
    }
  }
}

/** How a command reacts to an interrupt. */
interface SessionOptions {
  /** Whether an interrupt leaves its work incomplete (exit code 1); else an interrupt is its normal end. */
  readonly mustFinish?: boolean;
  /** The name of a command that runs for days: its health is watched, served and written to the database. */
  readonly health?: string;
  /** `--duration`: the command ends after so long, and what it waits for at its start counts. */
  readonly durationMs?: number | undefined;
}

/** Runs the body of a command in a session, and drains the workers in every case. Resolves to the exit code. */
export async function inSession(
  invocation: Invocation,
  body: (session: Session) => Promise<number>,
  { mustFinish = false, health, durationMs }: SessionOptions = {},
): Promise<number> {
  if (health !== undefined) requireHealthAddress(invocation.config.health);
  const session = new Session(invocation, {
    ...(health === undefined ? {} : { health }),
    durationMs,
  });
  let code: number;
  try {
    code = await body(session);
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      await session.close();
      throw error instanceof TimeIsOver ? tooShort(durationMs ?? 0) : error;
    }
    if (mustFinish) {
      await session.close();
      invocation.terminal.live("");
      invocation.terminal.say(STOPPED_BEFORE_THE_END);
      return 1;
    }
    session.sayFinishing();
    code = 0;
  }
  const lost = await session.close();
  requireNoneStopped(session.stats("consumer"));
  if (lost.length === 0) return code;
  invocation.terminal.say(
    `Cannot drain ${
      lost.join(", ")
    } in time: terminated. The next start continues from the last commit`,
  );
  return 1;
}

/** Throws, which ends the command with 1, if a consumer's last stats say that a partition is stopped. */
function requireNoneStopped({ stopped }: Stats): void {
  if (stopped !== undefined) throw new PermanentError(`consumer: ${stopped}`);
}

/** The error of a command whose time was over before all that it needs was there. */
function tooShort(durationMs: number): PermanentError {
  return new PermanentError(
    `Cannot start all that is needed within the ${formatDuration(durationMs)} of --duration. ` +
      "If the log names a trouble, mend that; else use a longer time",
  );
}

function rejectOn(signal: AbortSignal, reason: () => Error): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  if (signal.aborted) reject(reason());
  signal.addEventListener("abort", () => reject(reason()), { once: true });
  return promise;
}
