import type { Version } from "./journal.ts";
import type { Post } from "./post.ts";

/** An event that the server sends. */
export type Emission =
  | {
    readonly type: "update" | "status.update";
    readonly post: Post;
    /** The post's version for the journal. */
    readonly version: Version;
    /** Whether the post is new; the rate in posts a second counts new posts. */
    readonly isNew: boolean;
  }
  /** `post` is absent if the server never showed it. */
  | { readonly type: "delete"; readonly id: string; readonly post?: Post };

/** A source of events. Times are arguments, ms since 1970. */
export interface Source {
  /** The next event; undefined at the end. */
  next(now: number): Emission | undefined;
  /** Delayed events that are still to be sent when the server stops. */
  rest(now: number): Emission[];
}
