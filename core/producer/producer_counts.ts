import type { Stats } from "../supervision/protocol.ts";
import type { StreamEvent } from "../post/stream_event.ts";
import type { Admission } from "../post/admission.ts";

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
  #readAgain = 0;
  #refusedAgain = 0;
  #lastEventAt = "";
  /** Posts in a row whose event time was implausible. */
  #implausibleInARow = 0;
  readonly #dropped = new Map<string, number>();

  connected(gap: { readonly from: string; readonly to: string } | undefined): void {
    if (gap !== undefined) this.#connections++;
  }

  /** Counts an event. `last_event_at` is that of the feed, so only posts and deletes move it. */
  read({ type }: StreamEvent, receivedAt: string): void {
    this.#events++;
    if (type === "post" || type === "delete") this.#lastEventAt = receivedAt;
    else if (type === "other") this.#ignored++;
  }

  decided(admission: Admission): void {
    if (admission.type === "drop" && admission.reason === "implausible_time") {
      this.#implausibleInARow++;
    } else if (admission.type === "write" && admission.record.event !== "delete") {
      this.#implausibleInARow = 0;
    }
    if (admission.type === "drop") return this.#drop(admission.reason);
    const { record, because } = admission;
    if (because !== undefined) {
      this.#takenBack++;
      this.#drop(because);
    } else if (record.event === "delete") this.#deletes++;
    else if (record.event === "status.update") this.#edits++;
    else this.#posts++;
  }

  /** Counts a post that was read by REST. */
  readAgain(admission: Admission): void {
    if (admission.type === "drop" || admission.because !== undefined) this.#refusedAgain++;
    else this.#readAgain++;
  }

  /** Counts a record that was too large for Kafka or for us; `takenBack` if a withdrawal was written in its place. */
  tooLarge(takenBack: boolean): void {
    this.#tooLarge++;
    if (takenBack) this.#takenBack++;
  }

  /**
   * Running totals. `events` were read, `ignored` of them are of other kinds; `posts`, `edits` and `deletes` were
   * admitted; `too_large` of these were not written; `taken_back` are edits written as withdrawals; `dropped_REASON`
   * were refused by consent or a filter, refused edits included. None of these counts what REST gave: `backfilled`
   * records were written of it, `backfill_refused` were not. `implausible_in_a_row` is no total: so many of the last posts
   * were refused for their event time, one after another.
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
      ...(this.#readAgain > 0 && { backfilled: this.#readAgain }),
      ...(this.#refusedAgain > 0 && { backfill_refused: this.#refusedAgain }),
      ...(this.#implausibleInARow > 0 && { implausible_in_a_row: this.#implausibleInARow }),
      reconnects: this.#connections,
      ...(this.#lastEventAt !== "" && { last_event_at: this.#lastEventAt }),
      ...Object.fromEntries([...this.#dropped].map(([reason, n]) => [`dropped_${reason}`, n])),
    };
  }

  #drop(reason: string): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
  }
}
