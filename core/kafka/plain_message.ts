import type { Buffer } from "node:buffer";
import { type Stretch, VarintReader } from "./varint_reader.ts";

/** What kafkajs asks of the batch of a message: whether an aborted transaction takes it away. */
const NO_TRANSACTION = { inTransaction: false, producerId: "-1" };

type Headers = Record<string, Buffer | null | (Buffer | null)[]>;

/**
 * A message as kafkajs gives it, of which each part is made when someone asks: for most records only the value is ever
 * needed.
 */
export class PlainMessage {
  readonly magicByte = 2;
  readonly attributes = 0;
  readonly isControlRecord = false;
  readonly batchContext = NO_TRANSACTION;
  /** The offset. */
  readonly position: number;
  /** Ms since 1970. */
  readonly time: number;
  readonly #batch: Buffer;
  readonly #key: Stretch | null;
  readonly #value: Stretch | null;
  readonly #headers: number;

  constructor(
    batch: Buffer,
    { offset, time, key, value, headers }: {
      readonly offset: number;
      readonly time: number;
      readonly key: Stretch | null;
      readonly value: Stretch | null;
      /** Where the headers begin. */
      readonly headers: number;
    },
  ) {
    this.#batch = batch;
    this.position = offset;
    this.time = time;
    this.#key = key;
    this.#value = value;
    this.#headers = headers;
  }

  get offset(): string {
    return `${this.position}`;
  }

  get timestamp(): string {
    return `${this.time}`;
  }

  get key(): Buffer | null {
    return this.#bytes(this.#key);
  }

  get value(): Buffer | null {
    return this.#bytes(this.#value);
  }

  get headers(): Headers {
    const headers: Headers = {};
    const reader = new VarintReader(this.#batch, this.#headers);
    for (let left = reader.read(); left > 0; left--) {
      const name = this.#bytes(reader.readLength())?.toString() ?? "null";
      const value = this.#bytes(reader.readLength());
      const before = headers[name];
      headers[name] = before === undefined
        ? value
        : Array.isArray(before)
        ? [...before, value]
        : [before, value];
    }
    return headers;
  }

  #bytes(stretch: Stretch | null): Buffer | null {
    return stretch === null ? null : this.#batch.subarray(stretch.start, stretch.end);
  }
}
