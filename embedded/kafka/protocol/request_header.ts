import { skipTaggedFields } from "./codec.ts";
import { WireReader } from "./wire_reader.ts";

/** Header of a request. */
export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  /** Copied into the response. */
  readonly correlationId: number;
  readonly clientId: string | null;
}

/**
 * Reads a request's header. From version `flexibleSince` of an API on, the header ends in tagged fields; the client id has a
 * two-byte length in all versions.
 */
export function readRequestHeader(
  frame: Uint8Array,
  flexibleSince: (apiKey: number) => number | undefined,
): { readonly header: RequestHeader; readonly body: Uint8Array } {
  const reader = new WireReader(frame);
  const apiKey = reader.int16();
  const apiVersion = reader.int16();
  const correlationId = reader.int32();
  const length = reader.int16();
  const clientId = length < 0 ? null : reader.text(length);
  if (apiVersion >= (flexibleSince(apiKey) ?? Infinity)) skipTaggedFields(reader);
  return { header: { apiKey, apiVersion, correlationId, clientId }, body: reader.rest() };
}
