import { createHash, timingSafeEqual } from "node:crypto";

/** Days that a browser's cookie is valid. */
const COOKIE_DAYS = 30;

/** What to do with a request. */
export type Entry =
  | { readonly type: "admit" }
  /** The URL holds the token: redirect to the URL without it, and set the cookie. */
  | { readonly type: "redirect"; readonly location: string; readonly cookie: string }
  | { readonly type: "refuse" };

/**
 * Checks the token of a request. The cookie is derived from the token, so that it survives a restart of the worker and
 * is invalid once the token changes; its name holds the port, since browsers share cookies between the ports of a host.
 */
export class Access {
  readonly #token: string | undefined;
  readonly #cookieName: string;

  constructor(token: string | undefined, port: number) {
    this.#token = token;
    this.#cookieName = `trunkline_${port}`;
  }

  decide(url: URL, headers: Headers): Entry {
    const token = this.#token;
    if (token === undefined) return { type: "admit" };
    const given = url.searchParams.get("token");
    if (given !== null && isEqual(given, token)) return this.#redirect(url, token);
    const bearer = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
    if (bearer !== undefined && isEqual(bearer, token)) return { type: "admit" };
    const cookie = cookieOf(headers, this.#cookieName);
    const known = cookie !== undefined && isEqual(cookie, cookieFor(token));
    return { type: known ? "admit" : "refuse" };
  }

  #redirect(url: URL, token: string): Entry {
    const clean = new URL(url);
    clean.searchParams.delete("token");
    return {
      type: "redirect",
      // A path only: the browser may have used a proxy's address. A leading "//" would name another host.
      location: clean.pathname.replace(/^\/+/, "/") + clean.search,
      cookie: `${this.#cookieName}=${cookieFor(token)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${
        COOKIE_DAYS * 86_400
      }`,
    };
  }
}

function cookieFor(token: string): string {
  return createHash("sha256").update(`trunkline dashboard cookie\0${token}`).digest("base64url");
}

/** Compares digests, so that the time it takes reveals neither content nor length. */
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function cookieOf(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}
