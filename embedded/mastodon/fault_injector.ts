import { after } from "../../core/base/sleep.ts";
import type { HttpListener } from "./http_listener.ts";
import { type ActiveFaults, type Fault, healthy } from "./faults.ts";
import type { Feed } from "./feed.ts";
import type { StreamHub } from "./stream_hub.ts";

export interface FaultInjectorParts {
  readonly hub: StreamHub;
  readonly feed: () => Feed;
  readonly listeners: readonly HttpListener[];
  /** Moves the streaming API to another port. */
  readonly move: () => void;
  /** Lets posts carry a hashtag from now on. */
  readonly trend: (fault: Extract<Fault, { readonly type: "trend" }>) => void;
}

/** Injects faults and heals them. */
export class FaultInjector implements Disposable {
  readonly #parts: FaultInjectorParts;
  readonly #cancels = new Set<() => void>();
  activeFaults: ActiveFaults = healthy();

  constructor(parts: FaultInjectorParts) {
    this.#parts = parts;
  }

  commit(fault: Fault): void {
    const { hub, feed, move, trend } = this.#parts;
    switch (fault.type) {
      case "drop":
        return hub.drop();
      case "cut":
        for (const proxy of this.#proxies()) proxy.cut();
        return;
      case "freeze":
        return this.#during(fault, (on) => this.#freeze(on));
      case "slow":
        return this.#during(fault, (on) => {
          for (const proxy of this.#proxies()) proxy.bytesPerS = on ? fault.bytesPerS : Infinity;
        });
      case "silence":
        return this.#during(fault, (on) => hub.silent = on);
      case "garbage":
        return hub.sendRaw(fault.text ?? '{"stream":["public"],"event":"update","payload":"{\\"id');
      case "heartbeats":
        for (let i = 0; i < fault.count; i++) hub.sendRaw(fault.text ?? "");
        return;
      case "giant_frame":
        return hub.sendRaw("x".repeat(fault.bytes));
      case "stream_error": {
        const { error, status } = fault;
        return hub.sendRaw(JSON.stringify({ error, status }));
      }
      case "start_up_page":
        return this.#during(fault, (on) => this.activeFaults.starting = on);
      case "refuse_token":
        return this.#during(fault, (on) => this.activeFaults.tokenRefused = on);
      case "close_feeds":
        return this.#during(fault, (on) => hub.closed = this.activeFaults.feedsClosed = on);
      case "set_feeds":
        return this.#during(fault, (on) => this.activeFaults.feeds = on ? fault.feeds : undefined);
      case "revoke_token":
        this.activeFaults.tokenRefused = true;
        return hub.drop();
      case "rate_limit":
        return this.#during(
          fault,
          (on) => this.activeFaults.rateLimitedS = on ? fault.retryAfterS : undefined,
        );
      case "unavailable":
        return this.#during(fault, (on) => this.activeFaults.unavailable = on);
      case "move":
        return move();
      case "lose":
        this.activeFaults.losing.push({ left: fault.count, of: fault.of });
        return;
      case "repeat":
        this.activeFaults.repeating += fault.count;
        return;
      case "burst":
        for (let i = 0; i < fault.posts; i++) {
          if (i % 20 === 19) feed().emitPost();
          else feed().emitDeletedPost();
        }
        return;
      case "trend":
        return trend(fault);
      case "heal":
        return this.#heal();
      default:
        return fault satisfies never;
    }
  }

  [Symbol.dispose](): void {
    for (const cancel of this.#cancels) cancel();
  }

  /** Turns a fault on, and off again after `forMs`. */
  #during({ forMs }: { readonly forMs?: number }, set: (on: boolean) => void): void {
    set(true);
    if (forMs === undefined) return;
    const cancel = after(forMs, () => {
      this.#cancels.delete(cancel);
      set(false);
    });
    this.#cancels.add(cancel);
  }

  #heal(): void {
    this.activeFaults = healthy();
    this.#parts.hub.silent = this.#parts.hub.closed = false;
    for (const { proxy } of this.#parts.listeners) {
      if (proxy === undefined) continue;
      proxy.frozen = false;
      proxy.bytesPerS = Infinity;
    }
  }

  #freeze(frozen: boolean): void {
    for (const proxy of this.#proxies()) proxy.frozen = frozen;
  }

  #proxies() {
    return this.#parts.listeners.map(({ proxy }) => {
      if (proxy === undefined) {
        throw new TypeError("Cannot break connections: this simulator was not started `breakable`");
      }
      return proxy;
    });
  }
}
