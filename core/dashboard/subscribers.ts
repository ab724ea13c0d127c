import type { LoggedEvent } from "./event_log.ts";
import { Subscriber } from "./subscriber.ts";

const VIEWERS_MAX = 256;
const FROM_ONE_ADDRESS_MAX = 128;
const STALL_MAX_MS = 60_000;

/** Everyone who watches: each event is encoded once and handed to all. */
export class Subscribers {
  readonly #viewers = new Map<Subscriber, string>();

  get size(): number {
    return this.#viewers.size;
  }

  /** Whether anyone looks at windows of this step length. */
  watches(step: number): boolean {
    return this.#viewers.keys().some((viewer) => viewer.step === step);
  }

  /** A new viewer from `address`; undefined where there are too many already. */
  admit(address: string, step: number): Subscriber | undefined {
    const same = this.#viewers.values().filter((other) => other === address).toArray().length;
    if (this.#viewers.size >= VIEWERS_MAX || same >= FROM_ONE_ADDRESS_MAX) return undefined;
    const viewer = new Subscriber(step, (ended) => this.#viewers.delete(ended));
    this.#viewers.set(viewer, address);
    return viewer;
  }

  send(event: LoggedEvent, now: number): void {
    for (const viewer of this.#viewers.keys()) viewer.send(event, now);
  }

  /** Shows every viewer that the connection lives, and lets go of those that have not read for a minute. */
  tend(now: number): void {
    for (const viewer of [...this.#viewers.keys()]) {
      if (viewer.stalledFor(now) > STALL_MAX_MS) this.#dismiss(viewer);
      else viewer.keepAlive(now);
    }
  }

  /** Ends every stream. */
  close(): void {
    for (const viewer of [...this.#viewers.keys()]) this.#dismiss(viewer);
  }

  #dismiss(viewer: Subscriber): void {
    this.#viewers.delete(viewer);
    viewer.close();
  }
}
