import { isRising, type RisingCounts } from "../windows/enough_past.ts";
import { type AlertLocale, type AlertWords, alertWords } from "./words.ts";

/** What an {@linkcode Observation} compares posts over: the last minutes, with the hour before them. */
export const BURST_MS = 5 * 60_000;
export const BURST_PAST_MS = 60 * 60_000;

/** What is told: kind and key say what it is about, the title is a sentence. */
export interface Alert {
  readonly kind: "rising" | "burst" | "mood" | "silent";
  readonly key: string;
  readonly title: string;
}

/** Posts of a tracked word or hashtag. */
export interface Tracked extends RisingCounts {
  readonly name: string;
  readonly people: number;
}

/** Scored posts. */
export interface Mood {
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** What was read of the tables at one moment. */
export interface Observation {
  /** Rising hashtags of the last hour, as the page shows them. */
  readonly rising: readonly {
    readonly tag: string;
    readonly recent: number;
    readonly expected: number;
  }[];
  readonly tracked: readonly Tracked[];
  /** Lengths of the recent time, in observed lengths of the past that its expected counts come from. */
  readonly risingStretch: number;
  readonly burstStretch: number;
  readonly mood: { readonly recent: Mood; readonly before: Mood };
  /** How long no post has arrived, ms; undefined: none ever did. */
  readonly silentMs: number | undefined;
  /** A silence longer than this, ms, is told. */
  readonly silenceMs: number;
}

/** Hashtags are told only from here on: of a small one the page is soon enough. */
const RISING_POSTS = 10;
/** And only if used so many times as often as expected, which no time of day alone brings about. */
const RISING_TIMES = 3;
const BURST_TIMES = 2;
/**
 * Chance must bring so high a count less often than this. Counts are looked at some thousand times a day, of each tracked
 * word, and of every hashtag of the stream: of the rise that the page asks for, chance alone brings several every day.
 */
const BURST_CHANCE = 1e-5;
const RISING_CHANCE = 1e-7;
const PEOPLE_MIN = 3;
/** A mood of fewer scored posts is not compared. */
const SCORED_MIN = 200;
/** Standard errors by which two moods must differ: chance makes that about once in 15,000 comparisons. */
const MOOD_ERRORS = 4;
/** And the difference of positive and negative shares must be this, or in a busy stream every evening would be news. */
const MOOD_CHANGE = 0.1;

/** What is worth an alert, in words of a language. Pure: whether it was told before is decided by the store. */
export function alertsOf(seen: Observation, locale: AlertLocale = "en"): readonly Alert[] {
  const words = alertWords(locale);
  return [
    ...seen.rising.filter(({ recent, expected }) =>
      recent >= RISING_POSTS && recent >= RISING_TIMES * expected &&
      isNoChance({ recent, expected }, { stretch: seen.risingStretch, chance: RISING_CHANCE })
    ).map(({ tag, recent, expected }) => ({
      kind: "rising" as const,
      key: tag.toLowerCase(),
      title: words.rising(tag, recent, expected),
    })),
    ...seen.tracked.filter((tracked) =>
      tracked.people >= PEOPLE_MIN && isRising(tracked) &&
      tracked.recent >= BURST_TIMES * tracked.expected &&
      isNoChance(tracked, { stretch: seen.burstStretch, chance: BURST_CHANCE })
    )
      .map(({ name, recent, expected }) => ({
        kind: "burst" as const,
        key: name.toLowerCase(),
        title: words.burst(name, recent, expected),
      })),
    ...moodAlert(seen.mood, words),
    ...silenceAlert(seen, words),
  ];
}

/**
 * Whether posts came in a recent time that is `stretch` as long as the past with more than chance: of all posts of both, as
 * many fall into the recent time as a binomial distribution gives it. Its tail is at most exp(−n · KL), by Chernoff.
 */
function isNoChance(
  { recent, expected }: Pick<RisingCounts, "recent" | "expected">,
  { stretch, chance }: { readonly stretch: number; readonly chance: number },
): boolean {
  const n = recent + expected / stretch;
  const [share, fair] = [recent / n, stretch / (1 + stretch)];
  if (share <= fair) return false;
  const rest = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - fair));
  return n * (share * Math.log(share / fair) + rest) >= -Math.log(chance);
}

function moodAlert({ recent, before }: Observation["mood"], words: AlertWords): Alert[] {
  if (scored(recent) < SCORED_MIN || scored(before) < SCORED_MIN) return [];
  const change = balance(recent) - balance(before);
  const errors = Math.sqrt(variance(recent) + variance(before));
  if (Math.abs(change) <= Math.max(MOOD_CHANGE, MOOD_ERRORS * errors)) return [];
  const share = (mood: Mood) => mood.positive / scored(mood);
  return [{
    kind: "mood",
    key: change > 0 ? "better" : "worse",
    title: words.mood(change > 0, share(recent), share(before)),
  }];
}

function silenceAlert({ silentMs, silenceMs }: Observation, words: AlertWords): Alert[] {
  if (silentMs === undefined || silentMs <= silenceMs) return [];
  const minutes = Math.floor(silentMs / 60_000);
  return [{
    kind: "silent",
    key: "source",
    title: words.silent(minutes),
  }];
}

function scored({ positive, neutral, negative }: Mood): number {
  return positive + neutral + negative;
}

function balance(mood: Mood): number {
  return (mood.positive - mood.negative) / scored(mood);
}

/** Of {@linkcode balance}, of posts that are +1, 0 or −1. */
function variance(mood: Mood): number {
  const n = scored(mood);
  return ((mood.positive + mood.negative) / n - balance(mood) ** 2) / n;
}
