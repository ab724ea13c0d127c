import type {
  Gap,
  Health,
  Rising,
  Snapshot,
  WindowsChanged,
} from "../../../core/dashboard/page_protocol.ts";
import type { View } from "./url_state.ts";

/** How the page hangs on its worker. */
export type LinkState = "connecting" | "live" | "still" | "lost" | "refused";

/** What the feed tells. */
export interface FeedListener {
  snapshot(snapshot: Snapshot): void;
  windows(change: WindowsChanged): void;
  gaps(gaps: readonly Gap[]): void;
  health(health: Health): void;
  rising(rising: Rising): void;
  link(state: LinkState): void;
}

const RETRY_MS = 1_500;

/**
 * Follows one view: a snapshot, then events from where it stood. The browser itself comes back after a drop and says
 * which event it saw last; a worker that does not know that event any more answers `reset`, and the page starts anew.
 */
export class LiveFeed {
  readonly #listener: FeedListener;
  readonly #view: View;
  readonly #abort = new AbortController();
  #source: EventSource | undefined;
  /** While a snapshot is on its way, events wait for it. */
  #waiting: (() => void)[] | undefined;
  #version = "";

  constructor(view: View, listener: FeedListener) {
    this.#view = view;
    this.#listener = listener;
    void this.#start();
  }

  stop(): void {
    this.#abort.abort();
    this.#source?.close();
  }

  async #start(): Promise<void> {
    this.#listener.link("connecting");
    if (await this.#fetchSnapshot()) this.#open();
  }

  /** True once the page has one; tries until it has, or is refused or stopped. */
  async #fetchSnapshot(): Promise<boolean> {
    this.#waiting ??= [];
    while (!this.#abort.signal.aborted) {
      try {
        const response = await fetch(`/api/snapshot?${this.#query()}`, {
          signal: this.#abort.signal,
        });
        if (response.status === 401) {
          this.#listener.link("refused");
          return false;
        }
        if (response.ok) return this.#take(await response.json());
      } catch {
        // No answer: the same as a bad one.
      }
      if (this.#abort.signal.aborted) break;
      this.#listener.link("lost");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    return false;
  }

  #take(snapshot: Snapshot): boolean {
    if (this.#abort.signal.aborted) return false;
    this.#version = snapshot.version;
    this.#listener.snapshot(snapshot);
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const apply of waiting) apply();
    return true;
  }

  #open(): void {
    const source = new EventSource(`/api/events?${this.#query()}&since=${this.#version}`);
    this.#source = source;
    source.onopen = () =>
      this.#listener.link(typeof this.#view.range === "object" ? "still" : "live");
    source.onerror = () => {
      this.#listener.link("lost");
      // The browser retries by itself unless it was refused (too many viewers, no token any more).
      if (source.readyState === EventSource.CLOSED) this.#reopen(source);
    };
    source.addEventListener("reset", () => void this.#fetchSnapshot());
    this.#on<WindowsChanged>(source, "windows", (data) => this.#listener.windows(data));
    this.#on<readonly Gap[]>(source, "gaps", (data) => this.#listener.gaps(data));
    this.#on<Health>(source, "health", (data) => this.#listener.health(data));
    this.#on<Rising>(source, "rising", (data) => this.#listener.rising(data));
  }

  #reopen(source: EventSource): void {
    source.close();
    if (this.#abort.signal.aborted) return;
    setTimeout(() => this.#abort.signal.aborted || void this.#start(), RETRY_MS);
  }

  #on<Data>(source: EventSource, name: string, take: (data: Data) => void): void {
    source.addEventListener(name, (event: MessageEvent<string>) => {
      // The worker is of the same build as the page.
      const data = JSON.parse(event.data) as Data;
      const apply = () => {
        if (this.#isNews(event.lastEventId)) take(data);
      };
      if (this.#waiting === undefined) apply();
      else this.#waiting.push(apply);
    });
  }

  /** Whether an event is younger than the snapshot that the page stands on. */
  #isNews(id: string): boolean {
    const [mark, number] = id.split("-");
    const [ours, since] = this.#version.split("-");
    return mark !== ours || Number(number) > Number(since);
  }

  #query(): string {
    const { range } = this.#view;
    if (typeof range === "string") return `range=${range}`;
    const iso = (at: number) => encodeURIComponent(new Date(at).toISOString());
    return `range=none&from=${iso(range.from)}&to=${iso(range.to)}`;
  }
}
