/** Code that keeps the tables exact, and the tests that must detect a change of it. */
export interface Scope {
  readonly name: string;
  /** Files, or folders that end in a slash. */
  readonly files: readonly string[];
  /**
   * Runs of `deno test` after that of the tests which import the file, the quick ones first: the runs stop at the first
   * that detects a mutant. A test file runs once, in the first stage that names it or its folder.
   */
  readonly stages: readonly (readonly string[])[];
  /** Run only where it is asked for: it takes minutes. */
  readonly suite?: string;
}

const HISTORIES = "chaos/random_histories_suite.ts";
/** Tests of the apply path that compare the tables with a recount of what was applied. */
const RECOUNTS = [
  "core/apply/apply_batch_test.ts",
  "core/apply/versions_test.ts",
  "core/apply/withdrawals_test.ts",
  "core/apply/refusals_test.ts",
  "core/apply/coverage_test.ts",
  "core/apply/apply_new_posts_test.ts",
  "core/apply/backlog/toot_tuples_test.ts",
];

/** The first scope whose files contain a file is its scope. */
export const SCOPES: readonly Scope[] = [
  {
    name: "backlog",
    files: ["core/apply/backlog/"],
    stages: [["core/apply/backlog"], RECOUNTS, ["core/apply"]],
  },
  {
    name: "apply",
    files: ["core/apply/", "migrations/functions/0025_apply_new_posts.sql"],
    stages: [RECOUNTS, ["core/apply"], ["core/consumer"]],
    suite: HISTORIES,
  },
  {
    name: "positions",
    files: ["core/consumer/positions.ts"],
    stages: [["core/consumer"]],
    suite: HISTORIES,
  },
  {
    name: "windows",
    files: ["core/windows/"],
    stages: [["core/windows"], RECOUNTS],
    suite: HISTORIES,
  },
  { name: "post", files: ["core/post/"], stages: [["core/post"], RECOUNTS, ["core/apply"]] },
  {
    name: "spool",
    files: ["core/producer/spool.ts", "core/producer/frame.ts", "core/producer/salvage.ts"],
    stages: [["core/producer"]],
  },
];
