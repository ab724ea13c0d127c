import { PermanentError } from "../../errors.ts";
import type { Emission, Source } from "./emission.ts";
import type { Refusal, Version } from "./journal.ts";
import type { Post } from "./post.ts";

/** Real statuses, one JSON object a line, each emitted once as `update`, with its own id and time. */
export class ReplayedSource implements Source {
  readonly #posts: readonly ReplayedPost[];
  readonly #seen = new Set<string>();
  #next = 0;

  /** Throws a `PermanentError` that names `path` and the line if the text is not lines of statuses. */
  constructor(path: string, text: string) {
    this.#posts = text.replace(/^\uFEFF/, "").split("\n").flatMap((line, index) =>
      line.trim() === "" ? [] : [parseLine(path, index + 1, line.trim())]
    );
    if (this.#posts.length === 0) {
      throw new PermanentError(
        `Cannot replay ${path}: it holds no statuses. Give a file with one Mastodon status (JSON) a line.`,
        { exitCode: 2 },
      );
    }
  }

  get size(): number {
    return this.#posts.length;
  }

  next(now: number): Emission | undefined {
    const post = this.#posts[this.#next++];
    if (post === undefined) return undefined;
    const isNew = !this.#seen.has(post.id);
    this.#seen.add(post.id);
    return { type: "update", post, version: post.versionAt(now), isNew };
  }

  rest(): Emission[] {
    return [];
  }
}

/** A status of the file, kept as the text that it is: odd fields travel on as they are. */
class ReplayedPost implements Post {
  readonly id: string;
  readonly createdAt: number;
  readonly local: boolean;
  readonly hasMedia: boolean;
  readonly tags: readonly string[];
  readonly #version: Version;
  revision = 0;
  deleted = false;
  readonly #json: string;

  constructor(json: string, status: ReplayedStatus) {
    const { id, created_at, account, media_attachments, tags } = status;
    this.#json = json;
    this.id = id;
    this.createdAt = timeOf(created_at);
    this.local = !account.acct.includes("@");
    this.hasMedia = Array.isArray(media_attachments) && media_attachments.length > 0;
    this.tags = Array.isArray(tags) ? tags.flatMap((tag) => tag?.name?.toLowerCase() ?? []) : [];
    const refusal = refusalOf(status);
    this.#version = {
      id,
      // A file may hold a post twice, before and after an edit.
      revision: Date.parse(status.edited_at ?? "") || 0,
      createdAt: this.createdAt,
      username: account.acct,
      language: status.language || "und",
      ...(refusal === undefined ? {} : { refusal }),
    };
  }

  /** Its only version. Consent comes first; then no reader keeps a post from before 1990, or from beyond tomorrow. */
  versionAt(now: number): Version {
    const isPlausible = this.createdAt >= 631_152_000_000 && this.createdAt - now <= 86_400_000;
    return isPlausible ? this.#version : { refusal: "implausible_time", ...this.#version };
  }

  json(): string {
    return this.#json;
  }

  escapedJson(): string {
    return JSON.stringify(this.#json).slice(1, -1);
  }
}

/** What is read of a status; all but the first three may be missing. */
interface ReplayedStatus {
  readonly id: string;
  readonly created_at: string;
  readonly account: { readonly acct: string; readonly note?: string; readonly noindex?: boolean };
  readonly edited_at?: string | null;
  readonly language?: string | null;
  readonly visibility?: string;
  readonly reblog?: unknown;
  readonly media_attachments?: unknown;
  readonly tags?: unknown;
}

function parseLine(path: string, line: number, json: string): ReplayedPost {
  const refuse = (state: string) =>
    new PermanentError(
      `Cannot replay ${path}: line ${line} ${state}. Every line must be one Mastodon status as JSON.`,
      { exitCode: 2 },
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw refuse("is not JSON");
  }
  if (!isStatus(value)) throw refuse("is no status (id, created_at and account.acct are needed)");
  return new ReplayedPost(json, value);
}

function isStatus(value: unknown): value is ReplayedStatus {
  if (typeof value !== "object" || value === null) return false;
  const { id, created_at, account } = value as Record<string, unknown>;
  return typeof id === "string" && typeof created_at === "string" &&
    !Number.isNaN(timeOf(created_at)) &&
    typeof account === "object" && account !== null && "acct" in account &&
    typeof account.acct === "string";
}

/** A time that says no zone is one of UTC. */
function timeOf(text: string): number {
  return Date.parse(
    /(z|[+-]\d\d(:?\d\d)?)$/i.test(text) || !/\d:\d/.test(text) ? text : `${text}Z`,
  );
}

/** What the gate must say, found by other means than the gate's. */
function refusalOf({ reblog, visibility, account }: ReplayedStatus): Refusal | undefined {
  if (reblog !== undefined && reblog !== null) return "boost";
  if (visibility !== "public") return "not_public";
  if (account.noindex === true) return "noindex";
  const bio = (account.note ?? "").replaceAll(/<br[^>]*>|<\/p>/g, " ").replaceAll(/<[^>]*>/g, "");
  const words = bio.toLowerCase().split(/[^\p{L}\p{N}\p{M}_#]+/u);
  const says = words.find((word) => /^#(nobots?|noindex)$/.test(word));
  return says === undefined ? undefined : says === "#noindex" ? "bio_noindex" : "bio_nobot";
}
