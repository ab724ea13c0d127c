import { formatDuration } from "../base/duration.ts";
import type { PartitionFault } from "../kafka/partition_fault.ts";

/** How often the reason of a stopped partition is logged again. */
const LOG_INTERVAL_MS = 60_000;
/** How often a stopped partition is retried: the remedy may have been applied. */
const RETRY_MS = 10_000;

interface Stop {
  readonly why: string;
  /** The partition counts as read again once a slice ends after this offset. */
  readonly offset: number;
  /** A retry is under way, without a result yet. */
  trying: boolean;
  triedAt: number;
}

interface Said {
  readonly why: string;
  readonly at: number;
  readonly since: number;
  readonly offset: number;
}

/**
 * The stopped partitions of this consumer, each with its reason in words. States of one:
 *
 *     reading ──stop()──▶ stopped ──retry(), every 10 s──▶ tried ──stop()──▶ stopped
 *        ▲                                                   │
 *        └───────────passed(), behind the offset─────────────┘
 *
 * The reason is logged at once, and every minute while it holds. Times are ms since 1970.
 */
export class StoppedPartitions {
  readonly #topic: string;
  readonly #log: (level: "info" | "warning", text: string) => void;
  readonly #stops = new Map<number, Stop>();
  /** What was last logged of a partition, and since when it is stopped; kept across rebalances. */
  readonly #said = new Map<number, Said>();

  constructor(topic: string, log: (level: "info" | "warning", text: string) => void) {
    this.#topic = topic;
    this.#log = log;
  }

  /** Stops a partition, also again after a retry. */
  stop(partition: number, { message, offset = -1 }: PartitionFault, now: number): void {
    this.#stops.set(partition, { why: message, offset, trying: false, triedAt: now });
    const said = this.#said.get(partition);
    if (said?.why !== message) this.#say(partition, { why: message, offset }, now);
    else this.#logPeriodically(now);
  }

  /** Whether a partition is stopped and no retry is under way. */
  has(partition: number): boolean {
    return this.#stops.get(partition)?.trying === false;
  }

  /** Why a partition is stopped; undefined if it is not. */
  why(partition: number): string | undefined {
    return this.#stops.get(partition)?.why;
  }

  /** Every reason, by partition. */
  get reasons(): ReadonlyMap<number, string> {
    return new Map([...this.#stops].map(([partition, { why }]) => [partition, why]));
  }

  /** Logs reasons again that were not logged for a minute. @returns partitions to retry now */
  turn(now: number): readonly number[] {
    this.#logPeriodically(now);
    const due = [...this.#stops].filter(([, { trying, triedAt }]) =>
      !trying && now - triedAt >= RETRY_MS
    );
    for (const [, stop] of due) {
      stop.trying = true;
      stop.triedAt = now;
    }
    return due.map(([partition]) => partition);
  }

  /** Everything before `nextOffset` could be read. */
  passed(partition: number, nextOffset: number, now: number): void {
    // Not the stop itself: a rebalance may have cleared it.
    const said = this.#said.get(partition);
    if (said === undefined || nextOffset <= said.offset) return;
    this.#stops.delete(partition);
    this.#said.delete(partition);
    const lasted = formatDuration(now - said.since);
    this.#log("info", `${this.#topic}/${partition} is read again, after ${lasted}`);
  }

  /** Clears all stops after a rebalance: each assigned partition is tried again. */
  clear(): void {
    this.#stops.clear();
  }

  #logPeriodically(now: number): void {
    for (const [partition, stop] of this.#stops) {
      const said = this.#said.get(partition);
      if (!stop.trying && (said === undefined || now - said.at >= LOG_INTERVAL_MS)) {
        this.#say(partition, stop, now);
      }
    }
  }

  #say(partition: number, { why, offset }: Pick<Stop, "why" | "offset">, now: number): void {
    const since = this.#said.get(partition)?.since ?? now;
    this.#said.set(partition, { why, at: now, since, offset });
    this.#log("warning", `${why}. This partition is stopped; the others are read on`);
  }
}
