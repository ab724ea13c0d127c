/** The parts of a pipeline whose health is shown, in the order in which they are shown. */
export const PARTS = [
  "source",
  "producer",
  "spool",
  "kafka",
  "consumer",
  "postgres",
  "scorer",
  "batch",
  "page",
  "disk",
  "workers",
] as const;

export type Part = typeof PARTS[number];

/** Something that is wrong with a part now. Whoever notices it takes it back when it is over. */
export interface Trouble {
  readonly part: Part;
  /** `down`: the part does not do its work. `degraded`: it does, with a fault. */
  readonly state: "degraded" | "down";
  /** One sentence. */
  readonly words: string;
  /** When it began, ms since 1970. */
  readonly since: number;
}

/** Tells what is wrong now, or, with undefined, that it is over. Each teller has one trouble of its own. */
export type TellTrouble = (words: string | undefined) => void;

/** The troubles that one worker knows of. `changed` is called at each change. */
export class Troubles {
  readonly #slots = new Map<symbol, Trouble>();
  readonly #changed: () => void;
  readonly #now: () => number;

  constructor(changed: () => void, now: () => number = Date.now) {
    this.#changed = changed;
    this.#now = now;
  }

  /** Makes a teller for one possible trouble of a part. */
  teller(part: Part, state: Trouble["state"] = "down"): TellTrouble {
    const slot = Symbol(part);
    return (words) => {
      const known = this.#slots.get(slot);
      if (words === known?.words) return;
      if (words === undefined) this.#slots.delete(slot);
      else this.#slots.set(slot, { part, state, words, since: known?.since ?? this.#now() });
      this.#changed();
    };
  }

  get all(): readonly Trouble[] {
    return [...this.#slots.values()];
  }
}
