import { Buffer } from "node:buffer";
import type { Outgoing } from "../kafka/outgoing.ts";
import type { CoverageRecord } from "../post/record.ts";

/**
 * A server takes a moment to subscribe a new connection to its stream, and does not say when it has. Coverage begins this
 * long after the connection was opened.
 */
const SUBSCRIBED_AFTER_MS = 2_000;

/** A stretch `[from, to)` of a stream, ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface CoverageLedgerOptions {
  /** Host that the stream is read from. */
  readonly instance: string;
  /** As `MASTODON_STREAM` writes it. */
  readonly stream: string;
  /** Topic of the posts. */
  readonly topic: string;
  /** Until when the stream was covered before this start, ms since 1970; undefined where that is unknown. */
  readonly coveredTo?: number | undefined;
}

/**
 * What of one stream was read, from when to when. It turns proofs that a connection was read up to a moment into coverage
 * events, which must be sent behind the posts that they are about.
 *
 *     connected ──2 s──▶ live ──covered──▶ live …        a gap: what lies between two connections
 */
export class CoverageLedger {
  readonly #options: CoverageLedgerOptions;
  /** The end of the last stretch that was read from the stream, or the begin of the first one. */
  #coveredTo: number | undefined;
  /** Where the coverage of this connection begins. */
  #liveFrom = Infinity;

  constructor(options: CoverageLedgerOptions) {
    this.#options = options;
    this.#coveredTo = options.coveredTo;
  }

  /** Where the coverage of the present connection begins, ms since 1970; Infinity before the first one. */
  get liveFrom(): number {
    return this.#liveFrom;
  }

  /** Until when the stream was covered, ms since 1970; undefined before the first connection. */
  get coveredTo(): number | undefined {
    return this.#coveredTo;
  }

  /** Notes a new connection (`at`: ms since 1970). Returns the gap before it, if anything was read before. */
  connected(at: number): Stretch | undefined {
    // A clock that was set back must not make coverage of what was not read.
    this.#liveFrom = Math.max(at + SUBSCRIBED_AFTER_MS, this.#coveredTo ?? 0);
    // What is missed from here on is a gap, also before anything was covered.
    const from = this.#coveredTo ??= this.#liveFrom;
    return from >= this.#liveFrom ? undefined : { from, to: this.#liveFrom };
  }

  /** Notes that everything before `to` has been read on this connection. Returns the event to send, if there is news. */
  covered(to: number): Outgoing | undefined {
    const from = Math.max(this.#liveFrom, this.#coveredTo ?? 0);
    if (to <= from) return undefined;
    this.#coveredTo = to;
    return this.event("live", { from, to });
  }

  /** Makes a coverage event; `details` say what filling a gap, or an audit, has found. Events with one key count once. */
  event(
    state: CoverageRecord["state"],
    { from, to }: Stretch,
    details: Pick<CoverageRecord, "why" | "posts" | "rechecked" | "unverified" | "verified"> = {},
    key: string = crypto.randomUUID(),
  ): Outgoing {
    const { instance, stream, topic } = this.#options;
    const fullKey = `coverage/${instance}/${key}`;
    const record: CoverageRecord = {
      event: "coverage",
      key: fullKey,
      instance,
      stream,
      state,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...details,
    };
    return {
      topic,
      key: fullKey,
      value: Buffer.from(JSON.stringify(record)),
      everyPartition: true,
    };
  }
}
