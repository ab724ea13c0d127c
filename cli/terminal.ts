import { writeAllSync } from "../core/base/write_all.ts";

const encoder = new TextEncoder();
/** How often the live line is written to a pipe, where it cannot be redrawn in place. */
const PLAIN_EVERY_MS = 10_000;

/** Output for people: results on stdout, log lines on stderr, and on a terminal one live line below them. */
export class Terminal {
  readonly #isTerminal = Deno.stderr.isTerminal();
  #live = "";
  #plainAt = performance.now();

  /** Writes a result to stdout. */
  print(text: string): void {
    this.#clear();
    try {
      writeAllSync(Deno.stdout, encoder.encode(`${text}\n`));
    } catch (error) {
      // `… | head` closes the pipe, which must not end the pipeline.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
    this.#draw();
  }

  /** Writes a log line to stderr. */
  say(text: string): void {
    this.#clear();
    tell(`${text}\n`);
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
    tell(`${text}\n`);
  }

  #clear(): void {
    if (this.#live !== "") tell("\r\x1b[2K");
  }

  #draw(): void {
    if (this.#live === "") return;
    tell(this.#live.slice(0, columns() - 1));
  }
}

/** Writes to stderr. A log on a full disk, or a closed pipe, must not end the pipeline. */
function tell(text: string): void {
  try {
    writeAllSync(Deno.stderr, encoder.encode(text));
  } catch {
    // Nobody can read it.
  }
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}
