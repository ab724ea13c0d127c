/** How many posts a stream has carried in each hour of the day (UTC), and in how much time. Plain data, kept in a file. */
export interface FeedRate {
  /** 24 of them. */
  readonly hours: { posts: number; seconds: number }[];
}

const HOURS = 24;
const HOUR_MS = 3_600_000;
/** What was counted in less time says nothing of the rate. */
const LEARNED_SECONDS = 600;
/** From here on both numbers are halved, so that what was learned weeks ago fades. */
const FADE_SECONDS = 6 * 3_600;
/** A silence in which so many posts were to be expected is no chance. */
const MISSED_POSTS = 25;
/** Bursts and pauses are natural: a shorter silence is never spoken of, a longer one always. */
const SILENCE_MIN_MS = 20_000;
const SILENCE_MAX_MS = 6 * HOUR_MS;

export function newFeedRate(): FeedRate {
  return { hours: Array.from({ length: HOURS }, () => ({ posts: 0, seconds: 0 })) };
}

/** Adds posts that came between two times (ms since 1970), at most an hour apart. */
export function learn(
  { hours }: FeedRate,
  { posts, from, to }: { readonly posts: number; readonly from: number; readonly to: number },
): void {
  const hour = hours[hourOf(to)];
  if (hour === undefined || to <= from) return;
  hour.posts += posts;
  hour.seconds += Math.min(to - from, HOUR_MS) / 1_000;
  if (hour.seconds < FADE_SECONDS) return;
  hour.posts /= 2;
  hour.seconds /= 2;
}

/** Posts a second that are usual at this time; undefined until enough was learned. */
export function usualRate({ hours }: FeedRate, at: number): number | undefined {
  const now = hours[hourOf(at)];
  if (now !== undefined && now.seconds >= LEARNED_SECONDS) return now.posts / now.seconds;
  const seconds = hours.reduce((sum, hour) => sum + hour.seconds, 0);
  if (seconds < LEARNED_SECONDS) return undefined;
  return hours.reduce((sum, hour) => sum + hour.posts, 0) / seconds;
}

/** How long the feed may be silent at this time before that is no chance, ms; undefined until enough was learned. */
export function usualSilenceMs(rate: FeedRate, at: number): number | undefined {
  const usual = usualRate(rate, at);
  if (usual === undefined) return undefined;
  const ms = usual === 0 ? Infinity : MISSED_POSTS / usual * 1_000;
  return Math.min(SILENCE_MAX_MS, Math.max(SILENCE_MIN_MS, ms));
}

/** Reads what was written as JSON; a new one if it is anything else. */
export function parseFeedRate(value: unknown): FeedRate {
  const rate = newFeedRate();
  const hours: unknown = typeof value === "object" && value !== null && "hours" in value
    ? value.hours
    : undefined;
  if (!Array.isArray(hours) || hours.length !== HOURS) return rate;
  for (const [index, hour] of hours.entries()) {
    const { posts, seconds } = Object(hour) as { posts?: unknown; seconds?: unknown };
    const slot = rate.hours[index];
    if (slot === undefined || !isCount(posts) || !isCount(seconds)) return newFeedRate();
    slot.posts = posts;
    slot.seconds = seconds;
  }
  return rate;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function hourOf(at: number): number {
  return new Date(at).getUTCHours();
}
