import type { LocaleCode } from "./page_protocol.ts";
import type { Asset } from "./page_assets.ts";
import type { CachedSnapshot } from "./snapshot_cache.ts";

/** Set on every response: the page loads from, sends to and is framed by no other origin, and runs no inline script or style. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** The page's document. `embedders`: hosts whose pages may show it in a frame; none by default. */
export function sendPage(
  page: Asset,
  request: Request,
  embedders: readonly string[],
): Response {
  const response = sendAsset(page, request);
  if (embedders.length === 0) return response;
  const ancestors = embedders.map((host) => `https://${host}`).join(" ");
  replacePolicy(response, "frame-ancestors 'none'", `frame-ancestors ${ancestors}`);
  // It knows no list of hosts; browsers that know frame-ancestors ignore it.
  response.headers.delete("x-frame-options");
  return response;
}

/** The page that asks for the token, in one language. */
export function sendTokenPage(locale: LocaleCode): Response {
  const { title, help, token, open } = TOKEN_PAGE[locale];
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${help}</p>
<form action="/" method="get"><label>${token} <input type="password" name="token" required autocomplete="current-password"></label>
<button>${open}</button></form></main></body></html>`;
  const response = sendText(401, html, {
    "content-type": "text/html; charset=utf-8",
    "www-authenticate": "Bearer",
  });
  replacePolicy(response, "form-action 'none'", "form-action 'self'");
  return response;
}

const TOKEN_PAGE = {
  en: {
    title: "This page needs its token",
    help: "Whoever runs this Trunkline has it (DASHBOARD_TOKEN). It is remembered for 30 days.",
    token: "Token",
    open: "Open",
  },
  fr: {
    title: "Cette page demande son jeton",
    help:
      "La personne qui gère ce Trunkline le connaît (DASHBOARD_TOKEN). Il est retenu pendant 30 jours.",
    token: "Jeton",
    open: "Ouvrir",
  },
} as const;

function replacePolicy(response: Response, part: string, by: string): void {
  const policy = response.headers.get("content-security-policy") ?? "";
  response.headers.set("content-security-policy", policy.replace(part, by));
}

/** A plain-text response of one line. */
export function sendText(status: number, text: string, headers: HeadersInit = {}): Response {
  return respond(text === "" ? null : `${text}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}

/** A file of the page, in the smallest encoding that the client accepts and that is ready. */
export function sendAsset(asset: Asset, request: Request): Response {
  const headers = new Headers({
    "content-type": asset.contentType,
    "cache-control": "no-cache",
    "etag": asset.etag,
    "vary": "accept-encoding, accept-language",
  });
  if (request.headers.get("if-none-match") === asset.etag) {
    return respond(null, { status: 304, headers });
  }
  const accepted = request.headers.get("accept-encoding") ?? "";
  const [encoding, body] = /\bbr\b/.test(accepted) && asset.brotli !== undefined
    ? ["br", asset.brotli] as const
    : /\bgzip\b/.test(accepted) && asset.gzip !== undefined
    ? ["gzip", asset.gzip] as const
    : ["identity", asset.plain] as const;
  return sendEncoded(body, encoding, headers);
}

/** A snapshot as JSON, compressed if the client accepts gzip. */
export function sendSnapshot(snapshot: CachedSnapshot, request: Request): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  return /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")
    ? sendEncoded(snapshot.gzip, "gzip", headers)
    : sendEncoded(snapshot.plain, "identity", headers);
}

/** A stream of server-sent events, with headers that forbid proxies to change or buffer it. */
export function sendEvents(stream: ReadableStream<Uint8Array>): Response {
  return respond(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function sendEncoded(body: Uint8Array, encoding: string, headers: Headers): Response {
  // Without no-transform, Deno would compress the body again on every request.
  headers.set("cache-control", `${headers.get("cache-control")}, no-transform`);
  if (encoding !== "identity") headers.set("content-encoding", encoding);
  // The compiler cannot know that this is no view of a SharedArrayBuffer.
  return respond(body as Uint8Array<ArrayBuffer>, { headers });
}

function respond(body: BodyInit | null, init: ResponseInit): Response {
  const response = new Response(body, init);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}
