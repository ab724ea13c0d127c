const FIELDS = 3;

/** The start of a batch in a segment. */
export interface IndexEntry {
  /** Base offset of the batch. */
  readonly offset: number;
  /** Byte at which it starts. */
  readonly position: number;
  /** Highest timestamp of all batches before it, milliseconds. */
  readonly timestampBefore: number;
}

/** Minimum distance of two entries. */
const INDEX_INTERVAL_BYTES = 16 * 1024;

/**
 * Starts of batches, one entry for every 16 KiB of a segment: 24 bytes each, which is 1.5 MB of memory for 1 GB of log.
 */
export class OffsetIndex {
  #values: Float64Array;
  #length: number;

  constructor(values: Float64Array = new Float64Array(0)) {
    this.#values = values;
    this.#length = values.length;
  }

  /** Entries in the format of the `.index` file. */
  values(): Float64Array {
    return this.#values.slice(0, this.#length);
  }

  /** Adds an entry if the last one is at least {@linkcode INDEX_INTERVAL_BYTES} away. Call it in the order of the log. */
  add({ offset, position, timestampBefore }: IndexEntry): void {
    const last = this.#length - FIELDS;
    if (last >= 0 && position - this.#values[last + 1]! < INDEX_INTERVAL_BYTES) return;
    if (this.#length + FIELDS > this.#values.length) {
      const grown = new Float64Array(Math.max(FIELDS * 64, this.#values.length * 2));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values[this.#length] = offset;
    this.#values[this.#length + 1] = position;
    this.#values[this.#length + 2] = timestampBefore;
    this.#length += FIELDS;
  }

  /** Removes the entries at or after `position`. */
  truncate(position: number): void {
    while (this.#length > 0 && this.#values[this.#length - FIELDS + 1]! >= position) {
      this.#length -= FIELDS;
    }
  }

  /** Position to start searching for `offset`; 0 if it may be in the segment's first batch. */
  positionBefore(offset: number): number {
    return this.#last(0, (value) => value <= offset);
  }

  /** Position to start searching for the first batch with a timestamp of at least `timestamp`. */
  positionBeforeTime(timestamp: number): number {
    return this.#last(2, (value) => value < timestamp);
  }

  /** The last known start of a batch at or before byte `position`. */
  boundaryBefore(position: number): number {
    return this.#last(1, (value) => value <= position);
  }

  /** Position of the last entry whose field passes; all fields are monotonic. */
  #last(field: number, passes: (value: number) => boolean): number {
    let low = 0;
    let high = this.#length / FIELDS;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (passes(this.#values[middle * FIELDS + field]!)) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : this.#values[(low - 1) * FIELDS + 1]!;
  }
}
