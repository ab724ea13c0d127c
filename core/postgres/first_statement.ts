import { Buffer } from "node:buffer";
import type { Socket } from "node:net";

/** Types of messages of the server. */
const ERROR = 0x45;
const PARAMETER = 0x53;
const READY = 0x5a;
/** Bytes of type and length. */
const HEADER = 5;

export interface FirstStatement {
  readonly sql: string;
  /** The oldest major version that supports the statement; it is not sent to older servers. */
  readonly since: number;
}

/**
 * Runs a statement on a connection to PostgreSQL as soon as its session is open, before the client knows that it is.
 *
 * postgres.js 3.4.9 has no hook for a new connection, and an older server refuses a session with an unknown setting in its
 * first packet. So this reads the server's version, holds back ReadyForQuery, and drops the answer of the statement. An
 * error of the statement is ignored: the session then keeps the server's settings.
 */
export function runFirst(socket: Socket, { sql, since }: FirstStatement): void {
  const emit = socket.emit.bind(socket);
  let state: "greeting" | "asked" | "done" = "greeting";
  let waiting: Uint8Array = new Uint8Array();
  let version = 0;
  let ready: Uint8Array | undefined;
  const isDone = () => state === "done";

  /** Whether to pass the message on to the client. */
  function passes(message: Uint8Array): boolean {
    if (state === "asked") {
      if (message[0] !== READY) return false;
      state = "done";
      if (ready !== undefined) emit("data", ready);
      return false;
    }
    if (message[0] === PARAMETER) version = versionIn(message) ?? version;
    if (message[0] === ERROR) state = "done";
    if (message[0] !== READY) return true;
    state = version < since ? "done" : "asked";
    if (state === "done") return true;
    ready = message;
    socket.write(query(sql));
    return false;
  }

  socket.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event !== "data" || isDone()) return emit(event, ...values);
    waiting = Buffer.concat([waiting, values[0] as Uint8Array]);
    // Bytes that are not PostgreSQL's protocol are passed on unchanged: the watcher of the greeting must see the first byte.
    while (!isDone() && waiting.length >= HEADER) {
      const end = 1 + new DataView(waiting.buffer, waiting.byteOffset).getInt32(1);
      if (end < HEADER || end > LENGTH_MAX) state = "done";
      else if (waiting.length < end) return true;
      else {
        const message = waiting.subarray(0, end);
        waiting = waiting.subarray(end);
        if (passes(message)) emit("data", message);
      }
    }
    if (!isDone() || waiting.length === 0) return true;
    const rest = waiting;
    waiting = new Uint8Array();
    return emit("data", rest);
  };
}

/** The longest message before the session is open. */
const LENGTH_MAX = 64 * 1024;

/** The major version, if the message is the parameter `server_version`. */
function versionIn(message: Uint8Array): number | undefined {
  const [name, value = ""] = new TextDecoder().decode(message.subarray(HEADER)).split("\0");
  return name === "server_version" ? Number.parseInt(value) || 0 : undefined;
}

/** The message of a simple query. */
function query(sql: string): Uint8Array {
  const text = new TextEncoder().encode(`${sql}\0`);
  const message = Buffer.alloc(HEADER + text.length);
  message.write("Q", 0);
  message.writeInt32BE(4 + text.length, 1);
  message.set(text, HEADER);
  return message;
}
