import type { Stats } from "../core/supervision/protocol.ts";
import type { Totals } from "../core/status/read_totals.ts";
import { count, factNumber } from "./format.ts";

/** What each stage counted for itself. */
export interface StageCounts {
  /** The simulator's journal of what it sent: the expected numbers. */
  readonly journal: Stats;
  readonly producer: Stats;
  readonly consumer: Stats;
  /** Records in the topic, by its end offsets. */
  readonly topic: number;
  readonly tables: Totals;
}

/** One quantity that several stages counted; all its numbers must be equal. */
export interface ComparedCount {
  readonly what: string;
  readonly counts: readonly (readonly [by: string, value: number])[];
  readonly agrees: boolean;
}

/**
 * Compares the counts of the stages. No count is derived from another one of its line.
 *
 * `isInterrupted`: the producer was killed and has missed events; then what was sent and what was read are not compared,
 * but what the server has is with what the tables have.
 */
export function compareCounts(
  { journal, producer, consumer, topic, tables }: StageCounts,
  { isInterrupted = false } = {},
): readonly ComparedCount[] {
  const truth = (name: string) => factNumber(journal, name);
  const hasLength = typeof journal["survivors_length"] === "number";
  const sentAndRead = [
    line("events", [["server", truth("events")], ["producer", factNumber(producer, "events")]]),
    line("… refused by consent or filter", [
      ["server", truth("refused_updates") + truth("refused_edits")],
      ["producer", dropped(producer)],
    ]),
    line("… dead letters of the producer", [
      ["server", truth("dead_letters_gate")],
      ["producer", factNumber(producer, "dead_letters")],
    ]),
    line("records", [
      ["server", truth("records")],
      [
        "consumer",
        recordsOf(consumer),
      ],
    ]),
  ];
  return [
    ...(isInterrupted ? [] : sentAndRead),
    line(isInterrupted ? "records, with coverage events" : "… with coverage events", [
      ["topic", topic],
      ["consumer", recordsOf(consumer) + factNumber(consumer, "coverage")],
    ]),
    line("… dead letters of the consumer", [
      ["server", truth("dead_letters_tables")],
      ["consumer", factNumber(consumer, "deadLetters")],
      ["table", tables.dead_letters],
    ]),
    line("posts stored", [
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
    line("read by the sentiment model", [
      ["table", tables.scored + tables.unscored],
      ["windows", tables.window_scored + tables.window_unscored],
    ]),
    line("… with a score", [["table", tables.scored], ["windows", tables.window_scored]]),
    line("language windows", [["server", truth("language_windows")], [
      "table",
      tables.language_windows,
    ]]),
    line("user windows", [["server", truth("user_windows")], ["table", tables.user_windows]]),
  ];
}

/** The comparison as lines of text. */
export function describeCounts(lines: readonly ComparedCount[]): string[] {
  const width = Math.max(...lines.map(({ what }) => what.length));
  return lines.map(({ what, counts, agrees }) => {
    const [first] = counts;
    const text = agrees && first !== undefined
      ? `${count(first[1]).padStart(9)}  ${counts.map(([by]) => by).join(" = ")}`
      : counts.map(([by, value]) => `${by} ${count(value)}`).join(", ");
    return `  ${agrees ? "✓" : "✗"} ${what.padEnd(width)}  ${text}`;
  });
}

/**
 * The records that a consumer read. Not its `applied`: that counts offsets of the partitions that it holds, and lacks
 * a batch that was committed after a partition was given to another consumer.
 */
function recordsOf(consumer: StageCounts["consumer"]): number {
  return ["posts", "deletes", "deadLetters"].reduce(
    (sum, name) => sum + factNumber(consumer, name),
    0,
  );
}

function line(what: string, counts: ComparedCount["counts"]): ComparedCount {
  return { what, counts, agrees: counts.every(([, value]) => value === counts[0]?.[1]) };
}

function dropped(producer: Stats): number {
  return Object.keys(producer)
    .filter((name) => name.startsWith("dropped_"))
    .reduce((sum, name) => sum + factNumber(producer, name), 0);
}
