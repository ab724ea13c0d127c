import { messageOf } from "../../../core/base/errors.ts";
import type { Catalog } from "./catalog.ts";
import type { PartitionLog } from "./partition_log.ts";
import { isCompacted, type TopicConfig } from "./topic_config.ts";

/** Minimum of sealed bytes for a compaction. */
const COMPACTION_MIN_BYTES = 2 ** 20;

/** Applies retention and compaction every `everyMs` milliseconds until disposed. */
export function upkeep(
  catalog: Catalog,
  { everyMs, warn }: { readonly everyMs: number; readonly warn: (text: string) => void },
): Disposable {
  /** Sealed bytes after the last compaction; the next one runs when they have doubled. */
  const compactedTo = new WeakMap<PartitionLog, number>();

  const timer = setInterval(() => {
    for (const { name, config, partitions } of catalog.topics()) {
      for (const [index, log] of partitions.entries()) {
        try {
          keepUp(log, config);
        } catch (error) {
          warn(`Cannot clean up ${name}[${index}]: ${messageOf(error)}`);
        }
      }
    }
  }, everyMs);

  function keepUp(log: PartitionLog, config: TopicConfig): void {
    const now = Date.now();
    log.retain(now, config);
    if (!isCompacted(config)) return;
    const { segments, byteLength } = log.sealed();
    const enough = Math.max(COMPACTION_MIN_BYTES / 2, 2 * (compactedTo.get(log) ?? 0));
    if (segments === 0 || byteLength < enough) return;
    log.compact(now, config);
    compactedTo.set(log, log.sealed().byteLength);
  }

  return { [Symbol.dispose]: () => clearInterval(timer) };
}
