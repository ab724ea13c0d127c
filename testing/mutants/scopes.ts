/** Code that keeps the tables exact, and the tests that must detect a change of it. */
export interface Scope {
  /** Files, or folders that end in a slash. */
  readonly files: readonly string[];
  /** Runs of `deno test`, the quick ones first: the runs stop at the first that detects a mutant. */
  readonly stages: readonly (readonly string[])[];
}

const HISTORIES = ["chaos/random_histories_suite.ts"];

export const SCOPES: readonly Scope[] = [
  {
    files: ["core/apply/", "core/consumer/positions.ts"],
    stages: [["core/apply", "core/consumer"], HISTORIES],
  },
  { files: ["core/windows/"], stages: [["core/windows", "core/apply"], HISTORIES] },
  { files: ["core/post/"], stages: [["core/post", "core/apply"], HISTORIES] },
  {
    files: ["core/producer/spool.ts", "core/producer/frame.ts", "core/producer/salvage.ts"],
    stages: [["core/producer"]],
  },
];
