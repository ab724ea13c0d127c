import type { Slice } from "../apply/batch.ts";

/** Bounds of the queue between Kafka and PostgreSQL. */
export interface IntakeBounds {
  /** Slices are added to a transaction while it has fewer records; the last slice may exceed it. */
  readonly batchRecords: number;
  /** From so many waiting records, or bytes, no more are taken from Kafka. */
  readonly waitingRecords: number;
  readonly waitingBytes: number;
}

/**
 * The queue of slices from several partitions, taken as one transaction at a time. While one is applied, the next is read
 * and parsed; the bounds provide backpressure.
 */
export class Intake {
  readonly #bounds: IntakeBounds;
  #slices: Slice[] = [];
  /** The joined slices of the next transaction, and how many there were, once that is known to be full. */
  #full: { readonly joined: readonly Slice[]; readonly count: number } | undefined;
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

  /** Whether the queue is below its bounds. */
  get hasRoom(): boolean {
    return this.#records < this.#bounds.waitingRecords && this.#bytes < this.#bounds.waitingBytes;
  }

  /** Resolves when slices were taken. */
  get taken(): Promise<void> {
    return this.#room.promise;
  }

  /** Resolves when the queue is not empty. */
  get arrived(): Promise<void> {
    return this.#arrived.promise;
  }

  /** What {@linkcode take} will return, once no more slices will be added to it. */
  get full(): readonly Slice[] | undefined {
    if (this.#full === undefined && this.#records >= this.#bounds.batchRecords) {
      const count = this.#batchLength();
      this.#full = { joined: join(this.#slices.slice(0, count)), count };
    }
    return this.#full?.joined;
  }

  /** Takes the slices of one transaction; adjacent slices of a partition are joined. */
  take(): readonly Slice[] {
    const { joined, count } = this.#full ?? { count: this.#batchLength() };
    const taken = this.#remove(count);
    return joined ?? join(taken);
  }

  /** How many slices the next transaction has. */
  #batchLength(): number {
    let records = 0;
    let count = 0;
    while (count < this.#slices.length && (count === 0 || records < this.#bounds.batchRecords)) {
      records += this.#slices[count++]!.records.length;
    }
    return count;
  }

  /** Drops the slices of one partition, or all: they will be read again from the stored offset. */
  clear(partition?: number): void {
    const kept = this.#slices.filter((slice) =>
      partition !== undefined && slice.partition !== partition
    );
    this.#remove(this.#slices.length);
    for (const slice of kept) this.push(slice);
  }

  #remove(count: number): Slice[] {
    this.#full = undefined;
    const taken = this.#slices.splice(0, count);
    for (const slice of taken) {
      this.#records -= slice.records.length;
      this.#bytes -= bytesOf(slice);
    }
    // Replaced only after a push has resolved it: a caller may still wait for the old promise.
    if (taken.length > 0 && this.#slices.length === 0) this.#arrived = Promise.withResolvers();
    this.#room.resolve();
    this.#room = Promise.withResolvers();
    return taken;
  }
}

function bytesOf({ records }: Slice): number {
  return records.reduce((sum, { raw }) => sum + raw.valueEnd - raw.valueStart, 0);
}

/** Joins adjacent slices of a partition. Others stay apart: the stored offset decides which of them apply. */
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
