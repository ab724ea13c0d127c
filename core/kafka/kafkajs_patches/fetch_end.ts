/** What lies in a partition and cannot be read. */
export interface Unreadable {
  /** One past its last offset, where that is known. */
  readonly nextOffset: number | undefined;
  /** What is wrong, as the end of a sentence that begins with "the batch at offset N". */
  readonly state: string;
}

const NO_TRANSACTION = { inTransaction: false, producerId: "-1" };

/**
 * Stands behind the messages of a fetch where these do not say how far it reached: the last records of a batch may be
 * gone by compaction, or be a transaction's that was aborted, or its mark; or what follows cannot be read. kafkajs (2.2.4)
 * would go on by itself where nothing else is left, or fetch the same for ever; so it finds a message.
 */
export class FetchEnd {
  /** Everything before it was read. */
  readonly nextOffset: number;
  /** What lies at `nextOffset`, where that cannot be read. */
  readonly unreadable: Unreadable | undefined;
  /** Behind any offset that was asked for: kafkajs leaves out what lies before. */
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
