import { minuteOf } from "./minute.ts";

/** The score of a text, or why it has none. `probPos` in millionths: P(positive | not neutral). */
export type Score =
  & (
    | { readonly label: -1 | 0 | 1; readonly probPos: number }
    | { readonly reason: string }
  )
  & {
    readonly model: string;
    /** The language that the text was read in; windows do not count it. */
    readonly language?: string;
  };

/** The properties of a post that windows count. */
interface Counted {
  /** Event time, ms since 1970. */
  readonly createdAt: number;
  readonly lang: string;
  readonly username: string;
  /** Unicode code points of its text. */
  readonly contentLength: number;
}

/** The contribution of one stored post to its windows. */
export interface Contribution {
  readonly post: Counted;
  readonly late: boolean;
  readonly score: Score | null;
}

/** A change of one row of `toot_metrics_windowed`. */
export interface LanguageDelta {
  /** Minutes since 1970. */
  readonly minute: number;
  readonly lang: string;
  count: number;
  length: number;
  late: number;
  pos: number;
  neg: number;
  neu: number;
  unscored: number;
  probPos: number;
}

/** A change of one row of `user_avg_length_windowed`. */
export interface UserDelta {
  readonly minute: number;
  readonly username: string;
  count: number;
  length: number;
}

/** Sums up the changes of both window tables. Integers only, so that a retraction leaves no rounding error. */
export class WindowDeltas {
  /** By minute, then language; making one key of both would cost more than everything else here. */
  readonly #languages = new Map<number, Map<string, LanguageDelta>>();
  readonly #users = new Map<number, Map<string, UserDelta>>();

  add(contribution: Contribution): void {
    this.#apply(contribution, 1);
  }

  retract(contribution: Contribution): void {
    this.#apply(contribution, -1);
  }

  /** Adds (1) or subtracts (-1) a score of a post that stays: its count, length and lateness do not change. */
  addScore(
    { minute, lang }: { readonly minute: number; readonly lang: string },
    score: Score,
    sign: 1 | -1,
  ): void {
    addScore(this.#language(minute, lang), score, sign);
  }

  /** In the order in which rows are locked: by start, then language. Without those that change nothing. */
  languages(): LanguageDelta[] {
    return [...this.#languages.values()].flatMap((minute) => [...minute.values()])
      .filter((d) =>
        d.count !== 0 || d.length !== 0 || d.late !== 0 || d.pos !== 0 || d.neg !== 0 ||
        d.neu !== 0 || d.unscored !== 0 || d.probPos !== 0
      )
      .sort((a, b) => a.minute - b.minute || (a.lang < b.lang ? -1 : 1));
  }

  /** In the order in which rows are locked: by start, then username. Without those that change nothing. */
  users(): UserDelta[] {
    return [...this.#users.values()].flatMap((minute) => [...minute.values()])
      .filter(({ count, length }) => count !== 0 || length !== 0)
      .sort((a, b) => a.minute - b.minute || (a.username < b.username ? -1 : 1));
  }

  #apply({ post, late, score }: Contribution, sign: 1 | -1): void {
    const minute = minuteOf(post.createdAt);
    const language = this.#language(minute, post.lang);
    language.count += sign;
    language.length += sign * post.contentLength;
    if (late) language.late += sign;
    if (score !== null) addScore(language, score, sign);
    const user = this.#user(minute, post.username);
    user.count += sign;
    user.length += sign * post.contentLength;
  }

  #language(minute: number, lang: string): LanguageDelta {
    const window = entry(this.#languages, minute);
    let delta = window.get(lang);
    if (delta === undefined) {
      delta = {
        minute,
        lang,
        count: 0,
        length: 0,
        late: 0,
        pos: 0,
        neg: 0,
        neu: 0,
        unscored: 0,
        probPos: 0,
      };
      window.set(lang, delta);
    }
    return delta;
  }

  #user(minute: number, username: string): UserDelta {
    const window = entry(this.#users, minute);
    let delta = window.get(username);
    if (delta === undefined) {
      delta = { minute, username, count: 0, length: 0 };
      window.set(username, delta);
    }
    return delta;
  }
}

function entry<Value>(
  windows: Map<number, Map<string, Value>>,
  minute: number,
): Map<string, Value> {
  let window = windows.get(minute);
  if (window === undefined) windows.set(minute, window = new Map());
  return window;
}

function addScore(delta: LanguageDelta, score: Score, sign: 1 | -1): void {
  if ("reason" in score) {
    delta.unscored += sign;
    return;
  }
  delta.probPos += sign * score.probPos;
  if (score.label > 0) delta.pos += sign;
  else if (score.label < 0) delta.neg += sign;
  else delta.neu += sign;
}
