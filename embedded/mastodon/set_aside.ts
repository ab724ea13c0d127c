/**
 * What of a replayed status no pipeline can keep, so that it has to become a dead letter: the truth that the demo's books
 * hold the stages against. Written down once more, apart from the code that the stages themselves decide by.
 */

/** A status of a file as it stands there; nothing of it is known to be there. */
export type LooseStatus = Readonly<Record<string, unknown>>;

const MAX_RECORD_BYTES = 1_000_000;
const MAX_NAME = 500;
const MAX_HASHTAGS = 1_000;
const MAX_COUNT = 2_147_483_647;

/** Whether it lacks what a post cannot be without: an id, a time, an author, a content. */
export function isUnreadable(status: LooseStatus): boolean {
  const { account, content, created_at, edited_at, id } = status;
  const author = isObject(account) ? account : {};
  const isEdited = edited_at !== undefined && edited_at !== null && edited_at !== "";
  return idOf(id) === undefined || !isAccountId(author["id"]) || !isText(author["acct"]) ||
    typeof content !== "string" ||
    instantOf(created_at) === undefined || (isEdited && instantOf(edited_at) === undefined);
}

/** Whether Kafka takes no record of this size. An estimate, good to some hundred bytes. */
export function isTooLarge(status: LooseStatus): boolean {
  const visible = String(status["content"]).replace(/<[^>]*>/g, "");
  return bytesOf([visible, ...textsOf(status)]) > MAX_RECORD_BYTES;
}

/** Whether the tables cannot take it: a number past their type, half a character, NUL, an endless name. */
export function isUnstorable(status: LooseStatus): boolean {
  const { account, favourites_count, reblogs_count } = status;
  const acct = isObject(account) ? String(account["acct"]) : "";
  const counts = [favourites_count, reblogs_count];
  return counts.some((n) => Number.isSafeInteger(n) && Number(n) > MAX_COUNT) ||
    textsOf(status).some((text) => /\0|\p{Surrogate}/u.test(text)) ||
    acct.length > MAX_NAME || tagsOf(status).length > MAX_HASHTAGS;
}

/** What the record takes of it as it stands. */
function textsOf(status: LooseStatus): readonly string[] {
  const { account, content, in_reply_to_id, spoiler_text, uri, url } = status;
  const author = isObject(account) ? account : {};
  const texts = [
    content,
    spoiler_text,
    uri,
    url,
    idOf(in_reply_to_id),
    author["id"],
    author["acct"],
  ];
  return [...texts, ...tagsOf(status)].filter((text) => typeof text === "string");
}

/**
 * The instant of a date with a time in ISO 8601, ms since 1970; undefined where it is none. A day that its month does not
 * have is none, nor is one before the year 1 or after 9999.
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const [, date, clock, fraction = "", zone = "Z"] =
    /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?([Zz]|[+-]\d\d(?::?\d\d)?)?$/.exec(
      value,
    ) ?? [];
  if (date === undefined || clock === undefined) return undefined;
  if (fraction !== "" && clock.length === 5) return undefined;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) {
    return undefined;
  }
  const [hour = 0, minute = 0, second = 0] = clock.split(":").map(Number);
  const isEndOfDay = hour === 24 && minute === 0 && second === 0 && Number(fraction) === 0;
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 59) return undefined;
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const instant = midnight + ((hour * 60 + minute - ahead) * 60 + second) * 1000 + ms;
  const year = new Date(instant).getUTCFullYear();
  return year >= 1 && year <= 9999 ? instant : undefined;
}

function tagsOf({ tags }: LooseStatus): readonly string[] {
  if (!Array.isArray(tags)) return [];
  return tags.map((tag) => isObject(tag) ? tag["name"] : tag).filter((name) =>
    typeof name === "string"
  );
}

function bytesOf(values: readonly unknown[]): number {
  return new TextEncoder().encode(JSON.stringify(values)).byteLength;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The id of a status, as a text. A number past 2^53 has lost digits and names another post; and what holds white space or
 * brackets, or is a program's word for nothing, is no id unless it is JSON of one.
 */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0 ? value.toFixed() : undefined;
  }
  if (isObject(value)) return idOf(value["id"]);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const isWord = text !== "" && text.length <= MAX_NAME && !/[\s"'`\\{}[\](),<>\p{C}]/u.test(text);
  if (isWord) return /^(null|undefined|true|false|NaN|None)$/.test(text) ? undefined : text;
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === "number" ? undefined : idOf(inner);
  } catch {
    return undefined;
  }
}

/** An account's id has no rule but that it is there. */
function isAccountId(value: unknown): boolean {
  return isText(value) || Number.isSafeInteger(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
