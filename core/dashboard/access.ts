import { createHash, timingSafeEqual } from "node:crypto";

/** Days that a browser stays let in. */
const COOKIE_DAYS = 30;

export type Entry =
  | { readonly type: "let in" }
  /** The token stood in the URL: the browser is sent on to the URL without it, with a cookie. */
  | { readonly type: "move on"; readonly location: string; readonly cookie: string }
  | { readonly type: "turn away" };

/**
 * Who may look. The cookie is made from the token, so that it outlives a restart of the worker and falls with the token;
 * its name holds the port, since browsers share cookies between the ports of a host.
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
    if (token === undefined) return { type: "let in" };
    const given = url.searchParams.get("token");
    if (given !== null && isEqual(given, token)) return this.#moveOn(url, token);
    const bearer = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
    if (bearer !== undefined && isEqual(bearer, token)) return { type: "let in" };
    const cookie = cookieOf(headers, this.#cookieName);
    const known = cookie !== undefined && isEqual(cookie, cookieFor(token));
    return { type: known ? "let in" : "turn away" };
  }

  #moveOn(url: URL, token: string): Entry {
    const clean = new URL(url);
    clean.searchParams.delete("token");
    return {
      type: "move on",
      // A path only: the address that the browser used may be a proxy's. "//" would name another host.
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

/** Compares digests, so that neither content nor length shows in the time it takes. */
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
