import type { PostgresError } from "postgres";
import type { Sql } from "../connect.ts";

/** The two callbacks that postgres.js (3.4.9) keeps on each query of its; not in its types. */
interface Settled {
  resolve(value: unknown): void;
  reject(error: PostgresError): void;
}

/**
 * Runs `copy … from stdin`, and resolves to the number of rows once the server has said so.
 *
 * postgres.js resolves such a query when the stream opens, and drops the server's verdict: rows that fail at the end
 * of a COPY look like success. The verdict does reach the query's own callbacks, so it is taken from there.
 */
export async function copyIn(
  sql: Sql,
  statement: string,
  chunks: Iterable<string | Uint8Array>,
): Promise<number> {
  const query = sql.unsafe(statement);
  const settled = query as unknown as Settled;
  const { promise: verdict, resolve, reject } = Promise.withResolvers<number>();
  verdict.catch(() => {});
  const opened = settled.resolve;
  const refused = settled.reject;
  let open = false;
  settled.resolve = (value) => {
    if (open) return resolve((value as { readonly count: number }).count);
    open = true;
    opened(value);
  };
  settled.reject = (error) => {
    reject(error);
    refused(error);
  };

  const stream = await query.writable();
  // A connection that breaks is told to the verdict; unheard, the stream's own error would end the process.
  stream.on("error", reject);
  // One chunk goes off at one go: who waits for the socket stands in line with all that this thread does besides.
  let full = false;
  for (const chunk of chunks) {
    if (full) {
      await Promise.race([new Promise((drained) => stream.once("drain", drained)), verdict]);
    }
    if (stream.destroyed) break;
    full = !stream.write(chunk);
  }
  if (!stream.destroyed) stream.end();
  return await verdict;
}
