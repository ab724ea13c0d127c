import { minuteOf, WINDOW_MS } from "./minute.ts";

/** What a record says about time, all in ms since 1970. */
export interface Sighting {
  /** `created_at`. */
  readonly eventTime: number;
  /** When the producer read it, where the record says so. */
  readonly receivedAt: number | null;
  /** Kafka's timestamp of the record. */
  readonly timestamp: number;
}

/**
 * Moves a partition's watermark past one record: the highest event time less the out-of-orderness bound, never
 * backwards. A post from the future counts as one of its receive time, else a wrong clock would close every window.
 *
 * It moves record by record and by nothing but the records, so that a replay finds the same ones late.
 */
export function advanceWatermark(
  watermark: number | null,
  record: Sighting,
  outOfOrdernessMs: number,
): number {
  const seen = Math.min(
    record.eventTime,
    record.receivedAt ?? Infinity,
    record.timestamp > 0 ? record.timestamp : Infinity,
  ) - outOfOrdernessMs;
  return watermark === null ? seen : Math.max(watermark, seen);
}

/** Whether a post comes after its window was final by its own partition's watermark, as it stood before the post. */
export function isLate(eventTime: number, watermark: number | null): boolean {
  return watermark !== null && (minuteOf(eventTime) + 1) * WINDOW_MS <= watermark;
}
