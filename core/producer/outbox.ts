import { formatDuration } from "../base/duration.ts";
import { messageOf } from "../base/errors.ts";
import { every } from "../base/every.ts";
import type { Level } from "../supervision/protocol.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import type { Spool } from "./spool.ts";
import { backoffMs, waitToRetry } from "../base/retry.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { Backlog } from "./backlog.ts";
import { type KafkaFailure, kafkaFailure } from "../kafka/kafka_failure.ts";
import { orAborted } from "../base/or_aborted.ts";
import { OutageLog } from "../base/outage_log.ts";
import { type Outgoing, sizeOf } from "../kafka/outgoing.ts";
import type { Sender } from "../kafka/record_sender.ts";

export interface OutboxOptions {
  readonly sender: Sender;
  readonly spool: Spool;
  readonly log: (level: Level, text: string) => void;
  /** Told while Kafka does not take the records. */
  readonly trouble?: TellTrouble;
  /** Told while the disk does not take what waits for Kafka. */
  readonly diskTrouble?: TellTrouble;
  /** How log lines name the records. */
  readonly what?: string;
  /** What happens when disk and memory are full, for log lines. */
  readonly whenFull?: string;
  /** Largest batch; brokers take 1 MB by default. */
  readonly batchBytes?: number;
  /** `push` waits while records in memory take more. */
  readonly memoryBytes?: number;
  /** A batch that is not acknowledged for this long goes to disk, with all records after it. */
  readonly stallMs?: number;
  /** Pause after a first failure; it grows to four times that. */
  readonly retryMs?: number;
  /** Returns a smaller record to send in place of one that Kafka refuses as too large, or undefined for none. */
  readonly smaller?: (record: Outgoing) => Outgoing | undefined;
  /** Called once for each such record, after it has left the queue; `instead` is what was sent for it. */
  readonly tooLarge?: (record: Outgoing, instead: Outgoing | undefined) => void;
}

/** Batches that must be acknowledged before a bigger one is tried again. */
const FITS_BEFORE_GROWTH = 100;
/** Failures between two log lines about the same outage. */
const FAILURES_PER_LOG_LINE = 20;

/**
 * Sends records to Kafka, in order, and loses none while Kafka is away:
 *
 *     direct ──a batch fails or stalls──▶ spooling ──queue empty──▶ direct
 *
 * Direct: records wait in memory. Spooling: waiting and new records go to disk, as far as the disk takes them.
 * Batches are read from the disk first, then from memory. One batch is in flight.
 *
 * A record is on disk or acknowledged at most `stallMs` after it was pushed, so a SIGKILL costs at most that much.
 * After one, records may be sent twice, never out of order. While the disk is full, up to `memoryBytes` wait in
 * memory, `push` waits for room, and the disk is tried again after each failure.
 */
export class Outbox {
  readonly #options: Required<OutboxOptions>;
  readonly #backlog: Backlog;
  #spooling: boolean;
  /** Size of the next batch; below `batchBytes` after Kafka refused one as too large. */
  #batchBytes: number;
  /** Batches acknowledged since `#batchBytes` changed. */
  #fits = 0;
  #sent = 0;
  #pushed = 0;
  #lost = 0;
  #failures = 0;
  /** When Kafka stopped taking records, on a monotonic clock. */
  #awaySince: number | undefined;
  /** The full disk has been logged. */
  #fullLogged = false;
  readonly #unsynced: OutageLog;
  #closing = false;
  #work = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(options: OutboxOptions) {
    this.#options = {
      what: "records",
      whenFull: "no more posts are read",
      batchBytes: 512 * 1024,
      memoryBytes: 16 * 2 ** 20,
      stallMs: 1_000,
      retryMs: 500,
      trouble: () => {},
      diskTrouble: () => {},
      smaller: () => undefined,
      tooLarge: () => {},
      ...options,
    };
    this.#backlog = new Backlog(options.spool);
    this.#unsynced = new OutageLog(options.log, { repeatMs: Infinity });
    this.#batchBytes = this.#options.batchBytes;
    this.#spooling = options.spool.length > 0;
  }

  /** Running totals; `waiting` are in memory, `lost` is known after {@linkcode run} only. */
  get stats(): {
    readonly sent: number;
    readonly waiting: number;
    readonly spooled: number;
    readonly lost: number;
  } {
    return {
      sent: this.#sent,
      waiting: this.#backlog.inMemory,
      spooled: this.#options.spool.length,
      lost: this.#lost,
    };
  }

  /** How many records were pushed since the start. */
  get pushed(): number {
    return this.#pushed;
  }

  /** How many of these left memory, in order: Kafka has acknowledged them, or the spool has them. */
  get settled(): number {
    return this.#pushed - this.#backlog.inMemory;
  }

  /** Takes a record. If memory is full it returns a promise; wait for that before the next push. */
  push(record: Outgoing): Promise<void> | undefined {
    this.#pushed++;
    if (!this.#spooling || !this.#backlog.pushToDisk(record)) this.#backlog.push(record);
    this.#work.resolve();
    return this.#hasRoom() ? undefined : this.#room.promise;
  }

  /**
   * Sends until all is sent after `close`, or until `signal`. Remaining records are then on disk, as far as it takes
   * them.
   * @returns records that are still waiting on disk
   */
  async run(signal: AbortSignal): Promise<number> {
    const { spool, log, what } = this.#options;
    const wake = () => this.#work.resolve();
    signal.addEventListener("abort", wake, { once: true });
    const endSyncing = every(1_000, () => this.#sync());
    if (spool.length > 0) {
      log("info", `${spool.length} ${what} wait in the spool; sending them first`);
    }
    try {
      while (!signal.aborted) {
        if (this.#backlog.length > 0) {
          // Each failure is followed by a wait.
          const failure = await this.#sendFirst(signal);
          if (failure !== undefined) await this.#failed(failure, signal);
        } else if (this.#closing) break;
        else await this.#nextWork();
      }
      if (this.#backlog.inMemory > 0 && !this.#backlog.spill()) {
        this.#lost = this.#backlog.inMemory;
        log(
          "error",
          `${this.#lost} ${what} are lost: Kafka has not acknowledged them, and the spool cannot store them ` +
            `(${spool.refusal})`,
        );
      }
      return spool.length;
    } finally {
      endSyncing();
      signal.removeEventListener("abort", wake);
      this.#sync();
    }
  }

  /** Nothing more will be pushed. */
  close(): void {
    this.#closing = true;
    this.#work.resolve();
  }

  async #nextWork(): Promise<void> {
    await this.#work.promise;
    this.#work = Promise.withResolvers();
  }

  /** Sends the first records, or makes the next batch smaller. Returns the failure if neither worked. */
  async #sendFirst(signal: AbortSignal): Promise<KafkaFailure | undefined> {
    // Records that were read together are pushed in this turn of the event loop, so the batch contains them all. The turn also
    // lets timers and heartbeats run once a batch.
    await new Promise((resolve) => setImmediate(resolve));
    const batch = this.#backlog.first(this.#batchBytes);
    const [record] = batch;
    if (record === undefined) return undefined;
    const failure = await this.#attempt(batch, signal);
    if (failure === undefined) this.#acknowledged(batch.length);
    else if (failure.kind !== "too_large") return failure;
    else if (batch.length === 1) return await this.#sendSmaller(record, signal);
    else {
      const bytes = batch.reduce((sum, each) => sum + sizeOf(each), 0);
      this.#batchBytes = Math.floor(Math.min(this.#batchBytes, bytes) / 2);
      this.#fits = 0;
    }
    return undefined;
  }

  /** Sends something smaller in place of the first record, which is too large for Kafka, or drops it. */
  async #sendSmaller(record: Outgoing, signal: AbortSignal): Promise<KafkaFailure | undefined> {
    const { smaller, tooLarge } = this.#options;
    let refused = record;
    let instead = smaller(refused);
    while (instead !== undefined) {
      // Kafka would refuse a record that is not smaller again.
      if (instead.value.byteLength >= refused.value.byteLength) instead = undefined;
      else {
        const failure = await this.#attempt([instead], signal);
        if (failure === undefined) break;
        if (failure.kind !== "too_large") return failure;
        refused = instead;
        instead = smaller(refused);
      }
    }
    this.#acknowledged(1, instead === undefined ? 0 : 1);
    tooLarge(record, instead);
    return undefined;
  }

  async #attempt(
    batch: readonly Outgoing[],
    signal: AbortSignal,
  ): Promise<KafkaFailure | undefined> {
    const { stallMs, sender } = this.#options;
    const startedAt = performance.now();
    const onStall = () => {
      const now = performance.now();
      const { throttledUntil } = sender;
      // An attempt may be several requests, each of which the quota makes wait: the silence begins behind the last wait.
      const leftMs = throttledUntil > startedAt ? throttledUntil + stallMs - now : 0;
      if (leftMs <= 0) return this.#startSpooling("it does not answer");
      this.#startSpooling("a quota of the broker makes it wait", { isTrouble: false });
      stalled = setTimeout(onStall, leftMs);
    };
    let stalled = setTimeout(onStall, stallMs);
    try {
      await orAborted(sender.send(batch, signal), signal);
      return undefined;
    } catch (error) {
      if (refusedAddresses(error).length > 0) throw error;
      return kafkaFailure(error);
    } finally {
      clearTimeout(stalled);
    }
  }

  /** Removes the first `count` records, of which Kafka has `sent`. */
  #acknowledged(count: number, sent = count): void {
    const { batchBytes, log, spool, what } = this.#options;
    this.#backlog.drop(count);
    this.#sent += sent;
    this.#options.trouble(undefined);
    if (this.#batchBytes < batchBytes && ++this.#fits >= FITS_BEFORE_GROWTH) {
      this.#batchBytes = Math.min(batchBytes, Math.max(1, this.#batchBytes) * 2);
      this.#fits = 0;
    }
    if (this.#spooling) {
      if (this.#backlog.length === 0) {
        this.#spooling = false;
        this.#fullLogged = false;
        this.#options.diskTrouble(undefined);
        if (this.#failures > 0) {
          const lasted = formatDuration(performance.now() - (this.#awaySince ?? 0));
          log("info", `Kafka has all ${what} again, after ${lasted}; the spool is empty`);
        }
        this.#awaySince = undefined;
      } else if (spool.length > 0) this.#spill();
    }
    this.#failures = this.#spooling ? this.#failures : 0;
    this.#freeRoom();
  }

  async #failed(failure: KafkaFailure, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { retryMs, what } = this.#options;
    this.#startSpooling(failure.words);
    if (++this.#failures % FAILURES_PER_LOG_LINE === 0) {
      this.#options.log(
        failure.kind === "login" ? "error" : "warning",
        `Cannot send ${what} to Kafka: ${failure.words}; ${this.#backlog.length} wait, trying again`,
      );
    }
    const waitMs = backoffMs(this.#failures, { firstMs: retryMs, maxMs: 4 * retryMs });
    await waitToRetry(waitMs, signal);
  }

  /** Starts to keep waiting and new records on disk; if it has started already, tries the disk again. */
  #startSpooling(state: string, { isTrouble = true } = {}): void {
    this.#awaySince ??= performance.now();
    // Whoever made the sender says that it is throttled.
    if (isTrouble) this.#options.trouble(`Cannot send ${this.#options.what} to Kafka: ${state}`);
    if (!this.#spooling) {
      this.#spooling = true;
      this.#failures = Math.max(1, this.#failures);
      this.#options.log(
        "warning",
        `Cannot send ${this.#options.what} to Kafka: ${state}; reading goes on, and they are kept on disk until Kafka takes them`,
      );
    }
    this.#spill();
  }

  #spill(): void {
    if (this.#backlog.spill()) {
      this.#fullLogged = false;
      this.#options.diskTrouble(undefined);
      return this.#freeRoom();
    }
    this.#options.diskTrouble(
      `Cannot keep ${this.#options.what} on disk: ${this.#options.spool.refusal}`,
    );
    if (!this.#fullLogged) {
      this.#fullLogged = true;
      const { memoryBytes, log, spool, what, whenFull } = this.#options;
      log(
        "error",
        `Cannot keep ${what} on disk: ${spool.refusal}. Up to ${memoryBytes} bytes of them wait in memory; when that ` +
          `is full, ${whenFull}. Free the disk, or raise SPOOL_MAX_BYTES`,
      );
    }
    this.#freeRoom();
  }

  #sync(): void {
    try {
      this.#options.spool.sync();
      this.#unsynced.over("The spool is flushed to disk again");
    } catch (error) {
      this.#unsynced.failed(
        `Cannot flush the spool to disk: ${messageOf(error)}`,
        "A power cut could lose its records; check the disk",
      );
    }
  }

  #hasRoom(): boolean {
    return this.#backlog.memoryBytes < this.#options.memoryBytes;
  }

  #freeRoom(): void {
    if (!this.#hasRoom()) return;
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }
}
