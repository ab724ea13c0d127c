import type { LoggedEvent, Watched } from "./event_log.ts";
import type { LiveRangeName } from "./ranges.ts";
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
    return this.#subscribers.keys().some(({ watched }) => watched.step === step);
  }

  /** The live ranges that subscribers show. */
  get ranges(): ReadonlySet<LiveRangeName> {
    const ranges = this.#subscribers.keys().map(({ watched }) => watched.range);
    return new Set(ranges.filter((range) => range !== undefined));
  }

  /** A new subscriber from `address`; undefined if there are too many. */
  admit(address: string, watched: Watched): Subscriber | undefined {
    const same = this.#subscribers.values().filter((other) => other === address).toArray().length;
    if (this.#subscribers.size >= SUBSCRIBERS_MAX || same >= FROM_ONE_ADDRESS_MAX) return undefined;
    const subscriber = new Subscriber(watched, (ended) => this.#subscribers.delete(ended));
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
