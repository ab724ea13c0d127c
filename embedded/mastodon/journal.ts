import type { Stats } from "../../core/supervision/protocol.ts";

/** Why a reader must not keep a post: its author or its server does not agree, or its time cannot be true. */
export type Refusal =
  | "boost"
  | "not_public"
  | "local_only"
  | "noindex"
  | "bio_nobot"
  | "bio_noindex"
  | "implausible_time";

/** One version of a post, as the journal judges it. */
export interface Version {
  readonly id: string;
  readonly revision: number;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly username: string;
  /** `und` where the post says none. */
  readonly language: string;
  /** Code points of the plain text; undefined for replayed posts, whose text only their reader can tell. */
  readonly length?: number;
  readonly refusal?: Refusal;
  /** Which stage has to set it aside as a dead letter, because it cannot keep it: the gate, or the tables. */
  readonly setAside?: "gate" | "tables";
}

/** A post that must be in the tables at the end. */
export type Survivor = Omit<Version, "refusal" | "setAside">;

/**
 * What really happened: every event that was emitted is counted here before it is sent, and what must be left of it is
 * known at every moment. Shares no code with those who read the events.
 */
export class Journal {
  readonly #survivors = new Map<string, Survivor>();
  readonly #seen = new Set<string>();
  readonly #deleted = new Set<string>();
  /** The last revision of a post that had to be refused: neither it nor those before it may be kept. */
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

  update(version: Version): void {
    if (this.#seen.has(version.id)) this.#duplicates++;
    else this.#updates++;
    this.#seen.add(version.id);
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

  /** An event that no client was sent: nobody listened, or it was lost on purpose. */
  unheard(): void {
    this.#unheard++;
  }

  survivors(): IterableIterator<Survivor> {
    return this.#survivors.values();
  }

  /**
   * Totals. `records`: what a reader that hears every event once writes, an edit that it must refuse being a delete, and
   * what its gate sets aside being none. `dead_letters_gate` and `dead_letters_tables`: what a stage has to set aside.
   * `survivors_length` is missing if the texts are not ours.
   */
  stats(): Stats {
    const windows = new Set<string>();
    const userWindows = new Set<string>();
    let length: number | undefined = 0;
    for (const survivor of this.#survivors.values()) {
      const minute = Math.floor(survivor.createdAt / 60_000);
      windows.add(`${minute}|${survivor.language}`);
      userWindows.add(`${minute}|${survivor.username}`);
      length = length === undefined || survivor.length === undefined
        ? undefined
        : length + survivor.length;
    }
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
      survivors: this.#survivors.size,
      language_windows: windows.size,
      user_windows: userWindows.size,
      ...(length === undefined ? {} : { survivors_length: length }),
    };
  }

  /** Counts that are cheap enough for a status line. */
  counts(): Stats {
    return {
      posts: this.#updates,
      edits: this.#edits,
      deletes: this.#deletes,
      survivors: this.#survivors.size,
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

  #refuse(why: Refusal): void {
    this.#refusals.set(why, (this.#refusals.get(why) ?? 0) + 1);
  }
}
