import { writeAllSync } from "../core/base/write_all.ts";

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
    try {
      writeAllSync(Deno.stdout, encoder.encode(`${text}\n`));
    } catch (error) {
      // `trunkline … | head` closes the pipe: that must not bring the pipeline down.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
    this.#draw();
  }

  /** Writes a line about the run to stderr. */
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

/** Writes about the run. A log on a full disk, or a reader that is gone, is no reason to end it. */
function tell(text: string): void {
  try {
    writeAllSync(Deno.stderr, encoder.encode(text));
  } catch {
    // There is nobody to tell.
  }
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}
