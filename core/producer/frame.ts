import { crc32 } from "node:zlib";

/**
 * Layout of an entry in a segment file: its length and CRC-32, both little-endian 32-bit, then its bytes.
 * A process that dies while it writes leaves a torn frame, with nothing after it.
 */
export const FRAME_HEADER_BYTES = 8;

/** Longest entry. None is empty, so that the zeros that a power cut may leave are not read as frames. */
export const ENTRY_BYTES_MAX = 64 * 2 ** 20;

export function encodeFrame(entry: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_BYTES + entry.byteLength);
  const view = new DataView(frame.buffer);
  view.setUint32(0, entry.byteLength, true);
  view.setUint32(4, crc32(entry), true);
  frame.set(entry, FRAME_HEADER_BYTES);
  return frame;
}

/** Length in bytes of the frame that begins with `header`, header included. */
export function frameLength(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  return FRAME_HEADER_BYTES + view.getUint32(0, true);
}

/** The frames at the start of `bytes`. */
export interface Frames {
  readonly entries: readonly Uint8Array[];
  /** Where each frame ends, in bytes from the start. */
  readonly ends: readonly number[];
  /** `torn`: what follows is the beginning of a frame, or nothing; `broken`: it is no frame. */
  readonly rest: "torn" | "broken";
}

/** Reads whole frames until there are none or `max` have been read. Entries are views into `bytes`. */
export function decodeFrames(bytes: Uint8Array, max = Infinity): Frames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  const ends: number[] = [];
  let at = 0;
  while (entries.length < max && at + FRAME_HEADER_BYTES <= bytes.byteLength) {
    const length = view.getUint32(at, true);
    if (length === 0 || length > ENTRY_BYTES_MAX) return { entries, ends, rest: "broken" };
    const end = at + FRAME_HEADER_BYTES + length;
    if (end > bytes.byteLength) break;
    const entry = bytes.subarray(at + FRAME_HEADER_BYTES, end);
    if (crc32(entry) !== view.getUint32(at + 4, true)) return { entries, ends, rest: "broken" };
    entries.push(entry);
    ends.push(end);
    at = end;
  }
  return { entries, ends, rest: "torn" };
}
