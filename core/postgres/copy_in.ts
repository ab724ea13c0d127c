import type { Writable } from "node:stream";
import type { PostgresError } from "postgres";
import type { Sql } from "./connect.ts";

/** The two callbacks that postgres.js (3.4.9) keeps on each query of its; not in its types. */
interface Settled {
  resolve(value: unknown): void;
  reject(error: PostgresError): void;
}

/** A `copy … from stdin` under way. */
export interface CopyIn {
  /** Everything has gone to the server, and statements may follow; resolves or rejects with {@linkcode done} too. */
  readonly sent: Promise<void>;
  /** The number of rows, once the server has said so. */
  readonly done: Promise<number>;
}

/**
 * Starts `copy … from stdin`.
 *
 * postgres.js resolves such a query when the stream opens, and drops the server's verdict: rows that fail at the end
 * of a COPY look like success. The verdict does reach the query's own callbacks, so it is taken from there.
 */
export function startCopyIn(
  sql: Sql,
  statement: string,
  chunks: Iterable<string | Uint8Array>,
): CopyIn {
  const query = sql.unsafe(statement);
  const settled = query as unknown as Settled;
  const { promise: done, resolve, reject } = Promise.withResolvers<number>();
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
  const sending = query.writable().then((stream) => feed(stream, chunks, { done, reject }));
  const sent = Promise.race([sending, done.then(() => {})]);
  // Whoever waits for one of the two hears of the error; the other must not end the process.
  for (const promise of [done, sending, sent]) promise.catch(() => {});
  return { sent, done };
}

/** Runs `copy … from stdin`, and resolves to the number of rows. */
export async function copyIn(
  sql: Sql,
  statement: string,
  chunks: Iterable<string | Uint8Array>,
): Promise<number> {
  return await startCopyIn(sql, statement, chunks).done;
}

async function feed(
  stream: Writable,
  chunks: Iterable<string | Uint8Array>,
  { done, reject }: { done: Promise<number>; reject: (error: unknown) => void },
): Promise<void> {
  // A connection that breaks is told to the verdict; unheard, the stream's own error would end the process.
  stream.on("error", reject);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  // "finish" comes with the server's answer. What writes the end of the data is this, and statements may follow it.
  const finish = stream._final?.bind(stream);
  stream._final = (callback) => {
    finish?.(callback);
    end();
  };
  // One chunk goes off at one go: who waits for the socket stands in line with all that this thread does besides.
  let full = false;
  for (const chunk of chunks) {
    if (full) await Promise.race([new Promise((drained) => stream.once("drain", drained)), done]);
    if (stream.destroyed) break;
    full = !stream.write(chunk);
  }
  if (!stream.destroyed) stream.end();
  await ended;
}
