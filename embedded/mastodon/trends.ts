import { mix, Random } from "./random.ts";

/** A hashtag that is popular for a while. */
export interface Trend {
  readonly tag: string;
  /** Share of all posts that have it at the moment. */
  readonly share: number;
}

/** Duration of a trend, which rises for a third of it and then fades. */
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

/** The trend at `at` (ms since 1970) for a seed. */
export function trendAt(seed: number, at: number): Trend {
  const period = Math.floor(at / PERIOD_MS);
  const phase = at / PERIOD_MS - period;
  const rise = phase < 1 / 3 ? phase * 3 : (1 - phase) * 1.5;
  return { tag: new Random(mix(seed, period, 3)).pick(TAGS), share: PEAK_SHARE * rise };
}
