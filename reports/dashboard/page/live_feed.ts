import type {
  Gap,
  Health,
  Rising,
  Snapshot,
  WindowsChanged,
} from "../../../core/dashboard/page_protocol.ts";
import { rangeQuery, type View } from "./url_state.ts";

/** State of the connection to the worker. `still`: a chosen range, which does not move; `too long`: one of more than 400 days. */
export type LinkState = "connecting" | "live" | "still" | "lost" | "refused" | "too long";

/** Callbacks of the feed. */
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
 * Follows one view: a snapshot, then the events after its version. After a drop the browser reconnects by itself and sends
 * the id of the last event; if the worker no longer has it, it sends `reset`, and the page fetches a new snapshot.
 */
export class LiveFeed {
  readonly #listener: FeedListener;
  readonly #view: View;
  readonly #abort = new AbortController();
  #source: EventSource | undefined;
  /** Events that arrived while a snapshot is being fetched; they are applied after it. */
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

  /** Retries until there is a snapshot (true), or the page is refused or stopped (false). */
  async #fetchSnapshot(): Promise<boolean> {
    this.#waiting ??= [];
    while (!this.#abort.signal.aborted) {
      try {
        const response = await fetch(`/api/snapshot?${this.#query()}`, {
          signal: this.#abort.signal,
        });
        if (response.status === 401 || response.status === 400) {
          // Asking again gives the same answer: the token is missing, or the range is too long.
          this.#listener.link(response.status === 401 ? "refused" : "too long");
          return false;
        }
        if (response.ok) return this.#take(await response.json());
      } catch {
        // No answer: retry as after an error status.
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
      // The browser reconnects by itself unless the response was an error (too many viewers, wrong token).
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
      // No check: the worker is of the same build as the page.
      const data = JSON.parse(event.data) as Data;
      const apply = () => {
        if (this.#isNews(event.lastEventId)) take(data);
      };
      if (this.#waiting === undefined) apply();
      else this.#waiting.push(apply);
    });
  }

  /** Whether an event is newer than the page's snapshot. */
  #isNews(id: string): boolean {
    const [mark, number] = id.split("-");
    const [ours, since] = this.#version.split("-");
    return mark !== ours || Number(number) > Number(since);
  }

  #query(): string {
    return rangeQuery(this.#view.range);
  }
}
