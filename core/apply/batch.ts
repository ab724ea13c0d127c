import type { ParsedRecord } from "../post/parse_record.ts";

/** A record as the topic has it. */
export interface RawRecord {
  readonly offset: number;
  /** Kafka's, ms since 1970. */
  readonly timestamp: number;
  /** The bytes as they came; a view that is made on access. */
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

/** A range of one partition: every record in `[startOffset, nextOffset)`, in order; offsets may have gaps. */
export interface Slice {
  readonly topic: string;
  readonly partition: number;
  /** The offset that was asked for; there is no record between it and the first one. */
  readonly startOffset: number;
  /** One past the last offset of the range. */
  readonly nextOffset: number;
  readonly records: readonly IncomingRecord[];
  /** Checksum of the last record. */
  readonly lastChecksum: string | null;
}

/** What is applied in one transaction: slices of one or more partitions of this consumer. */
export interface Batch {
  readonly clusterId: string;
  readonly slices: readonly Slice[];
}
