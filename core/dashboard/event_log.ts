import type { PushedEvent } from "./page_protocol.ts";
import type { LiveRangeName } from "./ranges.ts";

/** What a page shows: windows of a step length (minutes), and a live range; a chosen range has neither. */
export interface Watched {
  readonly step: number;
  readonly range: LiveRangeName | undefined;
}

/** An encoded event. */
export interface LoggedEvent {
  readonly number: number;
  /** Only for subscribers of this step length, and of this range; undefined: for all. */
  readonly step: number | undefined;
  readonly range: LiveRangeName | undefined;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
const EVENTS_MAX = 600;

/**
 * The last events of this worker, numbered, so that a page whose connection dropped resumes after the last one it saw.
 *
 * Versions carry a random mark of this worker: a version of an earlier worker never matches.
 */
export class EventLog {
  readonly #mark: string;
  readonly #events: LoggedEvent[] = [];
  #last = 0;

  constructor(mark: string = crypto.randomUUID().slice(0, 8)) {
    this.#mark = mark;
  }

  /** The version of a page that has seen every event. */
  get version(): string {
    return `${this.#mark}-${this.#last}`;
  }

  /** Numbers, encodes and keeps an event. */
  append(event: PushedEvent): LoggedEvent {
    const number = ++this.#last;
    const logged = {
      number,
      step: event.type === "windows" ? event.step : undefined,
      range: event.type === "rising" ? event.range : undefined,
      bytes: encodeEvent(event, this.version),
    };
    this.#events.push(logged);
    if (this.#events.length > EVENTS_MAX) this.#events.splice(0, this.#events.length - EVENTS_MAX);
    return logged;
  }

  /** The events after `version`; undefined if they are no longer kept. */
  since(version: string, watched: Watched): readonly LoggedEvent[] | undefined {
    const [mark, digits] = version.split("-");
    const number = Number(digits);
    const oldest = this.#last - this.#events.length;
    if (mark !== this.#mark || !Number.isInteger(number)) return undefined;
    if (number > this.#last || number < oldest) return undefined;
    return this.#events.filter((event) => event.number > number && isFor(event, watched));
  }
}

/** Whether an event is for a page that shows this. */
export function isFor(event: LoggedEvent, { step, range }: Watched): boolean {
  return (event.step === undefined || event.step === step) &&
    (event.range === undefined || event.range === range);
}

/** The bytes of one server-sent event. JSON contains no line break, so one `data` line is enough. */
export function encodeEvent(event: PushedEvent, id?: string): Uint8Array {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return encoder.encode(`${head}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
}
