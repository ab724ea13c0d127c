const CHUNK = 1 << 20;

/** Keeps texts as UTF-8 bytes: a substring would keep the whole chunk of the file in memory that it was cut from. */
export class TextBuffer {
  readonly #encoder = new TextEncoder();
  readonly #texts: Uint8Array[] = [];
  #room = new Uint8Array(0);

  push(text: string): void {
    const most = text.length * 3;
    if (this.#room.length < most) this.#room = new Uint8Array(Math.max(CHUNK, most));
    const { written } = this.#encoder.encodeInto(text, this.#room);
    this.#texts.push(this.#room.subarray(0, written));
    this.#room = this.#room.subarray(written);
  }

  *[Symbol.iterator](): Generator<string> {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for (const text of this.#texts) yield decoder.decode(text);
  }
}
