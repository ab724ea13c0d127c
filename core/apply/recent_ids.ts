/** Ids are kept in groups: the next id of a full group takes the place of its oldest. */
const GROUPS = 1 << 15;
const IN_GROUP = 8;

/**
 * The row ids of the last records, some 200,000, in a megabyte. An id that is not among them is probably of a new post,
 * whatever the order in which ids rise: edits, deletes and repeats mostly come soon after their post.
 *
 * Unverified both ways: old ids are forgotten, and one in 15,000 new ids passes for a recent one.
 */
export class RecentIds {
  /** Hashes of ids; 0 where there is none. */
  readonly #hashes = new Int32Array(GROUPS * IN_GROUP);
  /** By group: how many ids it has taken. */
  readonly #taken = new Uint8Array(GROUPS);

  /** Adds an id; returns whether it was there. */
  add(id: string): boolean {
    const hash = hashOf(id);
    const group = hash & (GROUPS - 1);
    const first = group * IN_GROUP;
    for (let at = first; at < first + IN_GROUP; at++) if (this.#hashes[at] === hash) return true;
    this.#hashes[first + this.#taken[group]! % IN_GROUP] = hash;
    this.#taken[group]!++;
    return false;
  }
}

/** FNV-1a of a decimal number, never 0. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  // The lower bits choose the group: let the upper ones decide too.
  return (hash ^ hash >>> 15) | 0 || 1;
}
