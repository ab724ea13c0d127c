import { startCopyIn } from "../../postgres/copy_in.ts";
import type { Sql } from "../../postgres/connect.ts";
import type { Insert } from "../plan.ts";
import { COPY_POSTS } from "../post_statements.ts";
import { tootTuples } from "./toot_tuples.ts";

/**
 * Stores many new posts; statements may follow once the tuples are `sent`. An id that another transaction has just stored
 * fails with 23505, as in `insertPosts`: the batch runs again.
 */
export function copyPosts(
  sql: Sql,
  inserts: readonly Insert[],
): { readonly sent: Promise<void>; readonly done: Promise<void> } {
  const { sent, done } = startCopyIn(sql, COPY_POSTS, tootTuples(inserts));
  const checked = done.then((count) => {
    if (count === inserts.length) return;
    throw new Error(`Cannot store posts: ${inserts.length} were sent, ${count} arrived`);
  });
  checked.catch(() => {});
  return { sent, done: checked };
}
