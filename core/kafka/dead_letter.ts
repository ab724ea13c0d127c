import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/** The origin of a dead letter: a record of a topic, or an event of a stream. */
export type DeadLetterSource =
  | { readonly topic: string; readonly partition: number; readonly offset: string }
  | { readonly stream: string; readonly instance: string };

/** A record or an event that could not be used, with its original bytes. */
export interface DeadLetter {
  /** A stable code (`no_instance`, `refused_by_postgres` …). */
  readonly reason: string;
  /** In words, without the payload. */
  readonly error: string;
  readonly source: DeadLetterSource;
  /** ISO 8601. */
  readonly at: string;
  readonly payload: Uint8Array;
  /** For a payload that was cut before: its full length and SHA-256. */
  readonly whole?: { readonly length: number; readonly sha256: string };
}

/** The value of a record of the errors topic. */
interface Written extends Omit<DeadLetter, "payload" | "whole"> {
  readonly payload_base64: string;
  readonly payload_length?: number;
  readonly payload_sha256?: string;
}

/** Payloads are cut past this many bytes. */
export const PAYLOAD_LIMIT = 256 * 1024;

/** The value of a record of `mastodon_errors`. If the payload was cut, it carries its full length and SHA-256. */
export function encodeDeadLetter(letter: DeadLetter): Buffer {
  const { reason, error, source, at, payload } = letter;
  const kept = payload.subarray(0, PAYLOAD_LIMIT);
  const { length, sha256 } = letter.whole ?? { length: payload.byteLength, sha256: undefined };
  return write({
    reason,
    error,
    source,
    at,
    payload_base64: base64(kept),
    ...(kept.byteLength < length && {
      payload_length: length,
      payload_sha256: sha256 ?? sha256Of(payload),
    }),
  });
}

/**
 * Cuts a dead letter that Kafka refused as too large: to a part of its payload, finally to none. Undefined if nothing is
 * left to cut.
 */
export function cutDeadLetter(value: Buffer): Buffer | undefined {
  const letter: Written = JSON.parse(value.toString());
  const payload = Buffer.from(letter.payload_base64, "base64");
  if (payload.byteLength === 0) return undefined;
  const kept = payload.byteLength <= SMALLEST_PART
    ? 0
    : Math.floor(payload.byteLength / CUT_TO_ONE_IN);
  return write({
    ...letter,
    payload_base64: base64(payload.subarray(0, kept)),
    payload_length: letter.payload_length ?? payload.byteLength,
    payload_sha256: letter.payload_sha256 ?? sha256Of(payload),
  });
}

/** A cut keeps a fourth of the payload: from the largest payload to none takes six cuts. */
const CUT_TO_ONE_IN = 4;
/** A smaller part of a payload is of no use, so the next cut removes it. */
const SMALLEST_PART = 256;

/** The value of a dead letter, cut until it is below `bytes`, or has no payload left. */
export function encodeSmallDeadLetter(letter: DeadLetter, bytes: number): Buffer {
  let value = encodeDeadLetter(letter);
  while (value.byteLength >= bytes) {
    const cut = cutDeadLetter(value);
    if (cut === undefined) break;
    value = cut;
  }
  return value;
}

function write(letter: Written): Buffer {
  return Buffer.from(JSON.stringify(letter));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
