import { encodeEvent, isFor, type LoggedEvent, type Watched } from "./event_log.ts";

/** Bytes that may be queued for one slow client. */
const WAITING_MAX = 256 * 1024;
const RESET = encodeEvent({ type: "reset", data: null });
/** A comment line: proxies, client and server close a connection on which nothing is sent. */
const ALIVE = new TextEncoder().encode(": alive\n\n");

/**
 * One open event stream. A client that reads too slowly costs a bounded queue and does not delay the others:
 *
 *     flowing ──queue full──▶ skipping ──queue empty──▶ flowing, after a `reset`
 */
export class Subscriber {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #skippingSince: number | undefined;

  /** @param watched what its page shows @param onEnd called when the client ends the stream */
  constructor(readonly watched: Watched, onEnd: (subscriber: Subscriber) => void) {
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#drained(),
      cancel: () => {
        this.#controller = undefined;
        onEnd(this);
      },
    }, new ByteLengthQueuingStrategy({ highWaterMark: WAITING_MAX }));
  }

  /** Sends an event unless it is about something else; `now` in ms on any clock. */
  send(event: LoggedEvent, now: number): void {
    if (isFor(event, this.watched)) this.#write(event.bytes, now);
  }

  /** Sends a comment, so that the connection is not taken for dead. */
  keepAlive(now: number): void {
    this.#write(ALIVE, now);
  }

  /** Makes the page fetch its snapshot again. */
  reset(now: number): void {
    this.#write(RESET, now);
  }

  /** How long its queue has been full, ms. */
  stalledFor(now: number): number {
    return this.#skippingSince === undefined ? 0 : now - this.#skippingSince;
  }

  /** Ends the stream; the page connects again by itself. */
  close(): void {
    const controller = this.#controller;
    this.#controller = undefined;
    controller?.close();
  }

  #write(bytes: Uint8Array, now: number): void {
    if (this.#controller === undefined || this.#skippingSince !== undefined) return;
    if ((this.#controller.desiredSize ?? 0) <= 0) this.#skippingSince = now;
    else this.#controller.enqueue(bytes);
  }

  #drained(): void {
    if (this.#skippingSince === undefined) return;
    this.#skippingSince = undefined;
    this.#controller?.enqueue(RESET);
  }
}
