import { Buffer } from "node:buffer";
import type { Topics } from "../config/connections.ts";
import type { Admission } from "../post/admission.ts";
import { parseStatus } from "../post/parse_status.ts";
import { recordKey, type TootRecord } from "../post/record.ts";
import type { StreamEvent } from "../post/stream_event.ts";
import { withdrawalOf } from "../post/withdrawal.ts";
import { encodeDeadLetter, encodeSmallDeadLetter } from "../kafka/dead_letter.ts";
import type { Outgoing } from "../kafka/outgoing.ts";
import type { ProducerCounts } from "./producer_counts.ts";

/** An event with its bytes and the time at which it was read (ISO 8601). */
export interface ReadEvent {
  readonly event: StreamEvent;
  readonly bytes: Uint8Array;
  readonly receivedAt: string;
}

export interface EventWriterOptions {
  /** Consent and filters: {@linkcode import("../post/admission.ts").admissionOf}. */
  readonly admit: (
    event: StreamEvent & { readonly type: "post" | "delete" },
    receivedAt: string,
  ) => Admission;
  readonly counts: ProducerCounts;
  readonly topics: Topics;
  /** Called for each post that is written, … */
  readonly kept?: (post: KeptPost) => void;
  /** … and for each that is taken back. Returns its `uri` where the post was kept and has one. */
  readonly gone?: (id: string) => string | undefined;
  /** Called for each dead letter, with its reason: a word, and nothing of the post. */
  readonly unreadable?: (reason: string) => void;
  /** Named in dead letters. */
  readonly source: { readonly stream: string; readonly instance: string };
}

/** A post whose record goes out next. */
export interface KeptPost {
  readonly id: string;
  /** When it was edited, ISO 8601; null for the first version. */
  readonly editedAt: string | null;
  /** ISO 8601, by the server's clock; absent for a post that was read by REST. */
  readonly createdAt?: string;
  /** ActivityPub id. */
  readonly uri?: string;
}

/** Kafka's default limit. */
const RECORD_BYTES_MAX = 1_000_000;

/** What to send for an event: at most one record to each of the two topics. */
export interface Written {
  readonly record?: Outgoing;
  readonly letter?: Outgoing;
}

/** Turns events into a record, a dead letter, both, or nothing, and counts them. */
export class EventWriter {
  readonly #options: EventWriterOptions;

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** Decides what to send for this event. */
  write({ event, bytes, receivedAt }: ReadEvent): Written {
    const { admit, counts, topics } = this.#options;
    counts.read(event, receivedAt);
    switch (event.type) {
      case "broken":
        return { letter: this.deadLetter(event.reason, { error: event.error, payload: bytes }) };
      case "post":
      case "delete": {
        const admission = admit(event, receivedAt);
        counts.decided(admission);
        if (admission.type === "drop") return {};
        const { key } = admission;
        const record = this.#noted(admission.record, { isLive: true });
        return this.#fitting({ key, record }, { topic: topics.stream, payload: bytes });
      }
      case "other":
      case "refused":
        return {};
      default:
        return event satisfies never;
    }
  }

  /** Decides what to send for a status that REST gave: its latest version. */
  writeAgain(value: unknown): Written {
    const { admit, counts, topics } = this.#options;
    const parsed = parseStatus(value);
    if (parsed.type === "broken") {
      const payload = Buffer.from(JSON.stringify(value));
      return { letter: this.deadLetter("bad_status", { error: parsed.error, payload }) };
    }
    const { status } = parsed;
    // An edit that is refused must take back what was stored before it.
    const event = status.editedAt === null ? "update" : "status.update";
    const admission = admit({ type: "post", event, status }, new Date().toISOString());
    counts.readAgain(admission);
    if (admission.type === "drop") return {};
    const { key } = admission;
    const record = this.#noted(admission.record);
    const again = record.event === "delete" ? record : { ...record, backfilled: true as const };
    return this.#fitting({ key, record: again }, { topic: topics.stream, payload: value });
  }

  /** The record of the delete of a post that the server no longer has. Other servers may have it. */
  takeBack(id: string): Written {
    const { admit, topics } = this.#options;
    const admission = admit({ type: "delete", id }, new Date().toISOString());
    if (admission.type === "drop" || admission.record.event !== "delete") return {};
    const { key } = admission;
    const record = this.#noted({ ...admission.record, scope: "own" as const });
    return { record: outgoing(topics.stream, { key, record }) };
  }

  /** Tells of a record that goes out. A delete gets the `uri` of the post, where that was kept. */
  #noted(record: TootRecord, { isLive = false } = {}): TootRecord {
    const { gone, kept } = this.#options;
    if (record.event === "delete") {
      const uri = gone?.(record.id);
      return uri === undefined ? record : { ...record, uri };
    }
    const { id, edited_at: editedAt = null, created_at: createdAt, uri } = record;
    kept?.({ id, editedAt, ...(isLive && { createdAt }), ...(uri !== undefined && { uri }) });
    return record;
  }

  /** A record that is not too large, or a dead letter in its place, with a withdrawal where it is an edit. */
  #fitting(
    admitted: Parameters<typeof outgoing>[1],
    { topic, payload }: { readonly topic: string; readonly payload: unknown },
  ): Written {
    const record = outgoing(topic, admitted);
    const { byteLength } = record.value;
    if (byteLength <= RECORD_BYTES_MAX) return { record };
    const withdrawal = withdrawalOf(admitted.record);
    this.#options.counts.tooLarge(withdrawal !== undefined);
    const error = `a record of ${byteLength} bytes, at most ${RECORD_BYTES_MAX} are written`;
    const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
    return {
      letter: this.deadLetter("too_large", { error, payload: bytes }),
      ...(withdrawal !== undefined && {
        record: outgoing(topic, { key: admitted.key, record: withdrawal }),
      }),
    };
  }

  /** The record to send in place of one that Kafka refuses as too large; see {@linkcode withdrawalOf}. */
  smaller({ topic, key, value }: Outgoing): Outgoing | undefined {
    const record: TootRecord = JSON.parse(value.toString());
    const withdrawal = withdrawalOf(record);
    return withdrawal && { topic, key, value: Buffer.from(JSON.stringify(withdrawal)) };
  }

  /**
   * The dead letter about a record that Kafka refused as too large. It is smaller than the record, so that it stays
   * below the same limit; undefined if none is. `instead` is what was sent in the record's place.
   */
  refused({ value }: Outgoing, instead: Outgoing | undefined): Outgoing | undefined {
    this.#options.counts.tooLarge(instead !== undefined);
    const error = `Kafka takes no record of ${value.byteLength} bytes`;
    const letter = this.deadLetter("too_large", { error, payload: value });
    return letter.value.byteLength < value.byteLength ? letter : undefined;
  }

  /**
   * Makes a dead letter. `reason` is a stable word, `error` the detail. For `too_large` it is kept smaller than
   * `payload`.
   */
  deadLetter(
    reason: string,
    { error, payload }: { error: string; payload: Uint8Array },
  ): Outgoing {
    const { counts, topics, source, unreadable } = this.#options;
    counts.deadLetters++;
    unreadable?.(reason);
    const letter = { reason, error, source, at: new Date().toISOString(), payload };
    const value = reason === "too_large"
      ? encodeSmallDeadLetter(letter, payload.byteLength)
      : encodeDeadLetter(letter);
    return { topic: topics.errors, key: null, value };
  }
}

function outgoing(
  topic: string,
  { key, record }: { readonly key: Parameters<typeof recordKey>[0]; readonly record: TootRecord },
): Outgoing {
  return { topic, key: recordKey(key), value: Buffer.from(JSON.stringify(record)) };
}
