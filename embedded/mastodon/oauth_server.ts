import { createHash } from "node:crypto";

const OOB = "urn:ietf:wg:oauth:2.0:oob";

interface App {
  readonly secret: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
}

interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
}

/** Scopes that the server knows; another one is refused, as in Mastodon. */
const SCOPES = ["read", "write", "follow", "push", "profile"];

/**
 * Registration of applications, authorization and tokens, as in Mastodon. Whoever opens the address of an authorization
 * is logged in and agrees: the page shows the code.
 */
export class OauthServer {
  readonly #supportsPkce: boolean;
  readonly #apps = new Map<string, App>();
  readonly #grants = new Map<string, Grant>();
  readonly #tokens = new Map<string, readonly string[]>();

  constructor({ supportsPkce }: { readonly supportsPkce: boolean }) {
    this.#supportsPkce = supportsPkce;
  }

  /** The scopes of a token that was given out here; undefined for any other. */
  scopesOf(token: string | undefined): readonly string[] | undefined {
    return token === undefined ? undefined : this.#tokens.get(token);
  }

  /** The answer to a request, if it is one of OAuth's. */
  handle(request: Request): Promise<Response> | Response | undefined {
    const { pathname, searchParams, origin } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case "GET /.well-known/oauth-authorization-server":
        return this.#supportsPkce ? metadata(origin) : fail(404, "Not Found");
      case "POST /api/v1/apps":
        return this.#register(request);
      case "GET /oauth/authorize":
        return this.#authorize(searchParams);
      case "POST /oauth/token":
        return this.#exchange(request);
      default:
        return undefined;
    }
  }

  async #register(request: Request): Promise<Response> {
    const form = await formOf(request);
    const scopes = (form.get("scopes") ?? "read").split(" ");
    const redirectUris = (form.get("redirect_uris") ?? "").split(/\s+/);
    if (!form.get("client_name")) {
      return fail(422, "Validation failed: Application name can't be blank");
    }
    const unknown = scopes.find((scope) => !SCOPES.includes(scope.split(":")[0] ?? ""));
    if (unknown !== undefined) {
      return fail(422, "Validation failed: Scopes doesn't match configured on the server.");
    }
    const clientId = crypto.randomUUID();
    const secret = crypto.randomUUID();
    this.#apps.set(clientId, { secret, redirectUris, scopes });
    return Response.json({
      id: String(this.#apps.size),
      name: form.get("client_name"),
      client_id: clientId,
      client_secret: secret,
      redirect_uri: form.get("redirect_uris"),
      scopes,
    });
  }

  #authorize(query: URLSearchParams): Response {
    const clientId = query.get("client_id") ?? "";
    const app = this.#apps.get(clientId);
    const redirectUri = query.get("redirect_uri") ?? "";
    const scopes = (query.get("scope") ?? "read").split(" ");
    const isRight = query.get("response_type") === "code" && app !== undefined &&
      app.redirectUris.includes(redirectUri) && redirectUri === OOB &&
      scopes.every((scope) => app.scopes.includes(scope));
    const challenge = query.get("code_challenge") ?? undefined;
    const isPkce = challenge === undefined || query.get("code_challenge_method") === "S256";
    if (!isRight || !isPkce) {
      return page(400, "<p>The requested scope is invalid, unknown, or malformed.</p>");
    }
    const code = crypto.randomUUID();
    this.#grants.set(code, {
      clientId,
      redirectUri,
      scopes,
      challenge: this.#supportsPkce ? challenge : undefined,
    });
    return page(
      200,
      `<p>Copy this authorization code:</p><input class="oauth-code" value="${code}">`,
    );
  }

  async #exchange(request: Request): Promise<Response> {
    const form = await formOf(request);
    const clientId = form.get("client_id") ?? "";
    if (this.#apps.get(clientId)?.secret !== form.get("client_secret")) {
      return oauthError(
        401,
        "invalid_client",
        "Client authentication failed due to unknown client",
      );
    }
    const code = form.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = form.get("code_verifier");
    const proves = grant?.challenge === undefined ||
      (verifier !== null && challengeOf(verifier) === grant.challenge);
    if (
      grant === undefined || grant.clientId !== clientId || !proves ||
      grant.redirectUri !== form.get("redirect_uri") ||
      form.get("grant_type") !== "authorization_code"
    ) {
      return oauthError(
        400,
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked",
      );
    }
    const token = crypto.randomUUID();
    this.#tokens.set(token, grant.scopes);
    return Response.json({
      access_token: token,
      token_type: "Bearer",
      scope: grant.scopes.join(" "),
      created_at: Math.floor(Date.now() / 1000),
    });
  }
}

function metadata(issuer: string): Response {
  return Response.json({
    issuer: `${issuer}/`,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    app_registration_endpoint: `${issuer}/api/v1/apps`,
    scopes_supported: SCOPES,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "client_credentials"],
    code_challenge_methods_supported: ["S256"],
  });
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

async function formOf(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text());
}

function page(status: number, body: string): Response {
  return new Response(`<!DOCTYPE html><title>Authorize</title>${body}`, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

function fail(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function oauthError(status: number, error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status });
}
