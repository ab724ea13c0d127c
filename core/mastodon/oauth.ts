import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import { PermanentError } from "../base/errors.ts";
import { unreachable } from "./check_server.ts";
import { restGet, restPost, type ServerAccess } from "./rest_get.ts";
import type { StreamName } from "./stream_name.ts";

/** The server shows the code on a page, for the user to copy. */
const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";
const CLIENT_NAME = "Trunkline";

/** An authorization that waits for its code. Holds secrets. */
export interface Authorization {
  /** The address that the user opens. */
  readonly url: string;
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly state: string;
  /** Undefined where the server does not say that it supports PKCE with S256. */
  readonly verifier: string | undefined;
}

/** The least scopes that streams need: of posts, and for a list the right to read lists. */
export function scopesFor(streams: readonly StreamName[]): readonly string[] {
  return streams.some(({ type }) => type === "list")
    ? ["read:statuses", "read:lists"]
    : ["read:statuses"];
}

/**
 * Registers an application at the server and makes the address at which a user lets it read.
 *
 * @throws {PermanentError} in words, if the server refuses or does not answer
 */
export async function beginAuthorization(
  access: ServerAccess,
  { scopes, signal }: { readonly scopes: readonly string[]; readonly signal: AbortSignal },
): Promise<Authorization> {
  const [supportsPkce, app] = await answered(access, signal, () =>
    Promise.all([
      supportsS256(access, signal),
      post(access, "/api/v1/apps", {
        what: "register an application",
        form: {
          client_name: CLIENT_NAME,
          redirect_uris: OUT_OF_BAND,
          scopes: scopes.join(" "),
        },
        signal,
      }),
    ]));
  const { client_id: clientId, client_secret: clientSecret } = app;
  if (typeof clientId !== "string" || typeof clientSecret !== "string") {
    throw refused(access, "register an application", "its answer has no client_id");
  }
  const state = secret();
  const verifier = supportsPkce ? secret() : undefined;
  const url = new URL("/oauth/authorize", access.baseUrl);
  const query = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: OUT_OF_BAND,
    scope: scopes.join(" "),
    state,
    ...(verifier !== undefined && {
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url: url.href, scopes, clientId, clientSecret, state, verifier };
}

/**
 * The code in what a user pasted: the code itself, or the address of the page that showed it. An address may carry the
 * state, which then must be ours.
 *
 * @throws {PermanentError} if there is no code in it, or if it belongs to another authorization
 */
export function codeIn(pasted: string, { state }: Pick<Authorization, "state">): string {
  const text = pasted.trim().replace(/^["']|["']$/g, "");
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null) {
    if (/^[^\s&?=]{4,500}$/.test(text)) return text;
    throw new PermanentError(
      "Cannot use what was pasted: it is no code. Copy the code that the server shows, and nothing else",
    );
  }
  const given = url.searchParams.get("state");
  if (given !== null && !isSame(given, state)) {
    throw new PermanentError(
      "Cannot use that address: it belongs to another authorization (its state is not ours). Open the address shown here",
    );
  }
  const code = url.searchParams.get("code");
  if (code !== null && code !== "") return code;
  const error = url.searchParams.get("error_description") ?? url.searchParams.get("error");
  throw new PermanentError(
    error === null
      ? "Cannot use that address: it carries no code. Copy the code that the server shows"
      : `Cannot get a token: the server says "${error.slice(0, 200)}". Start again`,
  );
}

/**
 * Exchanges the code for a token.
 *
 * @throws {PermanentError} in words, if the server refuses or does not answer
 */
export async function exchangeCode(
  access: ServerAccess,
  { authorization, code, signal }: {
    readonly authorization: Authorization;
    readonly code: string;
    readonly signal: AbortSignal;
  },
): Promise<string> {
  const { clientId, clientSecret, scopes, verifier } = authorization;
  const answer = await answered(access, signal, () =>
    post(access, "/oauth/token", {
      what: "get a token",
      form: {
        grant_type: "authorization_code",
        code,
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: OUT_OF_BAND,
        scope: scopes.join(" "),
        ...(verifier !== undefined && { code_verifier: verifier }),
      },
      signal,
    }));
  const { access_token: token } = answer;
  if (typeof token !== "string" || !/^[!-~]+$/.test(token)) {
    throw refused(access, "get a token", "its answer has none");
  }
  return token;
}

/** Whether the server says that it supports PKCE with S256 (Mastodon 4.3 and later). */
async function supportsS256(access: ServerAccess, signal: AbortSignal): Promise<boolean> {
  const response = await restGet(access, "/.well-known/oauth-authorization-server", signal);
  const metadata = await objectOf(response);
  const methods = metadata?.code_challenge_methods_supported;
  return response.ok && Array.isArray(methods) && methods.includes("S256");
}

async function post(
  access: ServerAccess,
  path: string,
  { what, form, signal }: {
    readonly what: string;
    readonly form: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
  },
): Promise<Readonly<Record<string, unknown>>> {
  const response = await restPost(access, path, { form, signal });
  const answer = await objectOf(response);
  if (response.ok && answer !== undefined) return answer;
  const { status } = response;
  const said = answer?.error_description ?? answer?.error;
  const says = typeof said === "string"
    ? `it says "${said.replaceAll(/\s+/g, " ").slice(0, 200)}" (${status})`
    : `it answers with status ${status}`;
  throw refused(access, what, says, remedyOf(status, answer?.error));
}

function remedyOf(status: number, error: unknown): string {
  if (error === "invalid_grant") {
    return "The code is wrong, was used before, or is older than some minutes: start again and paste the new one";
  }
  if (status === 429) return "Wait some minutes and start again";
  if (status === 404 || status === 405) return "It may be no Mastodon server: check its address";
  if (status >= 500) return "It is not well at the moment: start again later";
  return "Make the token by hand in its preferences (Development), and set MASTODON_ACCESS_TOKEN";
}

function refused(
  { baseUrl }: ServerAccess,
  what: string,
  state: string,
  remedy = "Ask its administrators",
): PermanentError {
  return new PermanentError(`Cannot ${what} at ${baseUrl}: ${state}. ${remedy}`);
}

/** Puts an error of the connection into words. */
async function answered<T>(
  access: ServerAccess,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    signal.throwIfAborted();
    throw new PermanentError(unreachable(access, error).message, { cause: error });
  }
}

async function objectOf(
  response: Response,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = JSON.parse(await response.text());
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Readonly<Record<string, unknown>>
      : undefined;
  } catch {
    return undefined;
  }
}

/** 256 random bits in the letters of RFC 7636. */
function secret(): string {
  return randomBytes(32).toString("base64url");
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
