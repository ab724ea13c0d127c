import { writeAllSync } from "../../../core/base/write_all.ts";

/**
 * The file of one segment. Sealed segments are open only while they are read, so that a long log does not need a file
 * descriptor for each; the active one stays open.
 *
 * Reads and writes are synchronous: they take microseconds in the page cache, and no other code runs between a write and its
 * bookkeeping.
 */
export class SegmentFile {
  readonly path: string;
  #file: Deno.FsFile | undefined;
  #users = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Keeps the file open, even after its removal, until the returned handle is disposed. Creates it if missing. */
  hold(): Disposable {
    this.#file ??= Deno.openSync(this.path, { read: true, write: true, create: true });
    this.#users++;
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        if (--this.#users > 0) return;
        this.#file?.close();
        this.#file = undefined;
      },
    };
  }

  byteLength(): number {
    using _held = this.hold();
    return this.#open().statSync().size;
  }

  /** Reads from byte `position` into `into`; returns the bytes read. */
  read(position: number, into: Uint8Array): number {
    using _held = this.hold();
    const file = this.#open();
    file.seekSync(position, Deno.SeekMode.Start);
    let filled = 0;
    while (filled < into.byteLength) {
      const read = file.readSync(into.subarray(filled));
      if (read === null) break;
      filled += read;
    }
    return filled;
  }

  /** Writes `bytes` at `position`; may throw (no space) after writing a part of them. */
  write(position: number, bytes: Uint8Array): void {
    using _held = this.hold();
    const file = this.#open();
    file.seekSync(position, Deno.SeekMode.Start);
    writeAllSync(file, bytes);
  }

  truncate(byteLength: number): void {
    using _held = this.hold();
    this.#open().truncateSync(byteLength);
  }

  /** fdatasync on another thread. */
  async sync(): Promise<void> {
    using _held = this.hold();
    await this.#open().syncData();
  }

  syncNow(): void {
    using _held = this.hold();
    this.#open().syncDataSync();
  }

  #open(): Deno.FsFile {
    if (this.#file === undefined) throw new Error(`Cannot use ${this.path}: it is not open`);
    return this.#file;
  }
}
