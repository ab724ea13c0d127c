import type { Slice } from "../apply/batch.ts";

/** Bounds of what waits between Kafka and PostgreSQL. */
export interface IntakeBounds {
  /** Most records to a transaction, less what one fetch brings. */
  readonly batchRecords: number;
  /** Above so many waiting records, or bytes, the source is held back. */
  readonly waitingRecords: number;
  readonly waitingBytes: number;
}

/**
 * Slices on their way from several partitions into one transaction at a time. While one is applied the next is read
 * and parsed; the bounds hold the source back.
 */
export class Intake {
  readonly #bounds: IntakeBounds;
  #slices: Slice[] = [];
  #records = 0;
  #bytes = 0;
  #arrived = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(bounds: IntakeBounds) {
    this.#bounds = bounds;
  }

  get records(): number {
    return this.#records;
  }

  push(slice: Slice): void {
    this.#slices.push(slice);
    this.#records += slice.records.length;
    this.#bytes += bytesOf(slice);
    this.#arrived.resolve();
  }

  /** Whether more may come now. */
  get hasRoom(): boolean {
    return this.#records < this.#bounds.waitingRecords && this.#bytes < this.#bounds.waitingBytes;
  }

  /** Resolves when something was taken. */
  get taken(): Promise<void> {
    return this.#room.promise;
  }

  /** Resolves when something is there. */
  get arrived(): Promise<void> {
    return this.#arrived.promise;
  }

  /** Takes slices up to a transaction's size, those of one partition joined. */
  take(): Slice[] {
    let records = 0;
    let count = 0;
    while (count < this.#slices.length && (count === 0 || records < this.#bounds.batchRecords)) {
      records += this.#slices[count++]!.records.length;
    }
    return join(this.#remove(count));
  }

  /** Forgets what waits of one partition, or of all: it will be read again from where the database says. */
  clear(partition?: number): void {
    const kept = this.#slices.filter((slice) =>
      partition !== undefined && slice.partition !== partition
    );
    this.#remove(this.#slices.length);
    for (const slice of kept) this.push(slice);
  }

  #remove(count: number): Slice[] {
    const taken = this.#slices.splice(0, count);
    for (const slice of taken) {
      this.#records -= slice.records.length;
      this.#bytes -= bytesOf(slice);
    }
    // Only what a push has resolved is made anew: someone may be waiting for it.
    if (taken.length > 0 && this.#slices.length === 0) this.#arrived = Promise.withResolvers();
    this.#room.resolve();
    this.#room = Promise.withResolvers();
    return taken;
  }
}

function bytesOf({ records }: Slice): number {
  return records.reduce((sum, { raw }) => sum + raw.valueEnd - raw.valueStart, 0);
}

/** Joins slices of one partition that follow each other; the stored offset sorts out the rest. */
function join(slices: readonly Slice[]): Slice[] {
  const joined: Slice[] = [];
  for (const slice of slices) {
    const at = joined.findLastIndex(({ topic, partition }) =>
      topic === slice.topic && partition === slice.partition
    );
    const before = joined[at];
    if (before === undefined || before.nextOffset !== slice.startOffset) joined.push(slice);
    else {
      joined[at] = {
        ...slice,
        startOffset: before.startOffset,
        records: before.records.concat(slice.records),
        lastChecksum: slice.lastChecksum ?? before.lastChecksum,
      };
    }
  }
  return joined;
}
