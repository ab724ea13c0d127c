import { AddressRefused } from "../supervision/refused_addresses.ts";
import { type ServerAccess, type ServerCheck, statusWords } from "./check_server.ts";
import { failureOf } from "./failure_words.ts";
import type { StreamName } from "./stream_name.ts";
import { HandshakeRefused, type StreamSocket } from "./stream_socket.ts";
import { openStream } from "./streaming_client.ts";

/** An open stream, or in words why there is none. */
export type OpenedStream =
  | { readonly type: "open"; readonly socket: StreamSocket }
  | Exclude<ServerCheck, { readonly type: "ok" }>;

/**
 * Opens the stream and subscribes.
 *
 * @throws {AddressRefused} if this worker may not connect to the address
 */
export async function tryOpenStream(
  streamingUrl: string,
  { access, stream, signal }: {
    access: ServerAccess;
    stream: StreamName;
    signal: AbortSignal;
  },
): Promise<OpenedStream> {
  try {
    const socket = await openStream(streamingUrl, { token: access.token, stream, signal });
    return { type: "open", socket };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AddressRefused) throw error;
    const { host } = new URL(streamingUrl);
    if (error instanceof HandshakeRefused) {
      return statusWords(error.status, {
        baseUrl: access.baseUrl,
        hasToken: access.token !== undefined,
        what: `the stream at ${host}`,
        retryAfter: error.retryAfterMs,
      });
    }
    return {
      type: "later",
      message: `Cannot reach the stream at ${host}: ${failureOf(error).words}`,
    };
  }
}
