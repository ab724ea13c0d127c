import type { LoggedEvent } from "./event_log.ts";
import { Subscriber } from "./subscriber.ts";

const SUBSCRIBERS_MAX = 256;
const FROM_ONE_ADDRESS_MAX = 128;
const STALL_MAX_MS = 60_000;

/** The open event streams, each with its client's address. */
export class Subscribers {
  readonly #subscribers = new Map<Subscriber, string>();

  get size(): number {
    return this.#subscribers.size;
  }

  /** Whether a subscriber wants windows of this step length. */
  watches(step: number): boolean {
    return this.#subscribers.keys().some((subscriber) => subscriber.step === step);
  }

  /** A new subscriber from `address`; undefined if there are too many. */
  admit(address: string, step: number): Subscriber | undefined {
    const same = this.#subscribers.values().filter((other) => other === address).toArray().length;
    if (this.#subscribers.size >= SUBSCRIBERS_MAX || same >= FROM_ONE_ADDRESS_MAX) return undefined;
    const subscriber = new Subscriber(step, (ended) => this.#subscribers.delete(ended));
    this.#subscribers.set(subscriber, address);
    return subscriber;
  }

  send(event: LoggedEvent, now: number): void {
    for (const subscriber of this.#subscribers.keys()) subscriber.send(event, now);
  }

  /** Sends every subscriber a keep-alive, and closes those that have not read for a minute. */
  tend(now: number): void {
    for (const subscriber of [...this.#subscribers.keys()]) {
      if (subscriber.stalledFor(now) > STALL_MAX_MS) this.#dismiss(subscriber);
      else subscriber.keepAlive(now);
    }
  }

  /** Ends every stream. */
  close(): void {
    for (const subscriber of [...this.#subscribers.keys()]) this.#dismiss(subscriber);
  }

  #dismiss(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    subscriber.close();
  }
}
