/** What the consumer may score of what it reads in a second; a backlog is left to the scorer that follows it. */
export const LIVE_POSTS_PER_SECOND = 1_000;

/** Says yes up to `perSecond` times in each second of `now`'s clock (ms). */
export function secondBudget(perSecond: number, now: () => number): () => boolean {
  let second = NaN;
  let left = perSecond;
  return () => {
    const current = Math.floor(now() / 1_000);
    if (current !== second) {
      second = current;
      left = perSecond;
    }
    return left-- > 0;
  };
}
