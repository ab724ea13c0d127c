import type { StreamMessage } from "../mastodon/connection.ts";
import type { TimelineReader } from "../mastodon/timeline_pages.ts";
import { type StreamName, streamText } from "../mastodon/stream_name.ts";
import type { Stats } from "../supervision/protocol.ts";
import { Audit } from "./audit.ts";
import { AuditAllowance } from "./audit_pace.ts";
import { Backfill, type BackfillOptions } from "./backfill.ts";
import { DroppedStreams } from "./dropped_streams.ts";
import { HeardEvents } from "./heard_events.ts";
import type { RecentPosts } from "./recent_posts.ts";
import { Recheck, type RecheckOptions } from "./recheck.ts";
import { StreamProgress, type StreamProgressOptions } from "./stream_progress.ts";

export interface ReadStreamsOptions extends Omit<StreamProgressOptions, "stream"> {
  readonly streams: readonly StreamName[];
  /** Undefined: what was missed is not read again. */
  readonly rest: ReadAgainOptions | undefined;
}

export interface ReadAgainOptions {
  /** The rate budget is that of the server, for all streams. */
  readonly reader: Omit<TimelineReader, "stream">;
  readonly recent: RecentPosts;
  readonly write: BackfillOptions["write"];
  /** Undefined: posts are not looked up again for edits and deletes. */
  readonly recheck: Pick<RecheckOptions, "maxAgeMs" | "takeBack" | "confirmMs"> | undefined;
  /** The shortest pause between two comparisons with REST, ms (`AUDIT_INTERVAL`); 0: none. */
  readonly auditMs: number;
}

/** No entry of the spool is smaller: that of a delete. */
const ENTRY_BYTES_MIN = 100;

/** How far each stream of a server was read, by its name, and the reading again of what each has missed. */
export class ReadStreams {
  readonly #progress: ReadonlyMap<string, StreamProgress>;
  readonly #dropped: DroppedStreams;
  readonly #heard = new HeardEvents();
  readonly #backfills: ReadonlyMap<string, Backfill> = new Map();
  readonly #recheck: Recheck | undefined;
  readonly #audits: ReadonlyMap<string, Audit> = new Map();

  constructor({ streams, rest, ...options }: ReadStreamsOptions) {
    const { log } = options;
    this.#dropped = new DroppedStreams(options, streams.map(streamText));
    const progress = streams.map((stream) => {
      const name = streamText(stream);
      return { name, stream, progress: new StreamProgress({ ...options, stream: name }) };
    });
    this.#progress = new Map(progress.map(({ name, progress }) => [name, progress]));
    if (rest === undefined) return;
    const { reader, recent, auditMs } = rest;
    const write = (status: unknown) => {
      this.#heard.noteRead(status, Date.now());
      return rest.write(status);
    };
    const recheck = rest.recheck && new Recheck({
      ...rest.recheck,
      ...{ reader, recent, write, log },
      waiting: (gap, posts) => this.#progress.get(gap.stream)?.waits(gap, posts),
      done: (gap, found, isFirst) => {
        this.#progress.get(gap.stream)?.rechecked(gap, found, isFirst);
        if (isFirst) { for (const each of this.#progress.values()) each.lookedUp(gap.to); }
      },
    });
    this.#recheck = recheck;
    this.#backfills = new Map(progress.map(({ name, stream, progress }) => [
      name,
      new Backfill({
        ...{ progress, recent, write, log },
        reader: { ...reader, stream },
        closed: (gap) => recheck?.after({ ...gap, stream: name, lag: progress.lag }),
      }),
    ]));
    if (auditMs === 0) return;
    const allowance = new AuditAllowance(Date.now());
    this.#audits = new Map(progress.map(({ name, stream, progress }) => [
      name,
      new Audit({
        ...{ progress, recent, recheck, allowance, write, log },
        reader: { ...reader, stream },
        heard: this.#heard,
        shortestMs: auditMs,
      }),
    ]));
  }

  /**
   * What the audits have found: `audits` comparisons; `audit_posts`, `audit_edits` and `audit_deletes` that the server had
   * lost; `audit_unverified` posts; `audit_share`, the lowest percentage of the time that the last ones looked at;
   * `audit_impossible` where there can be none. Nothing without audits.
   */
  get auditStats(): Stats {
    const all = [...this.#audits.values()].map(({ found }) => found);
    if (all.length === 0) return {};
    const sum = (count: (found: Audit["found"]) => number) =>
      all.reduce((total, found) => total + count(found), 0);
    const compared = all.filter(({ comparisons }) => comparisons > 0);
    const impossible = [...this.#audits].filter(([, { found }]) => found.impossible !== "")
      .map(([name, { found }]) => `${name}: ${found.impossible}`);
    return {
      audits: sum(({ comparisons }) => comparisons),
      audit_posts: sum(({ posts }) => posts),
      audit_edits: sum(({ edits }) => edits),
      audit_deletes: sum(({ deletes }) => deletes),
      audit_unverified: sum(({ unverified }) => unverified),
      ...(compared.length > 0 && {
        audit_share: Math.round(100 * Math.min(...compared.map(({ share }) => share))),
      }),
      ...(impossible.length > 0 && { audit_impossible: impossible.join("; ") }),
    };
  }

  /** The streams of one socket are open. */
  connected(names: readonly string[]): void {
    for (const name of names) {
      this.#progress.get(name)?.connected();
      this.#audits.get(name)?.connected();
      this.#backfills.get(name)?.wake();
    }
  }

  /** Everything of these streams before `to` (ms since 1970) was read and pushed. Returns what the last `push` returned. */
  covered(names: readonly string[], to: number): Promise<void> | undefined {
    let room: Promise<void> | undefined;
    for (const name of names) room = this.#progress.get(name)?.covered(to) ?? room;
    return room;
  }

  /** A stream has brought an event. Reading again can begin at a post. */
  seen(name: string, { event, receivedAt }: StreamMessage): void {
    if (this.#audits.size > 0) this.#heard.note(event, Date.parse(receivedAt));
    if (event.type !== "post" || event.event !== "update") return;
    const { id, createdAt } = event.status;
    this.#audits.get(name)?.counted();
    this.#progress.get(name)?.seen(id, Date.parse(createdAt), Date.parse(receivedAt));
  }

  /**
   * Records that were read since `from` (ms since 1970) are lost with so many bytes of the spool. Call it before the streams are
   * open.
   */
  damaged(from: number, bytes: number): void {
    const found = {
      why: `${bytes} bytes of the spool were damaged`,
      unverified: Math.ceil(bytes / ENTRY_BYTES_MIN),
    };
    for (const each of this.#progress.values()) {
      void each.damaged({ from, to: Date.now() }, found);
    }
  }

  /** Writes down the newest positions whose records have left memory. */
  async persist(): Promise<void> {
    for (const each of this.#progress.values()) await each.persist();
    await this.#dropped.persist();
  }

  /** Fills gaps, looks posts up again after them, and compares with REST, until the reader's signal. */
  async fill(): Promise<void> {
    const all = [...this.#backfills.values(), this.#recheck, ...this.#audits.values()];
    await Promise.all(all.map((each) => each?.run()));
  }
}
