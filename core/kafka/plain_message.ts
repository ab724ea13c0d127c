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
  readonly #batch: Buffer;
  readonly #parts: number;

  /** `parts`: where in the batch its key begins, behind which value and headers stand. */
  constructor(
    offset: number,
    timestamp: number,
    { batch, parts }: { readonly batch: Buffer; readonly parts: number },
  ) {
    this.offset = offset;
    this.timestamp = timestamp;
    this.#batch = batch;
    this.#parts = parts;
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
    return new VarintReader(this.#batch, this.#parts).readBytes();
  }

  get value(): Buffer | null {
    const reader = new VarintReader(this.#batch, this.#parts);
    reader.skip();
    return reader.readBytes();
  }

  get headers(): Headers {
    const headers: Headers = {};
    const reader = new VarintReader(this.#batch, this.#parts);
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
