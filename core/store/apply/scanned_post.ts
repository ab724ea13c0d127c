import type { Post } from "../../toot/post.ts";

/** Where a tuple lies in its buffer, and what of it is needed as more than bytes. Places are of the buffer. */
export interface ScannedTuple {
  readonly start: number;
  readonly end: number;
  readonly idStart: number;
  readonly idEnd: number;
  readonly usernameStart: number;
  readonly usernameEnd: number;
  readonly languageStart: number;
  readonly languageEnd: number;
  readonly instanceStart: number;
  readonly instanceEnd: number;
  /** Ms since 1970. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly receivedAt: number;
  /** Unicode code points. */
  readonly contentLength: number;
  readonly favourites: number;
  readonly reblogs: number;
}

/** The names of a post as texts: ASCII all of them. */
export type Names = Pick<Post, "id" | "instance" | "username" | "lang">;

/**
 * A post whose record has become a tuple of COPY, and of which only the head has been read; the rest is, at first need.
 * Most posts are stored and counted without anyone asking for their text. It is the parsed record as well: a backlog
 * is made of such objects, and what is left out of each is not to be cleared away.
 */
export class ScannedPost implements Post {
  readonly id: string;
  readonly instance: string;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly username: string;
  readonly lang: string;
  readonly contentLength: number;
  readonly favourites: number;
  readonly reblogs: number;
  readonly receivedAt: number | null;
  /** Where the part of its tuple of COPY lies that the record says. */
  readonly tuples: Uint8Array;
  readonly tupleStart: number;
  readonly tupleEnd: number;
  readonly #record: Uint8Array;
  readonly #read: (record: Uint8Array) => Post;
  #post: Post | undefined;

  /** `read` reads the record, of which `scanned` lies in `tuples`. */
  constructor(
    { id, instance, username, lang }: Names,
    scanned: ScannedTuple,
    { tuples, record, read }: {
      readonly tuples: Uint8Array;
      readonly record: Uint8Array;
      readonly read: (record: Uint8Array) => Post;
    },
  ) {
    this.id = id;
    this.instance = instance;
    this.createdAt = scanned.createdAt;
    this.editedAt = scanned.editedAt;
    this.username = username;
    this.lang = lang;
    this.contentLength = scanned.contentLength;
    this.favourites = scanned.favourites;
    this.reblogs = scanned.reblogs;
    this.receivedAt = scanned.receivedAt;
    this.tuples = tuples;
    this.tupleStart = scanned.start;
    this.tupleEnd = scanned.end;
    this.#record = record;
    this.#read = read;
  }

  get type(): "post" {
    return "post";
  }

  get post(): Post {
    return this;
  }

  /** Only ids that are row ids are scanned. */
  get statusId(): string {
    return this.id;
  }

  get userId(): string {
    return this.#whole.userId;
  }

  get content(): string {
    return this.#whole.content;
  }

  get contentHtml(): string {
    return this.#whole.contentHtml;
  }

  get hashtags(): readonly string[] {
    return this.#whole.hashtags;
  }

  get uri(): string | null {
    return this.#whole.uri;
  }

  get url(): string | null {
    return this.#whole.url;
  }

  get inReplyToId(): string | null {
    return this.#whole.inReplyToId;
  }

  get sensitive(): boolean {
    return this.#whole.sensitive;
  }

  get bot(): boolean {
    return this.#whole.bot;
  }

  get spoilerText(): string {
    return this.#whole.spoilerText;
  }

  get #whole(): Post {
    return this.#post ??= this.#read(this.#record);
  }
}
