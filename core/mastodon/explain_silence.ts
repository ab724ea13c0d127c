import { formatDuration } from "../base/duration.ts";
import { readInstance } from "./check_server.ts";
import { readCredentials } from "./credentials.ts";
import { failureOf } from "./failure_words.ts";
import { restGet, type ServerAccess } from "./rest_get.ts";
import { softwareOf } from "./software.ts";
import { type StreamName, streamText, timelinePath } from "./stream_name.ts";
import { parseTimelinesAccess, streamAccess } from "./timelines_access.ts";

/** What is behind the silence of an open stream; `words` carry the remedy. */
export interface Silence {
  /**
   * `closed`: the server has switched the feed off. `lost`: REST shows posts that the stream should have carried.
   * `quiet`: nobody posts. `nothing`: the timeline has no posts at all. `unknown`: REST does not answer.
   */
  readonly type: "closed" | "lost" | "quiet" | "nothing" | "unknown";
  readonly words: string;
}

/** What is known of a stream that is silent. */
export interface SilentStream {
  readonly stream: StreamName;
  /** Time without a post. */
  readonly silentMs: number;
  /** Deletes in that time. */
  readonly deletes: number;
  /** Posts that would have been usual in that time; undefined until that was learned. */
  readonly expected: number | undefined;
  /** Ids of the last posts that were read. */
  readonly seen: ReadonlySet<string>;
  /** ISO 8601; the newest `created_at` of the posts that this connection has brought, if there were any. */
  readonly newest: string | undefined;
  /** When the connection was opened, ms since 1970, by this machine's clock. What was posted before is read by REST. */
  readonly openedAt: number;
}

const PAGE = 20;
/** A younger post may still be on its way. */
const ON_ITS_WAY_MS = 5_000;
/** … but not so many at once, while the stream has been silent for long. */
const ON_THEIR_WAY = 3;
/** The server's clock is known to the second; so much is left to the gap before the connection. */
const CLOCK_MS = 2_000;

/** Asks the server by REST why a stream is silent. Never rejects, but for a signal that is aborted. */
export async function explainSilence(
  access: ServerAccess,
  silent: SilentStream,
  signal: AbortSignal,
): Promise<Silence> {
  const { stream } = silent;
  const words = silentWords(silent);
  try {
    const found = await readInstance(access, signal);
    if (found.type !== "ok") return { type: "unknown", words: `${words}. ${found.message}` };
    const { name, streamsHashtags } = softwareOf(found.instance);
    if (stream.type === "hashtag" && !streamsHashtags) {
      return {
        type: "closed",
        words: `${words}: ${name} has no stream of hashtags. Choose another MASTODON_STREAM, ` +
          "such as public with FILTER_KEYWORDS",
      };
    }
    const posts = await newestPosts(access, { stream, signal });
    if (posts === undefined) {
      return {
        type: "unknown",
        words: `${words}, and its timeline cannot be read by REST. See deno task doctor`,
      };
    }
    if (posts.length === 0 && await isSwitchedOff(access, found.instance, { stream, signal })) {
      return {
        type: "closed",
        words: `${words}: the server has switched this feed off (timelines_access). ` +
          'Choose another MASTODON_STREAM, or have the account given a role with "View live and topic feeds"; ' +
          "deno task doctor says which streams this token gets",
      };
    }
    if (posts.length === 0 && stream.type === "hashtag") {
      return { type: "quiet", words: `${words}; REST shows none either: nobody uses that hashtag` };
    }
    if (posts.length === 0) {
      return {
        type: "nothing",
        words: `${words}, and REST shows none either; if this goes on, check MASTODON_STREAM ` +
          "(a server opens a stream that does not exist, and stays silent)",
      };
    }
    // Times of posts are the server's: its clock and ours may differ.
    const serverNow = Date.parse(found.headers.get("date") ?? "");
    const now = Number.isNaN(serverNow) ? Date.now() : serverNow;
    const openedAt = now - (Date.now() - silent.openedAt);
    const { newest } = silent;
    const from = newest !== undefined && Date.parse(newest) >= openedAt
      ? newest
      : new Date(openedAt + CLOCK_MS).toISOString();
    const to = new Date(now - ON_ITS_WAY_MS).toISOString();
    const lost = posts.filter(({ id, createdAt }) => !silent.seen.has(id) && createdAt > from);
    const isLost = lost.length >= ON_THEIR_WAY || lost.some(({ createdAt }) => createdAt < to);
    return isLost
      ? {
        type: "lost",
        words: `${words}, but REST shows ${
          lost.length === PAGE ? `${PAGE} or more` : lost.length
        } newer: the server loses them behind an open socket`,
      }
      : { type: "quiet", words: `${words}; REST shows none newer either: nobody posts there now` };
  } catch (error) {
    signal.throwIfAborted();
    return { type: "unknown", words: `${words}. REST does not answer: ${failureOf(error).words}` };
  }
}

/** Whether the server has switched a stream's feed off for this token; false where it does not say. */
export async function feedIsOff(
  access: ServerAccess,
  { stream, signal }: { readonly stream: StreamName; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    const found = await readInstance(access, signal);
    return found.type === "ok" && await isSwitchedOff(access, found.instance, { stream, signal });
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function isSwitchedOff(
  access: ServerAccess,
  instance: Readonly<Record<string, unknown>>,
  { stream, signal }: { readonly stream: StreamName; readonly signal: AbortSignal },
): Promise<boolean> {
  const cells = parseTimelinesAccess(instance);
  if (cells === undefined) return false;
  const { isUser, viewsClosed } = await readCredentials(access, signal);
  const reads = { isUser: isUser !== false, viewsClosed: viewsClosed === true };
  return streamAccess(stream, cells, reads).type !== "all";
}

function silentWords({ stream, silentMs, deletes, expected }: SilentStream): string {
  const usual = expected === undefined || expected < 1
    ? ""
    : ` (some ${Math.round(expected).toLocaleString("en")} would be usual)`;
  const only = deletes === 0 ? "" : `, ${deletes} deletes only,`;
  return `Connected, but no posts${only} for ${formatDuration(silentMs)} on the stream ${
    streamText(stream)
  }${usual}`;
}

/** The newest posts of the timeline; undefined if it may not be read. */
async function newestPosts(
  access: ServerAccess,
  { stream, signal }: { readonly stream: StreamName; readonly signal: AbortSignal },
): Promise<readonly { readonly id: string; readonly createdAt: string }[] | undefined> {
  const path = timelinePath(stream);
  const response = await restGet(
    access,
    `${path}${path.includes("?") ? "&" : "?"}limit=${PAGE}`,
    signal,
  );
  const posts: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !Array.isArray(posts)) return undefined;
  return posts.flatMap((post: unknown) => {
    const { id, created_at } = Object(post) as { id?: unknown; created_at?: unknown };
    const at = typeof created_at === "string" ? Date.parse(created_at) : NaN;
    if (typeof id !== "string" || Number.isNaN(at)) return [];
    return [{ id, createdAt: new Date(at).toISOString() }];
  });
}
