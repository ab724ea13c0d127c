import type { BatchHeader } from "../records/batch_header.ts";
import { messageOf } from "../../../core/base/errors.ts";
import { compacted } from "./compaction.ts";
import { FileSlice } from "./file_slice.ts";
import { loadProducers, ProducerState, saveProducers } from "./producer_state.ts";
import { Segment } from "./segment.ts";
import { baseOffsets, readStartOffset, writeStartOffset } from "./segment_directory.ts";
import { isCompacted, type TopicConfig } from "./topic_config.ts";

/** An appended batch. */
export interface Appended {
  readonly baseOffset: number;
  readonly lastOffset: number;
}

/** Compacted topics have smaller segments, because only sealed ones are compacted. */
const COMPACTED_SEGMENT_BYTES = 2 ** 20;

/**
 * The log of one partition: segments in a directory, the last of them active.
 *
 *     start offset ≤ … ≤ durable offset (high watermark) ≤ end offset
 *
 * A batch is appended to the page cache, which survives the process, and becomes durable with the next fdatasync. Clients
 * read durable records only, so that no consumer sees a record that a crash of the machine can lose.
 */
export class PartitionLog {
  readonly directory: string;
  readonly #warn: (text: string) => void;
  #segments: Segment[] = [];
  #active: Segment;
  #activeHeld: Disposable;
  #activeSince: number;
  #producers = new ProducerState();
  #startOffset = 0;
  #durableOffset = 0;
  /** Bytes of the active segment that are durable. */
  #durableBytes = 0;
  /** Set by a failed write until its remains are cut off. */
  #tornWrite = false;
  #closed = false;
  readonly #durableWaiters: { offset: number; resolve: (durable: boolean) => void }[] = [];
  readonly #watchers = new Set<() => void>();

  /** Opens or creates the log. `notice` receives log lines (what recovery has cut off). */
  constructor(directory: string, options: { now: number; warn: (text: string) => void }) {
    this.directory = directory;
    this.#warn = options.warn;
    Deno.mkdirSync(directory, { recursive: true });
    const bases = baseOffsets(directory);
    for (const base of bases.slice(0, -1)) {
      const segment = new Segment(directory, base);
      segment.openSealed();
      const before = this.#segments.at(-1);
      // A crash during a compaction leaves segments whose content is already in the first one.
      if (before !== undefined && segment.nextOffset <= before.nextOffset) segment.remove();
      else this.#segments.push(segment);
    }
    this.#active = new Segment(directory, bases.at(-1) ?? 0);
    this.#activeHeld = this.#active.file.hold();
    this.#activeSince = options.now;
    this.#segments.push(this.#active);
    this.#recover();
    this.#startOffset = Math.max(readStartOffset(directory), this.#segments[0]?.baseOffset ?? 0);
  }

  get startOffset(): number {
    return this.#startOffset;
  }

  /** High watermark: clients may read the records before it. */
  get durableOffset(): number {
    return this.#durableOffset;
  }

  get endOffset(): number {
    return this.#active.nextOffset;
  }

  get byteLength(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.byteLength, 0);
  }

  get producers(): ProducerState {
    return this.#producers;
  }

  /** Whether appended records wait for {@linkcode sync}. */
  get dirty(): boolean {
    return this.#durableOffset < this.endOffset;
  }

  /**
   * Appends a checked batch, whose base offset must be {@linkcode endOffset} already. Throws if it cannot be written
   * (no space); the log is then as it was before.
   */
  append(batch: Uint8Array, header: BatchHeader, now: number, config: TopicConfig): Appended {
    this.#mendTornWrite();
    this.#rollIfFull(header.byteLength, now, config);
    if (this.#active.byteLength === 0) this.#activeSince = now;
    try {
      this.#active.append(batch, header);
    } catch (error) {
      this.#tornWrite = true;
      this.#mendTornWrite();
      throw error;
    }
    this.#producers.record(header);
    return { baseOffset: header.baseOffset, lastOffset: this.endOffset - 1 };
  }

  /** Makes appended records durable. If fdatasync fails, records that were not durable before are removed. */
  async sync(): Promise<void> {
    const segment = this.#active;
    const through = segment.nextOffset;
    const bytes = segment.byteLength;
    try {
      await segment.file.sync();
      // A segment that was sealed meanwhile was made durable then.
      if (segment === this.#active && !this.#closed) this.#becomeDurable(through, bytes);
    } catch (error) {
      if (!this.#closed) this.#takeBack(error);
    }
  }

  /** Resolves to true once all records before `offset` are durable, to false if they were removed. */
  durable(offset: number): Promise<boolean> {
    if (this.#durableOffset >= offset) return Promise.resolve(true);
    return new Promise((resolve) => this.#durableWaiters.push({ offset, resolve }));
  }

  /** Calls `wake` whenever more may be readable, until the result is disposed. */
  watch(wake: () => void): Disposable {
    this.#watchers.add(wake);
    return { [Symbol.dispose]: () => void this.#watchers.delete(wake) };
  }

  /** Bytes readable from `offset` on; stops counting at `enough`. */
  available(offset: number, enough: number): number {
    using slice = this.read(offset, { maxBytes: enough, atLeastOne: true });
    return slice?.byteLength ?? 0;
  }

  /**
   * Whole durable batches from the one that contains `offset` on, `maxBytes` at most; with `atLeastOne` the first one whatever
   * its size. Undefined if there are none. `offset` must be between the start offset and the high watermark.
   */
  read(
    offset: number,
    { maxBytes, atLeastOne }: { maxBytes: number; atLeastOne: boolean },
  ): FileSlice | undefined {
    if (offset >= this.#durableOffset || this.#closed) return undefined;
    const at = this.#segments.findLastIndex((segment) => segment.baseOffset <= offset);
    for (const segment of this.#segments.slice(Math.max(0, at))) {
      const end = this.#readableBytes(segment);
      const first = segment.find(offset, end);
      if (first === undefined) continue;
      const { position, header } = first;
      if (header.byteLength > maxBytes && !atLeastOne) return undefined;
      const limit = Math.max(position + header.byteLength, Math.min(end, position + maxBytes));
      const boundary = limit === end ? end : segment.boundaryBefore(limit, position);
      return new FileSlice(segment.file, position, boundary - position);
    }
    return undefined;
  }

  /** Segments with records at or after `timestamp` (milliseconds), with the end of their readable bytes. */
  *segmentsSince(timestamp: number): Iterable<{ segment: Segment; end: number }> {
    for (const segment of this.#segments) {
      if (segment.maxTimestamp >= timestamp) {
        yield { segment, end: this.#readableBytes(segment) };
      }
    }
  }

  /** Moves the start offset to `offset`: removes whole segments before it, and hides the other records. */
  deleteBefore(offset: number): void {
    if (offset <= this.#startOffset) return;
    writeStartOffset(this.directory, offset);
    this.#startOffset = offset;
    this.#dropSegments((segment) => segment.nextOffset <= offset);
  }

  /** Removes segments beyond the retention limits of size, and of age since their last write. */
  retain(now: number, config: TopicConfig): void {
    const policy = config["cleanup.policy"];
    const maxAge = config["retention.ms"];
    const maxBytes = config["retention.bytes"];
    const expired = (segment: Segment) => maxAge >= 0 && segment.writtenAt() < now - maxAge;
    const old = now - this.#activeSince > config["segment.ms"];
    if (this.#active.byteLength > 0 && (old || (policy !== "compact" && expired(this.#active)))) {
      this.#roll(now);
    }
    if (policy === "compact") return;
    let excess = maxBytes < 0 ? 0 : this.byteLength - maxBytes;
    this.#dropSegments((segment) => {
      const drop = expired(segment) || excess >= segment.byteLength && maxBytes >= 0;
      excess -= segment.byteLength;
      return drop;
    });
  }

  /** Replaces the sealed segments by one without batches whose records are all superseded. */
  compact(now: number, config: TopicConfig): void {
    const sealed = this.#segments.slice(0, -1);
    const [first, ...others] = sealed;
    if (first === undefined) return;
    const kept = compacted(this.directory, sealed, {
      // Records that are not durable yet may still be removed, and must not supersede others.
      active: { segment: this.#active, end: this.#durableBytes },
      tombstonesSince: now - config["delete.retention.ms"],
    });
    if (kept === undefined) return;
    this.#segments = [kept, this.#active];
    for (const segment of others) segment.remove();
  }

  /** Number and bytes of the sealed segments. */
  sealed(): { readonly segments: number; readonly byteLength: number } {
    const byteLength = this.byteLength - this.#active.byteLength;
    return { segments: this.#segments.length - 1, byteLength };
  }

  /** Makes all records durable and closes the files. */
  close(): void {
    if (this.dirty) this.#active.file.syncNow();
    this.abandon();
  }

  /** Closes the files without a sync, for a topic that is removed. */
  abandon(): void {
    this.#closed = true;
    this.#activeHeld[Symbol.dispose]();
    this.#settle(Infinity, false);
    this.#wake();
  }

  #readableBytes(segment: Segment): number {
    return segment === this.#active ? this.#durableBytes : segment.byteLength;
  }

  #recover(): void {
    this.#producers = loadProducers(this.directory, this.#active.baseOffset);
    const cut = this.#active.recover((header) => this.#producers.record(header));
    if (cut > 0) {
      this.#warn(
        `Cut ${cut} bytes of an unfinished write from ${this.#active.file.path}; nothing acknowledged was in them`,
      );
    }
    this.#active.file.syncNow();
    this.#durableOffset = this.endOffset;
    this.#durableBytes = this.#active.byteLength;
  }

  #rollIfFull(byteLength: number, now: number, config: TopicConfig): void {
    const limit = isCompacted(config)
      ? Math.min(config["segment.bytes"], COMPACTED_SEGMENT_BYTES)
      : config["segment.bytes"];
    if (this.#active.byteLength > 0 && this.#active.byteLength + byteLength > limit) {
      this.#roll(now);
    }
  }

  /** Seals the active segment, which makes it durable, then starts the next. */
  #roll(now: number): void {
    const full = this.#active;
    full.file.syncNow();
    full.seal();
    saveProducers(this.directory, full.nextOffset, this.#producers);
    const next = new Segment(this.directory, full.nextOffset);
    const held = next.file.hold();
    this.#activeHeld[Symbol.dispose]();
    this.#active = next;
    this.#activeHeld = held;
    this.#activeSince = now;
    this.#segments.push(next);
    this.#becomeDurable(full.nextOffset, 0);
  }

  #dropSegments(mayGo: (segment: Segment) => boolean): void {
    while (this.#segments.length > 1) {
      const [first, second] = this.#segments;
      if (first === undefined || second === undefined || !mayGo(first)) return;
      first.remove();
      this.#segments.shift();
      this.#startOffset = Math.max(this.#startOffset, second.baseOffset);
    }
  }

  #mendTornWrite(): void {
    if (!this.#tornWrite) return;
    this.#active.cutTail();
    this.#tornWrite = false;
  }

  #becomeDurable(offset: number, activeBytes: number): void {
    this.#durableOffset = Math.max(this.#durableOffset, offset);
    this.#durableBytes = activeBytes;
    this.#settle(this.#durableOffset, true);
    this.#wake();
  }

  /** After a failed fdatasync the kernel may have dropped the pages: keep only what was durable before. */
  #takeBack(error: unknown): void {
    this.#warn(`Cannot make ${this.#active.file.path} durable: ${messageOf(error)}`);
    try {
      this.#active.file.truncate(this.#durableBytes);
      this.#recover();
    } catch (again) {
      this.#warn(`Cannot recover ${this.#active.file.path}: ${messageOf(again)}`);
      this.#tornWrite = true;
    }
    this.#settle(Infinity, false);
  }

  #settle(through: number, durable: boolean): void {
    const waiting = this.#durableWaiters.splice(0);
    for (const waiter of waiting) {
      if (waiter.offset <= through) waiter.resolve(durable);
      else this.#durableWaiters.push(waiter);
    }
  }

  #wake(): void {
    for (const wake of [...this.#watchers]) wake();
  }
}
