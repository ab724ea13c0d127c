import { encodeEvent, type LoggedEvent } from "./event_log.ts";

/** Bytes that may wait for one slow viewer. */
const WAITING_MAX = 256 * 1024;
const RESET = encodeEvent({ type: "reset", data: null });
/** A comment line: keeps proxies and both ends sure that the connection lives. */
const ALIVE = new TextEncoder().encode(": alive\n\n");

/**
 * One open event stream. A viewer that reads too slowly costs a bounded queue and nobody else anything:
 *
 *     flowing ──queue full──▶ skipping ──queue empty──▶ flowing, told to fetch its snapshot again
 */
export class Subscriber {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #skippingSince: number | undefined;

  /** `step`: of the windows it wants; `onEnd` is called once, whoever ends the stream. */
  constructor(readonly step: number, onEnd: (viewer: Subscriber) => void) {
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#drained(),
      cancel: () => {
        this.#controller = undefined;
        onEnd(this);
      },
    }, new ByteLengthQueuingStrategy({ highWaterMark: WAITING_MAX }));
  }

  /** Sends an event if it is one for this viewer; `now` in ms on any clock. */
  send(event: LoggedEvent, now: number): void {
    if (event.step === undefined || event.step === this.step) this.#write(event.bytes, now);
  }

  /** Shows both ends that the connection lives. */
  keepAlive(now: number): void {
    this.#write(ALIVE, now);
  }

  /** Tells the page to fetch its snapshot again. */
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
