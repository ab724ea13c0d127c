import { parseStatus } from "../post/parse_status.ts";
import { statusIdOf } from "../post/status_id.ts";
import type { StreamEvent } from "../post/stream_event.ts";

/** Posts that are remembered at most: some minutes of a busy server. */
const KEPT = 40_000;
/** Older ones are forgotten, ms: twice what an audit looks back. */
const KEPT_MS = 30 * 60_000;

interface Heard {
  /** When its first event was read, ms since 1970. */
  readonly at: number;
  /** Its newest version, as the time of its edit; 0 for the first version, Infinity once it is deleted. */
  version: number;
}

/**
 * What the streams of one server have brought lately, by post, whatever consent and filters made of it: with this an audit
 * compares what the server shows by REST.
 */
export class HeardEvents {
  readonly #posts = new Map<string, Heard>();
  #forgottenAt = -Infinity;

  /** Everything that was brought after this time is remembered; ms since 1970. */
  get since(): number {
    return this.#forgottenAt;
  }

  /** Notes an event that was read at `at`, ms since 1970. */
  note(event: StreamEvent, at: number): void {
    if (event.type === "delete") this.#set(event.id, Infinity, at);
    else if (event.type === "post") {
      const { id, editedAt } = event.status;
      // Some servers give an edit no time: it is of now, or before.
      const unsaid = event.event === "status.update" ? at : 0;
      this.#set(id, editedAt === null ? unsaid : Date.parse(editedAt), at);
    }
  }

  /** Notes a status that REST gave and that was written, at `at`, ms since 1970. */
  noteRead(status: unknown, at: number): void {
    const parsed = parseStatus(status);
    if (parsed.type === "status") {
      const { id, editedAt } = parsed.status;
      return this.#set(id, editedAt === null ? 0 : Date.parse(editedAt), at);
    }
    // One that cannot be read is a dead letter, once.
    const id = statusIdOf(status);
    if (id !== undefined) this.#set(id, 0, at);
  }

  /** The newest version of a post; undefined if nothing of it was brought. */
  version(id: string): number | undefined {
    return this.#posts.get(id)?.version;
  }

  #set(id: string, version: number, at: number): void {
    const known = this.#posts.get(id);
    if (known !== undefined) {
      if (version > known.version) known.version = version;
      return;
    }
    this.#posts.set(id, { at, version });
    for (const [oldest, heard] of this.#posts) {
      if (this.#posts.size <= KEPT && heard.at > at - KEPT_MS) return;
      this.#posts.delete(oldest);
      this.#forgottenAt = Math.max(this.#forgottenAt, heard.at);
    }
  }
}
