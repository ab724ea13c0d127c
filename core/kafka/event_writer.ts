import { Buffer } from "node:buffer";
import type { Topics } from "../connections.ts";
import type { Verdict } from "../toot/judge_event.ts";
import { recordKey } from "../toot/record.ts";
import type { StreamEvent } from "../toot/stream_event.ts";
import { encodeDeadLetter } from "./dead_letter.ts";
import type { Outgoing } from "./outgoing.ts";
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

/** Decides what is written of an event: a record, a dead letter, or nothing. Counts each. */
export class EventWriter {
  readonly #options: EventWriterOptions;

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  /** What goes to Kafka for this event. */
  write({ event, bytes, receivedAt }: ReadEvent): Outgoing | undefined {
    const { judge, counts, topics } = this.#options;
    counts.read(event, receivedAt);
    switch (event.type) {
      case "broken":
        return this.deadLetter(event.reason, { error: event.error, payload: bytes });
      case "post":
      case "delete": {
        const verdict = judge(event, receivedAt);
        counts.judged(verdict);
        if (verdict.type === "drop") return undefined;
        const value = Buffer.from(JSON.stringify(verdict.record));
        if (value.byteLength <= MAX_RECORD) {
          return { topic: topics.stream, key: recordKey(verdict.key), value };
        }
        const error = `a record of ${value.byteLength} bytes`;
        return this.deadLetter("too_large", { error, payload: bytes });
      }
      case "other":
      case "refused":
        return undefined;
      default:
        return event satisfies never;
    }
  }

  /** `reason` is a stable word, `error` says more. */
  deadLetter(
    reason: string,
    { error, payload }: { error: string; payload: Uint8Array },
  ): Outgoing {
    const { counts, topics, source } = this.#options;
    counts.deadLetters++;
    const at = new Date().toISOString();
    const value = Buffer.from(encodeDeadLetter({ reason, error, source, at, payload }));
    return { topic: topics.errors, key: null, value };
  }
}
