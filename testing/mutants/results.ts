import { linesOf } from "./coverage.ts";
import type { Mutant } from "./find_mutants.ts";

/** What the tests made of a mutant. */
export type Outcome =
  /** The first test that failed. */
  | { readonly type: "noticed"; readonly by: string }
  /** No test ended for far longer than any takes, twice: the second time with three times as much. */
  | { readonly type: "hangs" }
  /** Whether its scope's suite ran too. */
  | { readonly type: "survived"; readonly suites: boolean };

export interface Result {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
}

/** Results in a file, one a line, so that a run goes on where the one before ended. */
export class Results {
  readonly #path: string | undefined;
  readonly all: Result[] = [];

  /** Undefined: they are kept in memory alone. */
  constructor(path: string | undefined) {
    this.#path = path;
    if (path === undefined) return;
    this.all.push(...linesOf(path).map((line): Result => JSON.parse(line)));
  }

  of(mutant: Mutant): Outcome | undefined {
    return this.all.findLast((result) => isSame(result.mutant, mutant))?.outcome;
  }

  add(mutant: Mutant, outcome: Outcome): void {
    const result = { mutant, outcome };
    this.all.push(result);
    if (this.#path === undefined) return;
    Deno.writeTextFileSync(this.#path, `${JSON.stringify(result)}\n`, { append: true });
  }
}

const isSame = (a: Mutant, b: Mutant) =>
  a.path === b.path && a.start === b.start && a.end === b.end && a.replacement === b.replacement;

/** One line a scope: how many of its mutants were noticed, and how. */
export function table(
  results: readonly Result[],
  scopeOf: (path: string) => string,
  isAccepted: (mutant: Mutant) => boolean,
): string {
  const rows = Map.groupBy(results, ({ mutant }) => scopeOf(mutant.path));
  const count = (of: readonly Result[]) => {
    const survived = of.filter(({ outcome }) => outcome.type === "survived");
    const accepted = survived.filter(({ mutant }) => isAccepted(mutant)).length;
    const hangs = of.filter(({ outcome }) => outcome.type === "hangs").length;
    return [
      of.length,
      of.length - survived.length - hangs,
      hangs,
      accepted,
      survived.length - accepted,
    ];
  };
  return [
    ["scope", "mutants", "a test fails", "hangs", "equivalent", "unnoticed"],
    ["---", "--:", "--:", "--:", "--:", "--:"],
    ...[...rows].sort().map(([name, of]) => [name, ...count(of)]),
    ["all", ...count(results)],
  ].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
