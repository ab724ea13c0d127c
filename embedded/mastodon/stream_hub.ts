import { type Channel, channelOf } from "./channel.ts";
import type { Emission } from "./emission.ts";

/** Past so many bytes that a client has not read, the server waits for it. */
const HIGH_WATER = 8 * 1024 * 1024;

interface Group {
  readonly channel: Channel;
  /** `{"stream":[…],"event":"`, the same for each of its events. */
  readonly opening: string;
  readonly sockets: Set<WebSocket>;
}

/** The open sockets of the streaming API and what each has subscribed to. */
export class StreamHub {
  readonly #groups = new Map<string, Group>();
  readonly #sockets = new Set<WebSocket>();
  /** Sockets stay open and nothing is sent. */
  silent = false;
  /** Subscribing is answered with an error. */
  closed = false;
  readonly #onSubscribed: () => void;

  constructor(onSubscribed: () => void) {
    this.#onSubscribed = onSubscribed;
  }

  get clients(): number {
    return this.#sockets.size;
  }

  /** A client that does not read fills our memory: true while one has too much to read. */
  get isFull(): boolean {
    for (const { bufferedAmount } of this.#sockets) if (bufferedAmount > HIGH_WATER) return true;
    return false;
  }

  /** Takes a client; `query` may name its first stream. */
  accept(socket: WebSocket, query: URLSearchParams): void {
    socket.onopen = () => {
      this.#sockets.add(socket);
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

  /** Sends an event to everyone who should see it; false if that is nobody. */
  send(emission: Emission): boolean {
    if (this.silent) return false;
    const sent = new Set<WebSocket>();
    const inside = emission.type === "delete"
      ? emission.id
      : emission.post.escapedJson(emission.version.revision);
    for (const { channel, opening, sockets } of this.#groups.values()) {
      if (emission.post !== undefined && !channel.shows(emission.post)) continue;
      const message = `${opening}${emission.type}","payload":"${inside}"}`;
      for (const socket of sockets) {
        // A deletion comes once, however many streams of one socket showed the post.
        if (emission.type === "delete" && sent.has(socket)) continue;
        if (socket.readyState !== WebSocket.OPEN) continue;
        socket.send(message);
        sent.add(socket);
      }
    }
    return sent.size > 0;
  }

  /** Sends the same text to every socket, whatever it makes of it. */
  sendRaw(text: string): void {
    for (const socket of this.#sockets) socket.send(text);
  }

  /** Ends every connection as a server that restarts does. */
  drop(): void {
    for (const socket of this.#sockets) socket.close(1001, "Going away");
  }

  #obey(socket: WebSocket, data: unknown): void {
    const message = parseMessage(data);
    if (message === undefined) return;
    if (message.type === "subscribe") this.#subscribe(socket, message);
    else this.#groups.get(keyOf(message))?.sockets.delete(socket);
  }

  #subscribe(socket: WebSocket, wanted: Wanted): void {
    if (this.closed) {
      return socket.send('{"error":"This method requires an authenticated user","status":422}');
    }
    const key = keyOf(wanted);
    let group = this.#groups.get(key);
    if (group === undefined) {
      const channel = channelOf(wanted);
      const opening = `{"stream":${JSON.stringify(channel.streams)},"event":"`;
      this.#groups.set(key, group = { channel, opening, sockets: new Set() });
    }
    group.sockets.add(socket);
    this.#onSubscribed();
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

/** A message that Mastodon does not understand is passed over in silence. */
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
