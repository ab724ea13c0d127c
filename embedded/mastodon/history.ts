import { mix, Random } from "./random.ts";

/** A step of a history. `n` numbers the posts from 0. */
export type Step =
  /** Post `n` appears, as first published. */
  | { readonly type: "update"; readonly n: number }
  | { readonly type: "status.update"; readonly n: number; readonly revision: number }
  | { readonly type: "delete"; readonly n: number }
  /** A second `update` of post `n`. */
  | { readonly type: "duplicate"; readonly n: number }
  /** The deletion of a post that this server never showed, which is normal on a public stream. */
  | { readonly type: "stray_delete" };

/** Shares of posts, in [0, 1]. */
export interface Mix {
  readonly edits: number;
  readonly deletes: number;
  readonly duplicates: number;
  readonly strayDeletes: number;
  /** Share of the edits and deletes that come before the `update` of their post. */
  readonly overtaking: number;
}

const MIX: Mix = {
  edits: 0.02,
  deletes: 0.02,
  duplicates: 0.005,
  strayDeletes: 0.002,
  overtaking: 0.3,
};

/** Number of last posts that edits and deletes are drawn from. */
const RECENT = 1_000;

/** An endless history, the same for each seed. */
export class History {
  readonly #random: Random;
  readonly #mix: Mix;
  /** Posts that can still be edited and deleted, with their revision. */
  readonly #recent: { readonly n: number; revision: number }[] = [];
  /** Overtaken `update`s, and the number of posts after which each comes. */
  #held: { readonly n: number; after: number }[] = [];
  #ready: Step[] = [];
  #posts = 0;

  constructor(seed: number, mixture: Partial<Mix> = {}) {
    this.#random = new Random(mix(seed, 4));
    this.#mix = { ...MIX, ...mixture };
  }

  next(): Step {
    if (this.#ready.length === 0) this.#ready = this.#another();
    return this.#ready.shift() ?? this.next();
  }

  /** The overtaken updates that are left at the end. */
  rest(): Step[] {
    const owed = [...this.#ready, ...this.#held.map(({ n }) => update(n))];
    this.#ready = [];
    this.#held = [];
    return owed;
  }

  /** The next post with the steps around it. */
  #another(): Step[] {
    const random = this.#random;
    const n = this.#posts++;
    const post = { n, revision: 0 };
    const steps: Step[] = [];
    for (const held of this.#held) if (--held.after <= 0) steps.push(update(held.n));
    this.#held = this.#held.filter(({ after }) => after > 0);
    const edits = random.chance(this.#mix.edits);
    const deletes = random.chance(this.#mix.deletes);
    if ((edits || deletes) && random.chance(this.#mix.overtaking)) {
      if (edits) steps.push(edit(post));
      if (deletes) steps.push({ type: "delete", n });
      this.#held.push({ n, after: 1 + random.below(3) });
      if (!deletes) this.#keepCounters(post);
    } else {
      steps.push(update(n));
      this.#keepCounters(post);
      if (edits) steps.push(edit(random.pick(this.#recent)));
      if (deletes) steps.push({ type: "delete", n: this.#forget().n });
    }
    if (this.#recent.length > 0 && random.chance(this.#mix.duplicates)) {
      const { n } = random.pick(this.#recent);
      if (!this.#held.some((held) => held.n === n)) steps.push({ type: "duplicate", n });
    }
    if (random.chance(this.#mix.strayDeletes)) steps.push({ type: "stray_delete" });
    return steps;
  }

  #keepCounters(post: { readonly n: number; revision: number }): void {
    if (this.#recent.length < RECENT) this.#recent.push(post);
    else this.#recent[post.n % RECENT] = post;
  }

  #forget(): { readonly n: number } {
    const index = this.#random.below(this.#recent.length);
    const last = this.#recent.pop();
    const chosen = this.#recent[index] ?? last;
    if (chosen === undefined || last === undefined) throw new RangeError("No post to delete");
    if (chosen !== last) this.#recent[index] = last;
    return chosen;
  }
}

function update(n: number): Step {
  return { type: "update", n };
}

function edit(post: { readonly n: number; revision: number }): Step {
  return { type: "status.update", n: post.n, revision: ++post.revision };
}
