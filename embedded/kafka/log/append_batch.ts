import { Codec } from "../../../core/kafka/compression/unpack.ts";
import { messageOf } from "../../../core/base/errors.ts";
import { ErrorCode } from "../protocol/error_code.ts";
import {
  assignOffset,
  type BatchFault,
  type BatchHeader,
  checkBatch,
  compressionOf,
} from "../records/batch_header.ts";
import { readRecords } from "../records/record_batch.ts";
import type { Appended, PartitionLog } from "./partition_log.ts";
import { isCompacted, type TopicConfig } from "./topic_config.ts";

/** Result of appending the records of one partition in a Produce request. */
export type AppendResult =
  | ({ readonly type: "appended" } & Appended)
  | { readonly type: "refused"; readonly errorCode: ErrorCode; readonly message: string };

const TRANSACTIONAL_OR_CONTROL = 0b110000;

/** Validates a producer's batch, assigns its offset and appends it. Changes `records` in place. */
export function appendBatch(
  log: PartitionLog,
  records: Uint8Array | null,
  { now, config }: { readonly now: number; readonly config: TopicConfig },
): AppendResult {
  if (records === null) return refused(ErrorCode.INVALID_RECORD, "no records");
  const header = checkBatch(records);
  if (typeof header === "string") return refused(errorOf(header), `a batch that is ${header}`);
  if (header.byteLength > config["max.message.bytes"]) {
    const limit = config["max.message.bytes"];
    return refused(
      ErrorCode.MESSAGE_TOO_LARGE,
      `a batch of ${header.byteLength} bytes, ${limit} are allowed`,
    );
  }
  const problem = problemOf(records, header, config);
  if (problem !== undefined) return problem;

  const verdict = log.producers.check(header);
  switch (verdict.type) {
    case "duplicate":
      return { type: "appended", ...verdict.of };
    case "out of order":
      return refused(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, "a sequence number out of order");
    case "old epoch":
      return refused(ErrorCode.INVALID_PRODUCER_EPOCH, "a producer epoch that has passed");
    case "append":
      break;
    default:
      verdict satisfies never;
  }
  const baseOffset = log.endOffset;
  assignOffset(records, 0, baseOffset);
  try {
    return { type: "appended", ...log.append(records, { ...header, baseOffset }, now, config) };
  } catch (error) {
    return refused(ErrorCode.KAFKA_STORAGE_ERROR, messageOf(error));
  }
}

function problemOf(
  records: Uint8Array,
  header: BatchHeader,
  config: TopicConfig,
): AppendResult | undefined {
  if (records.byteLength !== header.byteLength) {
    return refused(ErrorCode.INVALID_RECORD, "more than one batch");
  }
  if (header.recordCount === 0 || header.recordCount !== header.lastOffsetDelta + 1) {
    return refused(ErrorCode.INVALID_RECORD, "a record count that does not fit the offsets");
  }
  if ((header.attributes & TRANSACTIONAL_OR_CONTROL) !== 0) {
    return refused(ErrorCode.INVALID_RECORD, "transactions, which this broker does not have");
  }
  if (compressionOf(header) > Codec.zstd) {
    return refused(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, "an unknown compression");
  }
  if (isCompacted(config) && readRecords(records, header)?.some(({ key }) => key === null)) {
    return refused(ErrorCode.INVALID_RECORD, "a record without key in a compacted topic");
  }
  return undefined;
}

function errorOf(fault: BatchFault): ErrorCode {
  switch (fault) {
    case "old magic":
      return ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT;
    case "torn":
    case "malformed":
    case "wrong crc":
      return ErrorCode.CORRUPT_MESSAGE;
    default:
      return fault satisfies never;
  }
}

function refused(errorCode: ErrorCode, reason: string): AppendResult {
  return { type: "refused", errorCode, message: `Cannot append: ${reason}` };
}
