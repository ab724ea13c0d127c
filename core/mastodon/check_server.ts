import { refusedAddresses } from "../base/refused_addresses.ts";
import { failureOf } from "./failure_words.ts";
import { restGet, SentAway, type ServerAccess } from "./rest_get.ts";
import { retryAfterMs } from "./retry_after.ts";
import { type StreamName, streamText, timelinePath } from "./stream_name.ts";
import { objectionTo, withSchemeOf } from "./streaming_address.ts";
import { USER_AGENT } from "./user_agent.ts";

export type { ServerAccess };

/** Result of {@linkcode checkServer}. */
export type ServerCheck =
  | { readonly type: "ok"; readonly streamingUrl: string }
  /** Trying again cannot help; `message` names the variable and the remedy. */
  | { readonly type: "refused"; readonly message: string }
  /** Worth another attempt later. */
  | {
    readonly type: "later";
    readonly message: string;
    /** Wait at least this long: the server asked for it, and asking sooner makes it longer (429). */
    readonly minimumMs?: number;
    /** The server answers that it cannot serve now (5xx). It may be ready at any moment, whatever wait it asks for. */
    readonly starting?: boolean;
    /** The wait that the server asks for. */
    readonly asksForMs?: number;
    /** We ended the stream ourselves: it can be opened again at once. */
    readonly atOnce?: boolean;
  };

/**
 * Checks, before the stream is opened, that this is a Mastodon server, where it streams, and that we may read the
 * stream's timeline. The stream itself would not say: a refused one just closes, and one that does not exist stays
 * silent.
 */
export async function checkServer(
  access: ServerAccess,
  { stream, signal }: { stream: StreamName; signal: AbortSignal },
): Promise<ServerCheck> {
  const { baseUrl } = access;
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return refused(baseUrl, "this is not an address", "Set MASTODON_BASE_URL to https://HOST");
  }
  try {
    const found = await findStreaming(access, signal);
    if (found.type !== "ok") return found;
    return await checkTimeline(access, { stream, signal }) ?? found;
  } catch (error) {
    signal.throwIfAborted();
    if (refusedAddresses(error).length > 0) throw error;
    if (error instanceof SentAway) {
      return refused(
        baseUrl,
        error.message,
        "If you trust that server, set MASTODON_BASE_URL to it",
      );
    }
    const { words, kind } = failureOf(error);
    const remedy = kind === "no_tls"
      ? "Set MASTODON_BASE_URL to http://… if that is how it is reached"
      : kind === "no_http"
      ? "Set MASTODON_BASE_URL to https://… if it expects TLS"
      : "Check MASTODON_BASE_URL and the network";
    // A wrong scheme or certificate does not heal by waiting. (After a first success the source waits all the same.)
    const isWrong = kind === "no_tls" || kind === "no_http" || kind === "certificate" ||
      kind === "tls";
    const message = `Cannot reach ${baseUrl}: ${words}. ${remedy}.`;
    return { type: isWrong ? "refused" : "later", message };
  }
}

/** The address of the streaming API, from the instance API: often another host than the REST API's. */
async function findStreaming(access: ServerAccess, signal: AbortSignal): Promise<ServerCheck> {
  for (const path of ["/api/v2/instance", "/api/v1/instance"]) {
    const response = await restGet(access, path, signal);
    const text = await response.text();
    if (response.status === 404 || response.status === 410) continue;
    if (!response.ok) return unanswered(access, response, "the server");
    const instance = parseJson(text);
    if (instance === undefined) break;
    const streaming = instance.configuration?.urls?.streaming ?? instance.urls?.streaming_api;
    const base = new URL(access.baseUrl);
    const named = typeof streaming === "string" ? URL.parse(streaming) : null;
    const known = named === null ? null : withSchemeOf(base, named);
    const objection = known === null ? undefined : objectionTo(known, base);
    if (known !== null && objection !== undefined) {
      return refused(
        access.baseUrl,
        `it names ${known.origin} as the address of its streams, ${objection}`,
        "Ask its administrators",
      );
    }
    return { type: "ok", streamingUrl: known?.href ?? ownStreaming(access.baseUrl) };
  }
  return refused(
    access.baseUrl,
    "it does not answer as a Mastodon server (no instance API)",
    "Correct MASTODON_BASE_URL",
  );
}

/** Checks that the timeline may be read; undefined if so. */
async function checkTimeline(
  access: ServerAccess,
  { stream, signal }: { stream: StreamName; signal: AbortSignal },
): Promise<ServerCheck | undefined> {
  const path = timelinePath(stream);
  const response = await restGet(access, `${path}${path.includes("?") ? "&" : "?"}limit=1`, signal);
  await response.body?.cancel();
  if (response.ok) return undefined;
  if (response.status === 404) {
    return refused(
      access.baseUrl,
      stream.type === "list" ? `it has no list ${stream.list}` : "it has no such timeline",
      "Correct MASTODON_STREAM",
    );
  }
  return unanswered(access, response, "the timeline");
}

/** Explains a REST answer with a status other than 200. */
function unanswered(
  { baseUrl, token }: ServerAccess,
  response: Response,
  what: string,
): Exclude<ServerCheck, { readonly type: "ok" }> {
  return statusWords(response.status, {
    baseUrl,
    hasToken: token !== undefined,
    what,
    retryAfter: retryAfterMs((name) => response.headers.get(name), Date.now()),
  });
}

/** Explains the HTTP status of a refusal, of the REST API or of the stream's handshake. */
export function statusWords(
  status: number,
  { baseUrl, hasToken, what, retryAfter, stream }: {
    baseUrl: string;
    hasToken: boolean;
    what: string;
    retryAfter?: number | undefined;
    /** Set if the answer is to the handshake of this stream, not to a REST request. */
    stream?: StreamName;
  },
): Exclude<ServerCheck, { readonly type: "ok" }> {
  switch (status) {
    case 401:
      return hasToken
        ? refused(
          baseUrl,
          "it does not accept the access token (401)",
          "Make a new token and set MASTODON_ACCESS_TOKEN",
        )
        : refused(baseUrl, `${what} needs an access token (401)`, "Set MASTODON_ACCESS_TOKEN");
    case 403:
      return refused(
        baseUrl,
        `the access token may not read ${what} (403)`,
        "Make a token with the scope read:statuses (read) and set MASTODON_ACCESS_TOKEN",
      );
    case 422:
      return refused(
        baseUrl,
        hasToken
          ? `${what} is closed: the server has switched this feed off, or asks for a user's token (422)`
          : `${what} is closed to visitors (422)`,
        hasToken
          ? "Choose another MASTODON_STREAM, or the token of a user"
          : "Set MASTODON_ACCESS_TOKEN",
      );
    case 418:
      return refused(
        baseUrl,
        `it refuses this program (418, sent as ${USER_AGENT})`,
        "Ask its administrators",
      );
    case 429:
      return {
        type: "later",
        message: `Cannot read ${baseUrl} now: it says that we ask too often (429).`,
        minimumMs: retryAfter ?? 0,
        ...(retryAfter !== undefined && { asksForMs: retryAfter }),
      };
    case 400:
    case 404:
    case 410:
      if (stream === undefined) {
        return refused(baseUrl, `${what} is not there (${status})`, "Correct MASTODON_BASE_URL");
      }
      // REST has just answered, so the address of the server is right.
      return refused(
        baseUrl,
        `${what} answers with status ${status}, though the server itself names this address: ` +
          `it does not know the stream ${streamText(stream)}, or a proxy does not pass streams on`,
        "Choose another MASTODON_STREAM, or ask the server's administrators",
      );
    default:
      return {
        type: "later",
        message: stream !== undefined && status < 500
          ? `Cannot read ${baseUrl} now: ${what} answers with status ${status} and opens no WebSocket; ` +
            "a proxy may not pass streams on."
          : `Cannot read ${baseUrl} now: it answers with status ${status}.`,
        starting: status >= 500,
        ...(retryAfter !== undefined && { asksForMs: retryAfter }),
      };
  }
}

function refused(
  baseUrl: string,
  state: string,
  remedy: string,
): ServerCheck & { readonly type: "refused" } {
  return { type: "refused", message: `Cannot read ${baseUrl}: ${state}. ${remedy}.` };
}

function ownStreaming(baseUrl: string): string {
  const url = new URL("/", baseUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** The fields of `GET /api/v1/instance` and `/api/v2/instance` that are read here. */
interface Instance {
  readonly configuration?: { readonly urls?: { readonly streaming?: unknown } };
  readonly urls?: { readonly streaming_api?: unknown };
}

function parseJson(text: string): Instance | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
