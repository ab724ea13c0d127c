import { formatDuration } from "../base/duration.ts";
import { type Part, PARTS, type Trouble } from "../base/trouble.ts";
import type { Stats } from "../supervision/protocol.ts";
import type { WorkerFacts } from "../supervision/supervised_worker.ts";

/** `down`: does not do its work. `degraded`: does, with a fault. */
export type HealthState = "ok" | "degraded" | "down";

/** How one part is. */
export interface PartHealth {
  readonly part: Part;
  readonly state: HealthState;
  /** One sentence. */
  readonly words: string;
  /** Since when it is in this state, ms since 1970. */
  readonly since: number;
}

/** What a process knows of itself at one moment. Times in ms since 1970. */
export interface Facts {
  /** Those that run here; parts whose worker is not among them are not judged. */
  readonly workers: readonly WorkerFacts[];
  /** The last report of each worker, by name. */
  readonly stats: ReadonlyMap<string, Stats>;
  /** Troubles that no worker tells: those of the process itself. */
  readonly troubles: readonly Trouble[];
  /** The parts that this process uses though no worker here is one: external servers, the disk. */
  readonly uses: readonly Part[];
  /** Room on the disk of the state directory; undefined if it is not known. */
  readonly disk: { readonly path: string; readonly freeBytes: number } | undefined;
  /** `BATCH_INTERVAL`. */
  readonly batchIntervalMs: number;
}

/** A worker that lacks so many beats is not well, though its supervisor still waits for it. */
const SILENT_MS = 2_500;
/** So many posts in a row with implausible event times are no accident: a clock is wrong, here or at the server. */
const IMPLAUSIBLE_POSTS = 10;
/** From this lag on the tables are behind. */
const LAG_MS = 30_000;
/** Below this, what is written soon finds no room. */
const DISK_LOW_BYTES = 256 * 2 ** 20;
const DISK_FULL_BYTES = 16 * 2 ** 20;
/** A worker that failed so recently is not yet taken for well. */
const RECENT_FAILURES_MS = 300_000;
/** A batch job that has not finished for so many of its intervals is late, and never before the second time. */
const BATCH_INTERVALS = 5;
const BATCH_LATE_MS = 300_000;

/** The worker of each part that has one. */
const KINDS: Readonly<Partial<Record<Part, string>>> = {
  producer: "producer",
  kafka: "broker",
  consumer: "consumer",
  postgres: "postgres",
  scorer: "table_scorer",
  batch: "batch",
  page: "dashboard",
};

/** Parts without which no post gets from the server into the tables; the others only read or derive from these. */
const ESSENTIAL: ReadonlySet<Part> = new Set([
  "source",
  "producer",
  "spool",
  "kafka",
  "consumer",
  "postgres",
  "disk",
]);

/** Whether posts get from the server into the tables, as far as this process takes part in that. */
export function isReady(parts: readonly PartHealth[]): boolean {
  return parts.every(({ part, state }) => state !== "down" || !ESSENTIAL.has(part));
}

/** The worst state of all parts. */
export function overall(parts: readonly Pick<PartHealth, "state">[]): HealthState {
  const states = parts.map(({ state }) => state);
  return states.includes("down") ? "down" : states.includes("degraded") ? "degraded" : "ok";
}

/**
 * How every part of a process is at `now` (ms since 1970): what it says itself, what its worker's supervisor sees, and
 * what follows from its figures. `before` is the picture before, which knows since when a state has lasted.
 */
export function judge(
  facts: Facts,
  now: number,
  before: readonly PartHealth[] = [],
): readonly PartHealth[] {
  return PARTS.flatMap((part) => {
    const found = worst(findingsOf(part, facts, now));
    if (found === undefined) return [];
    const last = before.find((each) => each.part === part);
    // A trouble knows better than we when it began, except one that an earlier trouble of the same part outlasted.
    const since = last?.state === found.state ? last.since : found.since ?? now;
    return [{ part, state: found.state, words: found.words, since: Math.min(since, now) }];
  });
}

interface Finding {
  readonly state: HealthState;
  readonly words: string;
  readonly since?: number;
}

function worst(findings: readonly Finding[]): Finding | undefined {
  for (const state of ["down", "degraded", "ok"] as const) {
    const found = findings.find((each) => each.state === state);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Everything that is known of a part, most important first; nothing if this process has no such part. */
function findingsOf(part: Part, facts: Facts, now: number): readonly Finding[] {
  const { workers, troubles, uses } = facts;
  const kind = KINDS[part];
  const own = workers.filter((worker) => worker.kind === kind);
  const hasProducer = workers.some(isProducer);
  const told = [...workers.flatMap((worker) => worker.troubles), ...troubles]
    .filter((trouble) => trouble.part === part);
  const concerns = told.length > 0 || own.length > 0 || uses.includes(part) ||
    ((part === "source" || part === "spool") && hasProducer) ||
    (part === "workers" && workers.length > 0);
  if (!concerns) return [];
  const judged = part === "source" || part === "spool" ? workers.filter(isProducer) : own;
  if (judged.length > 0 && judged.every(isEnding)) return [{ state: "ok", words: "Stopping" }];
  return [
    ...told,
    ...own.flatMap(ofWorker),
    ...figures(part, facts, now),
    { state: "ok", words: goodWords(part, facts) },
  ];
}

function isProducer({ kind }: WorkerFacts): boolean {
  return kind === "producer";
}

/** A worker that was asked to end: what it loses meanwhile is no trouble. */
function isEnding({ state }: WorkerFacts): boolean {
  return state === "draining" || state === "stopped";
}

/** What the supervisor sees of a worker that is not well. */
function ofWorker(worker: WorkerFacts): readonly Finding[] {
  const { name, state, silentMs, since, failedBecause } = worker;
  if (state === "failed") {
    return [{ state: "down", words: `${name} has failed: ${failedBecause ?? "unknown"}`, since }];
  }
  if (state === "starting") {
    return failedBecause === undefined
      ? [{ state: "degraded", words: `${name} is starting`, since }]
      : [{ state: "down", words: `${name} is being started again: ${failedBecause}`, since }];
  }
  if (silentMs > SILENT_MS) {
    const words = `${name} has given no sign of life for ${formatDuration(silentMs)}`;
    return [{ state: "degraded", words }];
  }
  return [];
}

/** What follows from the figures of the workers and of the machine. */
function figures(part: Part, facts: Facts, now: number): readonly Finding[] {
  const number = (worker: string, name: string) => {
    const value = facts.stats.get(worker)?.[name];
    return typeof value === "number" ? value : 0;
  };
  switch (part) {
    case "source": {
      if (facts.workers.some(({ kind, state }) => kind === "producer" && state === "starting")) {
        return [{ state: "degraded", words: "The stream is being opened" }];
      }
      const refused = number("producer", "implausible_in_a_row");
      return refused < IMPLAUSIBLE_POSTS ? [] : [{
        state: "degraded",
        words:
          `The last ${grouped(refused)} posts were refused: by this machine's clock they are ` +
          "more than a day ahead, or from before 1990. Compare the clocks: deno task doctor",
      }];
    }
    case "producer": {
      const lost = number("producer", "lost") + number("producer", "letters_dropped");
      return lost === 0 ? [] : [{
        state: "degraded",
        words: `${grouped(lost)} records and dead letters were lost since the producer started`,
      }];
    }
    case "spool": {
      const spooled = number("producer", "spooled");
      return spooled === 0
        ? []
        : [{ state: "degraded", words: `${grouped(spooled)} records wait on disk for Kafka` }];
    }
    case "consumer": {
      const missing = facts.workers.flatMap(({ kind, troubles }) =>
        kind === "consumer" ? troubles : []
      ).find(({ part, state }) => state === "down" && (part === "kafka" || part === "postgres"));
      if (missing !== undefined) {
        const server = missing.part === "kafka" ? "Kafka" : "PostgreSQL";
        const words = `Waits for ${server}; how far the tables are behind is unknown meanwhile`;
        return [{ state: "degraded", words, since: missing.since }];
      }
      const lagMs = number("consumer", "lagMs");
      const lag = grouped(number("consumer", "lag"));
      return lagMs < LAG_MS ? [] : [{
        state: "degraded",
        words: `The tables are ${formatDuration(lagMs)} behind: ${lag} records wait in the topic`,
      }];
    }
    case "batch": {
      const finishedAt = number("batch", "finishedAt");
      const late = Math.max(BATCH_LATE_MS, BATCH_INTERVALS * facts.batchIntervalMs);
      return finishedAt === 0 || now - finishedAt < late ? [] : [{
        state: "degraded",
        words: `The batch job has not finished for ${formatDuration(now - finishedAt)}`,
        since: finishedAt + late,
      }];
    }
    case "disk": {
      const { disk } = facts;
      if (disk === undefined || disk.freeBytes >= DISK_LOW_BYTES) return [];
      const words = `${megabytes(disk.freeBytes)} are free on the disk of ${disk.path}`;
      return [{ state: disk.freeBytes < DISK_FULL_BYTES ? "down" : "degraded", words }];
    }
    case "workers":
      return facts.workers.flatMap((worker) => failures(worker, now));
    default:
      return [];
  }
}

function failures(worker: WorkerFacts, now: number): readonly Finding[] {
  const recent = worker.failures.filter((at) => now - at < RECENT_FAILURES_MS).length;
  if (recent === 0 || worker.state === "stopped") return [];
  const times = recent === 1 ? "once" : `${recent} times`;
  const why = worker.failedBecause ?? "unknown";
  // One failure that is over needs no one's attention: the log has it.
  if (recent === 1 && worker.state === "ready") return [];
  const words = `${worker.name} failed ${times} in the last 5 minutes: ${why}`;
  return [{ state: "degraded", words }];
}

/** What comparing the streams with REST has found since the start. */
function auditWords(producer: Stats | undefined): readonly string[] {
  const number = (name: string) => Number(producer?.[name] ?? 0);
  const impossible = producer?.["audit_impossible"];
  const no = typeof impossible === "string" ? [`no audit of ${impossible}`] : [];
  const times = number("audits");
  if (times === 0) return no;
  const share = number("audit_share");
  const lost = number("audit_posts") + number("audit_edits") + number("audit_deletes");
  const unverified = number("audit_unverified");
  return [
    `compared with REST ${grouped(times)} times` + (share < 100 ? `, now ${share} % of it` : "") +
    (lost === 0
      ? ", nothing was lost"
      : `, ${grouped(lost)} events were lost on the way and read again`) +
    (unverified === 0 ? "" : `, ${grouped(unverified)} posts could not be verified`),
    ...no,
  ];
}

function goodWords(part: Part, facts: Facts): string {
  const producer = facts.stats.get("producer");
  const consumer = facts.stats.get("consumer");
  switch (part) {
    case "source": {
      const last = producer?.["last_event_at"];
      const open = typeof last === "string"
        ? `The stream is open; its last event came at ${last}`
        : "The stream is open";
      return [open, ...auditWords(producer)].join("; ");
    }
    case "consumer":
      return `${formatDuration(Number(consumer?.["lagMs"] ?? 0))} behind, ${
        grouped(Number(consumer?.["lag"] ?? 0))
      } records wait`;
    case "producer": {
      const unread = Number(producer?.["dead_letters"] ?? 0);
      return unread === 0
        ? "Well"
        : `Well; ${
          grouped(unread)
        } events could not be read since it started: the errors topic has them`;
    }
    case "spool":
      return "Empty";
    case "disk":
      return facts.disk === undefined ? "Writable" : `${megabytes(facts.disk.freeBytes)} are free`;
    case "workers": {
      const restarts = facts.workers.reduce((sum, worker) => sum + worker.restarts, 0);
      return `${facts.workers.length} run, restarted ${restarts} times since the start`;
    }
    default:
      return "Well";
  }
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}

function megabytes(bytes: number): string {
  return `${grouped(Math.floor(bytes / 2 ** 20))} MB`;
}
