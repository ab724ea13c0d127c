import type { Version } from "./journal.ts";
import type { Post } from "./post.ts";

/** One event that the server is about to send. */
export type Emission =
  | {
    readonly type: "update" | "status.update";
    readonly post: Post;
    /** As the journal judges it. */
    readonly version: Version;
    /** A post that was not there before: what a rate in posts a second counts. */
    readonly isNew: boolean;
  }
  /** `post` is missing where the server never showed it. */
  | { readonly type: "delete"; readonly id: string; readonly post?: Post };

/** Where events come from. Time is an argument: ms since 1970. */
export interface Source {
  /** The next event; undefined when all was said. */
  next(now: number): Emission | undefined;
  /** What is still owed when the server stops. */
  rest(now: number): Emission[];
}
