import { AddressRefused } from "../base/refused_addresses.ts";
import { type ServerAccess, type ServerCheck, statusWords } from "./check_server.ts";
import { type Failure, failureOf } from "./failure_words.ts";
import type { StreamName } from "./stream_name.ts";
import { HandshakeRefused, type StreamSocket } from "./stream_socket.ts";
import { throughProxy } from "./proxy.ts";
import { otherScheme } from "./streaming_address.ts";
import { openStream } from "./streaming_client.ts";

/** An open stream, or why there is none. */
export type OpenedStream =
  | {
    readonly type: "open";
    readonly socket: StreamSocket;
    /** The address that worked; it may differ from the one that the server names. */
    readonly streamingUrl: string;
  }
  | Exclude<ServerCheck, { readonly type: "ok" }>;

interface OpenOptions {
  readonly access: ServerAccess;
  /** More than one only on servers that multiplex. */
  readonly streams: readonly StreamName[];
  readonly signal: AbortSignal;
}

/**
 * Opens a socket and subscribes to the streams. If a server names `wss://` and speaks plain HTTP, or the reverse, the other scheme
 * is tried, unless the token would be less safe with it.
 *
 * @throws {AddressRefused} if this worker may not connect to the address
 */
export async function tryOpenStream(
  streamingUrl: string,
  options: OpenOptions,
): Promise<OpenedStream> {
  const named = new URL(streamingUrl);
  const first = await attempt(named, options);
  if (first.type !== "unreachable") return first;
  const { kind, words } = first.failure;
  const through = throughProxy(named, options.access.proxies);
  if (kind !== "no_tls" && kind !== "no_http") {
    return {
      type: "later",
      message: `Cannot reach the stream at ${named.host}${through}: ${words}.`,
    };
  }
  const other = otherScheme(named, new URL(options.access.baseUrl));
  const second = other && await attempt(other, options);
  if (second !== undefined && second.type !== "unreachable") return second;
  const also = second === undefined ? "" : ` (with ${other?.protocol}// ${second.failure.words})`;
  return {
    type: "later",
    message: `Cannot reach the stream: the server says that it is at ${named.origin}, but ` +
      `${words}${also}. Ask its administrators to correct that address.`,
  };
}

/** One attempt at one address. */
async function attempt(
  address: URL,
  { access, streams, signal }: OpenOptions,
): Promise<OpenedStream | { readonly type: "unreachable"; readonly failure: Failure }> {
  try {
    const socket = await openStream(address.href, {
      token: access.token,
      proxies: access.proxies,
      streams,
      signal,
    });
    return { type: "open", socket, streamingUrl: address.href };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AddressRefused) throw error;
    if (!(error instanceof HandshakeRefused)) {
      return { type: "unreachable", failure: failureOf(error) };
    }
    return statusWords(error.status, {
      baseUrl: access.baseUrl,
      hasToken: access.token !== undefined,
      what: `the stream at ${address.host}`,
      retryAfter: error.retryAfterMs,
      streams,
    });
  }
}
