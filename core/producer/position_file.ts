import { messageOf } from "../base/errors.ts";
import { writeFileAtomically } from "../base/atomic_file.ts";
import type { Anchor } from "../mastodon/walk_gap.ts";

/** A post that the stream brought, from which missed posts can be read by REST. */
export interface SeenPost extends Anchor {
  /** When it was read, ms since 1970. */
  readonly at: number;
  /** How many posts of the stream were read before it. */
  readonly count: number;
}

/** A stretch of a stream that is being read again by REST. */
export interface OpenGap {
  /** `[from, to)`, ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Where to go on. */
  readonly cursor?: string;
  /** Posts of it that were read. */
  readonly posts: number;
}

/** A gap that was read again, or given up, and after which posts are still to be looked up for edits and deletes. */
export interface WaitingGap {
  /** `[from, to)`, ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly complete: boolean;
  /** Posts that the ledger counts as unverified for it. */
  readonly posts: number;
  /** Of the event that takes this back: told twice, as after a kill, it counts once. */
  readonly key: string;
}

/** How far one stream was read. All that it says is in Kafka or in the spool. */
export interface StreamPosition {
  /** Everything that the server sent before was read, except for `gap`; ms since 1970. */
  readonly coveredTo: number;
  readonly gap?: OpenGap;
  readonly waiting?: readonly WaitingGap[];
  /** Until when an audit has compared the stream with REST, or a gap was read again; ms since 1970. */
  readonly comparedTo?: number;
  /** Some of the last posts, the oldest first. */
  readonly seen: readonly SeenPost[];
}

/**
 * How far each stream was read, in a file beside the spool: what a producer knows after a start, without a database. It
 * is written once everything before is in Kafka or in the spool, so a kill makes it too old, never too new.
 */
export class PositionFile {
  readonly #path: string;
  readonly #streams: Map<string, StreamPosition>;

  private constructor(path: string, streams: Map<string, StreamPosition>) {
    this.#path = path;
    this.#streams = streams;
  }

  /** Reads the file. One that cannot be read counts as absent, after a call of `warn`. */
  static open(directory: string, warn: (text: string) => void): PositionFile {
    const path = `${directory}/positions.json`;
    try {
      return new PositionFile(path, new Map(Object.entries(parse(Deno.readTextFileSync(path)))));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) {
        warn(
          `Cannot read ${path}: ${
            messageOf(error)
          }. What was missed before this start is not read again; ` +
            "masto.stream_gaps shows from when to when",
        );
      }
      return new PositionFile(path, new Map());
    }
  }

  /** `name`: the server's host and the stream. */
  get(name: string): StreamPosition | undefined {
    return this.#streams.get(name);
  }

  /** Of all streams that were ever read and not forgotten: server's host and stream. */
  names(): readonly string[] {
    return [...this.#streams.keys()];
  }

  /** Forgets a stream; rejects with what the file system says. Not for two calls at once. */
  async forget(name: string): Promise<void> {
    if (this.#streams.delete(name)) await this.#write();
  }

  /** Writes the position of a stream; rejects with what the file system says. Not for two calls at once. */
  async set(name: string, position: StreamPosition): Promise<void> {
    this.#streams.set(name, position);
    await this.#write();
  }

  async #write(): Promise<void> {
    const streams = Object.fromEntries(this.#streams);
    await writeFileAtomically(this.#path, JSON.stringify({ version: 1, streams }));
  }
}

function parse(text: string): Record<string, StreamPosition> {
  const json: unknown = JSON.parse(text);
  const streams = isObject(json) && json["version"] === 1 ? json["streams"] : undefined;
  if (!isObject(streams)) throw new Error("it is no file of positions of this version");
  const found: Record<string, StreamPosition> = {};
  for (const [name, position] of Object.entries(streams)) {
    if (!isPosition(position)) throw new Error(`the position of ${name} is incomplete`);
    found[name] = position;
  }
  return found;
}

function isPosition(value: unknown): value is StreamPosition {
  if (!isObject(value) || typeof value["coveredTo"] !== "number") return false;
  const { seen, gap, waiting, comparedTo } = value;
  return Array.isArray(seen) && seen.every(isSeenPost) && (gap === undefined || isOpenGap(gap)) &&
    (comparedTo === undefined || typeof comparedTo === "number") &&
    (waiting === undefined || Array.isArray(waiting) && waiting.every(isWaitingGap));
}

function isSeenPost(value: unknown): boolean {
  return isObject(value) && typeof value["id"] === "string" &&
    ["createdAt", "at", "count"].every((name) => typeof value[name] === "number");
}

function isOpenGap(value: unknown): boolean {
  return isObject(value) &&
    ["from", "to", "posts"].every((name) => typeof value[name] === "number") &&
    (value["cursor"] === undefined || typeof value["cursor"] === "string");
}

function isWaitingGap(value: unknown): boolean {
  return isObject(value) && typeof value["key"] === "string" &&
    typeof value["complete"] === "boolean" &&
    ["from", "to", "posts"].every((name) => typeof value[name] === "number");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
