import { Buffer } from "node:buffer";
import { isIP, Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { PostgresConnection } from "../config/connections.ts";
import { networkErrorKind } from "../base/network_error.ts";
import { cleanFirstWrite } from "./first_write.ts";
import { type FirstStatement, runFirst } from "./first_statement.ts";
import { type Greeting, GreetingReader } from "./greeting.ts";

export interface ServerSocketOptions {
  readonly keepAliveSeconds: number;
  /** Deadline from the connection attempt until the server accepts statements, TLS and login included. */
  readonly timeoutMs: number;
  /** Chooses the server, for a connection that names several. */
  readonly choose?: () => Promise<Pick<PostgresConnection, "host" | "port">>;
  /** Runs in each session before anything else. */
  readonly first?: FirstStatement;
}

/** The server refused TLS, or its certificate is not accepted. */
export type TlsCode = "TLS_UNAVAILABLE" | "TLS_CERTIFICATE";

/** SSLRequest of the PostgreSQL protocol. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** Size of a CancelRequest; a session starts with a longer message. */
const CANCEL_REQUEST_BYTES = 16;

/**
 * Creates the sockets of one client: connecting, with TCP_NODELAY, in TLS if configured, and destroyed with an error if
 * the server does not accept statements before the deadline.
 *
 * postgres.js 3.4.9 leaves Nagle's algorithm on: the second of two writes of a transaction then waits for the
 * acknowledgement of the first, which a server without an answer to send delays by 40 ms. And if something accepts
 * connections and closes them at once (a load balancer without a server behind it), postgres.js reconnects about 200
 * times a second for ever. Writes before the connection is established are buffered, so postgres.js may start at once.
 */
export function serverSockets(
  server: Pick<PostgresConnection, "host" | "port" | "tls">,
  options: ServerSocketOptions,
): () => Promise<Socket> {
  const cut = { inARow: 0 };
  return async () => {
    const deadline = performance.now() + options.timeoutMs;
    let chosen: Pick<PostgresConnection, "host" | "port" | "tls"> = server;
    let failed: Error | undefined;
    try {
      chosen = { ...server, ...await options.choose?.() };
    } catch (error) {
      failed = error instanceof Error ? error : new Error(`${error}`);
    }
    const { socket, failure } = failed === undefined
      ? await opened(chosen, { ...options, deadline })
      : { socket: new Socket(), failure: failed };
    // postgres.js names the server by these in its errors.
    const named = Object.assign(socket, { host: chosen.host, port: chosen.port });
    cleanFirstWrite(named);
    errorWithClose(named);
    if (options.first !== undefined) runFirst(named, options.first);
    if (failure === undefined) watchGreeting(named, { deadline, cut });
    else failAtFirstWrite(named, failure);
    return named;
  };
}

/** Never rejects: after a rejection postgres.js waits for ever at the next query. A failure is returned instead. */
async function opened(
  server: Pick<PostgresConnection, "host" | "port" | "tls">,
  { keepAliveSeconds, deadline }: ServerSocketOptions & { readonly deadline: number },
): Promise<{ readonly socket: Socket; readonly failure?: Error }> {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveSeconds * 1_000);
  // Without any listener an error would end the worker. Those who wait have listeners of their own.
  socket.on("error", () => {});
  socket.connect(server.port, server.host);
  if (server.tls === undefined) return { socket };
  const timer = setTimeout(() => socket.destroy(noAnswer()), deadline - performance.now());
  try {
    return { socket: await secured(socket, { host: server.host, tls: server.tls }) };
  } catch (error) {
    socket.destroy();
    return {
      socket: new Socket(),
      failure: error instanceof Error ? error : new Error(`${error}`),
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Upgrades to TLS. Rejects with a {@linkcode TlsCode} if the server refuses or its certificate is not accepted. */
async function secured(
  socket: Socket,
  { host, tls: { mode, ca } }: {
    readonly host: string;
    readonly tls: NonNullable<PostgresConnection["tls"]>;
  },
): Promise<Socket> {
  socket.write(TLS_REQUEST);
  const answer = await happens<Buffer>(socket, "data");
  if (answer[0] === "N".charCodeAt(0)) {
    throw withCode("TLS_UNAVAILABLE", "it does not offer TLS");
  }
  if (answer.length !== 1 || answer[0] !== "S".charCodeAt(0)) throw nonsense();
  const secure = connectTls({
    socket,
    ...(isIP(host) ? {} : { servername: host }),
    host,
    rejectUnauthorized: mode !== "require",
    ...(mode === "verify-ca" ? { checkServerIdentity: () => undefined } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
  secure.on("error", () => {});
  try {
    await happens(secure, "secureConnect");
  } catch (error) {
    throw networkErrorKind(error) === "certificate"
      ? withCode("TLS_CERTIFICATE", certificateWords(error))
      : error;
  }
  return secure;
}

/** Fails at the first write: only then does postgres.js listen, and an error before would go unnoticed. */
function failAtFirstWrite(socket: Socket, failure: Error): void {
  socket.write = () => {
    setImmediate(() => socket.destroy(failure));
    return false;
  };
}

/**
 * Emits an error in the same turn as the `close` event that follows it. Deno lets statements be asked between the two;
 * postgres.js 3.4.9 would send them nowhere and fail none of them: not at the error, which is over, and not at the close,
 * since it came with an error.
 */
function errorWithClose(socket: Socket): void {
  const emit = socket.emit.bind(socket);
  let error: readonly unknown[] | undefined;
  socket.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event === "error") {
      error ??= values;
      return true;
    }
    if (event === "close" && error !== undefined) emit("error", ...error);
    return emit(event, ...values);
  };
}

/** Destroys a socket with an error unless the server accepts statements, or refuses with a reason, before the deadline. */
function watchGreeting(
  socket: Socket,
  { deadline, cut }: { readonly deadline: number; readonly cut: { inARow: number } },
): void {
  const reader = new GreetingReader();
  const timer = setTimeout(() => socket.destroy(noAnswer()), deadline - performance.now());
  const read = (bytes: Uint8Array) => {
    const greeting: Greeting = reader.read(bytes);
    if (greeting === "waiting") return;
    stop();
    cut.inARow = 0;
    if (greeting === "nonsense") socket.destroy(nonsense());
  };
  const end = () => {
    stop();
    // A CancelRequest has its own connection, which the server closes without an answer.
    if (socket.bytesWritten === CANCEL_REQUEST_BYTES) return;
    // A single cut connection may come from a restart of the server.
    if (++cut.inARow < 2) return;
    socket.destroy(withCode("CONNECTION_CUT", "it closes connections at once"));
  };
  const stop = () => {
    clearTimeout(timer);
    socket.off("data", read).off("end", end).off("close", stop);
  };
  socket.on("data", read).on("end", end).on("close", stop);
}

/** Resolves with the next event of that name; rejects if the socket fails or closes before. */
function happens<T>(socket: Socket, event: "data" | "secureConnect"): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const closed = () => reject(withCode("CONNECTION_CUT", "it closes connections at once"));
  socket.once(event, resolve).once("error", reject).once("close", closed);
  return promise.finally(() =>
    socket.off(event, resolve).off("error", reject).off("close", closed)
  );
}

function certificateWords(error: unknown): string {
  return (error as Error).message.replace(/^.*certificate: /, "");
}

function noAnswer(): Error {
  return withCode("CONNECT_TIMEOUT", "no answer");
}

function nonsense(): Error {
  return withCode("CONNECTION_NONSENSE", "what listens there is no PostgreSQL");
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
