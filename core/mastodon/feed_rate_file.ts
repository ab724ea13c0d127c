import { writeFileAtomically } from "../base/atomic_file.ts";
import { type FeedRate, newFeedRate, parseFeedRate } from "./feed_rate.ts";

/**
 * The rates of streams, in a file that one process owns. What is lost of it costs nothing but the time to learn it
 * again, so a file that cannot be read or written is no error.
 */
export class FeedRateFile implements AsyncDisposable {
  readonly #path: string;
  readonly #rates: Map<string, FeedRate>;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(path: string, rates: Map<string, FeedRate>, saveEveryMs: number) {
    this.#path = path;
    this.#rates = rates;
    this.#timer = setInterval(() => void this.#save(), saveEveryMs);
  }

  static async open(path: string, { saveEveryMs = 60_000 } = {}): Promise<FeedRateFile> {
    const value: unknown = await Deno.readTextFile(path).then((text) => JSON.parse(text))
      .catch(() => undefined);
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    const rates = new Map(entries.map(([key, rate]) => [key, parseFeedRate(rate)]));
    return new FeedRateFile(path, rates, saveEveryMs);
  }

  /** What was learned of a stream of a server; it may be changed, and is saved from time to time. */
  rate(key: string): FeedRate {
    const known = this.#rates.get(key);
    if (known !== undefined) return known;
    const made = newFeedRate();
    this.#rates.set(key, made);
    return made;
  }

  async #save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(this.#rates));
    await writeFileAtomically(this.#path, text, { mode: 0o600 }).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#save();
  }
}
