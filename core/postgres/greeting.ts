/**
 * What a PostgreSQL server has said on a new connection so far. `open`: its session takes statements. `refused`: it said
 * why not. `nonsense`: no PostgreSQL speaks like that.
 */
export type Greeting = "waiting" | "open" | "refused" | "nonsense";

/** Type and length, of every message. */
const HEADER = 5;
/** Messages before a session is open are parameters and keys; longer is no PostgreSQL. */
const LENGTH_MAX = 64 * 1024;
/** Authentication, parameter, key, notice, protocol version. */
const BEFORE_OPEN = new Set([..."RSKNv"].map((letter) => letter.charCodeAt(0)));

/** Follows the messages of a server from its first byte until the session is open, however the bytes are cut. */
export class GreetingReader {
  readonly #header = new Uint8Array(HEADER);
  #filled = 0;
  /** Bytes of the current message that are still to come. */
  #left = 0;

  /** Reads what came next. Once it is anything but `waiting`, there is nothing more to read. */
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
