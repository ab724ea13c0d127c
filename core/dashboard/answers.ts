import type { Asset } from "./page_assets.ts";
import { SECURITY_HEADERS } from "./security_headers.ts";
import type { CachedSnapshot } from "./snapshot_cache.ts";

/** A short answer in plain text. */
export function say(status: number, text: string, headers: HeadersInit = {}): Response {
  return respond(text === "" ? null : `${text}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}

/** A file of the page, in the smallest form that the client takes and that is ready. */
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

export function sendSnapshot(snapshot: CachedSnapshot, request: Request): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  return /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")
    ? sendEncoded(snapshot.gzip, "gzip", headers)
    : sendEncoded(snapshot.plain, "identity", headers);
}

/** An event stream, as no proxy may change or hold it. */
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
  // Without it Deno compresses once more, each time.
  headers.set("cache-control", `${headers.get("cache-control")}, no-transform`);
  if (encoding !== "identity") headers.set("content-encoding", encoding);
  // A view of memory that nobody shares, which the compiler cannot know.
  return respond(body as Uint8Array<ArrayBuffer>, { headers });
}

function respond(body: BodyInit | null, init: ResponseInit): Response {
  const response = new Response(body, init);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}
