import { type BatchHeader, lastOffsetOf } from "../records/batch_header.ts";
import { batchesOf, type PlacedBatch } from "./batches_of.ts";
import { writeFileAtomicallySync } from "../../../core/base/atomic_file.ts";
import { OffsetIndex } from "./offset_index.ts";
import { SegmentFile } from "./segment_file.ts";

/** Numbers before the entries of an `.index` file: bytes of the log, next offset, highest timestamp. */
const INDEX_HEAD = 3;

/** A batch's position and header. */
type Place = Pick<PlacedBatch, "position" | "header">;

/** A file of consecutive batches, named after its first offset, with its index. */
export class Segment {
  readonly baseOffset: number;
  readonly file: SegmentFile;
  readonly #stem: string;
  #index = new OffsetIndex();
  #byteLength = 0;
  #nextOffset: number;
  #maxTimestamp = -1;
  /** The last batch: readers at the end of the log ask for it, without a search in the file. */
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

  /** Reads size and index from the `.index` file if it matches the log, else from the batch headers. */
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
   * Reads the whole file, checks every batch, and truncates the file after the last valid one: the rest was being written when
   * the process or the machine died. Returns the bytes cut off.
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

  /** Appends a batch. If it throws, the file may contain part of the batch, which {@linkcode cutTail} removes. */
  append(batch: Uint8Array, header: BatchHeader): void {
    this.file.write(this.#byteLength, batch);
    this.#note(header);
  }

  /** Removes the remains of a failed write. */
  cutTail(): void {
    this.file.truncate(this.#byteLength);
  }

  /** Writes the index to its file; no batch may be appended afterwards. */
  seal(): void {
    const entries = this.#index.values();
    const numbers = new Float64Array(INDEX_HEAD + entries.length);
    numbers.set([this.#byteLength, this.#nextOffset, this.#maxTimestamp]);
    numbers.set(entries, INDEX_HEAD);
    writeFileAtomicallySync(`${this.#stem}.index`, new Uint8Array(numbers.buffer));
  }

  /** The first batch that contains `offset` or starts after it, before byte `end`. */
  find(offset: number, end: number): Place | undefined {
    const last = this.#last;
    if (last !== undefined && offset >= last.header.baseOffset) {
      const isBefore = last.position + last.header.byteLength <= end;
      return isBefore && offset < this.#nextOffset ? last : undefined;
    }
    const from = this.#index.positionBefore(offset);
    return this.#first(from, end, ({ header }) => lastOffsetOf(header) >= offset);
  }

  /** Batches from the first one that may contain a record at or after `timestamp`, before byte `end`. */
  batchesSince(timestamp: number, end: number): Iterable<PlacedBatch> {
    return batchesOf(this.file, {
      from: this.#index.positionBeforeTime(timestamp),
      to: end,
      whole: true,
    });
  }

  /** The end of the last whole batch that ends at or before byte `limit`; `from` is the start of a batch. */
  boundaryBefore(limit: number, from: number): number {
    let boundary = Math.max(from, this.#index.boundaryBefore(limit));
    for (const { position, header } of batchesOf(this.file, { from: boundary, to: limit })) {
      boundary = position + header.byteLength;
    }
    return boundary;
  }

  /** Time of the last write, milliseconds. */
  writtenAt(): number {
    return Deno.statSync(this.file.path).mtime?.getTime() ?? 0;
  }

  /** Removes its files. Open slices of it stay readable. */
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
