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

/** A file that has held nothing but 0 and 1 for so many rows holds nothing else. */
const ENOUGH = 10_000;
/** So many different unknown labels are remembered by name. */
const MAX_NAMES = 100;
/** Numbers mean something beside each other only: where so many rows have one that is unknown, the others are in doubt. */
const DOUBTFUL_SHARE = 0.01;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** A label that means nothing: on how many rows, and where first. */
export interface UnknownLabel {
  readonly label: string;
  readonly line: number;
  rows: number;
}

/** One row whose label is being read. */
export interface LabelRow {
  readonly text: string;
  /** As the file has it. */
  readonly label: string;
  readonly line: number;
}

/**
 * Reads the labels of one file: 0, 2 and 4 as Sentiment140 has them, 0 and 1, or words. A number is the number that it
 * is, however it is written (`4`, `4.0`).
 *
 * What 1 means depends on the others: beside 0 alone it is positive, in a file with 2 it may be neutral, and beside 4 it
 * is nothing. So rows are held back, in order, from the first 1 until that is known.
 */
export class LabelScheme {
  readonly #use: (text: string, label: Label) => void;
  readonly #unknown = new Map<string, UnknownLabel>();
  readonly #numbers = new Set<string>();
  readonly #keys = new Map<string, string>();
  #one: "unseen" | "held" | "positive" | "unknown" = "unseen";
  #held: LabelRow[] = [];
  #used = 0;
  #left = 0;

  /** `use` gets each row with a label that means something, in the order of the file. */
  constructor(use: (text: string, label: Label) => void) {
    this.#use = use;
  }

  /** Rows that were used. */
  get used(): number {
    return this.#used;
  }

  /** Rows with a label that means nothing. */
  get left(): number {
    return this.#left;
  }

  /** The labels that mean nothing, in the order of the file. */
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
    else if (this.#held.length >= ENOUGH) this.#decide("positive");
  }

  /** Settles what is held at the end of the file. Why the file cannot be used, if its numbers are in doubt. */
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
      return this.#use(row.text, label);
    }
    this.#left++;
    const known = this.#unknown.get(key);
    if (known !== undefined) known.rows++;
    else if (this.#unknown.size < MAX_NAMES) {
      this.#unknown.set(key, { label: row.label.trim().slice(0, 20), line: row.line, rows: 1 });
    }
  }

  /** {@linkcode keyOf}, once for each spelling: a corpus has two of them on a million rows. */
  #keyOf(label: string): string {
    const known = this.#keys.get(label);
    if (known !== undefined) return known;
    const key = keyOf(label);
    if (this.#keys.size < MAX_NAMES) this.#keys.set(label, key);
    if (NUMBER.test(key) && this.#numbers.size < MAX_NAMES) this.#numbers.add(key);
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
