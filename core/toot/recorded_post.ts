import type { Post } from "./post.ts";

/** What is known of a post before its record is read as a whole. */
export type PostHead = Pick<
  Post,
  | "id"
  | "instance"
  | "statusId"
  | "createdAt"
  | "editedAt"
  | "username"
  | "lang"
  | "contentLength"
  | "favourites"
  | "reblogs"
  | "receivedAt"
>;

/**
 * A post of which only the head has been read; the rest is, at first need. Most posts are stored and counted without
 * anyone asking for their text.
 */
export class RecordedPost implements Post {
  readonly id: string;
  readonly instance: string;
  readonly statusId: string;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly username: string;
  readonly lang: string;
  readonly contentLength: number;
  readonly favourites: number;
  readonly reblogs: number;
  readonly receivedAt: number | null;
  readonly #record: Uint8Array;
  readonly #read: (record: Uint8Array) => Post;
  #post: Post | undefined;

  /** `read` reads the record that the head is of. */
  constructor(head: PostHead, record: Uint8Array, read: (record: Uint8Array) => Post) {
    this.id = head.id;
    this.instance = head.instance;
    this.statusId = head.statusId;
    this.createdAt = head.createdAt;
    this.editedAt = head.editedAt;
    this.username = head.username;
    this.lang = head.lang;
    this.contentLength = head.contentLength;
    this.favourites = head.favourites;
    this.reblogs = head.reblogs;
    this.receivedAt = head.receivedAt;
    this.#record = record;
    this.#read = read;
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
