import { parseStreamEvent } from "../post/stream_event.ts";
import { sleep } from "../base/sleep.ts";
import type { ServerAccess, ServerCheck } from "./check_server.ts";
import { errorOfStream } from "./stream_error.ts";
import type { StreamName } from "./stream_name.ts";
import { tryOpenStream } from "./try_open_stream.ts";

/** A server that refuses a subscription does so within this time. */
export const ACCEPTED_AFTER_MS = 1_000;

/**
 * Opens a stream, waits a moment for a refusal (since Mastodon 4.5 it comes on the open socket), and closes it.
 *
 * @throws {AddressRefused} if this worker may not connect to the address
 */
export async function probeStream(
  streamingUrl: string,
  { access, stream, signal }: {
    readonly access: ServerAccess;
    readonly stream: StreamName;
    readonly signal: AbortSignal;
  },
): Promise<ServerCheck> {
  const opened = await tryOpenStream(streamingUrl, { access, streams: [stream], signal });
  if (opened.type !== "open") return opened;
  const { socket } = opened;
  const { promise: answer, resolve } = Promise.withResolvers<ServerCheck>();
  const accepted: ServerCheck = { type: "ok", streamingUrl: opened.streamingUrl };
  socket.on("message", (data: Uint8Array) => {
    const event = parseStreamEvent(data);
    if (event.type === "refused") {
      resolve(errorOfStream(access, data, { error: event.error, inMidStream: false }));
    } else if (event.type === "post" || event.type === "delete") resolve(accepted);
  });
  socket.on("close", (code, reason) =>
    resolve({
      type: "later",
      message: `The stream of ${access.baseUrl} ended at once (${code}${
        reason.length > 0 ? ` ${reason}` : ""
      })`,
    }));
  socket.resume();
  try {
    return await Promise.race([
      answer,
      sleep(ACCEPTED_AFTER_MS, signal).then((): ServerCheck => accepted),
    ]);
  } finally {
    socket.terminate();
  }
}
