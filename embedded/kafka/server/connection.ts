import { messageOf } from "../../../core/base/errors.ts";
import { networkErrorKindOf } from "../../../core/base/network_error.ts";
import { MalformedError } from "../protocol/wire_reader.ts";
import type { BrokerContext } from "./broker_context.ts";
import { FileSlice } from "../log/file_slice.ts";
import { type AnswerParts, type Client, dispatch } from "./dispatch.ts";
import { type FrameLimits, FrameReader } from "./frame_reader.ts";
import type { MemoryBudget } from "./memory_budget.ts";
import { writeAll } from "../../../core/base/write_all.ts";

/** Bytes of a segment that are in memory at a time while it is sent. */
const SLICE_BYTES = 256 * 1024;

/**
 * Serves one client until it disconnects, violates the protocol, or `signal` is aborted. Requests are handled one after the
 * other and answered in order, as the protocol requires. The next request is read while the current one waits, so that a
 * disconnect is noticed and ends a waiting fetch or join.
 */
export async function serveConnection(
  broker: BrokerContext,
  connection: Deno.TcpConn,
  { budget, limits, signal }: {
    readonly budget: MemoryBudget;
    readonly limits: FrameLimits;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const gone = new AbortController();
  const close = () => {
    gone.abort();
    try {
      connection.close();
    } catch {
      // Closed already.
    }
  };
  signal.addEventListener("abort", close, { once: true });
  const host = connection.remoteAddr.hostname;
  const client: Client = { host, fetched: new Map(), signal: gone.signal };
  try {
    if (signal.aborted) return;
    connection.setNoDelay(true);
    using reader = new FrameReader(connection, { budget, limits });
    const next = async () => {
      const frame = await reader.next(gone.signal).catch((error) => {
        gone.abort();
        throw error;
      });
      if (frame === undefined) gone.abort();
      return frame;
    };
    let frame = await next();
    while (frame !== undefined) {
      const answering = dispatch(broker, frame, client);
      const following = next();
      // Awaited later: avoids an unhandled rejection if sending the response fails first.
      following.catch(() => {});
      const parts = await answering;
      if (parts !== undefined) await send(connection, parts);
      frame = await following;
    }
  } catch (error) {
    if (error instanceof MalformedError) {
      broker.warn(`Closed a connection from ${host}: it sent ${error.message}`);
    } else if (!isHangUp(error)) {
      broker.warn(`Closed a connection from ${host}: ${messageOf(error)}`);
    }
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** Sends a response prefixed with its length. Slices are read piece by piece, as fast as the client reads. */
async function send(connection: Deno.Conn, parts: AnswerParts): Promise<void> {
  try {
    const byteLength = parts.reduce((sum, part) => sum + part.byteLength, 0);
    const [first, ...rest] = parts;
    if (!(first instanceof Uint8Array)) throw new TypeError("An answer without a header");
    const head = new Uint8Array(4 + first.byteLength);
    new DataView(head.buffer).setInt32(0, byteLength);
    head.set(first, 4);
    const packer = new Packer(connection);
    await packer.bytes(head);
    for (const part of rest) {
      if (part instanceof Uint8Array) await packer.bytes(part);
      if (!(part instanceof FileSlice)) continue;
      for (let at = 0; at < part.byteLength;) {
        const room = await packer.room(Math.min(SLICE_BYTES, part.byteLength - at));
        at += packer.filled(part.read(at, room));
      }
    }
    await packer.flush();
  } finally {
    for (const part of parts) if (part instanceof FileSlice) part[Symbol.dispose]();
  }
}

/** Joins the small parts of a response into few writes. */
class Packer {
  readonly #connection: Deno.Conn;
  #buffer = new Uint8Array(0);
  #filled = 0;

  constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength;) {
      const room = await this.room(Math.min(bytes.byteLength - at, SLICE_BYTES));
      const piece = bytes.subarray(at, at + room.byteLength);
      room.set(piece);
      at += this.filled(piece.byteLength);
    }
  }

  /** Space for at least one and up to `wanted` bytes. */
  async room(wanted: number): Promise<Uint8Array> {
    if (this.#filled === SLICE_BYTES) await this.flush();
    if (this.#filled + wanted > this.#buffer.byteLength && this.#buffer.byteLength < SLICE_BYTES) {
      const size = Math.min(SLICE_BYTES, Math.max(1024, (this.#filled + wanted) * 2));
      const grown = new Uint8Array(size);
      grown.set(this.#buffer.subarray(0, this.#filled));
      this.#buffer = grown;
    }
    return this.#buffer.subarray(this.#filled, this.#filled + wanted);
  }

  filled(byteLength: number): number {
    this.#filled += byteLength;
    return byteLength;
  }

  async flush(): Promise<void> {
    await writeAll(this.#connection, this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

/** Whether an error only means that the client has closed the connection. */
function isHangUp(error: unknown): boolean {
  return error instanceof Error && networkErrorKindOf(error.name) === "reset" ||
    error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted ||
    error instanceof DOMException && error.name === "AbortError";
}
