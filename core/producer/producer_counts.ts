import type { Stats } from "../supervision/protocol.ts";
import type { StreamEvent } from "../post/stream_event.ts";
import type { Verdict } from "../post/judge_event.ts";

/** What a producer has done since it started, by reason. */
export class ProducerCounts {
  deadLetters = 0;
  #events = 0;
  #posts = 0;
  #edits = 0;
  #deletes = 0;
  #takenBack = 0;
  #tooLarge = 0;
  #connections = 0;
  #ignored = 0;
  #lastEventAt = "";
  readonly #dropped = new Map<string, number>();

  connected(gap: { readonly from: string; readonly to: string } | undefined): void {
    if (gap !== undefined) this.#connections++;
  }

  /** An event came; `last_event_at` tells of the feed, so only its own events move it. */
  read({ type }: StreamEvent, receivedAt: string): void {
    this.#events++;
    if (type === "post" || type === "delete") this.#lastEventAt = receivedAt;
    else if (type === "other") this.#ignored++;
  }

  judged(verdict: Verdict): void {
    if (verdict.type === "drop") return this.#drop(verdict.reason);
    const { record, because } = verdict;
    if (because !== undefined) {
      this.#takenBack++;
      this.#drop(because);
    } else if (record.event === "delete") this.#deletes++;
    else if (record.event === "status.update") this.#edits++;
    else this.#posts++;
  }

  /** A record was too large for Kafka, or for us; `takenBack` where a withdrawal was written in its place. */
  tooLarge(takenBack: boolean): void {
    this.#tooLarge++;
    if (takenBack) this.#takenBack++;
  }

  /**
   * `events` were read, of which `ignored` are of a kind that is not ours; `posts`, `edits`, `deletes` are to be written;
   * `too_large` of them could not be; `taken_back` are edits written as deletes; `dropped_REASON` by consent or filter
   * (those of `taken_back` among them but for the too large).
   */
  stats(): Stats {
    return {
      events: this.#events,
      posts: this.#posts,
      edits: this.#edits,
      deletes: this.#deletes,
      taken_back: this.#takenBack,
      too_large: this.#tooLarge,
      dead_letters: this.deadLetters,
      ...(this.#ignored > 0 && { ignored: this.#ignored }),
      reconnects: this.#connections,
      ...(this.#lastEventAt !== "" && { last_event_at: this.#lastEventAt }),
      ...Object.fromEntries([...this.#dropped].map(([reason, n]) => [`dropped_${reason}`, n])),
    };
  }

  #drop(reason: string): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
  }
}
