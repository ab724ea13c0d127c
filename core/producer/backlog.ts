import type { Spool } from "./spool.ts";
import { decodeOutgoing, encodeOutgoing, type Outgoing, sizeOf } from "../kafka/outgoing.ts";

/**
 * The queue of records that Kafka has not acknowledged: those on disk first, then those in memory. Records leave at the
 * front, after the acknowledgement; until then they may move from memory to disk, which keeps the order.
 */
export class Backlog {
  readonly #spool: Spool;
  readonly #memory: Outgoing[] = [];
  #memoryBytes = 0;

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  get length(): number {
    return this.#spool.length + this.#memory.length;
  }

  /** Records in memory alone. */
  get inMemory(): number {
    return this.#memory.length;
  }

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /** Adds a record at the end, in memory. */
  push(record: Outgoing): void {
    this.#memory.push(record);
    this.#memoryBytes += sizeOf(record);
  }

  /** Adds a record at the end, on disk; false if memory holds earlier records, or the disk takes no more. */
  pushToDisk(record: Outgoing): boolean {
    return this.#memory.length === 0 && this.#spool.append(encodeOutgoing(record));
  }

  /** Moves records from memory to disk, oldest first, until the disk takes no more; false if some are left. */
  spill(): boolean {
    let count = 0;
    for (const record of this.#memory) {
      if (!this.#spool.append(encodeOutgoing(record))) break;
      count++;
    }
    this.#forgetMemory(count);
    return this.#memory.length === 0;
  }

  /** The first records, of about `maxBytes` together; at least one if there is any. */
  first(maxBytes: number): readonly Outgoing[] {
    const spooled = this.#spool.peek(maxBytes);
    if (spooled.length > 0) return spooled.map(decodeOutgoing);
    let bytes = 0;
    let count = 0;
    for (const record of this.#memory) {
      bytes += sizeOf(record);
      if (count > 0 && bytes > maxBytes) break;
      count++;
    }
    return this.#memory.slice(0, count);
  }

  /** Forgets the first records, wherever they are now. */
  drop(count: number): void {
    let left = count;
    while (left > 0 && this.#spool.length > 0) {
      const step = Math.min(left, this.#spool.peek(PEEK_BYTES).length);
      this.#spool.advance(step);
      left -= step;
    }
    this.#forgetMemory(left);
  }

  #forgetMemory(count: number): void {
    for (const record of this.#memory.splice(0, count)) this.#memoryBytes -= sizeOf(record);
  }
}

const PEEK_BYTES = 512 * 1024;
