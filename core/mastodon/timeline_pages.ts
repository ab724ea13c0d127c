import { refusedAddresses } from "../base/refused_addresses.ts";
import { backoffMs } from "../base/retry.ts";
import { sleep } from "../base/sleep.ts";
import type { RestBudget } from "./rest_budget.ts";
import { restGet, type ServerAccess } from "./rest_get.ts";
import { type StreamName, timelinePath } from "./stream_name.ts";

/** The most that Mastodon gives. */
const PAGE_SIZE = 40;
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };
/** After so many failures in a row, some 10 s, the server is asked for something small: does it fail at this request only? */
const FAILURES_MAX = 4;

/** Where a page begins: right above or right below a status of the server. */
export type Cursor = { readonly minId: string } | { readonly maxId: string } | undefined;

/** The server does not give this timeline, and asking again cannot help. */
export class TimelineRefused extends Error {
  override readonly name: string = "TimelineRefused";
}

/** The server fails at this page each time, and shows the newest post of the same timeline. */
export class PageFails extends TimelineRefused {
  override readonly name = "PageFails";
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
  const start = `${path}${path.includes("?") ? "&" : "?"}`;
  const answer = await ask(reader, `${start}${query}`, `${start}limit=1`);
  if (Array.isArray(answer.body)) return answer.body;
  if (answer.status === FAILS) throw new PageFails("the server fails at a page of its timeline");
  throw new TimelineRefused(
    answer.status === 200
      ? "its timeline is no list of posts"
      : `its timeline answers with status ${answer.status}`,
  );
}

/** {@linkcode Answer.status} where the server fails each time, though it answers something small. */
export const FAILS = 500;

/** What a server says, other than to wait or to come back later. */
export interface Answer {
  readonly status: number;
  /** Of an answer with status 200. */
  readonly body: unknown;
}

/**
 * Asks a server, as often as it takes: waits for the rate limits, and for a server that is away for a while.
 *
 * @param small an address that costs the server little: a server that answers it and fails at this one, be it with an error
 * or by taking too long, would do so for ever
 */
export async function ask(
  { access, budget, signal }: Omit<TimelineReader, "stream">,
  address: string,
  small: string,
): Promise<Answer> {
  for (let failures = 0;;) {
    await budget.admitted(signal);
    const answer = await attempt(address);
    if (answer === "again") continue;
    if (answer !== "failed") return answer;
    if (++failures % FAILURES_MAX === 0) {
      await budget.admitted(signal);
      const other = await attempt(small);
      if (other !== "again" && other !== "failed" && other.status === 200) {
        return { status: FAILS, body: undefined };
      }
    }
    await sleep(backoffMs(failures, BACKOFF), signal);
    signal.throwIfAborted();
  }

  async function attempt(path: string): Promise<Answer | "again" | "failed"> {
    try {
      const response = await restGet(access, path, signal);
      budget.note(response, Date.now());
      if (response.ok) return { status: 200, body: await response.json() };
      await response.body?.cancel();
      const { status } = response;
      if (status === 429) return "again";
      return status < 500 && status !== 408 ? { status, body: undefined } : "failed";
    } catch (error) {
      signal.throwIfAborted();
      if (refusedAddresses(error).length > 0) throw error;
      return "failed";
    }
  }
}
