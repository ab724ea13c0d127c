import type { Writable } from "node:stream";
import type { PostgresError } from "postgres";
import type { Sql } from "./connect.ts";
import { isPooled } from "./pooled_client.ts";

/** The two callbacks that postgres.js 3.4.9 keeps on each of its queries; not in its types. */
interface Settled {
  resolve(value: unknown): void;
  reject(error: PostgresError): void;
}

/** A running `copy … from stdin`. */
export interface CopyIn {
  /** Resolves when statements may follow; settles with {@linkcode done} at the latest. */
  readonly sent: Promise<void>;
  /** The number of rows, as the server reports it. */
  readonly done: Promise<number>;
}

/**
 * Starts `copy … from stdin`.
 *
 * postgres.js resolves such a query when the stream opens, and drops the server's result: rows that fail at the end of a
 * COPY look like success. The query's own callbacks do get the result, so it is read there.
 *
 * Statements may follow as soon as all data was sent, without an answer. Behind a pooler they must wait for it: pgbouncer
 * 1.18 does not count a statement that it passes on while a COPY is going on, takes the transaction for finished one answer
 * too early, and gives the session away. The answers that are still to come are lost then.
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
  const answered = done.then(() => {});
  const sent = isPooled(sql) ? answered : Promise.race([sending, answered]);
  // A caller may await only one of them: the rejection of the others must not end the process.
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
  // A broken connection rejects the result. Without a listener the error of the stream would end the process.
  stream.on("error", reject);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  // The event "finish" comes with the server's answer. `_final` writes the end of the data; statements may follow it.
  const finish = stream._final?.bind(stream);
  stream._final = (callback) => {
    finish?.(callback);
    end();
  };
  // Written without waiting where possible: a wait for the socket queues behind all other work of this thread.
  let full = false;
  for (const chunk of chunks) {
    if (full) await Promise.race([new Promise((drained) => stream.once("drain", drained)), done]);
    if (stream.destroyed) break;
    full = !stream.write(chunk);
  }
  if (!stream.destroyed) stream.end();
  await ended;
}
