/** What is summed of a post that must be in the tables. */
interface Summed {
  /** ms since 1970. */
  readonly createdAt: number;
  readonly username: string;
  readonly language: string;
  /** Code points; undefined if not known. */
  readonly length?: number;
}

interface Sums {
  readonly count: number;
  /** Undefined if that of any post is not known. */
  readonly length: number | undefined;
  readonly languageWindows: number;
  readonly userWindows: number;
}

/** The languages and the accounts of one minute. */
interface Minute {
  readonly languages: Set<string>;
  readonly users: Set<string>;
}

/** No post is so late: older minutes get no further posts, so that their windows are counted and forgotten. */
const LATE_MAX_MINUTES = 15;

/** Posts that nothing changes any more, as sums. Its memory does not grow with their number. */
export class PastSurvivors {
  #count = 0;
  #length: number | undefined = 0;
  #languageWindows = 0;
  #userWindows = 0;
  readonly #minutes = new Map<number, Minute>();
  #newest = -Infinity;

  get count(): number {
    return this.#count;
  }

  add(post: Summed): void {
    this.#count++;
    this.#length = plus(this.#length, post.length);
    const minute = minuteOf(post);
    addTo(this.#minutes, post);
    if (minute <= this.#newest) return;
    this.#newest = minute;
    for (const [at, { languages, users }] of this.#minutes) {
      if (at >= minute - LATE_MAX_MINUTES) continue;
      this.#languageWindows += languages.size;
      this.#userWindows += users.size;
      this.#minutes.delete(at);
    }
  }

  /** The sums of these posts and of `others`, which may share windows with them. */
  with(others: Iterable<Summed>): Sums {
    let count = this.#count;
    let length = this.#length;
    const minutes = new Map(
      [...this.#minutes].map(([at, { languages, users }]) => [
        at,
        { languages: new Set(languages), users: new Set(users) },
      ]),
    );
    for (const post of others) {
      count++;
      length = plus(length, post.length);
      addTo(minutes, post);
    }
    const all = [...minutes.values()];
    return {
      count,
      length,
      languageWindows: all.reduce(
        (sum, { languages }) => sum + languages.size,
        this.#languageWindows,
      ),
      userWindows: all.reduce((sum, { users }) => sum + users.size, this.#userWindows),
    };
  }
}

function addTo(minutes: Map<number, Minute>, post: Summed): void {
  const at = minuteOf(post);
  let minute = minutes.get(at);
  if (minute === undefined) minutes.set(at, minute = { languages: new Set(), users: new Set() });
  minute.languages.add(post.language);
  minute.users.add(post.username);
}

function minuteOf({ createdAt }: Summed): number {
  return Math.floor(createdAt / 60_000);
}

function plus(sum: number | undefined, length: number | undefined): number | undefined {
  return sum === undefined || length === undefined ? undefined : sum + length;
}
