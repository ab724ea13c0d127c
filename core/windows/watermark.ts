import { minuteOf, WINDOW_MS } from "./minute.ts";

/** The times of a record, in ms since 1970. */
export interface RecordTimes {
  /** `created_at`. */
  readonly eventTime: number;
  /** When the producer read it; null where the record does not say. */
  readonly receivedAt: number | null;
  /** Kafka's timestamp of the record. */
  readonly timestamp: number;
}

/**
 * Moves a partition's watermark past one record: the highest event time minus the out-of-orderness bound, never
 * backwards. A post from the future counts as one of its receive time; otherwise a wrong clock would close every window.
 *
 * Only records move it, one by one, so that a replay finds the same ones late.
 */
export function advanceWatermark(
  watermark: number | null,
  record: RecordTimes,
  outOfOrdernessMs: number,
): number {
  const seen = Math.min(
    record.eventTime,
    record.receivedAt ?? Infinity,
    record.timestamp > 0 ? record.timestamp : Infinity,
  ) - outOfOrdernessMs;
  return watermark === null ? seen : Math.max(watermark, seen);
}

/** Whether a post's window is already final, by the watermark of its own partition before the post. */
export function isLate(eventTime: number, watermark: number | null): boolean {
  return watermark !== null && (minuteOf(eventTime) + 1) * WINDOW_MS <= watermark;
}
