import { runBatch } from "../../core/batch/run_batch.ts";
import { connectPostgres, type Sql } from "../../core/postgres/connect.ts";
import { migrate } from "../../core/postgres/migrate.ts";
import { freshDatabase } from "../databases.ts";
import { type MadeUpStream, postsOf, storePosts } from "./made_up_stream.ts";

/** A database that holds a made-up stream which ends `now`, after a batch run. */
export async function storedStream(stream: MadeUpStream, now: number) {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await freshDatabase());
  const sql = connectPostgres(connection, { applicationName: "recount test", max: 3 });
  stack.defer(() => sql.end({ timeout: 1 }));
  await migrate(sql);
  await storePosts(sql, postsOf(stream, now));
  await runBatch(sql);
  const owned = stack.move();
  return { sql, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Counts the posts themselves of `[from, to)`, ms since 1970, by a plain statement. */
export async function recount(sql: Sql, from: number, to: number) {
  const [row] = await sql<
    {
      posts: number;
      langs: number;
      positive: number;
      scored: number;
      length: number;
      mediaKnown: number;
    }[]
  >`
    select count(*)::float8 as posts, count(distinct r.lang)::float8 as langs, count(r.attachment_count)::float8 as "mediaKnown", avg(content_len)::float8 as length,
           count(*) filter (where label_str = 'positive')::float8 as positive, count(label_str)::float8 as scored
      from masto.toots_raw r join masto.toots_sentiment using (id)
     where r.created_at >= ${new Date(from).toISOString()}
       and r.created_at < ${new Date(to).toISOString()}`;
  if (row === undefined) throw new Error("Cannot recount: no answer");
  return row;
}
