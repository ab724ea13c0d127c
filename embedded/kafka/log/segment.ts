import { type BatchHeader, lastOffsetOf } from "../records/batch_header.ts";
import { batchesOf, type PlacedBatch } from "./batches_of.ts";
import { writeAtomically } from "./write_atomically.ts";
import { OffsetIndex } from "./offset_index.ts";
import { SegmentFile } from "./segment_file.ts";

/** Numbers before the entries of an `.index` file: bytes of the log, next offset, highest timestamp. */
const INDEX_HEAD = 3;

/** Where a batch lies, and what its head says. */
type Place = Pick<PlacedBatch, "position" | "header">;

/** A run of batches in one file, named for its first offset, with the index that finds places in it. */
export class Segment {
  readonly baseOffset: number;
  readonly file: SegmentFile;
  readonly #stem: string;
  #index = new OffsetIndex();
  #byteLength = 0;
  #nextOffset: number;
  #maxTimestamp = -1;
  /** Whoever reads as fast as is written asks for this one, and need not look for it in the file. */
  #last: Place | undefined;

  constructor(directory: string, baseOffset: number) {
    this.baseOffset = baseOffset;
    this.#nextOffset = baseOffset;
    this.#stem = `${directory}/${String(baseOffset).padStart(20, "0")}`;
    this.file = new SegmentFile(`${this.#stem}.log`);
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** The offset after the last record. */
  get nextOffset(): number {
    return this.#nextOffset;
  }

  /** Highest timestamp of its records, milliseconds; -1 if it is empty. */
  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  /** Takes its size and index from the `.index` file if that still fits the log, else from the batch headers. */
  openSealed(): void {
    const byteLength = this.file.byteLength();
    const numbers = readNumbers(`${this.#stem}.index`);
    if (numbers !== undefined && numbers[0] === byteLength) {
      this.#byteLength = byteLength;
      this.#nextOffset = numbers[1] ?? this.baseOffset;
      this.#maxTimestamp = numbers[2] ?? -1;
      this.#index = new OffsetIndex(numbers.slice(INDEX_HEAD));
      return;
    }
    for (const batch of batchesOf(this.file, { from: 0, to: byteLength })) this.#note(batch.header);
  }

  /**
   * Reads the whole file, checks every batch, and cuts the file after the last good one: what follows was being written
   * when the process or the machine died. Returns the bytes cut off.
   */
  recover(visit: (header: BatchHeader) => void): number {
    const byteLength = this.file.byteLength();
    this.#index = new OffsetIndex();
    this.#byteLength = 0;
    this.#nextOffset = this.baseOffset;
    this.#maxTimestamp = -1;
    this.#last = undefined;
    for (const { header } of batchesOf(this.file, { from: 0, to: byteLength, whole: true })) {
      if (header.baseOffset < this.#nextOffset) break;
      this.#note(header);
      visit(header);
    }
    if (this.#byteLength < byteLength) this.file.truncate(this.#byteLength);
    return byteLength - this.#byteLength;
  }

  /** Writes a batch at the end. If it throws, the file may hold part of the batch: {@linkcode cutTail} removes that. */
  append(batch: Uint8Array, header: BatchHeader): void {
    this.file.write(this.#byteLength, batch);
    this.#note(header);
  }

  /** Removes what a failed write left behind. */
  cutTail(): void {
    this.file.truncate(this.#byteLength);
  }

  /** Writes the index down; nothing will be appended any more. */
  seal(): void {
    const entries = this.#index.values();
    const numbers = new Float64Array(INDEX_HEAD + entries.length);
    numbers.set([this.#byteLength, this.#nextOffset, this.#maxTimestamp]);
    numbers.set(entries, INDEX_HEAD);
    writeAtomically(`${this.#stem}.index`, new Uint8Array(numbers.buffer));
  }

  /** The first batch that holds `offset` or lies after it, before byte `end`. */
  find(offset: number, end: number): Place | undefined {
    const last = this.#last;
    if (last !== undefined && offset >= last.header.baseOffset) {
      const isBefore = last.position + last.header.byteLength <= end;
      return isBefore && offset < this.#nextOffset ? last : undefined;
    }
    const from = this.#index.positionBefore(offset);
    return this.#first(from, end, ({ header }) => lastOffsetOf(header) >= offset);
  }

  /** Batches from the first one that may hold a record as late as `timestamp`, before byte `end`. */
  batchesSince(timestamp: number, end: number): Iterable<PlacedBatch> {
    return batchesOf(this.file, {
      from: this.#index.positionBeforeTime(timestamp),
      to: end,
      whole: true,
    });
  }

  /** The end of the last whole batch that ends at or before byte `limit`; `from` is the start of one. */
  boundaryBefore(limit: number, from: number): number {
    let boundary = Math.max(from, this.#index.boundaryBefore(limit));
    for (const { position, header } of batchesOf(this.file, { from: boundary, to: limit })) {
      boundary = position + header.byteLength;
    }
    return boundary;
  }

  /** When it was last written, milliseconds. */
  writtenAt(): number {
    return Deno.statSync(this.file.path).mtime?.getTime() ?? 0;
  }

  /** Removes its files. Whoever still reads it keeps reading. */
  remove(): void {
    for (const suffix of [".log", ".index", ".producers"]) {
      try {
        Deno.removeSync(this.#stem + suffix);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  }

  #note(header: BatchHeader): void {
    this.#last = { position: this.#byteLength, header };
    this.#index.add({
      offset: header.baseOffset,
      position: this.#byteLength,
      timestampBefore: this.#maxTimestamp,
    });
    this.#byteLength += header.byteLength;
    this.#nextOffset = lastOffsetOf(header) + 1;
    this.#maxTimestamp = Math.max(this.#maxTimestamp, header.maxTimestamp);
  }

  #first(
    from: number,
    to: number,
    accept: (batch: PlacedBatch) => boolean,
  ): PlacedBatch | undefined {
    for (const batch of batchesOf(this.file, { from, to })) if (accept(batch)) return batch;
    return undefined;
  }
}

function readNumbers(path: string): Float64Array | undefined {
  try {
    const bytes = Deno.readFileSync(path);
    if (bytes.byteLength < INDEX_HEAD * 8 || bytes.byteLength % 8 !== 0) return undefined;
    return new Float64Array(bytes.slice().buffer);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
