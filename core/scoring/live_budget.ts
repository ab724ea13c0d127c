/** Posts that the consumer scores in a second at most; the table scorer does the rest of a backlog. */
export const LIVE_POSTS_PER_SECOND = 1_000;

/** Returns a function that is true up to `perSecond` times in each second of `now`'s clock (ms). */
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
