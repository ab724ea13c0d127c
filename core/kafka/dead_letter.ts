import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/** Where a dead letter was found: a record of a topic, or an event of a stream. */
export type DeadLetterSource =
  | { readonly topic: string; readonly partition: number; readonly offset: string }
  | { readonly stream: string; readonly instance: string };

/** A record or an event that could not be used, with its original bytes. */
export interface DeadLetter {
  /** A stable word. */
  readonly reason: string;
  /** In words, without the payload. */
  readonly error: string;
  readonly source: DeadLetterSource;
  /** ISO 8601. */
  readonly at: string;
  readonly payload: Uint8Array;
}

/** Payloads are cut past this many bytes. */
export const PAYLOAD_LIMIT = 256 * 1024;

/** The value of a record of `mastodon_errors`. A payload that was cut is told by its whole length and SHA-256. */
export function encodeDeadLetter({ reason, error, source, at, payload }: DeadLetter): string {
  const kept = payload.subarray(0, PAYLOAD_LIMIT);
  return JSON.stringify({
    reason,
    error,
    source,
    at,
    payload_base64: Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength).toString("base64"),
    ...(kept.byteLength < payload.byteLength && {
      payload_length: payload.byteLength,
      payload_sha256: createHash("sha256").update(payload).digest("hex"),
    }),
  });
}
