/** One figure of a bench, with its goal and its reference. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** A value to compare the figure with, measured in the same run where possible. */
  readonly reference?: { readonly what: string; readonly value: number };
  /** The value it must reach; `better` is the good direction. */
  readonly goal?: { readonly at: number; readonly better: "higher" | "lower" };
}

/** A bench: `deno task bench NAME` runs it and prints its figures as a table, or as JSON with `--json`. */
export interface Bench {
  /** One line for `deno task bench --help`. */
  readonly summary: string;
  /** Runs it; `say` prints a progress line on stderr. */
  run(args: readonly string[], say: (line: string) => void): Promise<readonly Figure[]>;
}

/** What a figure is held against; see {@linkcode Figure}. */
export interface Held {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly reference?: Figure["reference"];
}

/** Makes a figure with at most one goal. */
export function figure(
  what: string,
  value: number,
  unit: string,
  { atLeast, atMost, reference }: Held = {},
): Figure {
  return {
    what,
    value,
    unit,
    ...(atLeast !== undefined && { goal: { at: atLeast, better: "higher" as const } }),
    ...(atMost !== undefined && { goal: { at: atMost, better: "lower" as const } }),
    ...(reference !== undefined && { reference }),
  };
}
