import { parseStatus } from "./parse_status.ts";
import type { Status } from "./status.ts";
import { isRoundedId, parseExactly, statusIdOf } from "./status_id.ts";

/** One message of Mastodon's streaming API. */
export type StreamEvent =
  | { readonly type: "post"; readonly event: "update" | "status.update"; readonly status: Status }
  | { readonly type: "delete"; readonly id: string }
  /** Other events of Mastodon, which Trunkline leaves out: `notification`, `announcement`, `filters_changed`, … */
  | { readonly type: "other"; readonly event: string }
  /** The server refuses to serve the stream. */
  | { readonly type: "refused"; readonly error: string }
  /** Cannot be read; a dead letter. */
  | { readonly type: "broken"; readonly reason: BrokenReason; readonly error: string };

/** Stable words: the `reason` of a dead letter. */
export type BrokenReason = "not_utf8" | "not_json" | "not_an_event" | "bad_status";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads one WebSocket message: `{"stream": […], "event": "update", "payload": "…"}`. Never throws. */
export function parseStreamEvent(bytes: Uint8Array): StreamEvent {
  return parseStreamMessage(bytes).event;
}

/**
 * As {@linkcode parseStreamEvent}, with the stream that the server says it belongs to, as `MASTODON_STREAM` would write
 * it (`["hashtag", "tea"]` is `hashtag:tea`). Of several streams that showed a post, a delete names only one.
 */
export function parseStreamMessage(
  bytes: Uint8Array,
): { readonly event: StreamEvent; readonly stream?: string } {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return {
      event: { type: "broken", reason: "not_utf8", error: "the message is not UTF-8" },
    };
  }
  const message = json(text);
  if (message.type === "broken") return { event: message };
  const { value } = message;
  if (typeof value !== "object" || value === null) {
    return { event: notAnEvent("the message is not an object") };
  }
  const stream: unknown = "stream" in value ? value.stream : undefined;
  const event = eventIn(value, text);
  return Array.isArray(stream) && stream.every((part) => typeof part === "string")
    ? { event, stream: stream.join(":") }
    : { event };
}

function eventIn(value: object, text: string): StreamEvent {
  const { event, payload, error } = value as Readonly<Record<string, unknown>>;
  if (typeof event !== "string") {
    return error === undefined
      ? notAnEvent("the message has no event")
      : { type: "refused", error: typeof error === "string" ? error : JSON.stringify(error) };
  }
  switch (event) {
    case "update":
    case "status.update":
      return post(event, payload, text);
    case "delete":
      return deletion(payload, text);
    default:
      return { type: "other", event };
  }
}

/** The payload is JSON in a string on Mastodon; a few servers send the object itself, or encode it more than once. */
function post(
  event: "update" | "status.update",
  payload: unknown,
  message: string,
): StreamEvent {
  let value = payload;
  let text: string | undefined;
  while (typeof value === "string") {
    const inner = json(value);
    if (inner.type === "broken") return inner;
    text = value;
    value = inner.value;
  }
  if (isRoundedId(value)) {
    value = text === undefined ? payloadIn(parseExactly(message)) : parseExactly(text);
  }
  const parsed = parseStatus(value);
  return parsed.type === "broken"
    ? { type: "broken", reason: "bad_status", error: parsed.error }
    : { type: "post", event, status: parsed.status };
}

function deletion(payload: unknown, message: string): StreamEvent {
  // An id may be a number that JavaScript rounds: the text has all its digits.
  const id = statusIdOf(payload) ?? statusIdOf(payloadIn(parseExactly(message)));
  return id === undefined
    ? notAnEvent("a delete needs the id of a status")
    : { type: "delete", id };
}

function payloadIn(message: unknown): unknown {
  return typeof message === "object" && message !== null && "payload" in message
    ? message.payload
    : undefined;
}

function notAnEvent(error: string): StreamEvent {
  return { type: "broken", reason: "not_an_event", error };
}

function json(
  text: string,
): { readonly type: "json"; readonly value: unknown } | StreamEvent & { readonly type: "broken" } {
  try {
    return { type: "json", value: JSON.parse(text) };
  } catch (error) {
    // V8 quotes the text in its message: text that has not passed consent must not reach a log.
    const where = /position \d+/.exec(String(error))?.[0];
    return {
      type: "broken",
      reason: "not_json",
      error: `not JSON${where === undefined ? "" : ` at ${where}`}`,
    };
  }
}
