import { foldHashtag } from "../../core/post/hashtag.ts";
import type { PostContent } from "./post_content.ts";
import type { Post } from "./post.ts";
import { statusBody, statusHead } from "./status.ts";
import type { Visibility } from "./status_json.ts";
import type { World } from "./world.ts";

interface Text {
  readonly content: PostContent;
  /** JSON of the status body without its opening brace, escaped for a JSON string. */
  readonly escaped: string;
}

/** Generates the texts of posts, cached if they repeat. */
export class Texts {
  readonly #world: World;
  readonly #variety: number;
  readonly #ready: (Text | undefined)[] = [];
  #last: { readonly key: string; readonly text: Text } | undefined;

  /** `variety`: post n has the text of post n modulo `variety`. Infinity generates each and caches none. */
  constructor(world: World, variety: number) {
    this.#world = world;
    this.#variety = variety;
  }

  /** Generates all texts now, so that emitting is cheap later. */
  prepare(at: number): void {
    for (let n = 0; n < this.#variety; n++) this.of(n, at);
  }

  /** Text of post `n`, published at `at` (ms since 1970), at a revision; the last one returned is cached. */
  of(n: number, at: number, revision = 0, visibility: Visibility = "public"): Text {
    const index = Number.isFinite(this.#variety) ? n % this.#variety : n;
    if (Number.isFinite(this.#variety) && revision === 0 && visibility === "public") {
      return this.#ready[index] ??= this.#write(index, at, 0, "public");
    }
    const key = `${index}/${at}/${revision}/${visibility}`;
    if (this.#last?.key !== key) {
      this.#last = { key, text: this.#write(index, at, revision, visibility) };
    }
    return this.#last.text;
  }

  #write(n: number, at: number, revision: number, visibility: Visibility): Text {
    const content = this.#world.content(n, at, revision);
    const { domain } = this.#world;
    const body = JSON.stringify(statusBody(content, { n, at, domain, revision, visibility }));
    return { content, escaped: JSON.stringify(body.slice(1)).slice(1, -1) };
  }
}

/** A generated post: keeps only its number and times, and generates its text on demand. */
export class GeneratedPost implements Post {
  readonly id: string;
  readonly createdAt: number;
  readonly local: boolean;
  readonly hasMedia: boolean;
  readonly tags: readonly string[];
  revision = 0;
  deleted = false;
  readonly visibility: Visibility;
  readonly #texts: Texts;
  readonly #n: number;
  readonly #at: number;
  readonly #editedAt: number[] = [];

  constructor(
    texts: Texts,
    { n, id, createdAt, visibility = "public" }: {
      readonly n: number;
      readonly id: string;
      readonly createdAt: number;
      readonly visibility?: Visibility;
    },
  ) {
    const { content } = texts.of(n, createdAt, 0, visibility);
    this.id = id;
    this.createdAt = createdAt;
    this.local = !content.account.json.acct.includes("@");
    this.hasMedia = content.media !== "none";
    this.tags = content.hashtags.map(foldHashtag);
    this.visibility = visibility;
    this.#texts = texts;
    this.#n = n;
    this.#at = createdAt;
  }

  content(revision = this.revision): PostContent {
    return this.#texts.of(this.#n, this.#at, revision, this.visibility).content;
  }

  /** Edits the post at `now`, which must be later than all earlier edits. */
  edit(revision: number, now: number): void {
    const last = this.#editedAt.at(-1) ?? this.createdAt;
    this.#editedAt.push(Math.max(now, last + 1));
    this.revision = revision;
  }

  json(revision = this.revision): string {
    return JSON.parse(`"${this.escapedJson(revision)}"`);
  }

  escapedJson(revision = this.revision): string {
    const { content, escaped } = this.#texts.of(this.#n, this.#at, revision, this.visibility);
    const editedAt = this.#editedAt[revision - 1];
    const head = JSON.stringify(statusHead(content, {
      id: this.id,
      createdAt: new Date(this.createdAt).toISOString(),
      editedAt: editedAt === undefined ? null : new Date(editedAt).toISOString(),
    }));
    return `${JSON.stringify(head.slice(0, -1)).slice(1, -1)},${escaped}`;
  }
}
