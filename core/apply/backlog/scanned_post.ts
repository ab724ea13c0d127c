import { storableCount } from "../../post/parse_record.ts";
import { type Post, POST_KEYS } from "../../post/post.ts";
import type { IncomingRecord, RawRecord } from "../batch.ts";
import type { ScannedBlock } from "./scanned_block.ts";

/**
 * A post whose record has become a tuple of COPY. Few of its properties are kept; the record is parsed when another one is
 * read, which most posts never need. One object serves as the record, its parsed form and the post, to save allocations.
 */
export class ScannedPost implements IncomingRecord {
  static {
    // The properties that the scan does not keep come from parsing the whole record.
    for (const key of POST_KEYS) {
      if (key === "id" || key in this.prototype) continue;
      Object.defineProperty(this.prototype, key, {
        get(this: ScannedPost) {
          return this.#whole[key];
        },
      });
    }
  }

  readonly id: string;
  readonly #block: ScannedBlock;
  readonly #place: number;
  #post: Post | undefined;

  constructor(block: ScannedBlock, place: number) {
    this.id = block.ids[place]!;
    this.#block = block;
    this.#place = place;
  }

  get raw(): RawRecord {
    return this.#block.raws[this.#place]!;
  }

  get parsed(): { readonly type: "post"; readonly post: Post } {
    return this;
  }

  get type(): "post" {
    return "post";
  }

  get post(): Post {
    return this;
  }

  /** The columns of its tuple that come from the record. */
  get tuple(): Uint8Array {
    return this.#block.tuple(this.#place);
  }

  get statusId(): string {
    return this.#block.statusIds[this.#place]!;
  }

  get instance(): string {
    return this.#block.instances[this.#place]!;
  }

  get createdAt(): number {
    return this.#block.createdAt[this.#place]!;
  }

  get editedAt(): number | null {
    const editedAt = this.#block.editedAt[this.#place]!;
    return Number.isNaN(editedAt) ? null : editedAt;
  }

  get isEdit(): boolean {
    return this.#block.edits[this.#place] === 1;
  }

  get recordedAt(): number {
    return storableCount(this.raw.timestamp);
  }

  get recordedOffset(): number {
    return storableCount(this.raw.offset);
  }

  get username(): string {
    return this.#block.usernames[this.#place]!;
  }

  get lang(): string {
    return this.#block.languages[this.#place]!;
  }

  get contentLength(): number {
    return this.#block.contentLength[this.#place]!;
  }

  get favourites(): number {
    return this.#block.favourites[this.#place]!;
  }

  get reblogs(): number {
    return this.#block.reblogs[this.#place]!;
  }

  get receivedAt(): number | null {
    const receivedAt = this.#block.receivedAt[this.#place]!;
    return Number.isNaN(receivedAt) ? null : receivedAt;
  }

  get #whole(): Post {
    return this.#post ??= this.#block.read(this.#place);
  }
}

export interface ScannedPost extends Post {}
