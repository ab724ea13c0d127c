import { MalformedError } from "../protocol/wire_reader.ts";
import type { MemoryBudget } from "./memory_budget.ts";

/** Where requests come from. */
export interface ByteStream {
  /** Bytes read, or null at the end. */
  read(into: Uint8Array): Promise<number | null>;
}

export interface FrameLimits {
  /** Largest request. */
  readonly maxBytes: number;
  /** A request that has begun and does not go on for this long ends the connection. */
  readonly stallMs: number;
  /** A connection without a request for this long is closed. */
  readonly idleMs: number;
}

/** What every connection may hold without asking the budget. */
const OWN_BYTES = 64 * 1024;
/** First size of a buffer that a request has outgrown; a request that fills this too gets all it says it needs. */
const GROWN_BYTES = 1024 * 1024;

/**
 * Cuts a stream into requests: four bytes of length, then as many bytes. The buffer grows only as bytes arrive, so a
 * length alone costs nothing; past 64 KiB it counts against a budget that all connections share.
 */
export class FrameReader implements Disposable {
  readonly #stream: ByteStream;
  readonly #budget: MemoryBudget;
  readonly #limits: FrameLimits;
  #buffer = new Uint8Array(OWN_BYTES);
  #start = 0;
  #end = 0;
  #grant: Disposable | undefined;

  constructor(stream: ByteStream, options: { budget: MemoryBudget; limits: FrameLimits }) {
    this.#stream = stream;
    this.#budget = options.budget;
    this.#limits = options.limits;
  }

  /** The next request, valid until the next call; undefined at the end, also at one in the middle of a request. */
  async next(signal: AbortSignal): Promise<Uint8Array | undefined> {
    if (!await this.#have(4, signal)) return undefined;
    const length = new DataView(this.#buffer.buffer, this.#start, 4).getInt32(0);
    if (length < 0 || length > this.#limits.maxBytes) {
      throw new MalformedError(
        `a request of ${length} bytes; ${this.#limits.maxBytes} are allowed`,
      );
    }
    if (!await this.#have(4 + length, signal)) return undefined;
    const frame = this.#buffer.subarray(this.#start + 4, this.#start + 4 + length);
    this.#start += 4 + length;
    return frame;
  }

  [Symbol.dispose](): void {
    this.#grant?.[Symbol.dispose]();
  }

  async #have(wanted: number, signal: AbortSignal): Promise<boolean> {
    while (this.#end - this.#start < wanted) {
      const empty = this.#end === this.#start;
      if (empty) this.#shrink();
      if (this.#end === this.#buffer.byteLength) await this.#makeRoom(wanted, signal);
      const limit = empty ? this.#limits.idleMs : this.#limits.stallMs;
      const read = await within(limit, this.#stream.read(this.#buffer.subarray(this.#end)));
      if (read === null) return false;
      this.#end += read;
    }
    return true;
  }

  /** Moves what is there to the front, or into a larger buffer where it fills this one. */
  async #makeRoom(wanted: number, signal: AbortSignal): Promise<void> {
    const held = this.#end - this.#start;
    let target = this.#buffer;
    if (held === target.byteLength) {
      // All that the request can come to take is asked for once, so that two connections never wait for each other.
      this.#grant ??= await this.#budget.take(wanted, signal);
      target = new Uint8Array(held < GROWN_BYTES ? Math.min(wanted, GROWN_BYTES) : wanted);
    }
    target.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = target;
    this.#start = 0;
    this.#end = held;
  }

  /** Gives a large buffer back once nothing of it is in use. */
  #shrink(): void {
    this.#start = 0;
    this.#end = 0;
    if (this.#grant === undefined) return;
    this.#buffer = new Uint8Array(OWN_BYTES);
    this.#grant[Symbol.dispose]();
    this.#grant = undefined;
  }
}

/** The read's result, or its end after `ms` milliseconds. The read itself ends when the connection is closed. */
async function within(ms: number, read: Promise<number | null>): Promise<number | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  try {
    return await Promise.race([read, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
