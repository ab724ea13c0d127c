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
  /** When a partition's reason was last logged; kept across rebalances. */
  readonly #said = new Map<number, { readonly why: string; readonly at: number }>();

  constructor(topic: string, log: (level: "info" | "warning", text: string) => void) {
    this.#topic = topic;
    this.#log = log;
  }

  /** Stops a partition, also again after a retry. */
  stop(partition: number, { message, offset = -1 }: PartitionFault, now: number): void {
    this.#stops.set(partition, { why: message, offset, trying: false, triedAt: now });
    if (this.#said.get(partition)?.why !== message) this.#say(partition, message, now);
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
  passed(partition: number, nextOffset: number): void {
    const stop = this.#stops.get(partition);
    if (stop === undefined || nextOffset <= stop.offset) return;
    this.#stops.delete(partition);
    this.#said.delete(partition);
    this.#log("info", `${this.#topic}/${partition} is read again`);
  }

  /** Clears all stops after a rebalance: each assigned partition is tried again. */
  clear(): void {
    this.#stops.clear();
  }

  #logPeriodically(now: number): void {
    for (const [partition, { why, trying }] of this.#stops) {
      const said = this.#said.get(partition);
      if (!trying && (said === undefined || now - said.at >= LOG_INTERVAL_MS)) {
        this.#say(partition, why, now);
      }
    }
  }

  #say(partition: number, why: string, now: number): void {
    this.#said.set(partition, { why, at: now });
    this.#log("warning", `${why}. This partition is stopped; the others are read on`);
  }
}
