import { type Account, afterOptingOut, makeAccount } from "./account.ts";
import { type PostContent, writePostContent } from "./post_content.ts";
import { languages } from "./languages/all.ts";
import type { Language } from "./languages/language.ts";
import { mix, Random } from "./random.ts";
import { type Trend, trendAt } from "./trends.ts";

export interface WorldOptions {
  readonly seed: number;
  /** Number of accounts. Default 50,000. */
  readonly users?: number;
  /** Number of languages, in the order of {@linkcode languages}. Default all 19; the first 15 include every script. */
  readonly languages?: number;
  /** Host of the server that shows the posts. Default `social.example`. */
  readonly domain?: string;
  /** Approximate bytes of a post's HTML and text together; by default short and long ones are mixed. */
  readonly bytes?: number;
  /** Opt-out tags are also in unusual letters, display names and profile fields. Default: only as a link in the bio. */
  readonly oddProfiles?: boolean;
  /** Share of revisions whose author has opted out since the post. Default 0. */
  readonly changesOfMind?: number;
  /** Whether hashtags become popular for some minutes, one after the other. Default true. */
  readonly trends?: boolean;
}

/** A hashtag that posts of `[from, to)`, ms since 1970, carry. */
export interface AddedTrend extends Trend {
  readonly from: number;
  readonly to: number;
}

/**
 * A generated population and its posts: post `n` is a pure function of the seed, `n`, its time and its revision, so that
 * nothing needs to be stored. (Trends that a test adds are part of that function from then on.)
 */
export class World {
  readonly seed: number;
  readonly domain: string;
  readonly languages: readonly Language[];
  readonly oddProfiles: boolean;
  readonly #bytes: number | undefined;
  readonly #changesOfMind: number;
  readonly #loudness: Zipf;
  readonly #accounts: (Account | undefined)[];
  readonly #hasTrends: boolean;
  readonly #added: AddedTrend[] = [];

  constructor(options: WorldOptions) {
    const users = options.users ?? 50_000;
    this.seed = options.seed;
    this.domain = options.domain ?? "social.example";
    this.languages = languages.slice(0, options.languages ?? languages.length);
    this.oddProfiles = options.oddProfiles ?? false;
    this.#bytes = options.bytes;
    this.#changesOfMind = options.changesOfMind ?? 0;
    this.#hasTrends = options.trends ?? true;
    this.#loudness = new Zipf(users, 0.9);
    this.#accounts = new Array<Account | undefined>(users);
  }

  /** The account of rank `index`; 0 posts most. */
  account(index: number): Account {
    return this.#accounts[index] ??= makeAccount(index, this);
  }

  /** Content of post `n`, published at `createdAt` (ms since 1970); `revision` 0 is the first one. */
  content(n: number, createdAt: number, revision = 0): PostContent {
    const random = new Random(mix(this.seed, n, 2));
    const author = this.#awake(random, createdAt);
    const saysNo = revision > 0 &&
      new Random(mix(this.seed, n, 6, revision)).chance(this.#changesOfMind);
    const account = saysNo ? afterOptingOut(author) : author;
    const changesLanguage = revision > 0 && mix(this.seed, n, revision) % 4 === 0;
    const bilingual = random.chance(0.05) !== changesLanguage;
    return writePostContent(revision === 0 ? random : new Random(mix(this.seed, n, 2, revision)), {
      account,
      language: bilingual ? account.secondLanguage : account.language,
      trend: this.#trendAt(createdAt),
      domain: this.domain,
      someone: (random) => this.account(this.#loudness.draw(random)),
      ...(this.#bytes === undefined ? {} : { bytes: this.#bytes }),
      ...(revision === 0 ? {} : { prefix: `[${revision + 1}] ` }),
    });
  }

  /** Posts of a stretch of time carry a hashtag, in place of those that are popular by themselves. */
  addTrend(trend: AddedTrend): void {
    this.#added.push(trend);
  }

  #trendAt(at: number): Trend {
    const added = this.#added.findLast(({ from, to }) => at >= from && at < to);
    return added ?? (this.#hasTrends ? trendAt(this.seed, at) : { tag: "", share: 0 });
  }

  /** Draws an author by rank and by local time of day. */
  #awake(random: Random, at: number): Account {
    for (;;) {
      const account = this.account(this.#loudness.draw(random));
      if (random.next() < wakefulness(account.language, at)) return account;
    }
  }
}

/** In `[0.2, 1]`: lowest at 4:00, highest at 16:00, local time. */
function wakefulness({ utcOffset }: Language, at: number): number {
  const hour = at / 3_600_000 + utcOffset;
  return 0.6 - 0.4 * Math.cos((hour - 4) * Math.PI / 12);
}

/** Draws ranks `0 … size-1`, rank r in proportion to `1 / (r + 1) ** exponent`: few accounts write most posts. */
class Zipf {
  readonly #cumulative: Float64Array;

  constructor(size: number, exponent: number) {
    this.#cumulative = new Float64Array(size);
    let sum = 0;
    for (let rank = 0; rank < size; rank++) {
      sum += 1 / (rank + 1) ** exponent;
      this.#cumulative[rank] = sum;
    }
  }

  draw(random: Random): number {
    const sums = this.#cumulative;
    const wanted = random.next() * (sums[sums.length - 1] ?? 0);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
