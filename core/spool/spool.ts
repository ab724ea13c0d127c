import { join } from "node:path";
import { decodeFrames, encodeFrame, FRAME_HEADER } from "./frame.ts";
import { cutOut, salvage } from "./salvage.ts";

export interface SpoolOptions {
  /** Made if it is missing. One process at a time. */
  readonly directory: string;
  /** The files never take more. */
  readonly maxBytes: number;
  /** A file is closed at this size and removed once all of it is taken. Default 1 MiB. */
  readonly segmentBytes?: number;
}

/** What was found on disk at the start. */
export interface SpoolRecovery {
  /** Bytes at the end of the last file that are the beginning of an entry: never fully written, cut off. */
  readonly tornBytes: number;
  /** Bytes that are no entry any more, and stand where some were: put aside. */
  readonly brokenBytes: number;
  /** Places where they stood: each was at least one entry. */
  readonly brokenPlaces: number;
  /** Files that they lie in now. */
  readonly putAside: readonly string[];
}

interface Segment {
  readonly path: string;
  size: number;
  entries: number;
}

/**
 * A first-in-first-out queue in append-only files, for what must outlive its process: `append` at one end, `peek` and
 * `advance` at the other.
 *
 * Crash safety: an entry is in the file before `append` returns, so it survives SIGKILL; `sync` makes it survive a power
 * cut. A torn end is cut off when the spool is opened again; what was damaged is put aside, and all that is whole behind
 * it still comes. What was taken is forgotten a whole file at a time: after a
 * crash up to one file's entries come twice, in order. All calls are synchronous; a file is at most `segmentBytes`.
 */
export class Spool implements Disposable {
  readonly recovery: SpoolRecovery;
  readonly #options: Required<SpoolOptions>;
  /** Oldest first; the last one is being written. */
  readonly #segments: Segment[] = [];
  #length = 0;
  #bytes = 0;
  #nextNumber = 1;
  /** Where reading stands in the first segment. */
  #headBytes = 0;
  #headEntries = 0;
  /** Ends of the entries of the last `peek`, in bytes of the first segment. */
  #peeked: readonly number[] = [];
  #tail: Deno.FsFile | undefined;
  #dirty = false;

  constructor(options: SpoolOptions) {
    this.#options = { segmentBytes: 2 ** 20, ...options };
    Deno.mkdirSync(options.directory, { recursive: true });
    this.recovery = this.#recover();
  }

  /** Entries that wait. */
  get length(): number {
    return this.#length;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds an entry at the end; false if the spool, or the disk, has no room for it. */
  append(entry: Uint8Array): boolean {
    if (this.#bytes + entry.byteLength + FRAME_HEADER > this.#options.maxBytes) return false;
    const frame = encodeFrame(entry);
    let segment: Segment;
    try {
      segment = this.#writable();
    } catch (error) {
      if (isDiskFull(error)) return false;
      throw error;
    }
    const file = this.#tail!;
    try {
      for (let at = 0; at < frame.byteLength;) at += file.writeSync(frame.subarray(at));
    } catch (error) {
      // What was written of the frame must go, or the next one would stand behind a torn one.
      file.truncateSync(segment.size);
      file.seekSync(segment.size, Deno.SeekMode.Start);
      if (isDiskFull(error)) return false;
      throw error;
    }
    segment.size += frame.byteLength;
    segment.entries++;
    this.#bytes += frame.byteLength;
    this.#length++;
    this.#dirty = true;
    return true;
  }

  /** The oldest entries, at least one if there is any, at most about `maxBytes`. They stay until `advance`. */
  peek(maxBytes: number): readonly Uint8Array[] {
    const head = this.#segments[0];
    if (head === undefined || this.#length === 0) return [];
    const left = head.size - this.#headBytes;
    for (let want = Math.min(left, Math.max(maxBytes, FRAME_HEADER));; want = left) {
      const { entries, ends } = decodeFrames(readAt(head.path, this.#headBytes, want));
      if (entries.length > 0) {
        this.#peeked = ends.map((end) => this.#headBytes + end);
        return entries;
      }
      if (want === left) throw new Error(`Cannot read ${head.path}: it changed under us`);
    }
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

  /** Asks the disk to keep what was appended, also through a power cut. */
  sync(): void {
    if (!this.#dirty) return;
    this.#tail?.syncDataSync();
    this.#dirty = false;
  }

  [Symbol.dispose](): void {
    this.sync();
    this.#tail?.close();
    this.#tail = undefined;
  }

  #dropHead(): void {
    const head = this.#segments.shift();
    if (this.#segments.length === 0) this.#closeTail();
    if (head !== undefined) {
      this.#bytes -= head.size;
      Deno.removeSync(head.path);
    }
    this.#headBytes = 0;
    this.#headEntries = 0;
    this.#peeked = [];
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
    this.sync();
    this.#tail?.close();
    this.#tail = undefined;
  }

  /** Finds what an earlier process left. New entries go to a new file. */
  #recover(): SpoolRecovery {
    const { directory } = this.#options;
    const names = [...Deno.readDirSync(directory)].map(({ name }) => name)
      .filter((name) => /^\d{12}\.spool$/.test(name)).sort();
    const recovery = { tornBytes: 0, brokenBytes: 0, brokenPlaces: 0, putAside: [] as string[] };
    for (const name of names) {
      const path = join(directory, name);
      const bytes = Deno.readFileSync(path);
      const { whole, entries, broken, tail } = salvage(bytes);
      // Only the file that was being written can have a torn end.
      const isTorn = tail.looks === "torn" && name === names.at(-1);
      const damage = isTorn || tail.start === tail.end ? broken : [...broken, tail];
      if (isTorn) recovery.tornBytes += tail.end - tail.start;
      const size = whole.reduce((sum, { start, end }) => sum + end - start, 0);
      if (damage.length > 0) {
        const aside = cutOut(bytes, damage);
        recovery.putAside.push(putAside(path, aside));
        recovery.brokenBytes += aside.byteLength;
        recovery.brokenPlaces += damage.length;
        if (size > 0) replaceFile(path, cutOut(bytes, whole));
      } else if (size > 0 && size < bytes.byteLength) Deno.truncateSync(path, size);
      if (size === 0) Deno.removeSync(path);
      else {
        this.#segments.push({ path, size, entries });
        this.#bytes += size;
        this.#length += entries;
      }
      this.#nextNumber = Number(name.slice(0, 12)) + 1;
    }
    return recovery;
  }
}

/** Keeps damaged bytes beside the spool, on the disk before anything is taken away. @returns their path */
function putAside(path: string, bytes: Uint8Array): string {
  const aside = `${path}.${crypto.randomUUID().slice(0, 8)}.broken`;
  writeSynced(aside, bytes);
  return aside;
}

function replaceFile(path: string, bytes: Uint8Array): void {
  writeSynced(`${path}.new`, bytes);
  Deno.renameSync(`${path}.new`, path);
}

function writeSynced(path: string, bytes: Uint8Array): void {
  using file = Deno.openSync(path, { create: true, truncate: true, write: true, mode: 0o600 });
  for (let at = 0; at < bytes.byteLength;) at += file.writeSync(bytes.subarray(at));
  file.syncSync();
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

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /ENOSPC|EDQUOT|no space|os error 28|quota/i.test(error.message);
}
