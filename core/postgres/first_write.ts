import { Buffer } from "node:buffer";
import type { Socket } from "node:net";

/** postgres.js writes at once what has this many bytes, and keeps anything shorter until the next turn of the event loop. */
const WRITTEN_AT_ONCE_BYTES = 1_024;
const PADDING = "trunkline.padding";
/** A message after the first one: a byte for its type, then its length, without that byte. */
const TYPE_BYTES = 1;
/** Length and protocol version, before the parameters of a StartupMessage. */
const STARTUP_HEADER_BYTES = 8;

/**
 * A parameter of the session that makes the StartupMessage long enough to be written at once. The server never sees it:
 * {@linkcode cleanFirstWrite} takes it out.
 *
 * If a connection closes while postgres.js 3.4.9 keeps a message for the next turn, it cancels that turn's write and still
 * believes that one is coming. It would never write again, also not on the next connection, and its statements would never
 * be answered. A write at once ends that.
 */
export const STARTUP_PADDING = { [PADDING]: " ".repeat(WRITTEN_AT_ONCE_BYTES) };

/** Takes out of the first write of a connection what its server must not see (see {@linkcode sessionStart}). */
export function cleanFirstWrite(socket: Socket): void {
  const write = socket.write.bind(socket) as (bytes: Uint8Array, ...rest: unknown[]) => boolean;
  socket.write = ((bytes: Uint8Array, ...rest: unknown[]) => {
    socket.write = write as Socket["write"];
    return write(sessionStart(bytes), ...rest);
  }) as Socket["write"];
}

/**
 * The StartupMessage in the first write of a connection, without padding: before it may be messages that were kept for the
 * connection before, and whose statements have failed with that. A CancelRequest comes back unchanged.
 */
export function sessionStart(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let start = 0;
  // The first message has no type, and the first byte of its length is 0.
  while (start < buffer.length && buffer[start] !== 0) {
    start += TYPE_BYTES + buffer.readInt32BE(start + TYPE_BYTES);
  }
  const message = buffer.subarray(start);
  const from = message.indexOf(`\0${PADDING}\0`, STARTUP_HEADER_BYTES);
  if (from === -1) return message;
  const to = message.indexOf(0, from + PADDING.length + 2);
  const clean = Buffer.concat([message.subarray(0, from), message.subarray(to)]);
  clean.writeInt32BE(clean.length);
  return clean;
}
