import type { Stats } from "../core/supervision/protocol.ts";
import type { Totals } from "../core/status/read_totals.ts";
import { count, factNumber } from "./format.ts";

/** What each stage counted by itself. */
export interface Counted {
  /** The simulator's journal: what really happened. */
  readonly journal: Stats;
  readonly producer: Stats;
  readonly consumer: Stats;
  /** Records by the topic's end offsets. */
  readonly topic: number;
  readonly tables: Totals;
}

/** One thing that several stages counted: all its numbers must be the same. */
export interface Line {
  readonly what: string;
  readonly counts: readonly (readonly [by: string, value: number])[];
  readonly agrees: boolean;
}

/** Holds the stages' counts against each other. Nothing here is derived from the count it is compared with. */
export function compare({ journal, producer, consumer, topic, tables }: Counted): readonly Line[] {
  const truth = (name: string) => factNumber(journal, name);
  const hasLength = typeof journal["survivors_length"] === "number";
  return [
    line("events", [["server", truth("events")], ["producer", factNumber(producer, "events")]]),
    line("… refused by the gate", [
      ["server", truth("refused_updates") + truth("refused_edits")],
      ["producer", dropped(producer)],
    ]),
    line("… dead letters of the gate", [
      ["server", truth("dead_letters_gate")],
      ["producer", factNumber(producer, "dead_letters")],
    ]),
    line("records", [
      ["server", truth("records")],
      ["topic", topic],
      ["consumer", factNumber(consumer, "applied")],
    ]),
    line("… dead letters of the tables", [
      ["server", truth("dead_letters_tables")],
      ["consumer", factNumber(consumer, "deadLetters")],
      ["table", tables.dead_letters],
    ]),
    line("posts left", [
      ["server", truth("survivors")],
      ["table", tables.posts],
      ["language windows", tables.language_window_posts],
      ["user windows", tables.user_window_posts],
    ]),
    line("their characters", [
      ...(hasLength ? [["server", truth("survivors_length")] as const] : []),
      ["table", tables.length],
      ["language windows", tables.language_window_length],
      ["user windows", tables.user_window_length],
    ]),
    line("judged by the model", [
      ["table", tables.scored + tables.unscored],
      ["windows", tables.window_scored + tables.window_unscored],
    ]),
    line("… with a sentiment", [["table", tables.scored], ["windows", tables.window_scored]]),
    line("language windows", [["server", truth("language_windows")], [
      "table",
      tables.language_windows,
    ]]),
    line("user windows", [["server", truth("user_windows")], ["table", tables.user_windows]]),
  ];
}

/** The comparison as a person reads it. */
export function describe(lines: readonly Line[]): string[] {
  const width = Math.max(...lines.map(({ what }) => what.length));
  return lines.map(({ what, counts, agrees }) => {
    const [first] = counts;
    const text = agrees && first !== undefined
      ? `${count(first[1]).padStart(9)}  by ${counts.map(([by]) => by).join(" = ")}`
      : counts.map(([by, value]) => `${by} ${count(value)}`).join(", ");
    return `  ${agrees ? "✓" : "✗"} ${what.padEnd(width)}  ${text}`;
  });
}

function line(what: string, counts: Line["counts"]): Line {
  return { what, counts, agrees: counts.every(([, value]) => value === counts[0]?.[1]) };
}

function dropped(producer: Stats): number {
  return Object.keys(producer)
    .filter((name) => name.startsWith("dropped_"))
    .reduce((sum, name) => sum + factNumber(producer, name), 0);
}
