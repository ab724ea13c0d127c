import type { Buffer } from "node:buffer";
import { VarintReader } from "./varint.ts";

/** kafkajs asks for this to filter aborted transactions; they are left out already. */
const NO_TRANSACTION = { inTransaction: false, producerId: "-1" };

type Headers = Record<string, Buffer | null | (Buffer | null)[]>;

/**
 * A message in the shape of kafkajs whose parts are made on demand: of most records only the value is used. Offset and
 * timestamp are numbers, which kafkajs 2.2.4 accepts like its own texts and handles faster.
 */
export class PlainMessage {
  readonly offset: number;
  /** Ms since 1970. */
  readonly timestamp: number;
  /** The value is `bytes[valueStart, valueEnd)`; both are −1 for null. */
  readonly bytes: Buffer;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The number in its header `schema`; 0 if there is none. */
  readonly schema: number;
  readonly #key: number;

  /** `key`: the position of the key's length in `bytes`. */
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
