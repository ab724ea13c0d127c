import { type Channel, channelOf } from "./channel.ts";
import type { Emission } from "./emission.ts";
import type { Post } from "./post.ts";

/** Unread bytes of a client above which the server pauses emission. */
const HIGH_WATER = 8 * 1024 * 1024;

interface Group {
  readonly channel: Channel;
  /** `{"stream":[…],"event":"`, the same for all of its events. */
  readonly opening: string;
  readonly sockets: Set<WebSocket>;
}

interface StreamHubOptions {
  /** Whether messages subscribe to streams; else a socket has the stream of its URL alone. */
  readonly multiplexes: boolean;
  readonly onSubscribed: () => void;
  /** Whether a channel's posts of one side are shown: feeds can be switched off. */
  readonly isSwitchedOn: (channel: Channel, post: Post) => boolean;
  /** Why subscribing is refused, as the message that the client gets; undefined if it is not. */
  readonly refusal: (token: string | undefined) => string | undefined;
}

/** The open sockets of the streaming API with their subscriptions. */
export class StreamHub {
  readonly #groups = new Map<string, Group>();
  readonly #sockets = new Set<WebSocket>();
  readonly #tokens = new WeakMap<WebSocket, string | undefined>();
  /** Sockets stay open and nothing is sent. */
  silent = false;
  /** Subscribing is answered with an error. */
  closed = false;
  readonly #options: StreamHubOptions;

  constructor(options: StreamHubOptions) {
    this.#options = options;
  }

  get clients(): number {
    return this.#sockets.size;
  }

  /** True while a client has too many unread bytes, which would fill the memory. */
  get isFull(): boolean {
    for (const { bufferedAmount } of this.#sockets) if (bufferedAmount > HIGH_WATER) return true;
    return false;
  }

  /** Adds a client; `query` may name its first stream. */
  accept(
    socket: WebSocket,
    { query, token }: { readonly query: URLSearchParams; readonly token: string | undefined },
  ): void {
    socket.onopen = () => {
      this.#sockets.add(socket);
      this.#tokens.set(socket, token);
      const stream = query.get("stream");
      if (stream !== null) {
        this.#subscribe(socket, {
          stream,
          tag: query.get("tag") ?? undefined,
          list: query.get("list") ?? undefined,
        });
      }
    };
    socket.onmessage = ({ data }) => this.#obey(socket, data);
    socket.onclose = () => this.#forget(socket);
    socket.onerror = () => this.#forget(socket);
  }

  /** Sends an event to all subscribers of its channels; false if there are none. */
  send(emission: Emission): boolean {
    if (this.silent) return false;
    const sent = new Set<WebSocket>();
    const inside = emission.type === "delete"
      ? emission.id
      : emission.post.escapedJson(emission.version.revision);
    for (const { channel, opening, sockets } of this.#groups.values()) {
      if (emission.post !== undefined) {
        if (!channel.shows(emission.post)) continue;
        // Deletes come all the same: the streaming server filters posts, and nothing else.
        const isPost = emission.type !== "delete";
        if (isPost && !this.#options.isSwitchedOn(channel, emission.post)) continue;
      }
      const message = `${opening}${emission.type}","payload":"${inside}"}`;
      for (const socket of sockets) {
        // Send a deletion once for each socket, however many of its streams showed the post.
        if (emission.type === "delete" && sent.has(socket)) continue;
        if (socket.readyState !== WebSocket.OPEN) continue;
        socket.send(message);
        sent.add(socket);
      }
    }
    return sent.size > 0;
  }

  /** Sends a raw text to every socket. */
  sendRaw(text: string): void {
    for (const socket of this.#sockets) socket.send(text);
  }

  /** Closes every connection like a restarting server. */
  drop(): void {
    for (const socket of this.#sockets) socket.close(1001, "Going away");
  }

  #obey(socket: WebSocket, data: unknown): void {
    if (!this.#options.multiplexes) return;
    const message = parseMessage(data);
    if (message === undefined) return;
    if (message.type === "subscribe") this.#subscribe(socket, message);
    else this.#groups.get(keyOf(message))?.sockets.delete(socket);
  }

  #subscribe(socket: WebSocket, wanted: Wanted): void {
    if (this.closed) {
      return socket.send('{"error":"This method requires an authenticated user","status":422}');
    }
    const refusal = this.#options.refusal(this.#tokens.get(socket));
    if (refusal !== undefined) return socket.send(refusal);
    const key = keyOf(wanted);
    let group = this.#groups.get(key);
    if (group === undefined) {
      const channel = channelOf(wanted);
      const opening = `{"stream":${JSON.stringify(channel.streams)},"event":"`;
      this.#groups.set(key, group = { channel, opening, sockets: new Set() });
    }
    group.sockets.add(socket);
    this.#options.onSubscribed();
  }

  #forget(socket: WebSocket): void {
    this.#sockets.delete(socket);
    for (const { sockets } of this.#groups.values()) sockets.delete(socket);
  }
}

interface Wanted {
  readonly stream: string;
  readonly tag?: string | undefined;
  readonly list?: string | undefined;
}

function keyOf({ stream, tag, list }: Wanted): string {
  return JSON.stringify([stream, tag, list]);
}

/** Parses a client's message; like Mastodon, ignores invalid ones. */
function parseMessage(
  data: unknown,
): Wanted & { readonly type: "subscribe" | "unsubscribe" } | undefined {
  try {
    const value: unknown = JSON.parse(String(data));
    if (typeof value !== "object" || value === null) return undefined;
    const { type, stream, tag, list } = value as Record<string, unknown>;
    if ((type !== "subscribe" && type !== "unsubscribe") || typeof stream !== "string") {
      return undefined;
    }
    return {
      type,
      stream,
      tag: typeof tag === "string" ? tag : undefined,
      list: typeof list === "string" ? list : undefined,
    };
  } catch {
    return undefined;
  }
}
