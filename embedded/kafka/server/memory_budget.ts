/** Limits the memory of all requests that are being received; further ones wait until others are done. */
export class MemoryBudget {
  #free: number;
  readonly #total: number;
  readonly #waiting: { readonly bytes: number; readonly grant: () => void }[] = [];

  constructor(totalBytes: number) {
    this.#total = totalBytes;
    this.#free = totalBytes;
  }

  /** Resolves once `bytes` are available, in the order of the calls; rejects when `signal` is aborted. */
  async take(bytes: number, signal: AbortSignal): Promise<Disposable> {
    // A request larger than the budget would wait for ever: give it the whole budget.
    const wanted = Math.min(bytes, this.#total);
    if (this.#waiting.length > 0 || this.#free < wanted) await this.#turn(wanted, signal);
    else this.#free -= wanted;
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#free += wanted;
        this.#serve();
      },
    };
  }

  #turn(bytes: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        const at = this.#waiting.indexOf(waiter);
        if (at >= 0) this.#waiting.splice(at, 1);
        this.#serve();
        reject(signal.reason);
      };
      const waiter = {
        bytes,
        grant: () => {
          signal.removeEventListener("abort", giveUp);
          resolve();
        },
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiting.push(waiter);
    });
  }

  #serve(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (first.bytes > this.#free) return;
      this.#waiting.shift();
      this.#free -= first.bytes;
      first.grant();
    }
  }
}
