import type { Emission, Source } from "./emission.ts";
import { GeneratedPost, type Texts } from "./generated_post.ts";
import type { History, Step } from "./history.ts";
import type { Version } from "./journal.ts";
import { mix, Random } from "./random.ts";

/** Number of last posts that may be edited or deleted. */
const CHANGEABLE_POSTS = 20_000;

export interface GeneratedSourceOptions {
  readonly seed: number;
  readonly texts: Texts;
  readonly history: History;
  /** Share of remote posts that arrive late, with an id below ids already seen. Default 0. */
  readonly lateShare?: number;
  /** Maximum of this delay, ms. Default 20,000. */
  readonly lateMs?: number;
  /** Share of posts that are not public, as on a user's own stream. Default 0. */
  readonly nonPublicShare?: number;
}

/** Turns a generated {@linkcode History} into events; creates a post when it first occurs. */
export class GeneratedSource implements Source {
  readonly #options: GeneratedSourceOptions;
  readonly #posts = new Map<number, GeneratedPost>();

  constructor(options: GeneratedSourceOptions) {
    this.#options = options;
  }

  next(now: number): Emission {
    for (;;) {
      const emission = this.#emission(this.#options.history.next(), now);
      if (emission !== undefined) return emission;
    }
  }

  rest(now: number): Emission[] {
    return this.#options.history.rest().flatMap((step) => this.#emission(step, now) ?? []);
  }

  #emission(step: Step, now: number): Emission | undefined {
    switch (step.type) {
      case "update": {
        const post = this.#post(step.n, now);
        return { type: "update", post, version: versionOf(post, 0), isNew: true };
      }
      case "status.update": {
        const post = this.#post(step.n, now);
        post.edit(step.revision, now);
        return {
          type: "status.update",
          post,
          version: versionOf(post, step.revision),
          isNew: false,
        };
      }
      case "duplicate": {
        const post = this.#posts.get(step.n);
        return post && { type: "update", post, version: versionOf(post, 0), isNew: false };
      }
      case "delete": {
        const post = this.#post(step.n, now);
        return { type: "delete", id: post.id, post };
      }
      case "stray_delete":
        return { type: "delete", id: snowflake(now - 3_600_000, Math.floor(now)) };
      default:
        return step satisfies never;
    }
  }

  #post(n: number, now: number): GeneratedPost {
    const known = this.#posts.get(n);
    if (known !== undefined) return known;
    const { seed, texts, lateShare = 0, lateMs = 20_000, nonPublicShare = 0 } = this.#options;
    const random = new Random(mix(seed, n, 5));
    const createdAt = random.chance(lateShare) ? now - random.below(lateMs) : now;
    const post = new GeneratedPost(texts, {
      n,
      id: snowflake(createdAt, n),
      createdAt,
      ...(random.chance(nonPublicShare) ? { visibility: "unlisted" as const } : {}),
    });
    this.#posts.set(n, post);
    if (this.#posts.size > CHANGEABLE_POSTS) {
      for (const old of this.#posts.keys()) {
        if (this.#posts.size <= CHANGEABLE_POSTS / 2) break;
        this.#posts.delete(old);
      }
    }
    return post;
  }
}

function versionOf(post: GeneratedPost, revision: number): Version {
  const { account, language, text } = post.content(revision);
  const refusal = post.visibility === "public" ? account.optOut : "not_public";
  let length = 0;
  for (const _ of text) length++;
  return {
    id: post.id,
    revision,
    createdAt: post.createdAt,
    username: account.json.acct,
    language: language ?? "und",
    length,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/**
 * A status id as Mastodon makes it: milliseconds since 1970 in the high bits, 16 seemingly random bits below them.
 * `sequence` must differ between posts of the same millisecond, whose ids are in no particular order.
 */
export function snowflake(ms: number, sequence: number): string {
  // 40503 is odd, so 65,536 posts in a row get 65,536 different low halves.
  return String((BigInt(ms) << 16n) | BigInt(Math.imul(sequence, 40503) & 0xffff));
}
