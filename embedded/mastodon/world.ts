import { type Account, afterOptingOut, makeAccount } from "./account.ts";
import { type PostContent, writeDraft } from "./draft.ts";
import { languages } from "./languages/all.ts";
import type { Language } from "./languages/language.ts";
import { mix, Random } from "./random.ts";
import { trendAt } from "./trends.ts";
import { Zipf } from "./zipf.ts";

export interface WorldOptions {
  readonly seed: number;
  /** Accounts that there are. Default 50,000. */
  readonly users?: number;
  /** The first so many of the known languages. Default all 19; the first 15 hold every script. */
  readonly languages?: number;
  /** Host of the server that shows the posts. Default `social.example`. */
  readonly domain?: string;
  /** Posts whose HTML and text together have about so many bytes; by default short and long ones mix. */
  readonly bytes?: number;
  /** People write their `#nobot` in odd letters, too, and in display names and fields. Default: as a link in the bio. */
  readonly oddProfiles?: boolean;
  /** Share of revisions that come while their author asks not to be read, who had not before. Default 0. */
  readonly changesOfMind?: number;
}

/**
 * A made-up population and what it writes: post `n` is a pure function of the seed, `n`, its time and its revision, so
 * nothing need be kept to say it again.
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

  constructor(options: WorldOptions) {
    const users = options.users ?? 50_000;
    this.seed = options.seed;
    this.domain = options.domain ?? "social.example";
    this.languages = languages.slice(0, options.languages ?? languages.length);
    this.oddProfiles = options.oddProfiles ?? false;
    this.#bytes = options.bytes;
    this.#changesOfMind = options.changesOfMind ?? 0;
    this.#loudness = new Zipf(users, 0.9);
    this.#accounts = new Array<Account | undefined>(users);
  }

  /** The account of rank `index`, 0 being the loudest. */
  account(index: number): Account {
    return this.#accounts[index] ??= makeAccount(index, this);
  }

  /** What post `n`, published at `createdAt` (ms since 1970), says; `revision` 0 is as first published. */
  content(n: number, createdAt: number, revision = 0): PostContent {
    const random = new Random(mix(this.seed, n, 2));
    const author = this.#awake(random, createdAt);
    const saysNo = revision > 0 &&
      new Random(mix(this.seed, n, 6, revision)).chance(this.#changesOfMind);
    const account = saysNo ? afterOptingOut(author) : author;
    const changesLanguage = revision > 0 && mix(this.seed, n, revision) % 4 === 0;
    const bilingual = random.chance(0.05) !== changesLanguage;
    return writeDraft(revision === 0 ? random : new Random(mix(this.seed, n, 2, revision)), {
      account,
      language: bilingual ? account.secondLanguage : account.language,
      trend: trendAt(this.seed, createdAt),
      domain: this.domain,
      someone: (random) => this.account(this.#loudness.draw(random)),
      ...(this.#bytes === undefined ? {} : { bytes: this.#bytes }),
      ...(revision === 0 ? {} : { prefix: `[${revision + 1}] ` }),
    });
  }

  /** Whoever is loud and, where they live, not asleep. */
  #awake(random: Random, at: number): Account {
    for (;;) {
      const account = this.account(this.#loudness.draw(random));
      if (random.next() < wakefulness(account.language, at)) return account;
    }
  }
}

/** In `[0.2, 1]`: lowest at 4 in the night, highest at 16, local time. */
function wakefulness({ utcOffset }: Language, at: number): number {
  const hour = at / 3_600_000 + utcOffset;
  return 0.6 - 0.4 * Math.cos((hour - 4) * Math.PI / 12);
}
