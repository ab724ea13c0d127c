import { formatDuration } from "../base/duration.ts";
import type { Notice } from "../base/outage_log.ts";
import type { Part } from "../base/trouble.ts";
import { type Facts, judge, type PartHealth } from "./picture.ts";

/** Keeps the picture of a process, and logs what gets worse and what is well again, with how long it lasted. */
export class HealthBook {
  readonly #facts: () => Facts;
  readonly #log: Notice;
  #parts: readonly PartHealth[] = [];
  /** Parts that were well once, or whose trouble was logged: a start is no loss. */
  readonly #known = new Set<Part>();
  /** When the trouble of a part began that was logged, ms since 1970. */
  readonly #lostAt = new Map<Part, number>();

  constructor(facts: () => Facts, log: Notice) {
    this.#facts = facts;
    this.#log = log;
  }

  /** The picture of the last look. */
  get parts(): readonly PartHealth[] {
    return this.#parts;
  }

  /** Judges again at `now`, ms since 1970. @returns whether the state of any part has changed */
  look(now: number): boolean {
    const before = this.#parts;
    this.#parts = judge(this.#facts(), now, before);
    let changed = before.length !== this.#parts.length;
    for (const part of this.#parts) {
      const last = before.find((each) => each.part === part.part);
      if (last?.state === part.state) continue;
      changed = true;
      this.#tell(part, last, now);
    }
    return changed;
  }

  #tell({ part, state, words, since }: PartHealth, last: PartHealth | undefined, now: number) {
    if (state === "ok") {
      const lostAt = this.#lostAt.get(part);
      this.#known.add(part);
      this.#lostAt.delete(part);
      if (lostAt === undefined) return;
      return this.#log("info", `${part} is well again, after ${formatDuration(now - lostAt)}`);
    }
    if (!this.#known.has(part) && state !== "down") return;
    if (!this.#lostAt.has(part)) this.#lostAt.set(part, since);
    const better = last?.state === "down";
    this.#log(better ? "info" : "warning", `${part} is ${state}: ${words}`);
  }
}
