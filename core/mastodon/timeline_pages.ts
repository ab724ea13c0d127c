import { refusedAddresses } from "../base/refused_addresses.ts";
import { backoffMs } from "../base/retry.ts";
import { sleep } from "../base/sleep.ts";
import type { RestBudget } from "./rest_budget.ts";
import { restGet, type ServerAccess } from "./rest_get.ts";
import { type StreamName, timelinePath } from "./stream_name.ts";

/** The most that Mastodon gives. */
const PAGE_SIZE = 40;
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** Where a page begins: right above or right below a status of the server. */
export type Cursor = { readonly minId: string } | { readonly maxId: string } | undefined;

/** The server does not give this timeline, and asking again cannot help. */
export class TimelineRefused extends Error {
  override readonly name = "TimelineRefused";
}

/** What the reading of one server's timelines shares. */
export interface TimelineReader {
  readonly access: ServerAccess;
  readonly stream: StreamName;
  readonly budget: RestBudget;
  readonly signal: AbortSignal;
}

/**
 * One page of the timeline with the posts of a stream, newest first, as the server sent it. Waits for the rate limits, and
 * for a server that is away for a while.
 *
 * @throws {TimelineRefused} if the server refuses it for good
 */
export async function readPage(
  reader: TimelineReader,
  cursor: Cursor,
): Promise<readonly unknown[]> {
  const path = timelinePath(reader.stream);
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (cursor !== undefined && "minId" in cursor) query.set("min_id", cursor.minId);
  if (cursor !== undefined && "maxId" in cursor) query.set("max_id", cursor.maxId);
  const address = `${path}${path.includes("?") ? "&" : "?"}${query}`;
  const answer = await ask(reader, address);
  if (Array.isArray(answer.body)) return answer.body;
  throw new TimelineRefused(
    answer.status === 200
      ? "its timeline is no list of posts"
      : `its timeline answers with status ${answer.status}`,
  );
}

/** What a server says, other than to wait or to come back later. */
export interface Answer {
  readonly status: number;
  /** Of an answer with status 200. */
  readonly body: unknown;
}

/** Asks a server, as often as it takes: waits for the rate limits, and for a server that is away for a while. */
export async function ask(
  { access, budget, signal }: Omit<TimelineReader, "stream">,
  address: string,
): Promise<Answer> {
  for (let failures = 0;;) {
    await budget.admitted(signal);
    try {
      const response = await restGet(access, address, signal);
      budget.note(response, Date.now());
      if (response.ok) return { status: 200, body: await response.json() };
      await response.body?.cancel();
      const { status } = response;
      if (status === 429) continue;
      if (status < 500 && status !== 408) return { status, body: undefined };
    } catch (error) {
      signal.throwIfAborted();
      if (refusedAddresses(error).length > 0) throw error;
    }
    await sleep(backoffMs(++failures, BACKOFF), signal);
    signal.throwIfAborted();
  }
}
