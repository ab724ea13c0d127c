/** Code that makes the tables exact, and the tests that must notice a change of it. */
export interface Scope {
  /** Files, or folders that end in a slash. */
  readonly files: readonly string[];
  /** Runs of `deno test`, the quick ones first: a mutant that one run notices is not shown to the next. */
  readonly stages: readonly (readonly string[])[];
}

const HISTORIES = ["chaos/consumer_property_suite.ts"];

export const SCOPES: readonly Scope[] = [
  {
    files: ["core/store/apply/", "core/store/positions.ts"],
    stages: [["core/store/apply", "core/store/positions_test.ts"], HISTORIES],
  },
  { files: ["core/windows/"], stages: [["core/windows", "core/store/apply"], HISTORIES] },
  { files: ["core/toot/"], stages: [["core/toot", "core/store/apply"], HISTORIES] },
  { files: ["core/spool/"], stages: [["core/spool", "core/kafka/outbox_test.ts"]] },
];
