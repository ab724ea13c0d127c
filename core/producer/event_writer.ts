import { Buffer } from "node:buffer";
import type { Topics } from "../config/connections.ts";
import type { Verdict } from "../post/judge_event.ts";
import { recordKey, type TootRecord } from "../post/record.ts";
import type { StreamEvent } from "../post/stream_event.ts";
import { withdrawalOf } from "../post/withdrawal.ts";
import { encodeDeadLetter, encodeSmallDeadLetter } from "../kafka/dead_letter.ts";
import type { Outgoing } from "../kafka/outgoing.ts";
import type { ProducerCounts } from "./producer_counts.ts";

/** An event with its bytes and when it was read (ISO 8601). */
export interface ReadEvent {
  readonly event: StreamEvent;
  readonly bytes: Uint8Array;
  readonly receivedAt: string;
}

export interface EventWriterOptions {
  /** Consent and filters. */
  readonly judge: (
    event: StreamEvent & { readonly type: "post" | "delete" },
    receivedAt: string,
  ) => Verdict;
  readonly counts: ProducerCounts;
  readonly topics: Topics;
  /** Named in dead letters. */
  readonly source: { readonly stream: string; readonly instance: string };
}

/** Kafka takes no record above 1 MB unless told to. */
const MAX_RECORD = 1_000_000;

/** What goes to Kafka for an event, to two topics. */
export interface Written {
  readonly record?: Outgoing;
  readonly letter?: Outgoing;
}

/** Decides what is written of an event: a record, a dead letter, both, or nothing. Counts each. */
export class EventWriter {
  readonly #options: EventWriterOptions;

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** What goes to Kafka for this event. */
  write({ event, bytes, receivedAt }: ReadEvent): Written {
    const { judge, counts, topics } = this.#options;
    counts.read(event, receivedAt);
    switch (event.type) {
      case "broken":
        return { letter: this.deadLetter(event.reason, { error: event.error, payload: bytes }) };
      case "post":
      case "delete": {
        const verdict = judge(event, receivedAt);
        counts.judged(verdict);
        if (verdict.type === "drop") return {};
        const record = outgoing(topics.stream, verdict);
        const { byteLength } = record.value;
        if (byteLength <= MAX_RECORD) return { record };
        const withdrawal = withdrawalOf(verdict.record);
        counts.tooLarge(withdrawal !== undefined);
        const error = `a record of ${byteLength} bytes, at most ${MAX_RECORD} are written`;
        return {
          letter: this.deadLetter("too_large", { error, payload: bytes }),
          ...(withdrawal !== undefined && {
            record: outgoing(topics.stream, { key: verdict.key, record: withdrawal }),
          }),
        };
      }
      case "other":
      case "refused":
        return {};
      default:
        return event satisfies never;
    }
  }

  /** What is sent in place of a record that Kafka refuses as too large; see {@linkcode withdrawalOf}. */
  smaller({ topic, key, value }: Outgoing): Outgoing | undefined {
    const record: TootRecord = JSON.parse(value.toString());
    const withdrawal = withdrawalOf(record);
    return withdrawal && { topic, key, value: Buffer.from(JSON.stringify(withdrawal)) };
  }

  /**
   * The dead letter about a record that Kafka refused as too large, smaller than it, so that it does not meet the same
   * limit; undefined where there is none so small. `instead` is what was sent in the record's place.
   */
  refused({ value }: Outgoing, instead: Outgoing | undefined): Outgoing | undefined {
    this.#options.counts.tooLarge(instead !== undefined);
    const error = `Kafka takes no record of ${value.byteLength} bytes`;
    const letter = this.deadLetter("too_large", { error, payload: value });
    return letter.value.byteLength < value.byteLength ? letter : undefined;
  }

  /** `reason` is a stable word, `error` says more. One about something too large is smaller than it, if it can be. */
  deadLetter(
    reason: string,
    { error, payload }: { error: string; payload: Uint8Array },
  ): Outgoing {
    const { counts, topics, source } = this.#options;
    counts.deadLetters++;
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
