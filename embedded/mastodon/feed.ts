import type { Emission, Source } from "./emission.ts";
import type { ActiveFaults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import type { StreamHub } from "./stream_hub.ts";
import type { Timeline } from "./timeline.ts";

export interface FeedParts {
  readonly source: Source;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly hub: StreamHub;
  readonly activeFaults: () => ActiveFaults;
  /** The server's clock, ms since 1970. */
  readonly now: () => number;
}

/** Emits events: records each in the journal, adds it to REST's timelines, then sends it to the streams. */
export class Feed {
  readonly #parts: FeedParts;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** Emits events up to and with the next new post; false if there is none. */
  emitPost(): boolean {
    for (;;) {
      const emission = this.#parts.source.next(this.#parts.now());
      if (emission === undefined) return false;
      this.emit(emission);
      if (emission.type === "update" && emission.isNew) return true;
    }
  }

  /** Like {@linkcode emitPost}, but deletes the post, and sends the deletion first. */
  emitDeletedPost(): boolean {
    for (;;) {
      const emission = this.#parts.source.next(this.#parts.now());
      if (emission === undefined) return false;
      const isPost = emission.type === "update" && emission.isNew && !emission.post.deleted;
      if (isPost) this.emit({ type: "delete", id: emission.post.id, post: emission.post });
      this.emit(emission);
      if (isPost) return true;
    }
  }

  /** Emits the source's delayed events. */
  finish(): void {
    for (const emission of this.#parts.source.rest(this.#parts.now())) this.emit(emission);
  }

  emit(emission: Emission): void {
    this.#record(emission);
    const { hub, activeFaults } = this.#parts;
    const state = activeFaults();
    const loss = state.losing.find(({ left, of }) =>
      left > 0 && (of ?? emission.type) === emission.type
    );
    if (loss !== undefined) {
      loss.left--;
      return this.#parts.journal.unheard();
    }
    if (!hub.send(emission)) this.#parts.journal.unheard();
    if (state.repeating > 0) {
      state.repeating--;
      this.#record(emission);
      if (!hub.send(emission)) this.#parts.journal.unheard();
    }
  }

  #record(emission: Emission): void {
    const { journal, timeline } = this.#parts;
    if (emission.post !== undefined && timeline.get(emission.post.id) === undefined) {
      timeline.add(emission.post);
    }
    switch (emission.type) {
      case "update":
        return journal.update(emission.version);
      case "status.update":
        return journal.edit(emission.version);
      case "delete":
        if (emission.post !== undefined) emission.post.deleted = true;
        return journal.delete(emission.id);
      default:
        return emission satisfies never;
    }
  }
}
