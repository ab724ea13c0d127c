/** Classes, in the order of every array of three. */
export const NEGATIVE = 0;
export const NEUTRAL = 1;
export const POSITIVE = 2;
export type Label = typeof NEGATIVE | typeof NEUTRAL | typeof POSITIVE;

const LABELS: Readonly<Record<string, Label>> = {
  "0": NEGATIVE,
  "2": NEUTRAL,
  "4": POSITIVE,
  negative: NEGATIVE,
  neutral: NEUTRAL,
  positive: POSITIVE,
};

/** After so many rows with only 0 and 1, 1 is taken for positive. */
const HELD_ROWS_MAX = 10_000;
/** Distinct unknown labels that are listed by name. */
const NAMES_MAX = 100;
/** Numeric labels only have a meaning together: at this share of rows with unknown numbers, the known ones are in doubt. */
const DOUBTFUL_SHARE = 0.01;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** A label without a meaning, its first line and its number of rows. */
export interface UnknownLabel {
  readonly label: string;
  readonly line: number;
  rows: number;
}

/** A row with its label as text. */
export interface LabelRow {
  readonly text: string;
  /** Language tag; "" if the file has none. */
  readonly language: string;
  /** As the file has it. */
  readonly label: string;
  readonly line: number;
}

/**
 * Reads the labels of one file: 0, 2 and 4 as in Sentiment140, 0 and 1, or words. Spellings of a number are equal (`4`,
 * `4.0`).
 *
 * The meaning of 1 depends on the other labels: with 0 alone it is positive, with 2 it may be neutral, with 4 it has none. So
 * rows from the first 1 on are held back, in order, until that is decided.
 */
export class LabelScheme {
  readonly #use: (text: string, label: Label, language: string) => void;
  readonly #unknown = new Map<string, UnknownLabel>();
  readonly #numbers = new Set<string>();
  readonly #keys = new Map<string, string>();
  #one: "unseen" | "held" | "positive" | "unknown" = "unseen";
  #held: LabelRow[] = [];
  #used = 0;
  #left = 0;

  /** @param use called for each row with a known label, in the order of the file */
  constructor(use: (text: string, label: Label, language: string) => void) {
    this.#use = use;
  }

  /** Rows that were used. */
  get used(): number {
    return this.#used;
  }

  /** Rows with an unknown label. */
  get left(): number {
    return this.#left;
  }

  /** The unknown labels, in the order of the file. */
  get unknown(): readonly UnknownLabel[] {
    return [...this.#unknown.values()];
  }

  read(row: LabelRow): void {
    const key = this.#keyOf(row.label);
    if (key === "1" && this.#one === "unseen") {
      this.#one = this.#onlyZeroAndOne() ? "held" : "unknown";
    }
    if (this.#one !== "held") return this.#settle(row);
    this.#held.push(row);
    if (!this.#onlyZeroAndOne()) this.#decide("unknown");
    else if (this.#held.length >= HELD_ROWS_MAX) this.#decide("positive");
  }

  /** Ends the file: decides the rows held back. Returns why the file cannot be used if its numbers are in doubt. */
  end(): string | undefined {
    if (this.#one === "held") this.#decide("positive");
    const seen = [...this.#numbers].toSorted((a, b) => Number(a) - Number(b));
    if (this.#one === "positive" && !this.#onlyZeroAndOne()) {
      return `its labels are ${seen.join(", ")}, and what 1 means beside the others is not known`;
    }
    const numbers = this.unknown.filter(({ label }) => NUMBER.test(keyOf(label)));
    const rows = numbers.reduce((sum, each) => sum + each.rows, 0);
    if (this.#used === 0 || rows === 0 || rows < DOUBTFUL_SHARE * (this.#used + this.#left)) {
      return undefined;
    }
    const named = numbers.slice(0, 5).map(({ label, rows }) =>
      `${label} (${rows === 1 ? "1 row" : `${rows} rows`})`
    );
    return `labels without a meaning stand in it: ${named.join(", ")}`;
  }

  #decide(one: "positive" | "unknown"): void {
    this.#one = one;
    const held = this.#held;
    this.#held = [];
    for (const row of held) this.#settle(row);
  }

  #settle(row: LabelRow): void {
    const key = this.#keyOf(row.label);
    const label = key === "1" && this.#one === "positive" ? POSITIVE : LABELS[key];
    if (label !== undefined) {
      this.#used++;
      return this.#use(row.text, label, row.language);
    }
    this.#left++;
    const known = this.#unknown.get(key);
    if (known !== undefined) known.rows++;
    else if (this.#unknown.size < NAMES_MAX) {
      this.#unknown.set(key, { label: row.label.trim().slice(0, 20), line: row.line, rows: 1 });
    }
  }

  /** {@linkcode keyOf}, cached by spelling: a corpus has two spellings on a million rows. */
  #keyOf(label: string): string {
    const known = this.#keys.get(label);
    if (known !== undefined) return known;
    const key = keyOf(label);
    if (this.#keys.size < NAMES_MAX) this.#keys.set(label, key);
    if (NUMBER.test(key) && this.#numbers.size < NAMES_MAX) this.#numbers.add(key);
    return key;
  }

  #onlyZeroAndOne(): boolean {
    for (const number of this.#numbers) if (number !== "0" && number !== "1") return false;
    return true;
  }
}

/** `4.0`, `+4` and `04` are 4. */
function keyOf(label: string): string {
  const text = label.trim().toLowerCase();
  return NUMBER.test(text) ? String(Number(text) + 0) : text;
}
