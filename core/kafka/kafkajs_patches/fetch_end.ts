/** A batch that cannot be read. */
export interface Unreadable {
  /** One past its last offset, if known. */
  readonly nextOffset: number | undefined;
  /** What is wrong; completes the sentence "the batch at offset N …". */
  readonly state: string;
}

const NO_TRANSACTION = { inTransaction: false, producerId: "-1" };

/**
 * An artificial last message of a fetch whose records do not show how far it reached: the last records of a batch were
 * removed by compaction, or belong to an aborted transaction or its marker, or the next batch cannot be read. Without a
 * message kafkajs 2.2.4 would skip the fetch by itself, or repeat it for ever.
 */
export class FetchEnd {
  /** Everything before it was read. */
  readonly nextOffset: number;
  /** Set if the batch at `nextOffset` cannot be read. */
  readonly unreadable: Unreadable | undefined;
  /** Greater than any requested offset: kafkajs drops messages before the requested one. */
  readonly offset = Number.MAX_SAFE_INTEGER;
  readonly timestamp = 0;
  readonly magicByte = 2;
  readonly attributes = 0;
  readonly isControlRecord = false;
  readonly batchContext = NO_TRANSACTION;
  readonly key = null;
  readonly value = null;
  readonly headers = {};

  constructor(nextOffset: number, unreadable?: Unreadable) {
    this.nextOffset = nextOffset;
    this.unreadable = unreadable;
  }
}
