/** Code that keeps the tables exact, and the tests that must detect a change of it. */
export interface Scope {
  readonly name: string;
  /** Files, or folders that end in a slash. */
  readonly files: readonly string[];
  /** Test files and folders of them; of these, those run that execute the changed line. */
  readonly tests: readonly string[];
  /** Run only where it is asked for: it takes minutes. */
  readonly suite?: string;
}

const HISTORIES = "chaos/random_histories_suite.ts";

/** The first scope whose files contain a file is its scope. */
export const SCOPES: readonly Scope[] = [
  { name: "backlog", files: ["core/apply/backlog/"], tests: ["core/apply"] },
  {
    name: "apply",
    files: ["core/apply/", "migrations/functions/0025_apply_new_posts.sql"],
    tests: ["core/apply", "core/consumer"],
    suite: HISTORIES,
  },
  {
    name: "positions",
    files: ["core/consumer/positions.ts"],
    tests: ["core/consumer"],
    suite: HISTORIES,
  },
  {
    name: "windows",
    files: ["core/windows/"],
    tests: ["core/windows", "core/apply"],
    suite: HISTORIES,
  },
  { name: "post", files: ["core/post/"], tests: ["core/post", "core/apply"] },
  {
    name: "spool",
    files: ["core/producer/spool.ts", "core/producer/frame.ts", "core/producer/salvage.ts"],
    tests: ["core/producer"],
  },
];

export const scopeOf = (path: string) =>
  SCOPES.find(({ files }) => files.some((prefix) => path.startsWith(prefix)));
