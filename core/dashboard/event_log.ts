import type { PushedEvent } from "./wire.ts";

/** An event as it goes over the wire, with what decides who gets it. */
export interface LoggedEvent {
  readonly number: number;
  /** Step length of the windows it is about; undefined: for everyone. */
  readonly step: number | undefined;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
const KEPT = 600;

/**
 * The last events of this worker, numbered, so that a page whose connection dropped goes on where it was.
 *
 * Versions carry a mark of the worker's own: one that was given by a worker that died is never taken for ours.
 */
export class EventLog {
  readonly #mark: string;
  readonly #events: LoggedEvent[] = [];
  #last = 0;

  constructor(mark: string = crypto.randomUUID().slice(0, 8)) {
    this.#mark = mark;
  }

  /** Where a page that has seen everything stands. */
  get version(): string {
    return `${this.#mark}-${this.#last}`;
  }

  /** Numbers and encodes an event, and keeps it for pages that come back. */
  append(event: PushedEvent): LoggedEvent {
    const number = ++this.#last;
    const logged = {
      number,
      step: event.type === "windows" ? event.step : undefined,
      bytes: encodeEvent(event, this.version),
    };
    this.#events.push(logged);
    if (this.#events.length > KEPT) this.#events.splice(0, this.#events.length - KEPT);
    return logged;
  }

  /** What a page at `version` missed; undefined where that is not known any more. */
  since(version: string, step: number): readonly LoggedEvent[] | undefined {
    const [mark, digits] = version.split("-");
    const number = Number(digits);
    const oldest = this.#last - this.#events.length;
    if (mark !== this.#mark || !Number.isInteger(number)) return undefined;
    if (number > this.#last || number < oldest) return undefined;
    return this.#events.filter((event) =>
      event.number > number && (event.step === undefined || event.step === step)
    );
  }
}

/** The bytes of one server-sent event. JSON holds no line break, so one `data` line is enough. */
export function encodeEvent(event: PushedEvent, id?: string): Uint8Array {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return encoder.encode(`${head}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
}
