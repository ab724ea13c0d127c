import {
  BATCH_HEADER_BYTES,
  type BatchFault,
  type BatchHeader,
  checkBatch,
  readBatchHeader,
} from "../records/batch_header.ts";
import type { SegmentFile } from "./segment_file.ts";

/** A batch and its position in the segment. */
export interface PlacedBatch {
  readonly position: number;
  readonly header: BatchHeader;
  /** The whole batch with `whole`, else as much as was read; valid until the next iteration. */
  readonly bytes: Uint8Array;
}

const CHUNK_BYTES = 32 * 1024;
const WHOLE_CHUNK_BYTES = 1024 * 1024;

/**
 * Iterates over the batches of a segment from byte `from` (the start of a batch) to byte `to`. With `whole`, each batch is
 * read and its CRC checked; without, only the headers. Returns where and why it stopped: at `to`, or at the first fault.
 */
export function* batchesOf(
  file: SegmentFile,
  { from, to, whole = false }: { from: number; to: number; whole?: boolean },
): Generator<PlacedBatch, { position: number; fault?: BatchFault }> {
  using _held = file.hold();
  let chunk = new Uint8Array(Math.min(whole ? WHOLE_CHUNK_BYTES : CHUNK_BYTES, to - from));
  let start = from;
  let filled = 0;
  for (let position = from; position < to;) {
    let available = start + filled - position;
    let header = readBatchHeader(chunk.subarray(position - start, position - start + available));
    const wanted = typeof header !== "string" && whole ? header.byteLength : BATCH_HEADER_BYTES;
    if (header === "torn" || available < wanted) {
      if (wanted > to - position) return { position, fault: "torn" };
      if (wanted > chunk.byteLength) chunk = new Uint8Array(wanted);
      start = position;
      filled = file.read(position, chunk.subarray(0, Math.min(chunk.byteLength, to - position)));
      available = filled;
      header = readBatchHeader(chunk.subarray(0, filled));
      // The header is complete, but the batch may be longer than the chunk: read more.
      if (typeof header !== "string" && whole && header.byteLength > available) {
        if (header.byteLength > to - position) return { position, fault: "torn" };
        continue;
      }
    }
    if (typeof header === "string") return { position, fault: header };
    if (header.byteLength > to - position) return { position, fault: "torn" };
    const bytes = chunk.subarray(position - start, position - start + header.byteLength);
    if (whole) {
      const checked = checkBatch(bytes);
      if (typeof checked === "string") return { position, fault: checked };
    }
    yield { position, header, bytes };
    position += header.byteLength;
  }
  return { position: to };
}
