import type { Stats } from "../../core/supervision/protocol.ts";
import { PastSurvivors } from "./past_survivors.ts";

/** Why a reader must not keep a post: missing consent of its author or server, or an impossible time. */
export type Refusal =
  | "boost"
  | "not_public"
  | "local_only"
  | "noindex"
  | "bio_nobot"
  | "bio_noindex"
  | "implausible_time";

/** A version of a post with the expected result. */
export interface Version {
  readonly id: string;
  readonly revision: number;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly username: string;
  /** `und` if the post declares none. */
  readonly language: string;
  /** Code points of the plain text; undefined for replayed posts, whose plain text is not known. */
  readonly length?: number;
  readonly refusal?: Refusal;
  /** The stage that must turn it into a dead letter. */
  readonly setAside?: "gate" | "tables";
}

/** A post that must be in the tables at the end of a run. */
export type Survivor = Omit<Version, "refusal" | "setAside">;

/**
 * The ground truth of a run: counts every event before it is sent, and knows at each moment what the tables must contain.
 * Shares no code with the pipeline.
 *
 * With `rememberPosts` only so many of the last posts are kept one by one; the older ones, which nothing changes any more,
 * are kept as sums, so that a run of days needs no more memory than one of minutes.
 */
export class Journal {
  readonly #rememberPosts: number;
  readonly #past = new PastSurvivors();
  readonly #survivors = new Map<string, Survivor>();
  readonly #seen = new Set<string>();
  readonly #deleted = new Set<string>();
  /** The last refused revision of each post: it and all earlier ones must not be kept. */
  readonly #withdrawn = new Map<string, number>();
  readonly #refusals = new Map<Refusal, number>();
  #updates = 0;
  #duplicates = 0;
  #edits = 0;
  #deletes = 0;
  readonly #setAside = { gate: 0, tables: 0 };
  #refusedUpdates = 0;
  #refusedEdits = 0;
  #unheard = 0;
  readonly #unheardAt: number[] = [];

  constructor({ rememberPosts = Infinity }: { readonly rememberPosts?: number } = {}) {
    this.#rememberPosts = rememberPosts;
  }

  update(version: Version): void {
    if (this.#seen.has(version.id)) this.#duplicates++;
    else this.#updates++;
    this.#seen.add(version.id);
    this.#forget();
    if (version.setAside !== undefined) this.#setAside[version.setAside]++;
    else if (version.refusal !== undefined) {
      this.#refusedUpdates++;
      this.#refuse(version.refusal);
    } else this.#keep(version);
  }

  edit(version: Version): void {
    this.#edits++;
    if (version.setAside !== undefined) this.#setAside[version.setAside]++;
    else if (version.refusal !== undefined) {
      this.#refusedEdits++;
      this.#refuse(version.refusal);
      this.#withdraw(version);
    } else this.#keep(version);
  }

  delete(id: string): void {
    this.#deletes++;
    this.#deleted.add(id);
    this.#survivors.delete(id);
  }

  /** Counts an event that no client got: there was none, or it was dropped on purpose. */
  unheard(): void {
    this.#unheard++;
    this.#unheardAt.push(Date.now());
    if (this.#unheardAt.length > this.#rememberPosts) this.#unheardAt.shift();
  }

  /** When the last events went out that no client got, ms since 1970 by this machine's clock. */
  get unheardAt(): readonly number[] {
    return this.#unheardAt;
  }

  /** The posts that are kept one by one: all of them without `rememberPosts`. */
  survivors(): IterableIterator<Survivor> {
    return this.#survivors.values();
  }

  /**
   * Totals. `records`: what a reader that gets every event once writes, where an edit that it must refuse counts as a delete
   * and a dead letter of its gate as nothing. `dead_letters_gate` and `dead_letters_tables`: expected dead letters of a stage.
   * `survivors_length` is absent for replayed posts.
   */
  stats(): Stats {
    const all = this.#past.with(this.#survivors.values());
    const events = this.#updates + this.#duplicates + this.#edits + this.#deletes;
    return {
      events,
      updates: this.#updates,
      duplicates: this.#duplicates,
      edits: this.#edits,
      deletes: this.#deletes,
      refused_updates: this.#refusedUpdates,
      refused_edits: this.#refusedEdits,
      ...Object.fromEntries([...this.#refusals].map(([why, count]) => [`refused_${why}`, count])),
      unheard: this.#unheard,
      dead_letters_gate: this.#setAside.gate,
      dead_letters_tables: this.#setAside.tables,
      records: events - this.#refusedUpdates - this.#setAside.gate,
      survivors: all.count,
      language_windows: all.languageWindows,
      user_windows: all.userWindows,
      ...(all.length === undefined ? {} : { survivors_length: all.length }),
    };
  }

  /** Counters that are cheap enough for a status line. */
  counts(): Stats {
    return {
      posts: this.#updates,
      edits: this.#edits,
      deletes: this.#deletes,
      survivors: this.#past.count + this.#survivors.size,
    };
  }

  #keep({ refusal: _refusal, setAside: _setAside, ...version }: Version): void {
    if (this.#deleted.has(version.id)) return;
    if (version.revision <= (this.#withdrawn.get(version.id) ?? -1)) return;
    const known = this.#survivors.get(version.id);
    if (known === undefined || known.revision < version.revision) {
      this.#survivors.set(version.id, version);
    }
  }

  #withdraw({ id, revision }: Version): void {
    this.#withdrawn.set(id, Math.max(revision, this.#withdrawn.get(id) ?? 0));
    const known = this.#survivors.get(id);
    if (known !== undefined && known.revision <= revision) this.#survivors.delete(id);
  }

  /** Turns the oldest posts into sums, and forgets ids that no event names any more. */
  #forget(): void {
    const most = this.#rememberPosts;
    for (const [id, survivor] of this.#survivors) {
      if (this.#survivors.size <= most) break;
      this.#past.add(survivor);
      this.#survivors.delete(id);
    }
    for (const ids of [this.#seen, this.#deleted, this.#withdrawn]) {
      for (const id of ids.keys()) {
        if (ids.size <= most) break;
        ids.delete(id);
      }
    }
  }

  #refuse(why: Refusal): void {
    this.#refusals.set(why, (this.#refusals.get(why) ?? 0) + 1);
  }
}
