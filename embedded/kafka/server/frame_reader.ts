import { MalformedError } from "../protocol/wire_reader.ts";
import type { MemoryBudget } from "./memory_budget.ts";

/** A stream of request bytes. */
export interface ByteStream {
  /** Bytes read, or null at the end. */
  read(into: Uint8Array): Promise<number | null>;
}

export interface FrameLimits {
  /** Largest request. */
  readonly maxBytes: number;
  /** Closes the connection when an incomplete request makes no progress for so long. */
  readonly stallMs: number;
  /** Closes the connection when there is no request for so long. */
  readonly idleMs: number;
}

/** Buffer of each connection that does not count against the budget. */
const OWN_BYTES = 64 * 1024;
/** First size of a larger buffer; a request that fills it gets its full size. */
const GROWN_BYTES = 1024 * 1024;

/**
 * Splits a stream into requests: four bytes of length, then as many bytes. The buffer grows only as bytes arrive, so that a
 * large length alone costs nothing; beyond 64 KiB it counts against a budget that all connections share.
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

  /** The next request, valid until the next call; undefined at the end, even in the middle of a request. */
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

  /** Moves the unread bytes to the front, or into a larger buffer if they fill this one. */
  async #makeRoom(wanted: number, signal: AbortSignal): Promise<void> {
    const held = this.#end - this.#start;
    let target = this.#buffer;
    if (held === target.byteLength) {
      // Reserve the request's full size at once, so that two connections never wait for each other.
      this.#grant ??= await this.#budget.take(wanted, signal);
      target = new Uint8Array(held < GROWN_BYTES ? Math.min(wanted, GROWN_BYTES) : wanted);
    }
    target.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = target;
    this.#start = 0;
    this.#end = held;
  }

  /** Releases a large buffer once it is empty. */
  #shrink(): void {
    this.#start = 0;
    this.#end = 0;
    if (this.#grant === undefined) return;
    this.#buffer = new Uint8Array(OWN_BYTES);
    this.#grant[Symbol.dispose]();
    this.#grant = undefined;
  }
}

/** The read's result, or null after `ms` milliseconds. The read itself ends when the connection is closed. */
async function within(ms: number, read: Promise<number | null>): Promise<number | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  try {
    return await Promise.race([read, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
