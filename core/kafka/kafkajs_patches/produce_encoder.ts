import { Buffer } from "node:buffer";
import Encoder from "kafkajs/src/protocol/encoder.js";
import produceRequests from "kafkajs/src/protocol/requests/produce/index.js";
import { crc32c } from "../../base/crc32c.ts";
import { putVarint, sizeOfVarint } from "./varint.ts";

/** The options of kafkajs' produce request. */
export interface ProduceOptions {
  readonly acks: number;
  readonly timeout: number;
  readonly transactionalId?: string | null | undefined;
  /** 64 bits, in whatever form. */
  readonly producerId?: { toString(): string } | undefined;
  readonly producerEpoch?: number | undefined;
  readonly compression?: number | undefined;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly PartitionData[];
  }[];
}

interface PartitionData {
  readonly partition: number;
  readonly firstSequence?: number | undefined;
  readonly messages: readonly Message[];
}

interface Message {
  readonly key?: Buffer | string | null | undefined;
  readonly value: Buffer | string | null;
  readonly timestamp?: string | number | null | undefined;
  readonly headers?: Headers | undefined;
}

type Headers = Readonly<Record<string, unknown>>;

/** A request as kafkajs sends it. */
interface Request {
  encode(): Promise<Encoder>;
}

/** The first version of the request that carries record batches v2. */
const WITH_BATCHES = 3;
/** Byte offsets in the record batch v2 header, and its size. */
const LENGTH = 8;
const MAGIC = 16;
const CHECKSUM = 17;
const CHECKED = 21;
const LAST_OFFSET = 23;
const FIRST_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const PRODUCER_ID = 43;
const PRODUCER_EPOCH = 51;
const FIRST_SEQUENCE = 53;
const COUNT = 57;
const HEAD = 61;
/** Bytes before those that the length field counts. */
const UNCOUNTED = 12;

/**
 * Replaces the produce encoder of kafkajs 2.2.4 for plain batches: kafkajs makes a buffer for each header, record, batch,
 * partition, topic and request, and copies every message seven times. It still encodes compressed and transactional
 * batches itself.
 */
export function patchProduceEncoder(): void {
  const protocol = produceRequests.protocol;
  produceRequests.protocol = ({ version }: { readonly version: number }) => {
    const make = protocol({ version });
    return version < WITH_BATCHES ? make : (options: ProduceOptions) => {
      const made: { request: Request } = make(options);
      const encode = made.request.encode;
      made.request.encode = async () => encodeProduce(options, Date.now()) ?? await encode();
      return made;
    };
  };
}

/** The body of a produce request, versions 3 to 7; undefined if any part is not plain. */
export function encodeProduce(options: ProduceOptions, now: number): Encoder | undefined {
  const { acks, timeout, transactionalId, compression, topicData } = options;
  if ((compression ?? 0) !== 0 || (transactionalId ?? null) !== null) return undefined;
  const encoder = new Encoder().writeString(null).writeInt16(acks).writeInt32(timeout)
    .writeInt32(topicData.length);
  for (const { topic, partitions } of topicData) {
    encoder.writeString(topic).writeInt32(partitions.length);
    for (const data of partitions) {
      const batch = plainBatch(data, options, now);
      if (batch === undefined) return undefined;
      encoder.writeInt32(data.partition).writeInt32(batch.byteLength).writeBufferInternal(batch);
    }
  }
  return encoder;
}

/** A batch whose records all have the timestamp `now`; undefined if a message has more than key, value and headers. */
function plainBatch(
  { firstSequence = 0, messages }: PartitionData,
  { producerId, producerEpoch = 0 }: ProduceOptions,
  now: number,
): Buffer | undefined {
  const records: Parts[] = [];
  let size = HEAD;
  for (const [place, message] of messages.entries()) {
    const record = partsOf(message, place);
    if (record === undefined) return undefined;
    records.push(record);
    size += sizeOfVarint(record.size) + record.size;
  }
  const batch = Buffer.allocUnsafe(size);
  batch.writeBigInt64BE(0n, 0);
  batch.writeInt32BE(size - UNCOUNTED, LENGTH);
  batch.writeInt32BE(0, UNCOUNTED);
  batch.writeInt8(2, MAGIC);
  batch.writeInt16BE(0, CHECKED);
  batch.writeInt32BE(records.length - 1, LAST_OFFSET);
  batch.writeBigInt64BE(BigInt(now), FIRST_TIMESTAMP);
  batch.writeBigInt64BE(BigInt(now), MAX_TIMESTAMP);
  batch.writeBigInt64BE(BigInt(String(producerId ?? -1)), PRODUCER_ID);
  batch.writeInt16BE(producerEpoch, PRODUCER_EPOCH);
  batch.writeInt32BE(firstSequence, FIRST_SEQUENCE);
  batch.writeInt32BE(records.length, COUNT);
  let at = HEAD;
  for (const [place, { size, key, value, headers }] of records.entries()) {
    at = putVarint(batch, at, size);
    // Attributes 0, timestamp delta 0.
    batch[at++] = 0;
    batch[at++] = 0;
    at = putVarint(batch, at, place);
    at = putBytes(batch, at, key);
    at = putBytes(batch, at, value);
    at += headers.copy(batch, at);
  }
  batch.writeUInt32BE(crc32c(batch, CHECKED), CHECKSUM);
  return batch;
}

/** The parts of a record, before encoding. */
interface Parts {
  /** Encoded size, without the length field. */
  readonly size: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Encoded headers, including their count. */
  readonly headers: Buffer;
}

function partsOf({ key, value, timestamp, headers }: Message, place: number): Parts | undefined {
  const head = headersOf(headers ?? NO_HEADERS);
  if ((timestamp ?? null) !== null || head === undefined) return undefined;
  if (!isPlain(key) || !isPlain(value)) return undefined;
  const parts = { key: bytesOf(key), value: bytesOf(value), headers: head };
  const size = 2 + sizeOfVarint(place) + sizeOfBytes(parts.key) + sizeOfBytes(parts.value) +
    head.byteLength;
  return { ...parts, size };
}

const NO_HEADERS: Headers = {};
/** Cache: most messages share one headers object, which does not change. */
const written = new WeakMap<Headers, Buffer>();

function headersOf(headers: Headers): Buffer | undefined {
  const known = written.get(headers);
  if (known !== undefined) return known;
  const entries = Object.entries(headers);
  const bytes: Buffer[] = [];
  for (const [name, value] of entries) {
    const plain = isPlain(value) ? bytesOf(value) : null;
    if (plain === null) return undefined;
    bytes.push(Buffer.from(name), plain);
  }
  const size = bytes.reduce((sum, each) => sum + sizeOfBytes(each), sizeOfVarint(entries.length));
  const all = Buffer.allocUnsafe(size);
  let at = putVarint(all, 0, entries.length);
  for (const each of bytes) at = putBytes(all, at, each);
  written.set(headers, all);
  return all;
}

function isPlain(value: unknown): value is Buffer | string | null | undefined {
  return typeof value === "string" || (value ?? null) === null || Buffer.isBuffer(value);
}

function bytesOf(value: Buffer | string | null | undefined): Buffer | null {
  return typeof value === "string" ? Buffer.from(value) : value ?? null;
}

function sizeOfBytes(bytes: Buffer | null): number {
  return bytes === null ? 1 : sizeOfVarint(bytes.byteLength) + bytes.byteLength;
}

/** Writes bytes after their length; −1 for null. */
function putBytes(to: Buffer, at: number, bytes: Buffer | null): number {
  if (bytes === null) return putVarint(to, at, -1);
  const start = putVarint(to, at, bytes.byteLength);
  return start + bytes.copy(to, start);
}
