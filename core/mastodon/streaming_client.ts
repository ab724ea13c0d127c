import type { mastodon } from "masto";
import { createActionProxy, WebSocketActionDispatcher } from "masto/adapters/action/index.js";
import { WebSocketConfigImpl } from "masto/adapters/config/index.js";
import { SerializerNativeImpl } from "masto/adapters/serializers/index.js";
import { WebSocketSubscriptionCounterImpl } from "masto/adapters/ws/index.js";
import type { Proxies } from "../config/connections.ts";
import { type StreamName, streamQuery } from "./stream_name.ts";
import { openStreamSocket, type StreamSocket } from "./stream_socket.ts";

/**
 * Opens one connection with masto's parts and subscribes to the streams on it, to the first both in the URL and by a
 * message: some servers understand only one of them, and Mastodon ignores the repetition. Messages are read from the
 * socket. Several streams are for servers that multiplex: see `Software.multiplexes`.
 *
 * masto's own `createStreamingAPIClient` waits a second before its first attempt and reconnects without telling us.
 * Here one client has one socket, and each attempt makes a new client.
 */
export async function openStream(
  streamingUrl: string,
  { token, proxies, streams, signal }: {
    token: string | undefined;
    proxies?: Proxies | undefined;
    streams: readonly StreamName[];
    signal: AbortSignal;
  },
): Promise<StreamSocket> {
  const serializer = new SerializerNativeImpl();
  const config = new WebSocketConfigImpl(
    { streamingApiUrl: streamingUrl, ...(token !== undefined && { accessToken: token }) },
    serializer,
  );
  const address = new URL(config.resolvePath("/api/v1/streaming"));
  const [first] = streams;
  for (const [name, value] of Object.entries(first === undefined ? {} : streamQuery(first))) {
    address.searchParams.set(name, value);
  }
  const socket = await openStreamSocket(address, {
    protocols: config.getProtocols(),
    proxies,
    signal,
  });
  // `ws` is the implementation that masto's own documentation uses outside browsers; only the type differs.
  const connection = socket as unknown as WebSocket;
  const client = createActionProxy<mastodon.streaming.Client>(
    new WebSocketActionDispatcher(
      {
        acquire: () => Promise.resolve(connection),
        kill: () => socket.close(),
        async *[Symbol.asyncIterator]() {
          yield connection;
        },
      },
      new WebSocketSubscriptionCounterImpl(),
      serializer,
    ),
  );
  // A subscription is sent when its first value is asked for, and none comes: see StreamSocket.
  for (const stream of streams) subscribe(client, stream).values().next().catch(() => {});
  return socket;
}

function subscribe(
  client: mastodon.streaming.Client,
  stream: StreamName,
): mastodon.streaming.Subscription {
  switch (stream.type) {
    case "public":
      return (stream.only === undefined ? client.public : client.public[stream.only]).subscribe();
    case "hashtag":
      return (stream.only === undefined ? client.hashtag : client.hashtag.local)
        .subscribe({ tag: stream.tag });
    case "list":
      return client.list.subscribe({ list: stream.list });
    case "user":
      return client.user.subscribe();
    default:
      return stream satisfies never;
  }
}
