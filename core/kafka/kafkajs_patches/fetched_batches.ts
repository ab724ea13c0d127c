import { Buffer } from "node:buffer";
import { Codec, unpack, UnpackError } from "../compression/unpack.ts";
import { crc32c } from "../../base/crc32c.ts";
import { BATCH_HEAD_BYTES, batchRecords } from "./batch_records.ts";
import { FetchEnd } from "./fetch_end.ts";
import { isWholeMessage, type OldMessage, oldMessages } from "./old_messages.ts";
import type { PlainMessage } from "./plain_message.ts";

/** Byte offsets in the batch header. Up to the magic byte the formats before v2 have the same layout. */
const LENGTH = 8;
const MAGIC = 16;
const CRC = 17;
const ATTRIBUTES = 21;
const LAST_DELTA = 23;
const PRODUCER_ID = 43;
const COUNT = 57;
/** Bytes before those that the length field counts. */
const UNCOUNTED = 12;
const CODEC = 0x7;
const IN_TRANSACTION = 0x10;
const CONTROL = 0x20;
/**
 * A broker notes how far records may be read before it reads them: batches that are written meanwhile lie behind the end that
 * it states. An offset further behind it is damaged (the CRC does not cover offsets).
 */
const WRITTEN_MEANWHILE_MAX = 100_000;
/** The key of the record that marks the end of an aborted transaction: version 0, type 0. */
const ABORT_MARK = Buffer.from([0, 0, 0, 0]);

/**
 * Limit of a decompressed batch: a few compressed bytes must not fill the memory. By default producers close a batch at
 * 1 MB or less before compression.
 */
const MAX_UNPACKED_BYTES = 64 * 2 ** 20;
/** Limit of records in a batch: each costs about 100 bytes of memory, however short it is. */
const MAX_BATCH_RECORDS = 2 ** 20;
/** After so many decompressed bytes of a partition the remaining batches are left to the next fetch. */
const ENOUGH_UNPACKED_BYTES = 16 * 2 ** 20;

export type FetchedMessage = PlainMessage | OldMessage | FetchEnd;

/** Further fields of a fetched partition. */
export interface FetchedPartition {
  /** One past the last record that may be read, as the broker stated before it read. */
  readonly endOffset: number;
  readonly aborted: readonly AbortedTransaction[];
}

/** The content of a batch. */
interface Read {
  readonly messages: readonly (PlainMessage | OldMessage)[];
  readonly nextOffset: number;
  readonly unpackedBytes: number;
}

/** A batch that cannot be read; the message completes the sentence "the batch at offset N …". */
class UnreadableBatch extends Error {
  override readonly name = "UnreadableBatch";
}

/**
 * Reads the batches of a fetched partition, of any format and codec of Kafka, without records of aborted transactions. The
 * last batch may be cut off. Each batch is checked by its CRC. A {@linkcode FetchEnd} follows if the last record does not
 * show how far the batches reach, or if a batch cannot be read.
 */
export function fetchedBatches(
  bytes: Buffer,
  { endOffset: statedEnd, aborted }: FetchedPartition,
): FetchedMessage[] {
  const endOffset = statedEnd + WRITTEN_MEANWHILE_MAX;
  const messages: FetchedMessage[] = [];
  const transactions = new AbortedTransactions(aborted);
  let nextOffset = -1;
  let unpackedBytes = 0;
  for (let start = 0; start + ATTRIBUTES <= bytes.length;) {
    const isLater = start > 0;
    const end = start + UNCOUNTED + bytes.readInt32BE(start + LENGTH);
    if (isLater && (end > bytes.length || unpackedBytes > ENOUGH_UNPACKED_BYTES)) break;
    const batch = bytes.subarray(start, end);
    try {
      // A broker cuts off a batch only after a whole one.
      if (end > bytes.length) throw new UnreadableBatch("is longer than the broker has it");
      if (end < start + ATTRIBUTES) throw new UnreadableBatch("is shorter than its head");
      const read = readBatch(batch, transactions);
      if (read.nextOffset <= nextOffset || read.nextOffset > endOffset) {
        throw new UnreadableBatch(
          "has an offset that lies before another one, or far past the end",
        );
      }
      for (const message of read.messages) messages.push(message);
      nextOffset = read.nextOffset;
      unpackedBytes += read.unpackedBytes;
    } catch (error) {
      if (!(error instanceof UnreadableBatch)) throw error;
      const fault = { nextOffset: plausibleEnd(batch, endOffset), state: error.message };
      messages.push(new FetchEnd(Math.max(nextOffset, plausibleStart(batch, endOffset)), fault));
      return messages;
    }
    start = end;
  }
  if (nextOffset >= 0 && messages.at(-1)?.offset !== nextOffset - 1) {
    messages.push(new FetchEnd(nextOffset));
  }
  return messages;
}

function readBatch(batch: Buffer, transactions: AbortedTransactions): Read {
  const magic = batch[MAGIC] ?? 0;
  try {
    if (magic < 2) return readOldEntry(batch);
    if (magic > 2) {
      throw new UnreadableBatch(`has format ${magic}, which this version does not know`);
    }
    return readRecordBatch(batch, transactions);
  } catch (error) {
    if (error instanceof UnpackError) throw new UnreadableBatch(error.message, { cause: error });
    if (!(error instanceof RangeError)) throw error;
    throw new UnreadableBatch("is damaged: its records do not fill it", { cause: error });
  }
}

function readOldEntry(entry: Buffer): Read {
  requireCrc(isWholeMessage(entry));
  const messages = oldMessages(entry, MAX_UNPACKED_BYTES);
  const [first, ...others] = messages;
  const unpackedBytes = others.length === 0 ? 0 : others.reduce(
    (sum, { value }) => sum + (value?.length ?? 0),
    first?.value?.length ?? 0,
  );
  return { messages, nextOffset: Number(entry.readBigInt64BE(0)) + 1, unpackedBytes };
}

function readRecordBatch(batch: Buffer, transactions: AbortedTransactions): Read {
  if (batch.length < BATCH_HEAD_BYTES) throw new UnreadableBatch("is shorter than its head");
  requireCrc(batch.readUInt32BE(CRC) === crc32c(batch, ATTRIBUTES));
  const attributes = batch.readInt16BE(ATTRIBUTES);
  const nextOffset = nextOffsetOf(batch);
  const producerId = batch.readBigInt64BE(PRODUCER_ID);
  const codec = attributes & CODEC;
  if ((attributes & CONTROL) !== 0) {
    const [mark] = batchRecords(batch, { bytes: batch, at: BATCH_HEAD_BYTES });
    // Opens the transactions that were aborted before this marker, so that the marker can end its own.
    transactions.has(producerId, nextOffset);
    if (mark?.key?.equals(ABORT_MARK)) transactions.end(producerId);
    return { messages: [], nextOffset, unpackedBytes: 0 };
  }
  if ((attributes & IN_TRANSACTION) !== 0 && transactions.has(producerId, nextOffset)) {
    return { messages: [], nextOffset, unpackedBytes: 0 };
  }
  if (batch.readInt32BE(COUNT) > MAX_BATCH_RECORDS) {
    throw new UnreadableBatch(`holds more than ${MAX_BATCH_RECORDS} records`);
  }
  if (codec === Codec.none) {
    const messages = batchRecords(batch, { bytes: batch, at: BATCH_HEAD_BYTES });
    return { messages, nextOffset, unpackedBytes: 0 };
  }
  const { buffer, byteOffset, byteLength } = unpack(
    codec,
    batch.subarray(BATCH_HEAD_BYTES),
    MAX_UNPACKED_BYTES,
  );
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return { messages: batchRecords(batch, { bytes, at: 0 }), nextOffset, unpackedBytes: byteLength };
}

function requireCrc(holds: boolean): void {
  if (!holds) throw new UnreadableBatch("is damaged: its CRC is wrong");
}

/** One past the last offset of a batch, even if compaction removed that record. */
function nextOffsetOf(batch: Buffer): number {
  return Number(batch.readBigInt64BE(0)) + batch.readInt32BE(LAST_DELTA) + 1;
}

/** The probable first offset of an unreadable batch; −1 if its header makes no sense or its format is old. */
function plausibleStart(batch: Buffer, endOffset: number): number {
  if (batch.length < BATCH_HEAD_BYTES || (batch[MAGIC] ?? 0) < 2) return -1;
  const offset = Number(batch.readBigInt64BE(0));
  return offset < endOffset ? offset : -1;
}

/** One past its probable last offset. */
function plausibleEnd(batch: Buffer, endOffset: number): number | undefined {
  if (plausibleStart(batch, endOffset) < 0) return undefined;
  const end = nextOffsetOf(batch);
  return end > plausibleStart(batch, endOffset) && end <= endOffset ? end : undefined;
}

/** An aborted transaction, as listed in a fetch response. */
interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/** Tracks the aborted transactions of a fetch while its batches are read in order. */
class AbortedTransactions {
  readonly #ahead: { readonly producerId: bigint; readonly firstOffset: number }[];
  readonly #open = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#ahead = aborted.map(({ producerId, firstOffset }) => ({
      producerId: BigInt(producerId),
      firstOffset: Number(firstOffset),
    })).sort((one, other) => one.firstOffset - other.firstOffset);
  }

  /** Whether a batch of this producer that ends before `nextOffset` belongs to an aborted transaction. */
  has(producerId: bigint, nextOffset: number): boolean {
    for (
      let [first] = this.#ahead;
      first && first.firstOffset < nextOffset;
      [first] = this.#ahead
    ) {
      this.#open.add(first.producerId);
      this.#ahead.shift();
    }
    return this.#open.has(producerId);
  }

  /** The abort marker was read: later batches of the producer belong to another transaction. */
  end(producerId: bigint): void {
    this.#open.delete(producerId);
  }
}
