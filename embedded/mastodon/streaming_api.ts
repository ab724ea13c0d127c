import { bearerOf, type RestApi } from "./rest_api.ts";
import type { StreamHub } from "./stream_hub.ts";

/** Pings a client after so many seconds without a message, as Mastodon does. */
const PING_AFTER_S = 30;

/** Handles requests under `/api/v1/streaming`. */
export function handleStreaming(
  request: Request,
  { hub, rest, streamInUrl }: {
    readonly hub: StreamHub;
    readonly rest: RestApi;
    /** 404 to a socket whose URL names no stream, as in Pleroma and Akkoma. */
    readonly streamInUrl: boolean;
  },
): Response {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/api/v1/streaming/health") return new Response("OK");
  const protocol = request.headers.get("sec-websocket-protocol")?.split(",")[0]?.trim();
  const token = bearerOf(request) ?? searchParams.get("access_token") ?? protocol;
  const problem = rest.problemOf(request, token);
  if (problem !== undefined) return problem;
  if (rest.lacksToken(token)) {
    return Response.json({ error: "Missing access token" }, { status: 401 });
  }
  const isSocket = request.headers.get("upgrade")?.toLowerCase() === "websocket";
  if (!isSocket || (streamInUrl && !searchParams.has("stream"))) {
    return Response.json({ error: "Not Found" }, { status: 404 });
  }
  const { socket, response } = Deno.upgradeWebSocket(request, {
    idleTimeout: PING_AFTER_S,
    ...(protocol === undefined ? {} : { protocol }),
  });
  hub.accept(socket, { query: searchParams, token });
  return response;
}
