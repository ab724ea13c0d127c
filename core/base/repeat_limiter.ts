/** A log line. */
interface Line<Level> {
  readonly level: Level;
  readonly text: string;
}

/** Lines of one kind that are logged in one interval. */
const LINES_MAX = 5;
const INTERVAL_MS = 60_000;
/** Kinds that are remembered; a text that never repeats must not fill the memory. */
const KINDS_MAX = 500;
const KIND_LENGTH = 200;

/**
 * Limits log lines that repeat: five of a kind in a minute are logged, then one a minute, with the number of the others.
 * Lines are of one kind if they differ in numbers only. Times in ms, monotonic.
 */
export class RepeatLimiter<Level> {
  readonly #kinds = new Map<string, { since: number; count: number; last: Line<Level> }>();

  /** Whether to log a line now. */
  admits(line: Line<Level>, now: number): boolean {
    const key = `${line.level} ${line.text.slice(0, KIND_LENGTH).replaceAll(/\d+/g, "0")}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) {
      this.#kinds.set(key, { since: now, count: 1, last: line });
      this.#forget();
      return true;
    }
    kind.count++;
    kind.last = line;
    return kind.count <= LINES_MAX;
  }

  /** The lines that stand for those that were held back; call it every second or so. */
  due(now: number): Line<Level>[] {
    const lines: Line<Level>[] = [];
    for (const [key, kind] of this.#kinds) {
      if (now - kind.since < INTERVAL_MS) continue;
      const held = kind.count - LINES_MAX;
      if (held <= 0) {
        this.#kinds.delete(key);
        continue;
      }
      const { level, text } = kind.last;
      lines.push({
        level,
        text: held === 1 ? text : `${text} (and ${held - 1} more lines like it)`,
      });
      // What repeats on is logged once an interval from here on.
      kind.since = now;
      kind.count = LINES_MAX;
    }
    return lines;
  }

  #forget(): void {
    const oldest = this.#kinds.keys().next().value;
    if (this.#kinds.size > KINDS_MAX && oldest !== undefined) this.#kinds.delete(oldest);
  }
}
