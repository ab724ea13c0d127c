import { writeFileAtomicallySync } from "../../../core/base/atomic_file.ts";
import { type BatchHeader, lastOffsetOf } from "../records/batch_header.ts";

/** A batch of an idempotent producer, kept to recognise its repetition. */
export interface WrittenBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
}

/** State of one producer in one partition. */
export interface ProducerEntry {
  readonly epoch: number;
  /** Newest last, at most five: an idempotent producer has no more than five requests in flight. */
  readonly batches: readonly WrittenBatch[];
}

/** Result of checking a batch's sequence number. */
export type SequenceVerdict =
  | { readonly type: "append" }
  /** It was written before: answer with its existing offset. */
  | { readonly type: "duplicate"; readonly of: WrittenBatch }
  | { readonly type: "out of order" }
  | { readonly type: "old epoch" };

const BATCHES_KEPT = 5;
/** Producers kept for a partition; beyond it the least recently used one is dropped. */
const PRODUCERS_MAX = 10_000;
const SEQUENCES = 2 ** 31;

/**
 * Sequence numbers of the idempotent producers of one partition, by Kafka's rules: an unknown producer may start at any
 * number, a known one must continue its sequence.
 */
export class ProducerState {
  readonly #entries = new Map<number, ProducerEntry>();

  constructor(entries: Iterable<readonly [number, ProducerEntry]> = []) {
    for (const [id, entry] of entries) this.#entries.set(id, entry);
  }

  entries(): readonly (readonly [number, ProducerEntry])[] {
    return [...this.#entries];
  }

  check(header: BatchHeader): SequenceVerdict {
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

  /** Records a batch that was appended to the log. */
  record(header: BatchHeader): void {
    if (header.producerId < 0) return;
    const before = this.#entries.get(header.producerId);
    const kept = before?.epoch === header.producerEpoch
      ? before.batches.slice(1 - BATCHES_KEPT)
      : [];
    const batch: WrittenBatch = {
      firstSequence: header.baseSequence,
      lastSequence: lastSequence(header),
      baseOffset: header.baseOffset,
      lastOffset: lastOffsetOf(header),
    };
    // Delete and set, so that the map is in the order of last use.
    this.#entries.delete(header.producerId);
    this.#entries.set(header.producerId, {
      epoch: header.producerEpoch,
      batches: [...kept, batch],
    });
    if (this.#entries.size > PRODUCERS_MAX) {
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

function pathOf(directory: string, baseOffset: number): string {
  return `${directory}/${String(baseOffset).padStart(20, "0")}.producers`;
}

/** Saves the producers' state as of the start of a segment, so that a restart reads only that segment. */
export function saveProducers(directory: string, baseOffset: number, state: ProducerState): void {
  writeFileAtomicallySync(pathOf(directory, baseOffset), JSON.stringify(state.entries()));
}

/** Loads the producers' state as of the start of a segment; empty for the first one, or if there is no file. */
export function loadProducers(directory: string, baseOffset: number): ProducerState {
  try {
    const entries: [number, ProducerEntry][] = JSON.parse(
      Deno.readTextFileSync(pathOf(directory, baseOffset)),
    );
    return new ProducerState(entries);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new ProducerState();
    throw error;
  }
}
