import { restGet, type ServerAccess } from "./rest_get.ts";
import { viewsClosedFeeds } from "./timelines_access.ts";

/** What a server says of a token. */
export interface Credentials {
  readonly token: "none" | "accepted" | "refused" | "unknown";
  /** Undefined where the server does not say (before Mastodon 4.3). */
  readonly scopes: readonly string[] | undefined;
  /** Whose token it is: a user's or an application's own; undefined where the token may not ask for the account. */
  readonly isUser: boolean | undefined;
  /** The role may read feeds that are switched off; undefined where the token may not ask for the account. */
  readonly viewsClosed: boolean | undefined;
  /** Name of the account, if the token may ask for it. */
  readonly account: string | undefined;
  /** The requests that are left; undefined where the server does not say. */
  readonly budget: RateBudget | undefined;
}

/** Rate limit of a server (`X-RateLimit-*`). */
export interface RateBudget {
  readonly limit: number;
  readonly remaining: number;
  /** As the server wrote it. */
  readonly reset: string | undefined;
}

/** Asks the server who the token belongs to and what it may. Rejects with what `fetch` throws where nothing answers. */
export async function readCredentials(
  access: ServerAccess,
  signal: AbortSignal,
): Promise<Credentials> {
  if (access.token === undefined) {
    return {
      token: "none",
      scopes: undefined,
      isUser: false,
      viewsClosed: false,
      account: undefined,
      budget: undefined,
    };
  }
  const [app, account] = await Promise.all([
    restGet(access, "/api/v1/apps/verify_credentials", signal),
    restGet(access, "/api/v1/accounts/verify_credentials", signal),
  ]);
  const [ofApp, ofAccount] = await Promise.all([jsonOf(app), jsonOf(account)]);
  const scopes = app.ok ? scopesIn(ofApp) : undefined;
  return {
    token: app.status === 401 && account.status === 401
      ? "refused"
      : app.ok || account.ok || account.status === 403 || account.status === 422
      ? "accepted"
      : "unknown",
    scopes,
    // 422: "This method requires an authenticated user".
    isUser: account.ok ? true : account.status === 422 ? false : undefined,
    viewsClosed: account.ok
      ? viewsClosedFeeds(ofAccount)
      : account.status === 422
      ? false
      : undefined,
    account: account.ok ? textIn(ofAccount, "acct") ?? textIn(ofAccount, "username") : undefined,
    budget: budgetOf(account.headers) ?? budgetOf(app.headers),
  };
}

/** Whether one of a token's scopes lets it read posts. */
export function readsStatuses(scopes: readonly string[]): boolean {
  return scopes.includes("read") || scopes.includes("read:statuses");
}

/** Reads `X-RateLimit-*`. */
function budgetOf(headers: Headers): RateBudget | undefined {
  const number = (name: string) => {
    const text = headers.get(name)?.split(",")[0]?.trim() ?? "";
    return /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const [limit, remaining] = [number("x-ratelimit-limit"), number("x-ratelimit-remaining")];
  if (limit === undefined || remaining === undefined) return undefined;
  return { limit, remaining, reset: headers.get("x-ratelimit-reset") ?? undefined };
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function scopesIn(app: unknown): readonly string[] | undefined {
  const scopes: unknown = typeof app === "object" && app !== null && "scopes" in app
    ? app.scopes
    : undefined;
  if (typeof scopes === "string") return scopes.split(/[\s+]+/).filter((each) => each !== "");
  return Array.isArray(scopes) ? scopes.filter((each) => typeof each === "string") : undefined;
}

function textIn(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === "string" ? found : undefined;
}
