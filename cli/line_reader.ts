/** Reads lines of the standard input: typed by a person, or from a pipe. */
export class LineReader implements AsyncDisposable {
  readonly #reader = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).getReader();
  #text = "";

  /** The next line without its end; undefined where the input has ended, or when aborted. */
  async read(signal: AbortSignal): Promise<string | undefined> {
    const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
    const onAbort = () => resolve(undefined);
    if (signal.aborted) return undefined;
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      for (;;) {
        const end = this.#text.indexOf("\n");
        if (end >= 0) {
          const line = this.#text.slice(0, end).replace(/\r$/, "");
          this.#text = this.#text.slice(end + 1);
          return line;
        }
        const step = await Promise.race([this.#reader.read(), aborted]);
        if (step === undefined) return undefined;
        if (step.done) {
          const rest = this.#text;
          this.#text = "";
          return rest === "" ? undefined : rest;
        }
        this.#text += step.value;
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }
}
