import type { Level } from "../supervision/protocol.ts";
import { refusedAddresses } from "../supervision/refused_addresses.ts";
import type { Spool } from "../spool/spool.ts";
import { sleep } from "../sleep.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { orAborted } from "../or_aborted.ts";
import { decodeOutgoing, encodeOutgoing, type Outgoing, sizeOf } from "./outgoing.ts";
import type { Sender } from "./record_sender.ts";

export interface OutboxOptions {
  readonly sender: Sender;
  readonly spool: Spool;
  readonly notice: (level: Level, text: string) => void;
  /** A batch is never bigger; brokers take 1 MB by default. */
  readonly batchBytes?: number;
  /** Records in memory never take more; `push` waits. */
  readonly memoryBytes?: number;
  /** A batch that is not acknowledged for so long goes to disk with all behind it. */
  readonly stallMs?: number;
  /** Pause after a failure. */
  readonly retryMs?: number;
  /** What to do with a record that no batch can hold. It must not come back to this outbox bigger. */
  readonly tooLarge?: (record: Outgoing) => void;
}

/**
 * Records on their way to Kafka, in order, none lost while Kafka is away:
 *
 *     direct ──a batch fails or stalls──▶ spooling ──the spool is empty──▶ direct
 *
 * Direct: records wait in memory, a batch is in flight. Spooling: every record goes to disk, batches are read from
 * there, and what was in memory went first. A record is on disk or acknowledged at most `stallMs` after it was pushed,
 * so that is what a SIGKILL can cost; after it, a record may be sent twice, never out of order.
 */
export class Outbox {
  readonly #options: Required<OutboxOptions>;
  readonly #waiting: Outgoing[] = [];
  #waitingBytes = 0;
  #spooling: boolean;
  /** Records of the batch in flight that are in memory alone. */
  #inFlight: readonly Outgoing[] = [];
  #sent = 0;
  #failures = 0;
  #full = false;
  #closing = false;
  #work = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(options: OutboxOptions) {
    this.#options = {
      batchBytes: 512 * 1024,
      memoryBytes: 16 * 2 ** 20,
      stallMs: 1_000,
      retryMs: 500,
      tooLarge: () => {},
      ...options,
    };
    this.#spooling = options.spool.length > 0;
  }

  /** Running totals. */
  get facts(): { readonly sent: number; readonly waiting: number; readonly spooled: number } {
    const { spool } = this.#options;
    return {
      sent: this.#sent,
      waiting: this.#waiting.length + this.#inFlight.length,
      spooled: spool.length,
    };
  }

  /** Takes a record. While there is no room it returns a promise of room; wait for it before the next one. */
  push(record: Outgoing): Promise<void> | undefined {
    if (this.#spooling && this.#waiting.length === 0) {
      if (this.#options.spool.append(encodeOutgoing(record))) {
        this.#work.resolve();
        return undefined;
      }
      this.#sayFull();
    }
    this.#waiting.push(record);
    this.#waitingBytes += sizeOf(record);
    this.#work.resolve();
    return this.#hasRoom() ? undefined : this.#room.promise;
  }

  /**
   * Sends until `close` and all is sent, or `signal`. What is left then is on disk, unless that is full.
   * @returns records that are still waiting on disk
   */
  async run(signal: AbortSignal): Promise<number> {
    const { spool, notice } = this.#options;
    const wake = () => this.#work.resolve();
    signal.addEventListener("abort", wake, { once: true });
    const syncing = setInterval(() => spool.sync(), 1_000);
    if (spool.length > 0) {
      notice("info", `${spool.length} records wait in the spool; they go first`);
    }
    try {
      while (!signal.aborted) {
        if (this.#spooling) await this.#sendSpooled(signal);
        else if (this.#waiting.length > 0) await this.#sendWaiting(signal);
        else if (this.#closing) break;
        else await this.#nextWork();
      }
      if (this.#waiting.length + this.#inFlight.length > 0) this.#spill();
      if (this.#waiting.length > 0) {
        notice("error", `${this.#waiting.length} records are lost: the spool is full`);
      }
      return spool.length;
    } finally {
      clearInterval(syncing);
      signal.removeEventListener("abort", wake);
      spool.sync();
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

  async #sendWaiting(signal: AbortSignal): Promise<void> {
    // What was read at once goes at once: it is pushed in this turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    const batch = this.#takeBatch();
    this.#inFlight = batch;
    const stalled = setTimeout(() => {
      this.#startSpooling("Kafka does not answer");
    }, this.#options.stallMs);
    const failure = await this.#attempt(batch, signal);
    clearTimeout(stalled);
    // While it was in flight it may have stalled: then it stands first in the spool.
    const onDisk = this.#inFlight.length === 0;
    if (failure === undefined) {
      this.#inFlight = [];
      if (onDisk) this.#forget(batch.length);
      this.#freeRoom();
    } else if (failure.kind === "too_large") {
      this.#inFlight = [];
      await this.#sendApart(batch, { onDisk, signal });
    } else {
      if (!onDisk) this.#startSpooling(`Kafka takes no records: ${failure.words}`);
      await sleep(this.#options.retryMs, signal);
    }
  }

  async #sendSpooled(signal: AbortSignal): Promise<void> {
    const { spool, notice, batchBytes } = this.#options;
    this.#refill();
    const entries = spool.peek(batchBytes);
    if (entries.length === 0) {
      if (this.#waiting.length === 0) {
        this.#spooling = false;
        if (this.#failures > 0) notice("info", "Kafka has everything: the spool is empty again");
        this.#failures = 0;
      }
      return;
    }
    const batch = entries.map(decodeOutgoing);
    const failure = await this.#attempt(batch, signal);
    if (failure === undefined) return this.#forget(batch.length);
    if (failure.kind === "too_large") return await this.#sendApart(batch, { onDisk: true, signal });
    if (this.#failures++ % 20 === 0) {
      notice(
        failure.kind === "login" ? "error" : "warning",
        `Kafka takes no records: ${failure.words}; ${spool.length} records wait on disk, trying again`,
      );
    }
    await sleep(this.#options.retryMs * Math.min(4, 1 + this.#failures / 10), signal);
  }

  /** A batch that is too large: one by one, and what is too large alone leaves the queue. */
  async #sendApart(
    batch: readonly Outgoing[],
    { onDisk, signal }: { onDisk: boolean; signal: AbortSignal },
  ): Promise<void> {
    if (!onDisk) {
      this.#inFlight = batch;
      this.#startSpooling("a batch is too large for Kafka");
    }
    for (const record of batch) {
      const failure = await this.#attempt([record], signal);
      if (failure?.kind === "too_large") {
        this.#options.tooLarge(record);
        this.#sent--;
      } else if (failure !== undefined) return;
      this.#forget(1);
    }
  }

  async #attempt(batch: readonly Outgoing[], signal: AbortSignal) {
    try {
      await orAborted(this.#options.sender.send(batch, signal), signal);
      this.#sent += batch.length;
      return undefined;
    } catch (error) {
      if (refusedAddresses(error).length > 0) throw error;
      return kafkaFailure(error);
    }
  }

  #takeBatch(): readonly Outgoing[] {
    let bytes = 0;
    let count = 0;
    for (const record of this.#waiting) {
      bytes += sizeOf(record);
      if (count > 0 && bytes > this.#options.batchBytes) break;
      count++;
    }
    const batch = this.#waiting.splice(0, count);
    this.#waitingBytes -= batch.reduce((sum, record) => sum + sizeOf(record), 0);
    return batch;
  }

  #startSpooling(why: string): void {
    if (!this.#spooling) {
      this.#failures = 1;
      this.#options.notice("warning", `${why}; reading goes on, records are kept on disk`);
    }
    this.#spill();
  }

  /** Everything in memory goes to disk: what is in flight first. */
  #spill(): void {
    this.#spooling = true;
    const all = [...this.#inFlight, ...this.#waiting.splice(0)];
    this.#inFlight = [];
    this.#waitingBytes = 0;
    this.#waiting.push(...all);
    this.#waitingBytes = all.reduce((sum, record) => sum + sizeOf(record), 0);
    this.#refill();
  }

  /** Moves what waits in memory to the spool as far as there is room. */
  #refill(): void {
    let count = 0;
    for (const record of this.#waiting) {
      if (!this.#options.spool.append(encodeOutgoing(record))) {
        this.#sayFull();
        break;
      }
      this.#waitingBytes -= sizeOf(record);
      count++;
    }
    this.#waiting.splice(0, count);
    this.#freeRoom();
  }

  /** The first records of the spool are acknowledged. */
  #forget(count: number): void {
    const { spool, batchBytes } = this.#options;
    for (let left = count; left > 0;) {
      const step = Math.min(left, spool.peek(batchBytes).length);
      if (step === 0) break;
      spool.advance(step);
      left -= step;
    }
    this.#full = false;
    this.#refill();
  }

  #hasRoom(): boolean {
    return this.#waitingBytes < this.#options.memoryBytes && !(this.#spooling && this.#full);
  }

  #freeRoom(): void {
    if (!this.#hasRoom()) return;
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }

  #sayFull(): void {
    if (this.#full) return;
    this.#full = true;
    this.#options.notice(
      "error",
      `The spool is full (${this.#options.spool.bytes} bytes, or the disk is): no more posts are read until Kafka ` +
        "takes records again. Raise SPOOL_MAX_BYTES or free the disk",
    );
  }
}
