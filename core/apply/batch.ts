import type { ParsedRecord } from "../post/parse_record.ts";

/** A record as the topic has it. */
export interface RawRecord {
  readonly offset: number;
  /** Kafka's, ms since 1970. */
  readonly timestamp: number;
  /** The bytes as they came; a view that is made when someone asks. */
  readonly value: Uint8Array | null;
  /** Where they lie; −1 where there are none. */
  readonly bytes: Uint8Array;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What its header `schema` says; 0 where it says no number. */
  readonly schema: number;
}

/** One record on its way into the tables. */
export interface IncomingRecord {
  readonly raw: RawRecord;
  readonly parsed: ParsedRecord;
}

/** A stretch of one partition: every record in `[startOffset, nextOffset)`, in order; offsets may have holes. */
export interface Slice {
  readonly topic: string;
  readonly partition: number;
  /** What was asked for; nothing lies between it and the first record. */
  readonly startOffset: number;
  /** One past the last offset of the stretch. */
  readonly nextOffset: number;
  readonly records: readonly IncomingRecord[];
  /** Checksum of the last record. */
  readonly lastChecksum: string | null;
}

/** What is read, once, and applied in one transaction: a slice of one or more partitions of this consumer. */
export interface Batch {
  readonly clusterId: string;
  readonly slices: readonly Slice[];
}
