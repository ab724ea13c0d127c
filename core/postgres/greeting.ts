/**
 * The state of a new connection to PostgreSQL. `open`: the session accepts statements. `refused`: the server sent an
 * error. `nonsense`: the bytes are not PostgreSQL's protocol.
 */
export type Greeting = "waiting" | "open" | "refused" | "nonsense";

/** Bytes of type and length, with which every message starts. */
const HEADER = 5;
/** Messages before a session is open are parameters and keys; a longer one is not PostgreSQL. */
const LENGTH_MAX = 64 * 1024;
/** Types of messages before a session is open: authentication, parameter, key, notice, protocol version. */
const BEFORE_OPEN = new Set([..."RSKNv"].map((letter) => letter.charCodeAt(0)));

/** Follows the messages of a server from its first byte until the session is open, for any split into chunks. */
export class GreetingReader {
  readonly #header = new Uint8Array(HEADER);
  #filled = 0;
  /** Bytes of the current message that are still to come. */
  #left = 0;

  /** Reads the next chunk. Any result but `waiting` is final. */
  read(bytes: Uint8Array): Greeting {
    for (let at = 0; at < bytes.length;) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, bytes.length - at);
        this.#left -= skipped;
        at += skipped;
        continue;
      }
      this.#header[this.#filled++] = bytes[at++] ?? 0;
      const [type = 0] = this.#header;
      if (type === 0x45) return "refused";
      if (type !== 0x5a && !BEFORE_OPEN.has(type)) return "nonsense";
      if (this.#filled < HEADER) continue;
      if (type === 0x5a) return "open";
      this.#left = new DataView(this.#header.buffer).getInt32(1) - 4;
      if (this.#left < 0 || this.#left > LENGTH_MAX) return "nonsense";
      this.#filled = 0;
    }
    return "waiting";
  }
}
