import type { RawRecord } from "../core/apply/batch.ts";

/** A consumed record with this value. */
export function rawRecord(
  value: Uint8Array | null,
  { offset = 0, timestamp = 0, schema = 0 }: {
    readonly offset?: number;
    readonly timestamp?: number;
    readonly schema?: number;
  } = {},
): RawRecord {
  return {
    offset,
    timestamp,
    value,
    bytes: value ?? new Uint8Array(),
    valueStart: value === null ? -1 : 0,
    valueEnd: value?.byteLength ?? -1,
    schema,
  };
}
