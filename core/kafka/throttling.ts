/** A shorter wait is hardly noticed, and comes with the best of quotas. */
const FELT_MS = 1_000;
/** Waits that follow each other closer than this are one throttling. */
const CALM_MS = 2_500;

/** How long brokers make a client wait by a quota. Times in ms, on a monotonic clock. */
export class Throttling {
  #until = -Infinity;
  #feltUntil = -Infinity;

  /** A broker has answered at `now` that the client is to send nothing for `ms`. */
  delayed(ms: number, now = performance.now()): void {
    this.#until = Math.max(this.#until, now + ms);
    if (ms >= FELT_MS) this.#feltUntil = Math.max(this.#feltUntil, now + ms);
  }

  /** When the last wait ends, or has ended. */
  get until(): number {
    return this.#until;
  }

  /** Whether the client is slowed down noticeably. */
  isFelt(now = performance.now()): boolean {
    return now < this.#feltUntil + CALM_MS;
  }

  /** What to say of it, or undefined while it is not felt. */
  words(bootstrap: readonly string[]): string | undefined {
    return this.isFelt()
      ? `Kafka at ${bootstrap.join(", ")} throttles this client by a quota`
      : undefined;
  }
}

/** That of all clients of this thread; kafkajs_patches/request_queue.ts tells it. */
export const throttling = new Throttling();
