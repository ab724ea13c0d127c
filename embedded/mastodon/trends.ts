import { mix, Random } from "./random.ts";

/** A hashtag that everyone uses for a while. */
export interface Trend {
  readonly tag: string;
  /** The share of all posts that carry it right now. */
  readonly share: number;
}

/** A trend comes up every so often, rises for a third of its time and fades. */
const PERIOD_MS = 10 * 60_000;
const PEAK_SHARE = 0.12;
const TAGS = [
  "Eclipse",
  "Eurovision",
  "WorldCup",
  "FirstSnow",
  "MonsterMoon",
  "ServerDown",
  "NewAlbumDay",
  "Breaking",
  "ThrowbackThursday",
  "FediForum",
] as const;

/** What trends at `at` (ms since 1970) in the world of `seed`. */
export function trendAt(seed: number, at: number): Trend {
  const period = Math.floor(at / PERIOD_MS);
  const phase = at / PERIOD_MS - period;
  const rise = phase < 1 / 3 ? phase * 3 : (1 - phase) * 1.5;
  return { tag: new Random(mix(seed, period, 3)).pick(TAGS), share: PEAK_SHARE * rise };
}
