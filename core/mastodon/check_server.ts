import { refusedAddresses } from "../base/refused_addresses.ts";
import { failureOf } from "./failure_words.ts";
import { restGet, SentAway, type ServerAccess } from "./rest_get.ts";
import { throughProxy } from "./proxy.ts";
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
    /** The wait that the server asks for. */
    readonly asksForMs?: number;
    /** We ended the stream ourselves: it can be opened again at once. */
    readonly atOnce?: boolean;
  };

/** Why a server cannot be read now. */
export type Trouble = Exclude<ServerCheck, { readonly type: "ok" }>;

/**
 * Checks, before the streams are opened, that this is a Mastodon server, where it streams, and that we may read each
 * stream's timeline. The stream itself would not say: a refused one just closes, and one that does not exist stays
 * silent.
 */
export async function checkServer(
  access: ServerAccess,
  { streams, signal }: { streams: readonly StreamName[]; signal: AbortSignal },
): Promise<InstanceAnswer | Trouble> {
  const { baseUrl } = access;
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return refused(baseUrl, "this is not an address", "Set MASTODON_BASE_URL to https://HOST");
  }
  try {
    const found = await readInstance(access, signal);
    if (found.type !== "ok") return found;
    for (const stream of streams) {
      const trouble = await checkTimeline(access, { stream, signal });
      if (trouble === undefined) continue;
      if (streams.length === 1) return trouble;
      return { ...trouble, message: `${trouble.message} (stream ${streamText(stream)})` };
    }
    return found;
  } catch (error) {
    signal.throwIfAborted();
    return unreachable(access, error);
  }
}

/** Explains why a REST request got no answer. @throws {AddressRefused} if this worker may not connect there */
export function unreachable({ baseUrl, proxies }: ServerAccess, error: unknown): Trouble {
  if (refusedAddresses(error).length > 0) throw error;
  if (error instanceof SentAway) {
    return refused(
      baseUrl,
      error.message,
      "If you trust that server, set MASTODON_BASE_URL to it",
    );
  }
  const { words, kind } = failureOf(error);
  const through = throughProxy(new URL(baseUrl), proxies);
  const remedy = kind === "no_tls"
    ? "Set MASTODON_BASE_URL to http://… if that is how it is reached"
    : kind === "no_http"
    ? "Set MASTODON_BASE_URL to https://… if it expects TLS"
    : through === ""
    ? "Check MASTODON_BASE_URL and the network"
    : "Check the proxy (HTTPS_PROXY or HTTP_PROXY, NO_PROXY) and MASTODON_BASE_URL";
  // A wrong scheme or certificate does not heal by waiting. (After a first success the source waits all the same.)
  const isWrong = kind === "no_tls" || kind === "no_http" || kind === "certificate" ||
    kind === "tls";
  const message = `Cannot reach ${baseUrl}${through}: ${words}. ${remedy}.`;
  return { type: isWrong ? "refused" : "later", message };
}

/** What a server says of itself, as far as it is read here. */
export interface InstanceAnswer {
  readonly type: "ok";
  /** Often another host than the REST API's. */
  readonly streamingUrl: string;
  /** `GET /api/v2/instance`, or v1 of servers without it. */
  readonly instance: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/**
 * Asks the instance API what the server is, and where it streams.
 *
 * @throws what `fetch` throws where nothing answers; see {@linkcode unreachable}
 */
export async function readInstance(
  access: ServerAccess,
  signal: AbortSignal,
): Promise<InstanceAnswer | Trouble> {
  for (const path of ["/api/v2/instance", "/api/v1/instance"]) {
    const response = await restGet(access, path, signal);
    const text = await response.text();
    if (response.status === 404 || response.status === 410) continue;
    if (!response.ok) return unanswered(access, response, "the server");
    const instance = parseJson(text);
    if (instance === undefined) break;
    const { configuration, urls }: Instance = instance;
    const streaming = configuration?.urls?.streaming ?? urls?.streaming_api;
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
    return {
      type: "ok",
      streamingUrl: known?.href ?? ownStreaming(access.baseUrl),
      instance,
      headers: response.headers,
    };
  }
  return refused(
    access.baseUrl,
    "it does not answer as a Mastodon server (no instance API)",
    "Correct MASTODON_BASE_URL",
  );
}

/** Checks that the timeline may be read; undefined if so. */
export async function checkTimeline(
  access: ServerAccess,
  { stream, signal }: { stream: StreamName; signal: AbortSignal },
): Promise<Trouble | undefined> {
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
function unanswered({ baseUrl, token }: ServerAccess, response: Response, what: string): Trouble {
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
  { baseUrl, hasToken, what, retryAfter, streams }: {
    baseUrl: string;
    hasToken: boolean;
    what: string;
    retryAfter?: number | undefined;
    /** Set if the answer is to the handshake of these streams, not to a REST request. */
    streams?: readonly StreamName[];
  },
): Trouble {
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
    case 407:
      return refused(
        baseUrl,
        "the proxy wants a user and a password (407)",
        "Put them into HTTP_PROXY: http://user:password@host:port",
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
      if (streams === undefined) {
        return refused(baseUrl, `${what} is not there (${status})`, "Correct MASTODON_BASE_URL");
      }
      // REST has just answered, so the address of the server is right.
      return refused(
        baseUrl,
        `${what} answers with status ${status}, though the server itself names this address: ` +
          `it does not know the stream ${
            streams.map(streamText).join(", ")
          }, or a proxy does not pass streams on`,
        "Choose another MASTODON_STREAM, or ask the server's administrators",
      );
    default:
      return {
        type: "later",
        message: streams !== undefined && status < 500
          ? `Cannot read ${baseUrl} now: ${what} answers with status ${status} and opens no WebSocket; ` +
            "a proxy may not pass streams on."
          : `Cannot read ${baseUrl} now: it answers with status ${status}.`,
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

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Readonly<Record<string, unknown>>
      : undefined;
  } catch {
    return undefined;
  }
}
