import { DELETE_URI_MAX } from "../post/record.ts";
import { messageOf } from "../base/errors.ts";
import { OutageLog } from "../base/outage_log.ts";
import { writeFileAtomicallySync } from "../base/atomic_file.ts";
import { writeAllSync } from "../base/write_all.ts";
import type { Level } from "../supervision/protocol.ts";
import type { KeptPost } from "./event_writer.ts";
import type { Outbox } from "./outbox.ts";

/** A post that was written to the topic. */
export interface RecentPost {
  readonly id: string;
  /** The version that was written: when it was edited, ISO 8601; null for the first one; `UNSETTLED`. */
  readonly editedAt: string | null;
  /** When it was written, ms since 1970. */
  readonly at: number;
  /** When it was made, by the server's clock, ms since 1970; absent where it was read by REST, or before this start. */
  readonly createdAt?: number | undefined;
  /** ActivityPub id; absent where the server gave none, or one that is no plain line. */
  readonly uri?: string | undefined;
}

/** In place of a version of which a kill may have cost the record: no version is equal to it. */
const UNSETTLED = "?";
/** More are not looked up again: a rate limit of 300 requests in 5 minutes would not do for them. */
const KEPT = 20_000;
/** Lines that the file may have for each post that is kept, before it is written anew. */
const LINES_PER_POST = 3;

/**
 * The last posts that were written, with their versions, in memory and in a file beside the spool: after a gap they are
 * looked up again, since REST does not tell of edits and deletes. The file is a log, a line for each change, written in the
 * turn of the event loop in which the records go out, so that a kill costs none that is in Kafka; a line that a kill has cut
 * is passed over. That a post was edited or taken back is written once its record is in Kafka or in the spool: if a kill
 * costs the record, the post is still looked up.
 */
export class RecentPosts implements Disposable {
  readonly #path: string;
  readonly #outbox: Pick<Outbox, "pushed" | "settled">;
  readonly #posts = new Map<string, RecentPost>();
  /** Older ones that are still to be looked up. */
  #held = new Map<string, RecentPost>();
  #lines: string[] = [];
  /** Lines to write once so many records have left memory, in order. */
  #pending: { readonly line: string; readonly after: number }[] = [];
  #linesInFile = 0;
  #file: Deno.FsFile | undefined;
  #isDue = false;
  readonly #outageLog: OutageLog;

  constructor(
    directory: string,
    { outbox, log }: {
      readonly outbox: Pick<Outbox, "pushed" | "settled">;
      readonly log: (level: Level, text: string) => void;
    },
  ) {
    this.#path = `${directory}/recent_posts.log`;
    this.#outageLog = new OutageLog(log, { repeatMs: Infinity });
    this.#outbox = outbox;
    try {
      for (const line of Deno.readTextFileSync(this.#path).split("\n")) this.#read(line);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) this.#say(error);
    }
  }

  /**
   * Notes a post whose record is pushed next, in this version. One that is known keeps the time at which it was written
   * first.
   *
   * @param now ms since 1970
   */
  keep({ id, editedAt, createdAt, uri }: KeptPost, now: number): void {
    const known = this.get(id);
    if (known?.editedAt === editedAt) return;
    const post = {
      ...{ id, editedAt, at: known?.at ?? now },
      createdAt: createdAt === undefined ? undefined : Date.parse(createdAt),
      uri: uri !== undefined && isPlain(uri) ? uri : undefined,
    };
    this.#set(post);
    if (known === undefined && editedAt === null) return this.#append(lineOf(post));
    this.#append(lineOf({ ...post, editedAt: UNSETTLED }));
    this.#appendOnceSettled(lineOf(post));
  }

  /** Notes that a post is taken back by the record that is pushed next. Returns it as it was kept. */
  drop(id: string): RecentPost | undefined {
    const post = this.get(id);
    this.#held.delete(id);
    if (this.#posts.delete(id)) this.#appendOnceSettled(id);
    return post;
  }

  get(id: string): RecentPost | undefined {
    return this.#posts.get(id) ?? this.#held.get(id);
  }

  /** Keeps these posts, in place of those that were held before, also when newer ones have taken their room. */
  hold(posts: readonly RecentPost[]): void {
    this.#held = new Map(posts.flatMap(({ id }) => {
      const post = this.get(id);
      return post === undefined ? [] : [[id, post]];
    }));
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** Every post that was written since then is known, unless it was taken back; ms since 1970. */
  get since(): number {
    const [oldest] = this.#posts.values();
    return oldest?.at ?? Infinity;
  }

  /** The posts that were written in `[since, until)`, ms since 1970, the newest first. */
  between(since: number, until: number): readonly RecentPost[] {
    return [...this.#posts.values()].filter(({ at }) => at >= since && at < until).toReversed();
  }

  [Symbol.dispose](): void {
    this.#write();
    this.#file?.close();
    this.#file = undefined;
  }

  #append(line: string): void {
    this.#lines.push(line);
    this.#schedule();
  }

  #appendOnceSettled(line: string): void {
    this.#pending.push({ line, after: this.#outbox.pushed + 1 });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#write());
  }

  /** Writes what has changed; a failure is logged once. */
  #write(): void {
    this.#isDue = false;
    const { settled } = this.#outbox;
    const waits = this.#pending.findIndex(({ after }) => after > settled);
    const isSettled = this.#pending.splice(0, waits < 0 ? this.#pending.length : waits);
    const lines = [...this.#lines, ...isSettled.map(({ line }) => line)];
    if (lines.length === 0) return;
    this.#lines = [];
    try {
      const isLong = this.#linesInFile + lines.length > LINES_PER_POST * KEPT;
      // The posts in memory are ahead of the file by what is pending.
      if (isLong && this.#pending.length === 0) this.#writeAnew();
      else {
        // The first line may stand behind one that a kill has cut.
        const text = (this.#file === undefined ? "\n" : "") + lines.join("\n") + "\n";
        this.#file ??= Deno.openSync(this.#path, { append: true, create: true });
        writeAllSync(this.#file, new TextEncoder().encode(text));
        this.#linesInFile += lines.length;
      }
      this.#outageLog.over(`${this.#path} is kept again`);
    } catch (error) {
      this.#say(error);
    }
  }

  #writeAnew(): void {
    this.#file?.close();
    this.#file = undefined;
    const all = [...this.#posts.values()].map(lineOf);
    writeFileAtomicallySync(this.#path, all.join("\n") + "\n");
    this.#linesInFile = all.length;
  }

  #set(post: RecentPost): void {
    if (this.#held.has(post.id)) this.#held.set(post.id, post);
    this.#posts.set(post.id, post);
    if (this.#posts.size <= KEPT) return;
    const [oldest] = this.#posts.keys();
    if (oldest !== undefined) this.#posts.delete(oldest);
  }

  #read(line: string): void {
    const [id, at, editedAt, uri] = line.split("\t");
    if (id === undefined || id === "") return;
    this.#linesInFile++;
    if (at === undefined) this.#posts.delete(id);
    else if (editedAt !== undefined && Number.isFinite(Number(at))) {
      this.#set({ id, at: Number(at), editedAt: editedAt === "-" ? null : editedAt, uri });
    }
  }

  #say(error: unknown): void {
    this.#outageLog.failed(
      `Cannot keep ${this.#path}: ${messageOf(error)}`,
      "After a restart, posts are not looked up again for edits and deletes",
    );
  }
}

function lineOf({ id, at, editedAt, uri }: RecentPost): string {
  return `${id}\t${at}\t${editedAt ?? "-"}${uri === undefined ? "" : `\t${uri}`}`;
}

function isPlain(uri: string): boolean {
  return uri.length <= DELETE_URI_MAX && !/[\t\n\r]/.test(uri);
}
