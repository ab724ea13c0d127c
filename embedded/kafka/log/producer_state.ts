import { type BatchHeader, lastOffsetOf } from "../records/batch_header.ts";

/** A batch that an idempotent producer wrote, kept so that its repetition is known. */
export interface WrittenBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
}

/** What one partition remembers of one producer. */
export interface ProducerEntry {
  readonly epoch: number;
  /** Newest last, at most five: a producer has no more than five requests on their way. */
  readonly batches: readonly WrittenBatch[];
}

/** What to do with a batch that was sent. */
export type SequenceVerdict =
  | { readonly type: "append" }
  /** It was written before: answer with the place it has. */
  | { readonly type: "duplicate"; readonly of: WrittenBatch }
  | { readonly type: "out of order" }
  | { readonly type: "old epoch" };

const REMEMBERED_BATCHES = 5;
/** Producers remembered for a partition; past it the one that was silent for longest is forgotten. */
const MAX_PRODUCERS = 10_000;
const SEQUENCES = 2 ** 31;

/**
 * Sequence numbers of the idempotent producers of one partition, as Kafka keeps them: a producer that the partition does
 * not know may start anywhere, one that it knows must go on where it stopped.
 */
export class ProducerState {
  readonly #entries = new Map<number, ProducerEntry>();

  constructor(entries: Iterable<readonly [number, ProducerEntry]> = []) {
    for (const [id, entry] of entries) this.#entries.set(id, entry);
  }

  entries(): readonly (readonly [number, ProducerEntry])[] {
    return [...this.#entries];
  }

  judge(header: BatchHeader): SequenceVerdict {
    if (header.producerId < 0) return { type: "append" };
    const entry = this.#entries.get(header.producerId);
    if (entry === undefined) return { type: "append" };
    if (header.producerEpoch < entry.epoch) return { type: "old epoch" };
    if (header.producerEpoch > entry.epoch) {
      return { type: header.baseSequence === 0 ? "append" : "out of order" };
    }
    const last = lastSequence(header);
    const of = entry.batches.find((batch) =>
      batch.firstSequence === header.baseSequence && batch.lastSequence === last
    );
    if (of !== undefined) return { type: "duplicate", of };
    const newest = entry.batches.at(-1);
    const expected = newest === undefined ? header.baseSequence : following(newest.lastSequence);
    return { type: header.baseSequence === expected ? "append" : "out of order" };
  }

  /** Takes note of a batch that is in the log. */
  record(header: BatchHeader): void {
    if (header.producerId < 0) return;
    const before = this.#entries.get(header.producerId);
    const kept = before?.epoch === header.producerEpoch
      ? before.batches.slice(1 - REMEMBERED_BATCHES)
      : [];
    const batch: WrittenBatch = {
      firstSequence: header.baseSequence,
      lastSequence: lastSequence(header),
      baseOffset: header.baseOffset,
      lastOffset: lastOffsetOf(header),
    };
    // Set anew, so that the map's order is the order of the last use.
    this.#entries.delete(header.producerId);
    this.#entries.set(header.producerId, {
      epoch: header.producerEpoch,
      batches: [...kept, batch],
    });
    if (this.#entries.size > MAX_PRODUCERS) {
      for (const id of this.#entries.keys()) {
        this.#entries.delete(id);
        break;
      }
    }
  }
}

function lastSequence(header: BatchHeader): number {
  return (header.baseSequence + header.lastOffsetDelta) % SEQUENCES;
}

function following(sequence: number): number {
  return (sequence + 1) % SEQUENCES;
}
