import { sleep } from "../base/sleep.ts";
import { parseStreamEvent, type StreamEvent } from "../post/stream_event.ts";
import { failureOf } from "./failure_words.ts";
import { isHeartbeat } from "./heartbeat.ts";
import { refusedFrame, type StreamSocket } from "./stream_socket.ts";
import { heard, look, newWatchdog, notQuiet, type WatchdogConfig } from "./watchdog.ts";

/** One message of the stream: what it says, and its bytes for the dead letters. */
export interface StreamMessage {
  readonly event: StreamEvent;
  readonly bytes: Uint8Array;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** Why a connection ended, in words. */
export interface ConnectionEnd {
  readonly why: string;
  /** We ended it because of one frame; server and network are well, and the next connection can follow at once. */
  readonly frameRefused: boolean;
}

/** Whether an event shows that the feed itself lives, and not only the socket. */
export function isOfFeed(event: StreamEvent): boolean {
  return event.type === "post" || event.type === "delete" || event.type === "broken";
}

/** Reading stops at so many messages not yet taken, and TCP holds the server back; it goes on at half. */
const MAX_WAITING = 250;
const LOOK_EVERY_MS = 1000;
/**
 * After a reading the socket rests until so long after its beginning, unless there is a flood. A post after a quiet
 * moment is read at once; in a stream of them each waits for half of this, and every stage behind, which costs more to
 * wake than to do its work, has it in as few pieces.
 */
const REST_MS = 20;
/** A reading that brought more than so many messages begins a flood, which is read without rest until it abates. */
const FEW = 48;
const FLOOD_MS = 100;
/** Deno reads so many bytes at once; a reading of clearly fewer has left nothing. */
const CHUNK_BYTES = 48 * 1024;
/** After more, the socket is taken to be dry when so many turns of the event loop have brought nothing. */
const DRY_TURNS = 2;

/**
 * The messages of an open socket, in order, until it ends. Returns why it ended. Heartbeats are left out.
 *
 * Memory is bounded: while the reader is behind, the socket is not read. `quiet` is called when the feed is silent on a
 * socket that answers. A half-open socket (no answer to pings) is cut, and so is one with a frame that is refused.
 */
export async function* readConnection(
  socket: StreamSocket,
  { signal, watchdog, quiet }: {
    signal: AbortSignal;
    watchdog: WatchdogConfig;
    quiet: (silentMs: number) => void;
  },
): AsyncGenerator<StreamMessage, ConnectionEnd> {
  const waiting: { readonly bytes: Uint8Array; readonly receivedAt: string }[] = [];
  const state = newWatchdog(watchdog, performance.now());
  const hear = (event: boolean) =>
    heard(state, { event, now: performance.now(), config: watchdog });
  let ended: ConnectionEnd | undefined;
  /** Messages have been handed on and not all are read yet. */
  let reading = false;
  let readAt = -Infinity;
  let floodUntil = -Infinity;
  let wake = Promise.withResolvers<void>();
  const end = (why: string, frameRefused = false) => {
    ended ??= { why, frameRefused };
    wake.resolve();
  };

  socket.on("message", (data: Uint8Array) => {
    hear(false);
    if (isHeartbeat(data)) return;
    waiting.push({ bytes: data, receivedAt: new Date().toISOString() });
    if (waiting.length >= MAX_WAITING && !socket.isPaused) socket.pause();
    wake.resolve();
  });
  socket.on("ping", () => hear(false));
  socket.on("pong", () => hear(false));
  socket.on("close", (code, reason) => end(closeWords(code, String(reason))));
  socket.on("error", (error) => {
    const refused = refusedFrame(error, socket);
    end(refused ?? `the connection broke (${failureOf(error).words})`, refused !== undefined);
    // `ws` has sent a close frame and would wait for the answer.
    socket.terminate();
  });
  const stop = () => {
    end("we were asked to stop");
    socket.close();
  };
  signal.addEventListener("abort", stop, { once: true });
  const timer = setInterval(() => {
    // Nothing is heard while we do not read.
    if (socket.isPaused) return hear(false);
    if (reading || waiting.length > 0) {
      notQuiet(state, { now: performance.now(), config: watchdog });
    }
    for (const action of look(state, { now: performance.now(), config: watchdog })) {
      switch (action.type) {
        case "ping":
          if (socket.readyState === socket.OPEN) socket.ping();
          break;
        case "quiet":
          quiet(action.silentMs);
          break;
        case "dead":
          end(`nothing was heard for ${Math.round(action.silentMs / 1000)} s, not even a pong`);
          socket.terminate();
          break;
        default:
          action satisfies never;
      }
    }
  }, Math.min(LOOK_EVERY_MS, watchdog.pingEveryMs / 2));
  if (socket.readyState !== socket.OPEN) end("the server closed the stream");
  if (signal.aborted) stop();

  /** What was sent meanwhile waits in the system's buffers. */
  async function rest(): Promise<void> {
    const left = readAt + REST_MS - performance.now();
    if (left <= 0 || readAt < floodUntil || socket.readyState !== socket.OPEN) return;
    socket.pause();
    await sleep(left, signal);
    socket.resume();
  }

  /** Waits until no more comes, or enough is there. */
  async function dry(): Promise<void> {
    const bytes = waiting.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (bytes < CHUNK_BYTES && readAt >= floodUntil) return;
    for (let turns = 0; turns < DRY_TURNS && waiting.length < MAX_WAITING; turns++) {
      const before = waiting.length;
      await turn();
      if (waiting.length > before) turns = -1;
    }
  }

  try {
    while (true) {
      // By index: shift() of a long array moves what is behind it.
      const batch = waiting.splice(0);
      reading = batch.length > 0;
      for (const { bytes, receivedAt } of batch) {
        const event = parseStreamEvent(bytes);
        if (isOfFeed(event)) notQuiet(state, { now: performance.now(), config: watchdog });
        yield { event, bytes, receivedAt };
      }
      reading = false;
      if (socket.isPaused) {
        // In a flood the socket would have all turns of the event loop: whoever sends must have some.
        await new Promise((resolve) => setTimeout(resolve, 0));
        socket.resume();
      }
      if (waiting.length > 0) continue;
      if (ended !== undefined) return ended;
      if (batch.length > FEW) floodUntil = performance.now() + FLOOD_MS;
      await rest();
      await wake.promise;
      wake = Promise.withResolvers();
      readAt = performance.now();
      await dry();
    }
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
    socket.terminate();
  }
}

/** Leaves the event loop a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function closeWords(code: number, reason: string): string {
  if (code === 1006) return "the connection broke";
  return `the server closed the stream (${code}${reason === "" ? "" : ` ${reason}`})`;
}
