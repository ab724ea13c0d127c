import { crc32c } from "../../../core/base/crc32c.ts";
import { writeFileAtomicallySync } from "../../../core/base/atomic_file.ts";
import { writeAllSync } from "../../../core/base/write_all.ts";

/** An offset that a group committed. */
export interface CommittedOffset {
  /** The next offset to read. */
  readonly offset: number;
  readonly leaderEpoch: number;
  readonly metadata: string;
  /** Time of the commit, milliseconds since the epoch. */
  readonly at: number;
}

/** One line of the file: group, topic, partition, and the offset, or null if it was removed. */
type Entry = readonly [string, string, number, CommittedOffset | null];

const REWRITE_BYTES = 4 * 2 ** 20;

/**
 * Committed offsets of all groups, in a file of lines, each a CRC-32C and an entry in JSON; the last entry of a partition
 * wins. An acknowledged commit is in the page cache and survives the process. (Trunkline itself relies on the offset table in
 * PostgreSQL.)
 */
export class OffsetStore implements Disposable {
  readonly #path: string;
  readonly #groups = new Map<string, Map<string, Map<number, CommittedOffset>>>();
  #file: Deno.FsFile;
  #byteLength = 0;
  /** Size after the last rewrite; at twice that the file is rewritten. */
  #rewrittenBytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = Deno.openSync(path, { read: true, write: true, create: true });
    this.#load();
  }

  groups(): readonly string[] {
    return [...this.#groups.keys()];
  }

  get(group: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#groups.get(group)?.get(topic)?.get(partition);
  }

  /** Partitions with an offset, by topic. */
  topics(group: string): ReadonlyMap<string, ReadonlyMap<number, CommittedOffset>> {
    return this.#groups.get(group) ?? new Map();
  }

  /** Stores offsets. Throws if they cannot be written. */
  commit(
    group: string,
    offsets: readonly { topic: string; partition: number; committed: CommittedOffset | null }[],
  ): void {
    const entries = offsets.map(({ topic, partition, committed }): Entry => {
      return [group, topic, partition, committed];
    });
    this.#write(entries);
    for (const entry of entries) this.#apply(entry);
    this.#rewriteIfLarge();
  }

  /** Removes a group's offsets. */
  remove(group: string): void {
    const offsets = [...this.topics(group)].flatMap(([topic, partitions]) =>
      [...partitions.keys()].map((partition) => ({ topic, partition, committed: null }))
    );
    if (offsets.length > 0) this.commit(group, offsets);
  }

  /** Removes all groups' offsets of a topic that was deleted. */
  removeTopic(topic: string): void {
    for (const group of this.groups()) {
      const partitions = [...(this.topics(group).get(topic)?.keys() ?? [])];
      const offsets = partitions.map((partition) => ({ topic, partition, committed: null }));
      if (offsets.length > 0) this.commit(group, offsets);
    }
  }

  [Symbol.dispose](): void {
    this.#file.syncDataSync();
    this.#file.close();
  }

  #load(): void {
    const bytes = Deno.readFileSync(this.#path);
    const decoder = new TextDecoder();
    let end: number;
    for (let start = 0; (end = bytes.indexOf(10, start)) >= 0; start = end + 1) {
      const entry = parseLine(decoder.decode(bytes.subarray(start, end)));
      // A line torn by a crash of the machine: ignore it and everything after it, which was written later.
      if (entry === undefined) break;
      this.#apply(entry);
      this.#byteLength = end + 1;
    }
    if (this.#byteLength < bytes.byteLength) this.#file.truncateSync(this.#byteLength);
    this.#rewrittenBytes = this.#byteLength;
  }

  #write(entries: readonly Entry[]): void {
    const bytes = new TextEncoder().encode(entries.map(formatLine).join(""));
    try {
      this.#file.seekSync(this.#byteLength, Deno.SeekMode.Start);
      writeAllSync(this.#file, bytes);
    } catch (error) {
      this.#file.truncateSync(this.#byteLength);
      throw error;
    }
    this.#byteLength += bytes.byteLength;
  }

  #apply([group, topic, partition, committed]: Entry): void {
    const topics = this.#groups.get(group) ?? new Map<string, Map<number, CommittedOffset>>();
    const partitions = topics.get(topic) ?? new Map<number, CommittedOffset>();
    if (committed === null) partitions.delete(partition);
    else partitions.set(partition, committed);
    if (partitions.size > 0) topics.set(topic, partitions);
    else topics.delete(topic);
    if (topics.size > 0) this.#groups.set(group, topics);
    else this.#groups.delete(group);
  }

  #rewriteIfLarge(): void {
    if (this.#byteLength < Math.max(REWRITE_BYTES, this.#rewrittenBytes * 2)) return;
    const lines: string[] = [];
    for (const [group, topics] of this.#groups) {
      for (const [topic, partitions] of topics) {
        for (const [partition, committed] of partitions) {
          lines.push(formatLine([group, topic, partition, committed]));
        }
      }
    }
    try {
      writeFileAtomicallySync(this.#path, lines.join(""));
    } catch {
      // No space for a second copy: keep the long file, and try again at the next commit.
      return;
    }
    this.#file.close();
    this.#file = Deno.openSync(this.#path, { read: true, write: true });
    this.#byteLength = this.#file.statSync().size;
    this.#rewrittenBytes = this.#byteLength;
  }
}

function formatLine(entry: Entry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

function parseLine(line: string): Entry | undefined {
  const json = line.slice(9);
  return line.slice(0, 8) === checksum(json) ? JSON.parse(json) : undefined;
}

function checksum(text: string): string {
  return crc32c(new TextEncoder().encode(text)).toString(16).padStart(8, "0");
}
