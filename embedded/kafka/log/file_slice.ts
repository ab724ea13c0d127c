import type { ByteSource } from "../protocol/wire_writer.ts";
import type { SegmentFile } from "./segment_file.ts";

/** Part of a segment to send to a client; keeps the file open until disposed. */
export class FileSlice implements ByteSource, Disposable {
  readonly byteLength: number;
  readonly #file: SegmentFile;
  readonly #position: number;
  readonly #held: Disposable;

  constructor(file: SegmentFile, position: number, byteLength: number) {
    this.#file = file;
    this.#position = position;
    this.byteLength = byteLength;
    this.#held = file.hold();
  }

  /** Reads from byte `at` of the slice into `into`, up to the slice's end; returns the bytes read. */
  read(at: number, into: Uint8Array): number {
    const length = Math.min(into.byteLength, this.byteLength - at);
    const read = this.#file.read(this.#position + at, into.subarray(0, length));
    if (read < length) throw new Error(`Cannot read ${this.#file.path}: it ends too early`);
    return read;
  }

  [Symbol.dispose](): void {
    this.#held[Symbol.dispose]();
  }
}
