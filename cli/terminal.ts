import { type TerminalLocale, translate } from "./translate.ts";
import { formatDuration } from "../core/base/duration.ts";
import { writeAllSync } from "../core/base/write_all.ts";
import { printable } from "./printable.ts";
import type { Level } from "../core/supervision/protocol.ts";

const encoder = new TextEncoder();
/** How often the live line is written to a pipe, where it cannot be redrawn in place. */
const PLAIN_EVERY_MS = 10_000;

/** How log lines are written: for people, or one JSON object a line. */
type LogFormat = "text" | "json";

/** A log line; `name` is the worker or task that it comes from. */
interface LogLine {
  readonly name: string;
  readonly level: Level;
  readonly text: string;
}

/** Output for people: results on stdout, log lines on stderr, and on a terminal one live line below them. */
export class Terminal {
  readonly #isTerminal = Deno.stderr.isTerminal();
  readonly #locale: TerminalLocale;
  #live = "";
  #plainAt = performance.now();
  readonly #format: LogFormat;
  /** Lines that could not be written since then, ms on a monotonic clock; undefined while the log takes them. */
  #unwritten: { readonly since: number; lines: number } | undefined;

  constructor(format: LogFormat = "text", locale: TerminalLocale = "en") {
    this.#format = format;
    this.#locale = locale;
  }

  /** The language that people read. */
  get locale(): TerminalLocale {
    return this.#locale;
  }

  /** Writes a result to stdout. */
  print(text: string): void {
    this.#clear();
    try {
      writeAllSync(Deno.stdout, encoder.encode(`${printable(translate(text, this.#locale))}\n`));
    } catch (error) {
      // `… | head` closes the pipe, which must not end the pipeline.
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
    this.#draw();
  }

  /** Writes a line for the person who runs the command to stderr. */
  say(text: string): void {
    if (this.#format === "json") return this.log({ name: "trunkline", level: "info", text });
    this.#line(text);
  }

  /** Writes to stderr why the command has failed. */
  fail(text: string): void {
    if (this.#format === "json") return this.log({ name: "trunkline", level: "error", text });
    this.#write(`trunkline: ${translate(text, this.#locale)}`);
  }

  /** Writes a log line to stderr. */
  log(line: LogLine): void {
    const text = this.#words(line.text);
    this.#write(formatLogLine({ ...line, text }, this.#format, new Date()));
  }

  /** The text of a log line: programs read it in English. */
  #words(text: string): string {
    return this.#format === "json" ? text : translate(text, this.#locale);
  }

  #line(text: string): void {
    this.#write(translate(text, this.#locale));
  }

  #write(text: string): void {
    this.#clear();
    const missing = this.#unwritten === undefined ? "" : this.#missing(this.#unwritten);
    if (tell(`${missing}${printable(text)}\n`)) this.#unwritten = undefined;
    else (this.#unwritten ??= { since: performance.now(), lines: 0 }).lines++;
    this.#draw();
  }

  /** A line that says what is missing before it. The one before may have been cut. */
  #missing({ since, lines }: { readonly since: number; readonly lines: number }): string {
    const lasted = formatDuration(performance.now() - since);
    const text = `The log took nothing for ${lasted}; lines that are missing here: ${lines}`;
    const line = { name: "trunkline", level: "warning" as const };
    return `\n${formatLogLine({ ...line, text: this.#words(text) }, this.#format, new Date())}\n`;
  }

  /** Whether the live line is redrawn in place. */
  get redraws(): boolean {
    return this.#isTerminal && this.#format === "text";
  }

  /** Replaces the live line. In a pipe, and as JSON, it becomes a log line every ten seconds. */
  live(text: string): void {
    if (this.redraws) {
      const live = printable(translate(text, this.#locale));
      if (live === this.#live) return;
      this.#clear();
      this.#live = live;
      return this.#draw();
    }
    const now = performance.now();
    if (text === "" || now - this.#plainAt < PLAIN_EVERY_MS) return;
    this.#plainAt = now;
    this.log({ name: "progress", level: "info", text });
  }

  #clear(): void {
    if (this.#live !== "") tell("\r\x1b[2K");
  }

  #draw(): void {
    if (this.#live === "") return;
    tell(this.#live.slice(0, columns() - 1));
  }
}

/** Writes to stderr; returns whether it took it all. A log on a full disk, or a closed pipe, must not end the pipeline. */
function tell(text: string): boolean {
  try {
    writeAllSync(Deno.stderr, encoder.encode(text));
    return true;
  } catch {
    return false;
  }
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

/** Writes a log line, with its time in UTC. */
function formatLogLine({ name, level, text }: LogLine, format: LogFormat, at: Date): string {
  const time = at.toISOString();
  return format === "json"
    ? JSON.stringify({ time, level, name, message: text })
    : `${time} ${level} ${name}: ${text}`;
}
