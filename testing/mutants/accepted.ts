/** An equivalent mutant: no test can detect it, because behaviour does not change. */
export interface AcceptedMutant {
  readonly path: string;
  /** Code that the change lies in; of several places with it, the first. */
  readonly code: string;
  readonly replacement: string;
  readonly why: string;
}

const NULL_OR_EMPTY =
  "which of two records wins that differ in null and empty alone is free, as long as it is always the same one";
const READ_ALONE =
  "the text of many records is then odd, so each record is read alone: slower, with the same result";

const FASTER =
  "what is not read here is read by the parser of all other spellings, with the same result";

export const ACCEPTED: readonly AcceptedMutant[] = [
  {
    path: "core/post/parse_record.ts",
    code:
      "if (error instanceof Refused) return dead(error.reason, error.message);\n    throw error;",
    replacement: ";",
    why: "no record leads there, only a fault of the program",
  },
  {
    path: "core/producer/spool.ts",
    code: "segmentBytes: 2 ** 20",
    replacement: "(20 + 1)",
    why: "the size of a file where none is given",
  },
  {
    path: "core/apply/writes.ts",
    code: "JSON_POSTS_MAX = 64",
    replacement: "(64 + 1)",
    why: "a batch of 65 posts is then stored by the other of two ways, which give the same tables",
  },
  {
    path: "core/consumer/positions.ts",
    code: "sourceHoldMs / 1_000",
    replacement: "(1_000 + 1)",
    why: "a thousandth of SOURCE_HOLD, which is a guess at how long a source may be away",
  },
  ...[
    ["plan.revived.length > 0", "true"],
    ["letters.length > 0", ">="],
  ].map(([code = "", replacement = ""]) => ({
    path: "core/apply/write_plan.ts",
    code,
    replacement,
    why: "a statement is then sent that writes nothing",
  })),
  {
    path: "core/apply/recent_ids.ts",
    code: "const IN_GROUP = 8;",
    replacement: "(8 + 1)",
    why: "the size of a table whose every answer is checked again",
  },
  {
    path: "core/apply/apply_until_done.ts",
    code: "maxMs: 200, jitter: 1",
    replacement: "(200 + 1)",
    why: "one of 200 milliseconds in the bound of a random wait",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "to[at]! <= NINE",
    replacement: "<",
    why: "an id with a nine is then made from its text, which gives the same one",
  },
  {
    path: "core/apply/applier.ts",
    code: "const SILENCE_MS = 20_000;",
    replacement: "(20_000 + 1)",
    why: "one of 20,000 milliseconds of patience",
  },
  {
    path: "core/apply/backlog/json_bytes.ts",
    code: "return depth < NESTED_MAX &&",
    replacement: "<=",
    why: FASTER,
  },
  {
    path: "core/apply/backlog/toot_tuples.ts",
    code: "128 << 10",
    replacement: "(10 + 1)",
    why: "the size of the pieces in which the same bytes are sent",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "valueEnd - valueStart",
    replacement: "+",
    why: "room for the texts of a record, of which there is then more",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "const start = json.end + 4;\n        if (json.text() < 0) return false;",
    replacement: "<=",
    why: "an empty text is no time either",
  },
  {
    path: "core/apply/backlog/plain_time.ts",
    code: "isDigit(high) && isDigit(low) ?",
    replacement: "false",
    why: FASTER,
  },
  {
    path: "core/apply/backlog/scanned_block.ts",
    code: 'names.toString("latin1", 0, count === 0 ? 0 :',
    replacement: "(0 + 1)",
    why: "without a record no name is cut from the text",
  },
  {
    path: "core/apply/backlog/toot_tuples.ts",
    code: "post instanceof ScannedPost ?",
    replacement: "false",
    why:
      "both ways give the same bytes, which read_records_test compares; the condition saves the work",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "64 + 16 * COLUMN_COUNT",
    replacement: "-",
    why:
      "600 bytes are left, and a tuple needs less beside the texts of its record: 12 for each other column, and the " +
      "default instance, a host of 253 at most",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "if (end - start > SHORT_TAG)",
    replacement: "+",
    why: "a tag that is not kept is folded each time, to the same one",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "#to = new Uint8Array(1 << 16)",
    replacement: "(16 + 1)",
    why: "the first size of a buffer that grows",
  },
  {
    path: "core/apply/backlog/tuple_scanner.ts",
    code: "isNumber = to[at]! >= ZERO",
    replacement: ">",
    why: "an id with a zero is then made from its text, which gives the same one",
  },
  ...["uri", "url", "inReplyToId"].map((key) => ({
    path: "core/post/post.ts",
    code: `compare(Number(a.${key} === null), Number(b.${key} === null))`,
    replacement: "!==",
    why: NULL_OR_EMPTY,
  })),
  {
    path: "core/post/html_to_text.ts",
    code: "end - start === text.length ?",
    replacement: "false",
    why: "the slice of a whole text is the text; the condition saves the call",
  },
  {
    path: "core/post/html_to_text.ts",
    code: "if (known !== undefined)",
    replacement: "false",
    why: "what follows finds the same element; the condition saves making the name lower case",
  },
  {
    path: "core/post/parse_record.ts",
    code: "for (let at = 0; at < records.length; at += TEXT_VALUES)",
    replacement: "<=",
    why: "one more round, over no records, adds nothing",
  },
  {
    path: "core/post/parse_record.ts",
    code: "bytes[0] = OPEN;",
    replacement: ";",
    why: READ_ALONE,
  },
  {
    path: "core/post/parse_record.ts",
    code: "items = JSON.parse(text);",
    replacement: ";",
    why: READ_ALONE,
  },
  {
    path: "core/post/parse_record.ts",
    code: "if (!/[\\ud800-\\udbff]/.test(text)) return count;",
    replacement: "false",
    why: "the loop that follows counts the same; the condition saves it for most texts",
  },
  {
    path: "core/producer/spool.ts",
    code: "[Symbol.dispose](): void {\n    this.#closeTail();",
    replacement: ";",
    why: "a spool that is disposed of and not closed keeps a file open until its thread ends, " +
      "and Deno does not tell which files are open",
  },
  {
    path: "core/producer/spool.ts",
    code: "this.#nextNumber = Number(name.slice(0, 12)) + 1;",
    replacement: "(1 + 1)",
    why: "numbers of files need only ascend",
  },
  ...["lang", "username"].map((key) => ({
    path: "core/windows/window_deltas.ts",
    code: `(a.${key} < b.${key} ? -1 : 1)`,
    replacement: "<=",
    why: "no two rows of one minute have the same name",
  })),
  {
    path: "core/windows/usual_span.ts",
    code: "lead(hour) over (order by hour)",
    replacement: "",
    why: "PostgreSQL 18 computes this window on rows that are in order already; it is stated " +
      "because nothing promises that",
  },
];
