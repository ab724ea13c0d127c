/**
 * When something may be said to be usual, or to rise: one rule for the page, the report and the batch job (which has it
 * in SQL, see core/batch/batch_tables.ts).
 *
 * - What is expected comes from a past that was observed, at least half of what was asked for. A pipeline that has just
 *   started has not seen the time before, which is not the same as a time without posts.
 * - An expected count below one is no measure: nothing is "times" it.
 * - What was used more right before is falling.
 */

/** The share of the past that must have been observed. */
export const ENOUGH_SHARE = 0.5;

/** Whether so much of a past (both in one unit) is enough to tell what is usual from it. */
export function isEnoughPast(observed: number, asked: number): boolean {
  return observed >= asked * ENOUGH_SHARE;
}

/** How many times what was expected; undefined where less than one was. */
export function timesExpected(count: number, expected: number): number | undefined {
  return expected >= 1 ? count / expected : undefined;
}

/** Whether a count rises: above what is expected, and not below what it was in a time as long right before. */
export function isRising(
  { recent, expected, before }: { recent: number; expected: number; before: number },
): boolean {
  return recent > expected && recent >= before;
}

/**
 * The median of steps of equal length, undefined where too few of them were observed. `seen` are the posts of each step,
 * whatever was asked for: a silence of a sixth of the steps or more may be time in which nobody listened.
 */
export function usualOf(
  counts: readonly number[],
  seen: readonly number[] = counts,
): number | undefined {
  const silence = Math.max(2, Math.ceil(counts.length / 6));
  const observed = observedSteps(seen, silence).map((step) => counts[step] ?? 0);
  if (observed.length === 0 || !isEnoughPast(observed.length, counts.length)) return undefined;
  observed.sort((a, b) => a - b);
  return observed[Math.floor(observed.length / 2)];
}

/** The places of steps that lie in no run of at least `silence` empty ones. */
function observedSteps(seen: readonly number[], silence: number): number[] {
  const observed: number[] = [];
  let from = 0;
  for (let step = 0; step <= seen.length; step++) {
    if (seen[step] === 0) continue;
    const isSilence = step - from >= silence;
    for (let quiet = from; quiet < step && !isSilence; quiet++) observed.push(quiet);
    if (step < seen.length) observed.push(step);
    from = step + 1;
  }
  return observed;
}
