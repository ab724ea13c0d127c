import { type Coverage, readCoverage } from "./coverage.ts";
import { isPlausible } from "../windows/event_time.ts";
import { readInstant } from "./instant.ts";
import { htmlToText } from "./html_to_text.ts";
import { foldLanguage } from "./language_tag.ts";
import type { Post } from "./post.ts";
import { SCHEMA_OF_SOURCE_TEXT } from "./record.ts";
import { rowId } from "./row_id.ts";
import { isRoundedId, parseExactly, statusIdOf } from "./status_id.ts";

/** Why a record cannot be stored: stable words, the `reason` of a dead letter. */
export type DeadLetterReason =
  | "not_utf8"
  | "not_json"
  | "not_an_object"
  | "unknown_event"
  | "missing_field"
  | "wrong_type"
  | "bad_date"
  | "implausible_time"
  | "number_too_big"
  | "nul"
  | "lone_surrogate"
  | "too_large"
  | "bad_id"
  | "no_instance"
  | "id_clash"
  | "refused_by_postgres";

/** What the bytes of one record mean. */
export type ParsedRecord =
  | {
    readonly type: "post";
    readonly post: Post;
    /** It was read by REST after an interruption, so it is not late. */
    readonly backfilled?: true;
  }
  | {
    readonly type: "delete";
    readonly id: string;
    readonly instance: string;
    readonly statusId: string;
    /** Ms since 1970; null where the record does not say. */
    readonly receivedAt: number | null;
    /**
     * The last version that it withdraws, with all before, ms since 1970: `-Infinity` for the first version only,
     * `Infinity` for all, including later ones.
     */
    readonly upTo: number;
  }
  /** A control event: what of a stream was read. */
  | { readonly type: "coverage"; readonly coverage: Coverage }
  /** It says nothing about a post: a tombstone of Kafka (a null value), or a control event that cannot be read. */
  | { readonly type: "nothing" }
  | { readonly type: "dead"; readonly reason: DeadLetterReason; readonly error: string };

/** Bounds within which a record is read. */
export interface RecordBounds {
  /** Host that records without `instance` belong to; if undefined, such records are not applied. */
  readonly defaultInstance: string | undefined;
  /** Larger values are dead letters. Default 1 MiB: a post of 100,000 characters with its HTML fits. */
  readonly maxBytes?: number;
}

/** Position of a record in its topic: it orders versions of a post that carry no time of their own. */
export interface RecordPlace {
  /** Kafka's, ms since 1970. */
  readonly timestamp: number;
  readonly offset: number;
  /** Its header `schema`; absent or 0 where another producer wrote it. */
  readonly schema?: number;
}

const NOWHERE: RecordPlace = { timestamp: -1, offset: -1 };

/** Default of {@linkcode RecordBounds.maxBytes}. */
export const RECORD_BYTES_MAX = 1 << 20;
/** A key must fit into a page of an index; real names are far shorter. */
export const NAME_MAX = 500;
/** Most hashtags of a post. */
export const HASHTAGS_MAX = 1_000;
const INT_MAX = 2 ** 31 - 1;

/** Thrown inside this file only: the first thing that is wrong with a record. */
class Refused extends Error {
  constructor(readonly reason: DeadLetterReason, message: string) {
    super(message);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads the value of one record of the stream topic. Never throws: what PostgreSQL or a window could not take comes
 * back as `dead`, so that it can be set aside and the partition goes on.
 */
export function parseRecord(
  value: Uint8Array | null,
  bounds: RecordBounds,
  place: RecordPlace = NOWHERE,
): ParsedRecord {
  if (value === null) return { type: "nothing" };
  const maxBytes = bounds.maxBytes ?? RECORD_BYTES_MAX;
  if (value.byteLength > maxBytes) {
    return dead("too_large", `${value.byteLength} bytes, at most ${maxBytes} are taken`);
  }
  let text: string;
  try {
    text = utf8.decode(value);
  } catch {
    return dead("not_utf8", "The value is not UTF-8");
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
    if (isRoundedDelete(json)) json = parseExactly(text) ?? json;
  } catch {
    return dead("not_json", "The value is not JSON");
  }
  return readObject(json, text.includes("\\u"), { bounds, place });
}

/** Most values in one text: while it is decoded, three copies are in memory. */
const TEXT_VALUES = 128;
/** Separates values. It is random, so no value can contain it and pass for two. */
const FENCE = JSON.stringify(crypto.randomUUID());
const fence = new TextEncoder().encode(`,${FENCE},`);
const [OPEN, CLOSE] = [91, 93];

/**
 * Reads the values of many records, each as {@linkcode parseRecord} does. Decoding and parsing many as one text takes
 * half the time; where anything about that text is odd, each is read alone.
 */
export function parseRecords(
  records: readonly (RecordPlace & { readonly value: Uint8Array | null })[],
  bounds: RecordBounds,
): ParsedRecord[] {
  const parsed: ParsedRecord[] = [];
  for (let at = 0; at < records.length; at += TEXT_VALUES) {
    const some = records.slice(at, at + TEXT_VALUES);
    const values = some.map(({ value }) => value);
    const together = parseTogether(values, some, bounds);
    if (together === undefined) {
      values.forEach((value, place) => parsed.push(parseRecord(value, bounds, some[place])));
    } else for (const each of together) parsed.push(each);
  }
  return parsed;
}

function parseTogether(
  values: readonly (Uint8Array | null)[],
  places: readonly RecordPlace[],
  bounds: RecordBounds,
): ParsedRecord[] | undefined {
  let length = 2;
  for (const value of values) {
    if (value === null || value.byteLength > (bounds.maxBytes ?? RECORD_BYTES_MAX)) {
      return undefined;
    }
    length += value.byteLength + fence.byteLength;
  }
  const bytes = new Uint8Array(length - (values.length > 0 ? fence.byteLength : 0));
  bytes[0] = OPEN;
  let at = 1;
  for (const value of values as readonly Uint8Array[]) {
    if (at > 1) {
      bytes.set(fence, at);
      at += fence.byteLength;
    }
    bytes.set(value, at);
    at += value.byteLength;
  }
  bytes[at] = CLOSE;
  let text: string;
  let items: unknown;
  try {
    text = utf8.decode(bytes);
    items = JSON.parse(text);
  } catch {
    return undefined;
  }
  const word: unknown = JSON.parse(FENCE);
  if (!Array.isArray(items) || items.length !== 2 * values.length - 1) return undefined;
  const escapes = text.includes("\\u");
  const parsed: ParsedRecord[] = [];
  for (let at = 0; at < items.length; at += 2) {
    if (at > 0 && items[at - 1] !== word || isRoundedDelete(items[at])) return undefined;
    parsed.push(readObject(items[at], escapes, { bounds, place: places[at / 2] ?? NOWHERE }));
  }
  return parsed;
}

/** Whether a delete names its status by a number that only its text holds exactly. */
function isRoundedDelete(json: unknown): boolean {
  return typeof json === "object" && json !== null && "event" in json && json.event === "delete" &&
    "id" in json && isRoundedId(json.id);
}

/** What reading a record needs besides its value. */
interface RecordContext {
  readonly bounds: RecordBounds;
  readonly place: RecordPlace;
}

/** `escapes`: only an escape can put a NUL or half a surrogate pair into what was valid UTF-8 and valid JSON. */
function readObject(json: unknown, escapes: boolean, context: RecordContext): ParsedRecord {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return dead("not_an_object", "The value is not a JSON object");
  }
  try {
    const fields = new Fields(json as Readonly<Record<string, unknown>>, escapes);
    const { bounds, place } = context;
    if (fields.raw("event") === "coverage") {
      const coverage = readCoverage(
        json as Readonly<Record<string, unknown>>,
        bounds.defaultInstance,
      );
      return coverage === undefined ? { type: "nothing" } : { type: "coverage", coverage };
    }
    const instance = fields.optionalName("instance") ?? bounds.defaultInstance;
    const parsed = readEvent(fields, instance ?? "", place);
    // Checked last: a record that cannot be stored anyway becomes a dead letter and stops no partition.
    return instance === undefined ? dead("no_instance", "The record names no instance") : parsed;
  } catch (error) {
    if (error instanceof Refused) return dead(error.reason, error.message);
    throw error;
  }
}

function dead(reason: DeadLetterReason, error: string): ParsedRecord {
  return { type: "dead", reason, error };
}

function readEvent(fields: Fields, instance: string, place: RecordPlace): ParsedRecord {
  const event = fields.raw("event") ?? "update";
  const statusId = event === "delete" ? fields.deletedId() : fields.statusId();
  const id = rowId(instance, statusId);
  if (event === "delete") {
    const receivedAt = fields.optionalDate("received_at");
    return { type: "delete", id, instance, statusId, receivedAt, upTo: takenBackUpTo(fields) };
  }
  if (event !== "update" && event !== "status.update") {
    throw new Refused("unknown_event", "event is none of update, status.update, delete");
  }
  const contentHtml = fields.text("content_html");
  const written = fields.text("content");
  const content = place.schema === SCHEMA_OF_SOURCE_TEXT ? htmlToText(contentHtml) : written;
  const receivedAt = fields.optionalDate("received_at");
  const sentAt = place.timestamp > 0 ? place.timestamp : null;
  return {
    type: "post",
    ...(fields.raw("backfilled") === true && { backfilled: true }),
    post: {
      id,
      instance,
      statusId,
      createdAt: eventTime(fields, receivedAt ?? sentAt),
      editedAt: fields.optionalDate("edited_at"),
      isEdit: event === "status.update",
      recordedAt: storableCount(place.timestamp),
      recordedOffset: storableCount(place.offset),
      username: fields.name("username"),
      userId: fields.text("user_id"),
      lang: fields.language("language"),
      content,
      contentHtml,
      contentLength: codePoints(content),
      hashtags: fields.texts("hashtags"),
      favourites: fields.count("favourites"),
      reblogs: fields.count("reblogs"),
      uri: fields.optionalText("uri"),
      url: fields.optionalText("url"),
      inReplyToId: fields.optionalText("in_reply_to_id"),
      sensitive: fields.flag("sensitive"),
      bot: fields.flag("bot"),
      attachmentCount: fields.optionalCount("attachment_count"),
      describedCount: fields.optionalCount("described_count"),
      pollText: fields.optionalText("poll_text"),
      spoilerText: fields.optionalText("spoiler_text") ?? "",
      receivedAt,
    },
  };
}

/**
 * The event time of a post.
 *
 * @param receivedAt when its producer read it, else when Kafka got it; ms since 1970, null where nobody says
 */
function eventTime(fields: Fields, receivedAt: number | null): number {
  const createdAt = fields.date("created_at");
  if (isPlausible(createdAt, receivedAt)) return createdAt;
  throw new Refused(
    "implausible_time",
    "created_at is before 1990 or more than a day after the record was received",
  );
}

/**
 * Which versions a delete withdraws: all, unless it says that consent or a filter refused one. If that version cannot
 * be read, all: a refusal must not be lost.
 */
function takenBackUpTo(fields: Fields): number {
  const reason = fields.raw("reason");
  if (reason !== "consent" && reason !== "filter") return Infinity;
  try {
    return fields.optionalDate("edited_at") ?? -Infinity;
  } catch (error) {
    if (error instanceof Refused) return Infinity;
    throw error;
  }
}

/** Reads typed fields of a JSON object, or says what is wrong. */
class Fields {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #escapes: boolean;

  constructor(json: Readonly<Record<string, unknown>>, escapes: boolean) {
    this.#json = json;
    this.#escapes = escapes;
  }

  raw(name: string): unknown {
    return this.#json[name];
  }

  text(name: string): string {
    const value = this.#json[name];
    if (typeof value !== "string") throw missing(name, value, "a string");
    return this.#storable(name, value);
  }

  optionalText(name: string): string | null {
    const value = this.#json[name];
    return value === undefined || value === null ? null : this.text(name);
  }

  /** Read by the same rule as the id of a delete, so that the delete finds its post. */
  statusId(): string {
    return this.#readId(this.name("id"));
  }

  /** Servers write the id of a delete in more than one form. */
  deletedId(): string {
    const value = this.#json["id"];
    return typeof value === "string" ? this.statusId() : this.#readId(value);
  }

  #readId(value: unknown): string {
    const id = statusIdOf(value);
    if (id !== undefined) return id;
    if (value === undefined || value === null) throw missing("id", value, "an id");
    throw new Refused("bad_id", "id cannot be the id of a status");
  }

  /** A text that is, or is part of, a key of a table. */
  name(name: string): string {
    const value = this.text(name);
    if (value.length > NAME_MAX) throw new Refused("too_large", `${name} is ${value.length} long`);
    if (value === "") throw new Refused("missing_field", `${name} is empty`);
    return value;
  }

  optionalName(name: string): string | null {
    const value = this.#json[name];
    return value === undefined || value === null || value === "" ? null : this.name(name);
  }

  /** The replaced producer wrote null for a post without one. */
  language(name: string): string {
    const value = this.#json[name] ?? null;
    if (value !== null && typeof value !== "string") throw missing(name, value, "a string");
    return foldLanguage(value);
  }

  texts(name: string): readonly string[] {
    const value: unknown = this.#json[name];
    if (!Array.isArray(value)) throw missing(name, value, "an array of strings");
    if (value.length > HASHTAGS_MAX) {
      throw new Refused("too_large", `${name} has ${value.length} items`);
    }
    for (const item of value as readonly unknown[]) {
      if (typeof item !== "string") throw missing(name, item, "an array of strings");
      this.#storable(name, item);
    }
    return value;
  }

  count(name: string): number {
    const value = this.#json[name];
    if (typeof value !== "number") throw missing(name, value, "a number");
    if (value > INT_MAX) throw new Refused("number_too_big", `${name} is larger than ${INT_MAX}`);
    if (!Number.isInteger(value) || value < 0) {
      throw new Refused("wrong_type", `${name} is no count`);
    }
    return value;
  }

  optionalCount(name: string): number | null {
    const value = this.#json[name];
    return value === undefined || value === null ? null : this.count(name);
  }

  flag(name: string): boolean {
    const value = this.#json[name] ?? false;
    if (typeof value !== "boolean") throw missing(name, value, "true or false");
    return value;
  }

  date(name: string): number {
    const value = this.text(name);
    const time = readInstant(value);
    if (Number.isNaN(time)) {
      throw new Refused(
        "bad_date",
        `${name} is no ISO 8601 time with offset between 0001 and 9999`,
      );
    }
    return time;
  }

  optionalDate(name: string): number | null {
    const value = this.#json[name];
    return value === undefined || value === null ? null : this.date(name);
  }

  #storable(name: string, value: string): string {
    if (this.#escapes) {
      if (value.includes("\0")) throw new Refused("nul", `${name} holds a NUL character`);
      if (!value.isWellFormed()) {
        throw new Refused("lone_surrogate", `${name} holds half a surrogate pair`);
      }
    }
    return value;
  }
}

function missing(name: string, value: unknown, expected: string): Refused {
  return value === undefined || value === null
    ? new Refused("missing_field", `${name} is missing`)
    : new Refused("wrong_type", `${name} is not ${expected}`);
}

/** A timestamp or an offset as a `bigint` takes it: Kafka lets a producer write any timestamp. */
export function storableCount(value: number): number {
  return Math.min(Math.max(value, -1), Number.MAX_SAFE_INTEGER);
}

/** Unicode code points of a well-formed text: what `length()` of PostgreSQL counts. */
export function codePoints(text: string): number {
  let count = text.length;
  if (!/[\ud800-\udbff]/.test(text)) return count;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
}
