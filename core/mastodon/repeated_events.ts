import type { StreamEvent } from "../post/stream_event.ts";

/** Events that are remembered: those of some seconds of the busiest streams. */
const REMEMBERED = 20_000;

interface Sighting {
  /** How often each stream has brought it. */
  readonly by: Map<string, number>;
  /** How often it was let through: the most that one stream has brought it. */
  passed: number;
}

/**
 * Recognises what several streams of one server bring: a post that is public, local and tagged comes three times. An
 * event passes as often as the one stream that brings it most often, so what a server repeats is repeated.
 */
export class RepeatedEvents {
  readonly #known = new Map<string, Sighting>();

  /** Whether an event that came by a stream is to be passed on. */
  isNew(event: StreamEvent, stream: string): boolean {
    const key = keyOf(event);
    if (key === undefined) return true;
    const sighting = this.#known.get(key) ?? this.#remember(key);
    const count = (sighting.by.get(stream) ?? 0) + 1;
    sighting.by.set(stream, count);
    if (count <= sighting.passed) return false;
    sighting.passed = count;
    return true;
  }

  #remember(key: string): Sighting {
    const sighting: Sighting = { by: new Map(), passed: 0 };
    this.#known.set(key, sighting);
    if (this.#known.size > REMEMBERED) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    return sighting;
  }
}

/** Undefined for what is never taken for a repetition. */
function keyOf(event: StreamEvent): string | undefined {
  switch (event.type) {
    case "post": {
      const { id, editedAt, content } = event.status;
      // Some servers give an edit no time: its text tells it from another one.
      const version = editedAt ?? (event.event === "update" ? "" : content);
      return `${event.event} ${id} ${version}`;
    }
    case "delete":
      return `delete ${event.id}`;
    case "other":
    case "refused":
    case "broken":
      return undefined;
    default:
      return event satisfies never;
  }
}
