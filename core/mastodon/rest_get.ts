import { requireAddresses } from "../base/refused_addresses.ts";
import type { Proxies } from "../config/connections.ts";
import { proxiedClient } from "./proxy.ts";
import { USER_AGENT } from "./user_agent.ts";

/** A server, and the token to read it with. */
export interface ServerAccess {
  /** `MASTODON_BASE_URL`. */
  readonly baseUrl: string;
  /** `MASTODON_ACCESS_TOKEN`. */
  readonly token?: string;
  /** Undefined: it is reached directly. */
  readonly proxies?: Proxies;
}

/** The server redirected to another origin, which is not followed: the token must not go there. */
export class SentAway extends Error {
  override readonly name = "SentAway";
  /** The other origin, which MASTODON_BASE_URL could be set to. */
  readonly origin: string;

  constructor(origin: string) {
    super(`it redirects to ${origin}`);
    this.origin = origin;
  }
}

const TIMEOUT_MS = 10_000;
const HOPS_MAX = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * A GET with the token. Redirects are followed within the server's own origin only: left to itself, `fetch` would
 * follow them to any address this worker may connect to, without asking the supervisor.
 *
 * @throws {SentAway} for a redirect to another origin, or one without end
 */
export async function restGet(
  access: ServerAccess,
  path: string,
  signal: AbortSignal,
): Promise<Response> {
  return await ask(access, path, { signal });
}

/** A POST of a form, with the token if there is one. @throws {SentAway} for any redirect to another origin */
export async function restPost(
  access: ServerAccess,
  path: string,
  { form, signal }: {
    readonly form: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
  },
): Promise<Response> {
  return await ask(access, path, { form, signal });
}

async function ask(
  { baseUrl, token, proxies }: ServerAccess,
  path: string,
  { form, signal }: {
    readonly form?: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
  },
): Promise<Response> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  let url = new URL(path, baseUrl);
  const { origin } = url;
  requireAddresses([addressOf(url)]);
  const client = proxiedClient(url, proxies);
  for (let hop = 0;; hop++) {
    const response = await fetch(url, {
      headers: {
        "User-Agent": USER_AGENT,
        Accept: "application/json",
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(form !== undefined && { method: "POST", body: new URLSearchParams(form) }),
      redirect: "manual",
      ...(client === undefined ? {} : { client }),
      signal: limit,
    });
    const location = response.headers.get("location");
    if (!REDIRECTS.includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = URL.parse(location, url);
    if (next === null || next.origin !== origin || hop === HOPS_MAX) {
      throw new SentAway(next?.origin ?? "an invalid address");
    }
    url = next;
  }
}

/** `host:port` of a URL, the port said even where it is the default one. */
export function addressOf(url: URL): string {
  const port = url.port || (/^(https|wss):$/.test(url.protocol) ? "443" : "80");
  return `${url.hostname}:${port}`;
}
