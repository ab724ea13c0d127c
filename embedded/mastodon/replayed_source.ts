import { PermanentError } from "../../core/base/errors.ts";
import { foldHashtag } from "../../core/post/hashtag.ts";
import type { Emission, Source } from "./emission.ts";
import type { Refusal, Version } from "./journal.ts";
import { languageOf } from "./language_of.ts";
import type { Post } from "./post.ts";
import { type Profile, profileSaysNo } from "./profile_says_no.ts";
import {
  idOf,
  instantOf,
  isTooLarge,
  isUnreadable,
  isUnstorable,
  type LooseStatus,
} from "./set_aside.ts";

/** Replays statuses from lines of JSON: emits each once as `update`, with its own id and time. */
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

/** A status of the file, kept as its original text, so that unusual fields stay as they are. */
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
  readonly #status: ReplayedStatus;

  constructor(json: string, status: ReplayedStatus) {
    const { id, created_at, account, media_attachments, tags } = status;
    this.#json = json;
    this.id = idOf(id) ?? String(id);
    this.createdAt = timeOf(created_at);
    this.local = !account.acct.includes("@");
    this.hasMedia = Array.isArray(media_attachments) && media_attachments.length > 0;
    this.tags = Array.isArray(tags) ? tags.flatMap(tagName) : [];
    this.#status = status;
    this.#version = {
      id: this.id,
      // A file may hold a post twice, before and after an edit.
      revision: instantOf(status.edited_at) ?? 0,
      createdAt: this.createdAt,
      username: account.acct,
      language: languageOf(status["language"]),
    };
  }

  /**
   * Its only version. Order of the checks: unreadable; consent; before 1990 or after tomorrow; not storable in Kafka or the
   * tables.
   */
  versionAt(now: number): Version {
    const status = this.#status;
    const isPlausible = this.createdAt >= 631_152_000_000 && this.createdAt - now <= 86_400_000;
    if (isUnreadable(status)) return { ...this.#version, setAside: "gate" };
    const refusal = refusalOf(status) ?? (isPlausible ? undefined : "implausible_time");
    if (refusal !== undefined) return { ...this.#version, refusal };
    if (isTooLarge(status)) return { ...this.#version, setAside: "gate" };
    return isUnstorable(status) ? { ...this.#version, setAside: "tables" } : this.#version;
  }

  json(): string {
    return this.#json;
  }

  escapedJson(): string {
    return JSON.stringify(this.#json).slice(1, -1);
  }
}

/** Every line must have an id, a time and an author. Other fields may be missing or of any type. */
interface ReplayedStatus extends LooseStatus {
  readonly id: string | number;
  readonly created_at: string;
  readonly account: Profile & { readonly acct: string; readonly noindex?: unknown };
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
    if (hasRoundedId(value)) value = JSON.parse(json, withAllDigits);
  } catch {
    throw refuse("is not JSON");
  }
  if (!isStatus(value)) throw refuse("is no status (id, created_at and account.acct are needed)");
  return new ReplayedPost(json, value);
}

/** Whether JavaScript has rounded the id of a status; the producer then reads the text again. */
function hasRoundedId(status: unknown): boolean {
  let id = status;
  while (typeof id === "object" && id !== null) id = "id" in id ? id.id : undefined;
  return typeof id === "number" && !Number.isSafeInteger(id);
}

/** Keeps an integer that JavaScript would round as the text that it is: an id has more digits than a double holds. */
function withAllDigits(_name: string, value: unknown, context?: { readonly source?: string }) {
  const source = context?.source ?? "";
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^\d+$/.test(source)
    ? source
    : value;
}

function isStatus(value: unknown): value is ReplayedStatus {
  if (typeof value !== "object" || value === null) return false;
  const { id, created_at, account } = value as Record<string, unknown>;
  return (typeof id === "string" || typeof id === "number") && typeof created_at === "string" &&
    !Number.isNaN(timeOf(created_at)) &&
    typeof account === "object" && account !== null && "acct" in account &&
    typeof account.acct === "string";
}

/** The status's time; unreadable statuses keep their place in the file. */
function timeOf(text: string): number {
  return instantOf(text) ?? Date.parse(text);
}

function tagName(tag: unknown): string[] {
  if (typeof tag !== "object" || tag === null || !("name" in tag)) return [];
  return typeof tag.name === "string" ? [foldHashtag(tag.name)] : [];
}

/** The expected decision of the gate about consent, determined independently of its code. */
function refusalOf(
  { reblog, visibility, local_only, account }: ReplayedStatus,
): Refusal | undefined {
  if (typeof reblog === "object" && reblog !== null && !Array.isArray(reblog)) return "boost";
  if (visibility !== "public") return "not_public";
  if (![undefined, null, false].some((no) => no === local_only)) return "local_only";
  return [undefined, null, false].some((no) => no === account.noindex)
    ? profileSaysNo(account)
    : "noindex";
}
