/** One figure of a bench, with the reference it is held against. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is compared with in the same run. */
  readonly reference?: { readonly what: string; readonly value: number };
  /** What it must reach, and which way is better. */
  readonly goal?: { readonly at: number; readonly better: "higher" | "lower" };
}

/** A bench: `deno task bench NAME` runs it and prints its figures as a table, or as JSON with `--json`. */
export interface Bench {
  /** One line for `deno task bench --help`. */
  readonly summary: string;
  /** Runs it; `say` prints a progress line on stderr. */
  run(args: readonly string[], say: (line: string) => void): Promise<readonly Figure[]>;
}
