import { Buffer } from "node:buffer";
import { isIP, Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { PostgresConnection } from "../config/connections.ts";
import { networkErrorKind } from "../base/network_error.ts";
import { type FirstStatement, runFirst } from "./first_statement.ts";
import { type Greeting, GreetingReader } from "./greeting.ts";

export interface ServerSocketOptions {
  readonly keepAliveSeconds: number;
  /** From the first packet until the server takes statements, TLS and login in between. */
  readonly timeoutMs: number;
  /** Runs in each session before anything else. */
  readonly first?: FirstStatement;
}

/** The server answered a request for TLS with no, or its certificate does not hold. */
export type TlsCode = "TLS_UNAVAILABLE" | "TLS_CERTIFICATE";

/** Asks a PostgreSQL server to go on in TLS. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** A session begins with more than that. */
const CANCEL_REQUEST_BYTES = 16;

/**
 * Makes the sockets of one client: each on its way to the server, sending each small piece at once, in TLS where that is
 * asked for, and ended with an error in time where the server does not get to the point.
 *
 * postgres.js (3.4.9) leaves Nagle's algorithm on: the second of two writes of a transaction then waits until the server
 * has confirmed the first, and the server takes 40 ms to confirm what it has nothing to answer to. And where something
 * takes connections and closes them again (a load balancer without a server behind it), it connects anew some 200 times
 * a second for ever. What is written before the connection is there waits for it, so postgres.js may begin at once.
 */
export function serverSockets(
  server: Pick<PostgresConnection, "host" | "port" | "tls">,
  options: ServerSocketOptions,
): () => Promise<Socket> {
  const cut = { inARow: 0 };
  return async () => {
    const deadline = performance.now() + options.timeoutMs;
    const { socket, failure } = await opened(server, { ...options, deadline });
    // postgres.js names the server by these in its errors.
    const named = Object.assign(socket, { host: server.host, port: server.port });
    closeLater(named);
    if (options.first !== undefined) runFirst(named, options.first);
    if (failure === undefined) watchGreeting(named, { deadline, cut });
    else failAtFirstWrite(named, failure);
    return named;
  };
}

/** Rejecting would leave postgres.js waiting for ever at the next query: what fails is told by a socket that fails. */
async function opened(
  server: Pick<PostgresConnection, "host" | "port" | "tls">,
  { keepAliveSeconds, deadline }: ServerSocketOptions & { readonly deadline: number },
): Promise<{ readonly socket: Socket; readonly failure?: Error }> {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveSeconds * 1_000);
  // An error that nobody listens to ends the worker; whoever waits hears of it by listeners of its own.
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

/** Goes on in TLS. Rejects with a {@linkcode TlsCode} where the server cannot or must not. */
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
    rejectUnauthorized: mode === "verify-full",
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

/** By its first write postgres.js listens; one that it never hears of would be waited for. */
function failAtFirstWrite(socket: Socket, failure: Error): void {
  socket.write = () => {
    setImmediate(() => socket.destroy(failure));
    return false;
  };
}

/**
 * Tells of its end two turns late. What postgres.js (3.4.9) writes it collects until the next turn; a connection that
 * closes before that never writes again when it is opened anew, and its statements are never answered.
 */
function closeLater(socket: Socket): void {
  const emit = socket.emit.bind(socket);
  socket.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event !== "close") return emit(event, ...values);
    setImmediate(() => setImmediate(() => emit(event, ...values)));
    return true;
  };
}

/** Ends a socket with an error unless its server takes statements in time, or says why not. */
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
    // A statement is cancelled by a connection of its own, which the server just closes.
    if (socket.bytesWritten === CANCEL_REQUEST_BYTES) return;
    // One may meet a server that is just starting again.
    if (++cut.inARow < 2) return;
    socket.destroy(withCode("CONNECTION_CUT", "it closes connections at once"));
  };
  const stop = () => {
    clearTimeout(timer);
    socket.off("data", read).off("end", end).off("close", stop);
  };
  socket.on("data", read).on("end", end).on("close", stop);
}

/** The next event of that name; rejects if the socket fails or ends before. */
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
