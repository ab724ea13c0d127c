import { join } from "node:path";
import { writeFileAtomicallySync } from "../base/atomic_file.ts";
import { messageOf } from "../base/errors.ts";
import {
  decodeFrames,
  encodeFrame,
  ENTRY_BYTES_MAX,
  FRAME_HEADER_BYTES,
  frameLength,
} from "./frame.ts";
import { cutOut, salvage } from "./salvage.ts";
import { writeAllSync } from "../base/write_all.ts";

export interface SpoolOptions {
  /** Created if missing. Used by one process at a time. */
  readonly directory: string;
  /** Upper bound for all files together. */
  readonly maxBytes: number;
  /** A file is closed at this size, and removed when all its entries are taken. Default 1 MiB. */
  readonly segmentBytes?: number;
}

/** Damage that was found on disk at the start. */
export interface SpoolRecovery {
  /** Bytes of an unfinished write at the end of the last file, cut off. */
  readonly tornBytes: number;
  /** Damaged bytes, put aside. */
  readonly brokenBytes: number;
  /** Places with damaged bytes: each was at least one entry. */
  readonly brokenPlaces: number;
  /** Files that hold them now. */
  readonly putAside: readonly string[];
  /**
   * When the first damaged file was made, or where the file system does not know that, last written; ms since 1970. Infinity
   * without damage.
   */
  readonly brokenSince: number;
}

type Recovery = { -readonly [Name in keyof SpoolRecovery]: SpoolRecovery[Name] } & {
  readonly putAside: string[];
};

interface Segment {
  readonly path: string;
  size: number;
  entries: number;
}

/**
 * A first-in-first-out queue in append-only files, for entries that must outlive the process: `append` at one end,
 * `peek` and `advance` at the other.
 *
 * Crash safety: an entry is in the file before `append` returns, so it survives SIGKILL; `sync` makes it survive a
 * power cut. When the spool is opened again, a torn end is cut off, damaged bytes are put aside, and whole entries
 * after them are kept. Taken entries are removed a whole file at a time, so after a crash up to one file's entries
 * come twice, in order. All calls are synchronous; a file is at most `segmentBytes` plus one entry.
 *
 * A full disk is not an error: `append` returns false, `refusal` says why, and the next `append` tries again.
 */
export class Spool implements Disposable {
  readonly #recovery: Recovery = {
    tornBytes: 0,
    brokenBytes: 0,
    brokenPlaces: 0,
    putAside: [],
    brokenSince: Infinity,
  };
  readonly #options: Required<SpoolOptions>;
  /** Oldest first; the last one is being written. */
  readonly #segments: Segment[] = [];
  #length = 0;
  #bytes = 0;
  #nextNumber = 1;
  /** Read position in the first segment. */
  #headBytes = 0;
  #headEntries = 0;
  /** Ends of the entries of the last `peek`, in bytes of the first segment. */
  #peeked: readonly number[] = [];
  #tail: Deno.FsFile | undefined;
  #dirty = false;
  #refusal = "";
  /** Files that are no longer needed and could not be removed. */
  #unremoved: string[] = [];

  /** With `now` it reads all that an earlier process left; see {@linkcode Spool.open}. */
  constructor(options: SpoolOptions, recovery: "now" | "later" = "now") {
    this.#options = { segmentBytes: 2 ** 20, ...options };
    Deno.mkdirSync(options.directory, { recursive: true });
    if (recovery === "now") { for (const name of this.#left()) this.#recover(name); }
  }

  /** Opens a spool of any size without blocking the event loop: timers run after each file. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const spool = new Spool(options, "later");
    for (const name of spool.#left()) {
      spool.#recover(name);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return spool;
  }

  get recovery(): SpoolRecovery {
    return this.#recovery;
  }

  /** Why the last `append` that returned false did so. */
  get refusal(): string {
    return this.#refusal;
  }

  /** Entries in the queue. */
  get length(): number {
    return this.#length;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds an entry at the end; false if the spool, or the disk, does not take it. */
  append(entry: Uint8Array): boolean {
    const { maxBytes } = this.#options;
    const size = entry.byteLength + FRAME_HEADER_BYTES;
    if (entry.byteLength > ENTRY_BYTES_MAX || size > maxBytes) {
      return this.#refuse(
        `an entry of ${entry.byteLength} bytes is larger than the whole spool may be`,
      );
    }
    if (this.#bytes + size > maxBytes) {
      return this.#refuse(`it holds ${this.#bytes} of at most ${maxBytes} bytes`);
    }
    let segment: Segment;
    try {
      segment = this.#writable();
      this.#write(segment, encodeFrame(entry));
    } catch (error) {
      return this.#refuse(messageOf(error));
    }
    segment.size += size;
    segment.entries++;
    this.#bytes += size;
    this.#length++;
    this.#dirty = true;
    return true;
  }

  /** The oldest entries, at least one if there is any, at most about `maxBytes`. They stay until `advance`. */
  peek(maxBytes: number): readonly Uint8Array[] {
    const head = this.#segments[0];
    if (head === undefined || this.#length === 0) return [];
    const left = head.size - this.#headBytes;
    let frames = decodeFrames(
      readAt(head.path, this.#headBytes, Math.min(left, Math.max(maxBytes, FRAME_HEADER_BYTES))),
    );
    if (frames.entries.length === 0) {
      // The first entry is longer than `maxBytes`: return it alone.
      const length = frameLength(readAt(head.path, this.#headBytes, FRAME_HEADER_BYTES));
      frames = decodeFrames(readAt(head.path, this.#headBytes, Math.min(left, length)), 1);
    }
    const { entries, ends } = frames;
    if (entries.length === 0) {
      throw new Error(`Cannot read ${head.path}: another process has changed it. Stop that one`);
    }
    this.#peeked = ends.map((end) => this.#headBytes + end);
    return entries;
  }

  /** Forgets the first `count` of the entries that the last `peek` showed. */
  advance(count: number): void {
    if (count === 0) return;
    const head = this.#segments[0];
    const end = this.#peeked[count - 1];
    if (head === undefined || end === undefined) {
      throw new RangeError(`Cannot advance the spool by ${count}: fewer were peeked`);
    }
    this.#headBytes = end;
    this.#headEntries += count;
    this.#length -= count;
    this.#peeked = this.#peeked.slice(count);
    if (this.#headEntries === head.entries) this.#dropHead();
  }

  /** Flushes appended entries, so that they survive a power cut. */
  sync(): void {
    if (!this.#dirty) return;
    this.#tail?.syncDataSync();
    this.#dirty = false;
  }

  [Symbol.dispose](): void {
    this.#closeTail();
    this.#removeTaken();
  }

  #refuse(why: string): false {
    this.#refusal = why;
    return false;
  }

  /** Appends a frame to the segment; on failure, removes what was written of it. */
  #write(segment: Segment, frame: Uint8Array): void {
    const file = this.#tail!;
    try {
      writeAllSync(file, frame);
    } catch (error) {
      this.#cutBack(segment, file);
      throw error;
    }
  }

  /** Removes a partly written frame, so that the next one does not follow it. */
  #cutBack(segment: Segment, file: Deno.FsFile): void {
    if (segment.entries === 0) {
      this.#segments.pop();
      this.#closeTail();
      this.#unremoved.push(segment.path);
      return this.#removeTaken();
    }
    try {
      file.truncateSync(segment.size);
      file.seekSync(segment.size, Deno.SeekMode.Start);
    } catch {
      // The next frame goes to another file; the next start finds the partial frame as damage, with no entry lost.
      this.#closeTail();
    }
  }

  #dropHead(): void {
    const head = this.#segments.shift();
    if (this.#segments.length === 0) this.#closeTail();
    if (head !== undefined) {
      this.#bytes -= head.size;
      this.#unremoved.push(head.path);
      this.#removeTaken();
    }
    this.#headBytes = 0;
    this.#headEntries = 0;
    this.#peeked = [];
  }

  /** Retries files that could not be removed before; if one stays, its entries come twice after a restart. */
  #removeTaken(): void {
    this.#unremoved = this.#unremoved.filter((path) => {
      try {
        Deno.removeSync(path);
        return false;
      } catch (error) {
        return !(error instanceof Deno.errors.NotFound);
      }
    });
  }

  /** The segment that takes the next entry, open. */
  #writable(): Segment {
    const last = this.#segments.at(-1);
    if (this.#tail !== undefined && last !== undefined && last.size < this.#options.segmentBytes) {
      return last;
    }
    this.#closeTail();
    const path = join(
      this.#options.directory,
      `${String(this.#nextNumber++).padStart(12, "0")}.spool`,
    );
    this.#tail = Deno.openSync(path, { createNew: true, write: true });
    const segment = { path, size: 0, entries: 0 };
    this.#segments.push(segment);
    return segment;
  }

  #closeTail(): void {
    try {
      this.sync();
    } catch {
      // The entries are in the file; only a power cut could lose them.
    }
    this.#tail?.close();
    this.#tail = undefined;
  }

  /** Files that an earlier process left, oldest first, with whether each is the one that was being written. */
  #left(): readonly { readonly name: string; readonly isLast: boolean }[] {
    const names = [...Deno.readDirSync(this.#options.directory)].map(({ name }) => name)
      .filter((name) => /^\d{12}\.spool$/.test(name)).sort();
    return names.map((name, place) => ({ name, isLast: place === names.length - 1 }));
  }

  /** Takes over a file that an earlier process left. New entries go to a new file. */
  #recover({ name, isLast }: { readonly name: string; readonly isLast: boolean }): void {
    const recovery = this.#recovery;
    const path = join(this.#options.directory, name);
    const bytes = Deno.readFileSync(path);
    const { whole, entries, broken, tail } = salvage(bytes);
    // Only the file that was being written can have a torn end.
    const isTorn = tail.looks === "torn" && isLast;
    const damage = isTorn || tail.start === tail.end ? broken : [...broken, tail];
    if (isTorn) recovery.tornBytes += tail.end - tail.start;
    const size = whole.reduce((sum, { start, end }) => sum + end - start, 0);
    if (damage.length > 0) {
      const { birthtime, mtime } = Deno.statSync(path);
      const since = birthtime?.getTime() ?? mtime?.getTime() ?? 0;
      recovery.brokenSince = Math.min(recovery.brokenSince, since);
      const aside = cutOut(bytes, damage);
      recovery.putAside.push(putAside(path, aside));
      recovery.brokenBytes += aside.byteLength;
      recovery.brokenPlaces += damage.length;
      if (size > 0) writeFileAtomicallySync(path, cutOut(bytes, whole));
    } else if (size > 0 && size < bytes.byteLength) Deno.truncateSync(path, size);
    if (size === 0) Deno.removeSync(path);
    else {
      this.#segments.push({ path, size, entries });
      this.#bytes += size;
      this.#length += entries;
    }
    this.#nextNumber = Number(name.slice(0, 12)) + 1;
  }
}

/** Copies damaged bytes to a file beside the spool, flushed before anything is removed. @returns its path */
function putAside(path: string, bytes: Uint8Array): string {
  const aside = `${path}.${crypto.randomUUID().slice(0, 8)}.broken`;
  using file = Deno.openSync(aside, { createNew: true, write: true, mode: 0o600 });
  writeAllSync(file, bytes);
  file.syncSync();
  return aside;
}

function readAt(path: string, offset: number, length: number): Uint8Array {
  using file = Deno.openSync(path);
  file.seekSync(offset, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = file.readSync(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
