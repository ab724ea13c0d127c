import { formatDuration } from "../base/duration.ts";
import { every } from "../base/every.ts";
import type { Trouble } from "../base/trouble.ts";
import type { Grants } from "./grants.ts";
import type { Command, Level, Report, Stats, Unwell } from "./protocol.ts";
import {
  onFailure,
  RESTART_POLICY,
  type RestartPolicy,
  VIEW_RESTART_POLICY,
} from "./restart_policy.ts";
import { advanceSilence, noSilence, type Silence } from "./silence.ts";

export type WorkerConfig = Readonly<Record<string, unknown>>;

/** How to start a worker, the first time and after a failure. */
export interface WorkerSpec {
  /** Unique within a supervisor; its log lines begin with it. */
  readonly name: string;
  /** Which file of `workers/` it runs. */
  readonly kind: string;
  /** Plain data. A worker that was ready on a `port` gets the same port when it is started again. */
  readonly config: WorkerConfig;
  /** Its permissions, derived from the configuration that it is started with. */
  readonly grants: (config: WorkerConfig) => Grants;
  /** Whether it may connect to addresses that its servers point to (advertised brokers, a streaming host). */
  readonly mayFollow?: boolean;
  /** Silence after which it counts as hung, in ms. */
  readonly silenceMs?: number;
  readonly restart?: RestartPolicy;
  /**
   * Its configuration was right once it has been ready: a refusal after that (a password that is being changed, a list
   * that is being replaced) is waited for, without limit. Without it, such a refusal ends the worker.
   */
  readonly outlastsRefusals?: boolean;
  /** It is told which parts of the process are not well. */
  readonly showsHealth?: boolean;
  /** It only reads or derives from the tables: it is restarted without limit, and its failure stops no other worker. */
  readonly isView?: boolean;
}

export type WorkerState = "starting" | "ready" | "draining" | "stopped" | "failed";

/** What the supervisor knows of a worker now. Times in ms since 1970. */
export interface WorkerFacts {
  readonly name: string;
  readonly kind: string;
  readonly isView: boolean;
  readonly state: WorkerState;
  /** Since when it is in this state. */
  readonly since: number;
  /** How long it has given no sign of life, ms; 0 while it is not running. */
  readonly silentMs: number;
  /** How often it was started again. */
  readonly restarts: number;
  /** Times of the failures that count against its budget. */
  readonly failures: readonly number[];
  /** Why it failed last; undefined if it never did. */
  readonly failedBecause: string | undefined;
  /** What it says is wrong; empty while it is not running. */
  readonly troubles: readonly Trouble[];
}

/** Creates the Deno worker; implemented in `main.ts` only. */
export type Spawn = (kind: string, grants: Grants) => Worker;

/** Events of a worker that the terminal shows. */
export type WorkerEvent =
  | { readonly type: "state"; readonly state: WorkerState }
  | { readonly type: "status"; readonly stats: Stats }
  | { readonly type: "log"; readonly level: Level; readonly text: string };

/** A worker failed for good: its restart budget is used up, or a restart cannot help. */
export class WorkerFailed extends Error {
  override readonly name = "WorkerFailed";
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

const SILENCE_MS = 4_000;
/** Until the first message: loading the npm packages takes time on a busy machine, without heartbeats. */
const START_SILENCE_MS = 60_000;
const POLL_INTERVAL_MS = 500;
const ADDRESSES_MAX = 64;

/**
 * One worker and its life over restarts:
 *
 *     starting ──ready──▶ ready ──drain()──▶ draining ──stopped──▶ stopped
 *        ▲ └──failed, error, silence──┴────────────┴──▶ backoff, or failed for good
 *        └──────────────backoff over───────────────────────┘
 *
 * A worker that ends with `Deno.exit()` or `close()` emits no event: only the missing heartbeat shows it.
 */
export class SupervisedWorker {
  readonly name: string;
  /** Resolves with the stats of the first `ready`. */
  readonly ready: Promise<Stats>;
  /** Resolves with the last stats once the worker stopped; rejects with {@linkcode WorkerFailed}. */
  readonly ended: Promise<Stats>;

  readonly #spec: WorkerSpec;
  readonly #spawn: Spawn;
  readonly #tell: (event: WorkerEvent) => void;
  readonly #ready = Promise.withResolvers<Stats>();
  readonly #ended = Promise.withResolvers<Stats>();
  /** Addresses that its servers pointed to, in addition to those of its grants. */
  #followed: readonly string[] = [];
  #state: WorkerState = "starting";
  #worker: Worker | undefined;
  #silence: Silence = noSilence(performance.now());
  /** Whether a message has come since the last start. */
  #heard = false;
  #failures: readonly number[] = [];
  #port: number | undefined;
  #wasReady = false;
  #since = Date.now();
  #restarts = 0;
  #failedBecause: string | undefined;
  /** When it failed; undefined once it is ready again. */
  #failedAt: number | undefined;
  #troubles: readonly Trouble[] = [];
  #endLooking: () => void = () => {};
  #restarting: ReturnType<typeof setTimeout> | undefined;
  #unwell: Unwell = [];

  constructor(spec: WorkerSpec, spawn: Spawn, tell: (event: WorkerEvent) => void) {
    this.name = spec.name;
    this.#spec = spec;
    this.#spawn = spawn;
    this.#tell = tell;
    this.ready = this.#ready.promise;
    this.ended = this.#ended.promise;
    // Both may be left unawaited: the supervisor reports the failure anyway.
    this.ready.catch(() => {});
    this.ended.catch(() => {});
    this.#start();
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** What is known of it now. */
  get facts(): WorkerFacts {
    const shift = Date.now() - performance.now();
    return {
      name: this.name,
      kind: this.#spec.kind,
      isView: this.#spec.isView === true,
      state: this.#state,
      since: this.#since,
      silentMs: this.#worker === undefined || !this.#heard ? 0 : this.#silence.silentMs,
      restarts: this.#restarts,
      failures: this.#failures.map((at) => at + shift),
      failedBecause: this.#failedBecause,
      troubles: this.#troubles,
    };
  }

  /** Tells the worker to finish, commit and close. */
  drain(): void {
    if (this.#state !== "starting" && this.#state !== "ready") return;
    this.#become("draining");
    if (this.#worker === undefined) return this.#finish({});
    this.#command({ type: "drain" });
  }

  /** What it waits for may be back: it tries again now, or is started again now. */
  retry(): void {
    if (this.#restarting === undefined) return this.#command({ type: "retry" });
    clearTimeout(this.#restarting);
    this.#startAgain();
  }

  /** Tells which parts of the process are not well, if it shows them. */
  showHealth(unwell: Unwell): void {
    this.#unwell = unwell;
    if (this.#spec.showsHealth === true) this.#command({ type: "health", unwell });
  }

  /** Terminates the worker at once, in any state. */
  kill(): void {
    if (this.#state === "stopped" || this.#state === "failed") return;
    this.#giveUp("ended before it had finished", 1);
  }

  /** Terminates the worker in the middle of its work, as SIGKILL does a process; it is started again as after a failure. */
  breakDown(why: string): void {
    if (this.#worker !== undefined && this.#state === "ready") this.#fail(why);
  }

  #start(): void {
    this.#restarting = undefined;
    const port = this.#port === undefined ? {} : { port: this.#port };
    const config = { ...this.#spec.config, ...port };
    const grants = this.#spec.grants(config);
    const net = [...grants.net ?? [], ...this.#followed];
    const worker = this.#spawn(this.#spec.kind, { ...grants, net });
    this.#worker = worker;
    this.#silence = noSilence(performance.now());
    this.#heard = false;
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      // Without this an uncaught error in a worker ends the process.
      event.preventDefault();
      if (worker === this.#worker) this.#fail(event.message);
    };
    worker.onmessageerror = () => {
      if (worker === this.#worker) this.#fail("a message could not be read");
    };
    this.#command({ type: "start", config, isRestart: this.#wasReady });
    this.showHealth(this.#unwell);
    this.#endLooking = every(POLL_INTERVAL_MS, () => this.#checkSilence());
  }

  #command(command: Command): void {
    this.#worker?.postMessage(command);
  }

  #hear(report: Report): void {
    this.#silence = noSilence(performance.now());
    this.#heard = true;
    switch (report.type) {
      case "beat":
        this.#troubles = report.troubles ?? [];
        return;
      case "ready":
        return this.#becomeReady(report.stats);
      case "status":
      case "log":
        return this.#tell(report);
      case "stopped":
        return this.#finish(report.stats);
      case "failed":
        if (report.needs !== undefined && this.#follow(report.needs)) return;
        if (report.permanent && !this.#outlasts(report.exitCode)) {
          return this.#giveUp(report.message, report.exitCode);
        }
        return this.#fail(report.message, report.permanent);
      default:
        report satisfies never;
    }
  }

  #becomeReady(stats: Stats): void {
    if (typeof stats["port"] === "number") this.#port = stats["port"];
    this.#wasReady = true;
    if (this.#state === "starting") this.#become("ready");
    this.#ready.resolve(stats);
    if (this.#failedAt === undefined) return;
    const lasted = formatDuration(performance.now() - this.#failedAt);
    this.#failedAt = undefined;
    this.#tell({ type: "log", level: "info", text: `is back, after ${lasted}` });
  }

  #checkSilence(): void {
    this.#silence = advanceSilence(this.#silence, performance.now());
    const limit = this.#heard ? this.#spec.silenceMs ?? SILENCE_MS : START_SILENCE_MS;
    if (this.#silence.silentMs < limit) return;
    this.#fail(
      `no sign of life for ${(limit / 1_000).toFixed(0)} s; it hung or ended without a word`,
    );
  }

  /** Restarts the worker with permission for addresses that its servers pointed to; false if that is not allowed. */
  #follow(addresses: readonly string[]): boolean {
    const added = addresses.filter((address) => !this.#followed.includes(address));
    if (this.#spec.mayFollow !== true || added.length === 0) return false;
    if (this.#followed.length + added.length > ADDRESSES_MAX) return false;
    this.#followed = [...this.#followed, ...added];
    this.#tell({
      type: "log",
      level: "info",
      text: `follows its server to ${added.join(", ")}`,
    });
    this.#discard();
    if (this.#state === "draining") this.#finish({});
    else this.#start();
    return true;
  }

  /** Whether a permanent error is waited for. Exit code 1 is one that only another build or a person can end. */
  #outlasts(exitCode: 1 | 2): boolean {
    const { isView, outlastsRefusals } = this.#spec;
    return isView === true || (outlastsRefusals === true && this.#wasReady && exitCode === 2);
  }

  #fail(message: string, permanent = false): void {
    this.#discard();
    if (this.#state === "draining") {
      return this.#giveUp(`failed while it drained: ${message}`, 1);
    }
    const unlimited = this.#spec.isView === true || permanent;
    const usual = unlimited ? VIEW_RESTART_POLICY : RESTART_POLICY;
    const policy = this.#spec.restart ?? usual;
    const decision = onFailure(policy, this.#failures, performance.now());
    this.#failures = decision.failures;
    this.#failedBecause = message;
    this.#failedAt ??= performance.now();
    if (decision.type === "give up") {
      const times = decision.failures.length;
      return this.#giveUp(times === 1 ? message : `${message} (failed ${times} times)`, 1);
    }
    // A permanent error needs a person, which takes longer than the usual delay.
    const delayMs = permanent ? policy.maxDelayMs : decision.delayMs;
    const wait = (delayMs / 1_000).toFixed(1);
    this.#tell({
      type: "log",
      level: "warning",
      text: `${message}; starting again in ${wait} s`,
    });
    this.#become("starting");
    this.#restarting = setTimeout(() => this.#startAgain(), delayMs);
  }

  #startAgain(): void {
    this.#restarts++;
    this.#start();
  }

  #giveUp(message: string, exitCode: 1 | 2): void {
    this.#discard();
    this.#failedBecause = message;
    this.#become("failed");
    const error = new WorkerFailed(`${this.name}: ${message}`, exitCode);
    this.#ready.reject(error);
    this.#ended.reject(error);
  }

  #finish(stats: Stats): void {
    this.#discard();
    this.#become("stopped");
    this.#ready.resolve(stats);
    this.#ended.resolve(stats);
  }

  #discard(): void {
    this.#endLooking();
    clearTimeout(this.#restarting);
    this.#restarting = undefined;
    // Deno 2.9.6 cannot end a thread that never returns to its event loop: it keeps a core busy and its file locks.
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#troubles = [];
  }

  #become(state: WorkerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#since = Date.now();
    this.#tell({ type: "state", state });
  }
}
