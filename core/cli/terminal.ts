const encoder = new TextEncoder();
/** How often the live line is written anew in a pipe, where it cannot be rewritten in place. */
const PLAIN_EVERY_MS = 10_000;

/** What a person sees: results on stdout, lines about the run on stderr, and below them one live line on a terminal. */
export class Terminal {
  readonly #isTerminal = Deno.stderr.isTerminal();
  #live = "";
  #plainAt = performance.now();

  /** Writes a result to stdout. */
  print(text: string): void {
    this.#clear();
    write(Deno.stdout, `${text}\n`);
    this.#draw();
  }

  /** Writes a line about the run to stderr. */
  say(text: string): void {
    this.#clear();
    write(Deno.stderr, `${text}\n`);
    this.#draw();
  }

  /** Replaces the live line. In a pipe it becomes a plain line every ten seconds. */
  live(text: string): void {
    if (this.#isTerminal) {
      if (text === this.#live) return;
      this.#clear();
      this.#live = text;
      return this.#draw();
    }
    const now = performance.now();
    if (text === "" || now - this.#plainAt < PLAIN_EVERY_MS) return;
    this.#plainAt = now;
    write(Deno.stderr, `${text}\n`);
  }

  #clear(): void {
    if (this.#live !== "") write(Deno.stderr, "\r\x1b[2K");
  }

  #draw(): void {
    if (this.#live === "") return;
    write(Deno.stderr, this.#live.slice(0, columns() - 1));
  }
}

function write(to: typeof Deno.stdout | typeof Deno.stderr, text: string): void {
  let bytes = encoder.encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
  } catch (error) {
    // `trunkline … | head` closes the pipe: that must not bring the pipeline down.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}
