import type { Sql } from "../postgres/connect.ts";
import { NOTHING_RISES, PAST_STEPS, RECENT_STEPS, risingTags } from "./hashtag_counts.ts";
import {
  readHashtagHistory,
  readHashtags,
  readObservedMinutes,
  startOfStep,
  stepOf,
} from "./read_hashtags.ts";
import type { Rising } from "./wire.ts";

/** Counts the hashtags that rise up to `now` (ms since 1970, the database's clock). */
export async function countHashtags(sql: Sql, now: number): Promise<Rising> {
  const last = stepOf(now);
  const first = last - RECENT_STEPS - PAST_STEPS + 1;
  const [from, recentFrom] = [startOfStep(first), startOfStep(last - RECENT_STEPS + 1)];
  const observed = await readObservedMinutes(sql, { from, to: recentFrom });
  const stretch = (now - recentFrom) / (startOfStep(1) - startOfStep(0));
  const recent = await readHashtags(sql, recentFrom, now);
  const history = await readHashtagHistory(sql, { from, recentFrom, to: now });
  return {
    ...NOTHING_RISES,
    at: now,
    observedMinutes: Math.round(observed),
    tags: risingTags(recent, history, { last, stretch, observed }),
  };
}
