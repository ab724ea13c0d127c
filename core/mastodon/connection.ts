import { every } from "../base/every.ts";
import { sleep } from "../base/sleep.ts";
import { parseStreamMessage, type StreamEvent } from "../post/stream_event.ts";
import { failureOf } from "./failure_words.ts";
import { refusedFrame, type StreamSocket } from "./stream_socket.ts";
import { heard, look, newWatchdog, type WatchdogConfig } from "./watchdog.ts";

/** One message of the stream: what it says, and its bytes for the dead letters. */
export interface StreamMessage {
  readonly event: StreamEvent;
  /** The stream that the server says it belongs to, as `MASTODON_STREAM` would write it. */
  readonly stream?: string;
  readonly bytes: Uint8Array;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/**
 * Everything that the server sent before this time has been yielded: it answered a ping that was sent then, and a
 * connection keeps the order. Ms since 1970.
 */
export interface CoverageMark {
  readonly readUpTo: number;
}

/** Why a connection ended, in words. */
export interface ConnectionEnd {
  readonly why: string;
  /** We ended it because of one frame. Server and network work, so the next connection can follow at once. */
  readonly frameRefused: boolean;
}

const ascii = new TextDecoder();
const QUOTE = 0x22;
/** A longer frame is not a heartbeat. */
const HEARTBEAT_BYTES_MAX = 64;

/** Whether an event shows that the feed itself is alive, not only the socket. */
export function isOfFeed(event: StreamEvent): boolean {
  return event.type === "post" || event.type === "delete" || event.type === "broken";
}

/** Untaken messages at which reading stops, so that TCP holds the server back. It resumes when they are taken. */
const WAITING_MAX = 250;
const POLL_INTERVAL_MS = 1000;
/**
 * Least time between the starts of two reads, except in a flood. A post after a quiet moment is read at once; in a
 * steady stream each waits half of this on average. So posts reach the later stages in fewer batches, and waking a
 * stage costs more than its work on one post.
 */
const REST_MS = 20;
/** A read of more messages than this begins a flood, which is read without pauses until it abates. */
const FLOOD_MESSAGES = 48;
const FLOOD_MS = 100;
/** A read of fewer bytes has emptied the socket: Deno reads up to 64 KB at once. */
const CHUNK_BYTES = 48 * 1024;
/** After a larger read, the socket counts as empty when this many turns of the event loop bring nothing. */
const EMPTY_TURNS = 2;

/**
 * Yields the messages of an open socket, in order, without heartbeats, and between them how far it has been read;
 * returns why the connection ended.
 *
 * Memory is bounded: while the consumer of the messages is behind, the socket is not read. A half-open socket (no answer
 * to pings) is closed, and so is one with a refused frame.
 */
export async function* readConnection(
  socket: StreamSocket,
  { signal, watchdog }: { signal: AbortSignal; watchdog: WatchdogConfig },
): AsyncGenerator<StreamMessage | CoverageMark, ConnectionEnd> {
  const waiting: (Omit<StreamMessage, "event"> | CoverageMark)[] = [];
  const state = newWatchdog(performance.now());
  const hear = () => heard(state, performance.now());
  const openedAt = Date.now();
  let ended: ConnectionEnd | undefined;
  /** The socket is paused for a moment, and not because we are behind. */
  let resting = false;
  let readAt = -Infinity;
  let floodUntil = -Infinity;
  let wake = Promise.withResolvers<void>();
  const end = (why: string, frameRefused = false) => {
    ended ??= { why, frameRefused };
    wake.resolve();
  };

  socket.on("message", (data: Uint8Array) => {
    hear();
    if (isHeartbeat(data)) return;
    waiting.push({ bytes: data, receivedAt: new Date().toISOString() });
    if (waiting.length >= WAITING_MAX && !socket.isPaused) socket.pause();
    wake.resolve();
  });
  socket.on("ping", () => hear());
  socket.on("pong", (data: Uint8Array) => {
    hear();
    const pingedAt = Number(ascii.decode(data));
    if (!(pingedAt >= openedAt && pingedAt <= Date.now())) return;
    waiting.push({ readUpTo: pingedAt });
    wake.resolve();
  });
  socket.on("close", (code, reason) => end(closeWords(code, String(reason))));
  socket.on("error", (error) => {
    const refused = refusedFrame(error, socket);
    end(refused ?? `the connection broke (${failureOf(error).words})`, refused !== undefined);
    // `ws` has sent a close frame and would wait for the answer.
    socket.terminate();
  });
  const stop = () => {
    end("Trunkline is stopping");
    socket.close();
  };
  signal.addEventListener("abort", stop, { once: true });
  const endLooking = every(Math.min(POLL_INTERVAL_MS, watchdog.pingEveryMs / 2), () => {
    // A paused socket receives nothing, so its silence means nothing.
    if (socket.isPaused && !resting) return hear();
    const action = look(state, { now: performance.now(), config: watchdog });
    switch (action?.type) {
      case undefined:
        break;
      case "ping":
        if (socket.readyState === socket.OPEN) socket.ping(String(Date.now()));
        break;
      case "dead":
        end(`nothing was heard for ${Math.round(action.silentMs / 1000)} s, not even a pong`);
        socket.terminate();
        break;
      default:
        action satisfies never;
    }
  });
  if (socket.readyState !== socket.OPEN) end("the server closed the stream");
  if (signal.aborted) stop();

  /** Pauses until the next read is due; meanwhile data waits in the system's buffers. */
  async function rest(): Promise<void> {
    const left = readAt + REST_MS - performance.now();
    if (left <= 0 || readAt < floodUntil || socket.readyState !== socket.OPEN) return;
    socket.pause();
    resting = true;
    await sleep(left, signal);
    resting = false;
    socket.resume();
  }

  /** Waits until the socket is empty, or enough messages are there. */
  async function untilEmpty(): Promise<void> {
    const bytes = waiting.reduce((sum, each) => sum + ("bytes" in each ? each.bytes.length : 0), 0);
    if (bytes < CHUNK_BYTES && readAt >= floodUntil) return;
    for (let turns = 0; turns < EMPTY_TURNS && waiting.length < WAITING_MAX; turns++) {
      const before = waiting.length;
      await turn();
      if (waiting.length > before) turns = -1;
    }
  }

  try {
    while (true) {
      // All at once: shift() of a long array moves the rest each time.
      const batch = waiting.splice(0);
      for (const each of batch) {
        if (!("bytes" in each)) {
          yield each;
          continue;
        }
        const { bytes, receivedAt } = each;
        yield { ...parseStreamMessage(bytes), bytes, receivedAt };
      }
      if (socket.isPaused) {
        // In a flood the socket would use every turn of the event loop; the sender needs some.
        await new Promise((resolve) => setTimeout(resolve, 0));
        socket.resume();
      }
      if (waiting.length > 0) continue;
      if (ended !== undefined) return ended;
      if (batch.length > FLOOD_MESSAGES) floodUntil = performance.now() + FLOOD_MS;
      await rest();
      await wake.promise;
      wake = Promise.withResolvers();
      readAt = performance.now();
      await untilEmpty();
    }
  } finally {
    endLooking();
    signal.removeEventListener("abort", stop);
    socket.terminate();
  }
}

/** Waits for one turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function closeWords(code: number, reason: string): string {
  if (code === 1006) return "the connection broke";
  return `the server closed the stream (${code}${reason === "" ? "" : ` ${reason}`})`;
}

/**
 * Whether a frame is a heartbeat: empty, white space, or an empty JSON string. Pleroma and Akkoma send such frames to
 * keep the connection open. They show that the socket is alive, not that the feed is.
 */
function isHeartbeat(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !isBlank(byte));
  if (first === undefined) return true;
  if (first !== QUOTE || bytes.byteLength > HEARTBEAT_BYTES_MAX) return false;
  return bytes.every((byte) => byte === QUOTE || isBlank(byte)) &&
    bytes.filter((byte) => byte === QUOTE).length === 2;
}

/** ASCII white space, and NUL. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0;
}
