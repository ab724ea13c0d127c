import type { Before, SelectionAnswer } from "../../../core/dashboard/page_protocol.ts";
import type { View } from "./url_state.ts";
import { formatView, rangeQuery } from "./url_state.ts";

/** Callbacks of the feed. */
export interface SelectionListener {
  selection(selection: SelectionAnswer): void;
  before(before: Before): void;
}

/** Pages that show all posts ask for the lists of servers and hashtags no more often than this. */
const NAMES_MS = 15_000;
const BEFORE_MS = 60_000;
const RETRY_MS = 3_000;

/**
 * Asks for the posts that a view's filters let through, again and again as long as the range is live, as often as the
 * worker says; and for those of the day or the week before.
 */
export class SelectionFeed {
  readonly #abort = new AbortController();
  readonly #live: boolean;

  constructor(view: View, listener: SelectionListener) {
    this.#live = typeof view.range === "string";
    const { range, tag, server, langs } = view;
    const nothing = { range: "1h", theme: "auto", ui: undefined, embed: undefined } as const;
    const filter = formatView({ ...nothing, tag, server, langs, before: undefined }).slice(1);
    const query = `${rangeQuery(range)}&${filter}`;
    const isFiltered = tag !== undefined || server !== undefined;
    void this.#ask<SelectionAnswer>(`/api/selection?${query}`, (selection) => {
      listener.selection(selection);
      return Math.max(isFiltered ? 0 : NAMES_MS, selection.againMs);
    });
    if (view.before === undefined) return;
    void this.#ask<Before>(`/api/before?${query}&by=${view.before}`, (before) => {
      listener.before(before);
      return BEFORE_MS;
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  /** @param take takes an answer; returns after how long to ask again, ms */
  async #ask<Answer>(path: string, take: (answer: Answer) => number): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      let waitMs = RETRY_MS;
      let done = false;
      try {
        const response = document.hidden ? undefined : await fetch(path, { signal });
        if (response?.ok) {
          // No check: the worker is of the same build as the page.
          const answer = await response.json() as Answer;
          if (signal.aborted) return;
          waitMs = take(answer);
          done = !this.#live;
        } else if (response !== undefined && response.status < 429 && response.status >= 400) {
          // Asking again gives the same answer.
          done = true;
        }
      } catch {
        // No answer: retry.
      }
      if (done) return;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
