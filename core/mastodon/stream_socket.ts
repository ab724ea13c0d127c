import { HttpsProxyAgent } from "https-proxy-agent";
// @ts-types="@types/ws"
import WebSocket from "ws";
import { requireAddresses } from "../base/refused_addresses.ts";
import { addressOf } from "./rest_get.ts";
import { retryAfterMs } from "./retry_after.ts";
import type { Proxies } from "../config/connections.ts";
import { proxyAddress, proxyFor } from "./proxy.ts";
import { USER_AGENT } from "./user_agent.ts";

/** The server answered the handshake with an HTTP status instead of opening the stream. */
export class HandshakeRefused extends Error {
  override readonly name = "HandshakeRefused";
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs: number | undefined) {
    super(`the stream was refused with status ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

const HANDSHAKE_MS = 10_000;
/** How long `ws` waits for the answer to a close. Its default of 30 s would be lost time of the stream. */
const CLOSE_MS = 1_000;
const MB = 2 ** 20;
/** Longer frames are refused. A status has at most a few hundred KB. */
const FRAME_BYTES_MAX = 16 * MB;

/**
 * A WebSocket whose subscription `masto` drives, while we read its messages.
 *
 * It is `ws`, because Deno's own WebSocket hides the status of a refused handshake, and pings and pongs, without
 * which a half-open socket looks like a quiet one. Messages are kept from masto: it would turn every key of every
 * post to camelCase (half of all the work), drop the bytes, and end the subscription at the first message that is not
 * JSON.
 */
export class StreamSocket extends WebSocket {
  /** Its proxy's agent, if it goes through one. */
  readonly agent: ReturnType<typeof proxyAgent>;

  constructor(
    address: URL,
    { protocols, proxies }: {
      readonly protocols: readonly string[];
      readonly proxies?: Proxies | undefined;
    },
  ) {
    const agent = proxyAgent(address, proxies);
    super(address, [...protocols], {
      ...(agent === undefined ? {} : { agent }),
      headers: { "User-Agent": USER_AGENT },
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: FRAME_BYTES_MAX,
      perMessageDeflate: false,
      // An invalid message becomes a dead letter; it must not end the connection.
      skipUTF8Validation: true,
      ...{ closeTimeout: CLOSE_MS },
    });
    this.agent = agent;
  }

  override addEventListener(...args: Parameters<WebSocket["addEventListener"]>): void {
    const [type] = args;
    if (type !== "message") super.addEventListener(...args);
  }
}

/**
 * Explains which frame we refused; undefined if the error is the network's.
 *
 * @param error what the socket emitted as `error`
 */
export function refusedFrame(error: unknown, socket: StreamSocket): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !/^WS_ERR_/.test(String(error.code))) {
    return undefined;
  }
  if (!/MESSAGE_LENGTH|PAYLOAD_LENGTH/.test(String(error.code))) {
    return `a frame was refused (${error.message.replace(/^Invalid WebSocket frame: /, "")})`;
  }
  // The error of `ws` lacks the length of the message; its receiver has read it from the header.
  const receiver: unknown = Reflect.get(socket, "_receiver");
  const length: unknown = typeof receiver === "object" && receiver !== null
    ? Reflect.get(receiver, "_totalPayloadLength")
    : undefined;
  const size = typeof length === "number" && length > FRAME_BYTES_MAX
    ? `${Math.ceil(length / MB)} MB`
    : `more than ${FRAME_BYTES_MAX / MB} MB`;
  return `a frame of ${size} was refused (at most ${FRAME_BYTES_MAX / MB} MB are read)`;
}

/**
 * Opens the socket, paused: its reader resumes it once it listens.
 *
 * @throws {HandshakeRefused} if the server answers with a status
 * @throws {AddressRefused} if this worker may not connect to the address
 */
export async function openStreamSocket(
  address: URL,
  { protocols, proxies, signal }: {
    protocols: readonly string[];
    proxies?: Proxies | undefined;
    signal: AbortSignal;
  },
): Promise<StreamSocket> {
  signal.throwIfAborted();
  requireAddresses([addressOf(address)]);
  const socket = new StreamSocket(address, { protocols, proxies });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  // This listener stays for the socket's life: an "error" of `ws` that nobody listens to ends the process.
  socket.on("error", reject);
  if (socket.agent !== undefined) onProxyRefusal(socket.agent, reject);
  socket.once("open", () => {
    // Without a listener for messages they would be lost: the stream may begin in the answer to the handshake.
    socket.pause();
    resolve();
  });
  socket.once("unexpected-response", (_request, { statusCode = 0, headers }) => {
    const header = (name: string) => {
      const value = headers[name];
      return typeof value === "string" ? value : undefined;
    };
    reject(new HandshakeRefused(statusCode, retryAfterMs(header, Date.now())));
  });
  try {
    await promise;
    return socket;
  } catch (error) {
    socket.terminate();
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** The proxy did not open a way to the server; `status` is what it answered. */
class ProxyRefused extends Error {
  override readonly name = "ProxyRefused";

  constructor(status: number) {
    super(
      status === 407 || status === 401
        ? `the proxy wants another user and password (${status})`
        : `the proxy answers with status ${status}`,
    );
  }
}

/** The agent of a WebSocket that goes through the proxy, or undefined where none is used. */
function proxyAgent(
  url: URL,
  proxies: Proxies | undefined,
): HttpsProxyAgent<string> | undefined {
  const proxy = proxyFor(url, proxies);
  if (proxy === undefined) return undefined;
  requireAddresses([proxyAddress(proxy)]);
  return new HttpsProxyAgent(proxy.href);
}

/** Calls `refused` if the proxy opens no way to the server. Without this its answer would pass for the server's. */
function onProxyRefusal(
  agent: HttpsProxyAgent<string>,
  refused: (error: ProxyRefused) => void,
): void {
  agent.once("proxyConnect", ({ statusCode }: { readonly statusCode: number }) => {
    if (statusCode !== 200) refused(new ProxyRefused(statusCode));
  });
}
