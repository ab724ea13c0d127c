/**
 * When a count is usual, and when it rises: one rule for the page, the report and the batch job (which has it in SQL, see
 * core/batch/batch_tables.ts).
 *
 * - An expected count needs a past of which at least half was observed. A pipeline that has just started has not observed
 *   the time before; that is not a time without posts.
 * - An expected count below one is too small to compare with: "3 times" of it means nothing.
 * - A hashtag that was used more right before is falling.
 */

/** The share of the past that must have been observed. */
export const ENOUGH_SHARE = 0.5;

/** Whether the observed part of a past is enough to tell what is usual; both in one unit. */
export function isEnoughPast(observed: number, asked: number): boolean {
  return observed >= asked * ENOUGH_SHARE;
}

/** A count as a multiple of the expected one; undefined where less than one was expected. */
export function timesExpected(count: number, expected: number): number | undefined {
  return expected >= 1 ? count / expected : undefined;
}

/** Whether a count rises: above the expected one, and not below that of an equally long time right before. */
export function isRising(
  { recent, expected, before }: { recent: number; expected: number; before: number },
): boolean {
  return recent > expected && recent >= before;
}

/**
 * The median of steps of equal length; undefined where too few of them were observed. `seen` are all posts of each step,
 * without filters: where a sixth of the steps or more in a row have none, the pipeline may not have been running.
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

/** The indices of steps that lie in no run of at least `silence` empty ones. */
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
