import { formatDuration } from "../core/base/duration.ts";
import type { Stats } from "../core/supervision/protocol.ts";
import { count, factNumber } from "./format.ts";
import type { Session } from "./session.ts";

/** Makes the live line of a pipeline: events read, records applied, and the lag. */
export function pipelineLine(session: Session): () => string {
  const began = performance.now();
  const rate = ratePerSecond();
  return () => {
    const producer = session.stats("producer");
    const consumer = session.stats("consumer");
    const parts = [elapsed(performance.now() - began)];
    if (Object.keys(producer).length + Object.keys(consumer).length === 0) parts.push("connecting");
    if (Object.keys(producer).length > 0) {
      const events = factNumber(producer, "events");
      parts.push(
        `read ${count(events)} (${rate(events)}/s)`,
        ...ifAny(producer, "dead_letters", "unreadable"),
        ...ifAny(producer, "spooled"),
      );
    }
    if (Object.keys(consumer).length > 0) {
      parts.push(
        `applied ${count(factNumber(consumer, "applied"))}`,
        `lag ${count(factNumber(consumer, "lag"))}`,
        ...ifAny(consumer, "deadLetters", "dead letters"),
        ...ifAny(consumer, "clashedDeletes", "clashed deletes"),
        ...ifAny(consumer, "stoppedPartitions", "stopped partitions"),
      );
    }
    return parts.join(" · ");
  };
}

/** Whole seconds: tenths would flicker on a line that is redrawn four times a second. */
function elapsed(ms: number): string {
  return formatDuration(Math.max(1_000, Math.floor(ms / 1_000) * 1_000)).replace(".0 s", " s");
}

function ifAny(stats: Stats, name: string, words = name.replaceAll("_", " ")): string[] {
  const value = factNumber(stats, name);
  return value === 0 ? [] : [`${words} ${count(value)}`];
}

/** A rate over the last seconds. */
function ratePerSecond(): (total: number) => string {
  const seen: { readonly at: number; readonly total: number }[] = [];
  return (total) => {
    const now = performance.now();
    // A worker that was started again counts from 0.
    if (total < (seen.at(-1)?.total ?? 0)) seen.length = 0;
    seen.push({ at: now, total });
    while (seen.length > 1 && now - (seen[0]?.at ?? now) > 5_000) seen.shift();
    const first = seen[0];
    const seconds = first === undefined ? 0 : (now - first.at) / 1_000;
    return first === undefined || seconds < 0.2
      ? "–"
      : count(Math.round((total - first.total) / seconds));
  };
}
