import type { Buffer } from "node:buffer";
import { VarintReader } from "./varint_reader.ts";

/** What kafkajs asks of the batch of a message: whether an aborted transaction takes it away. */
const NO_TRANSACTION = { inTransaction: false, producerId: "-1" };

type Headers = Record<string, Buffer | null | (Buffer | null)[]>;

/**
 * A message as kafkajs gives it, of which each part is made when someone asks: for most records only the value is ever
 * needed. Offset and time are numbers: kafkajs (2.2.4) takes them as well as its own texts, and with less work.
 */
export class PlainMessage {
  readonly offset: number;
  /** Ms since 1970. */
  readonly timestamp: number;
  /** The batch, and where in it the value lies; −1 where there is none. */
  readonly bytes: Buffer;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What its header `schema` says; 0 where it says no number. */
  readonly schema: number;
  readonly #key: number;

  /** `key`: where in the batch the length of the key stands. */
  constructor(
    offset: number,
    timestamp: number,
    { bytes, key, valueStart, valueEnd, schema }: {
      readonly bytes: Buffer;
      readonly key: number;
      readonly valueStart: number;
      readonly valueEnd: number;
      readonly schema: number;
    },
  ) {
    this.offset = offset;
    this.timestamp = timestamp;
    this.bytes = bytes;
    this.valueStart = valueStart;
    this.valueEnd = valueEnd;
    this.schema = schema;
    this.#key = key;
  }

  get magicByte(): number {
    return 2;
  }

  get attributes(): number {
    return 0;
  }

  get isControlRecord(): boolean {
    return false;
  }

  get batchContext() {
    return NO_TRANSACTION;
  }

  get key(): Buffer | null {
    return new VarintReader(this.bytes, this.#key).readBytes();
  }

  get value(): Buffer | null {
    return this.valueStart < 0 ? null : this.bytes.subarray(this.valueStart, this.valueEnd);
  }

  get headers(): Headers {
    const headers: Headers = {};
    const reader = new VarintReader(this.bytes, this.#key);
    reader.skip();
    reader.skip();
    for (let left = reader.read(); left > 0; left--) {
      const name = reader.readBytes();
      const value = reader.readBytes();
      const key = name === null ? "null" : name.toString();
      const before = headers[key];
      headers[key] = before === undefined
        ? value
        : Array.isArray(before)
        ? [...before, value]
        : [before, value];
    }
    return headers;
  }
}
