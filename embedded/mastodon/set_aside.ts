/**
 * Decides which replayed statuses cannot be stored and must become dead letters: ground truth for the pipeline's stages,
 * independent of their code.
 */

/** A status from a file; any field may be missing or of any type. */
export type LooseStatus = Readonly<Record<string, unknown>>;

const RECORD_MAX_BYTES = 1_000_000;
const NAME_LENGTH_MAX = 500;
const HASHTAGS_MAX = 1_000;
const COUNT_MAX = 2_147_483_647;

/** Whether it lacks an id, a time, an author or a content. */
export function isUnreadable(status: LooseStatus): boolean {
  const { account, content, created_at, edited_at, id } = status;
  const author = isObject(account) ? account : {};
  const isEdited = edited_at !== undefined && edited_at !== null && edited_at !== "";
  return idOf(id) === undefined || !isAccountId(author["id"]) || !isText(author["acct"]) ||
    typeof content !== "string" ||
    instantOf(created_at) === undefined || (isEdited && instantOf(edited_at) === undefined);
}

/** Whether its record is too large for Kafka. An estimate, exact to some hundred bytes. */
export function isTooLarge(status: LooseStatus): boolean {
  const visible = String(status["content"]).replace(/<[^>]*>/g, "");
  return bytesOf([visible, ...textsOf(status)]) > RECORD_MAX_BYTES;
}

/** Whether the tables cannot store it: a number out of range, half a surrogate pair, NUL, an overlong name. */
export function isUnstorable(status: LooseStatus): boolean {
  const { account, favourites_count, reblogs_count } = status;
  const acct = isObject(account) ? String(account["acct"]) : "";
  const counts = [favourites_count, reblogs_count];
  return counts.some((n) => Number.isSafeInteger(n) && Number(n) > COUNT_MAX) ||
    textsOf(status).some((text) => /\0|\p{Surrogate}/u.test(text)) ||
    acct.length > NAME_LENGTH_MAX || tagsOf(status).length > HASHTAGS_MAX;
}

/** The texts that the record copies unchanged. */
function textsOf(status: LooseStatus): readonly string[] {
  const { account, content, in_reply_to_id, poll, spoiler_text, uri, url } = status;
  const author = isObject(account) ? account : {};
  const texts = [
    content,
    spoiler_text,
    ...optionsOf(poll),
    uri,
    url,
    idOf(in_reply_to_id),
    author["id"],
    author["acct"],
  ];
  return [...texts, ...tagsOf(status)].filter((text) => typeof text === "string");
}

/**
 * Parses an ISO 8601 date with time to ms since 1970; undefined if invalid, including days that the month does not have and
 * years outside 1 … 9999.
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

/** The titles of a poll's options. */
function optionsOf(poll: unknown): readonly unknown[] {
  if (!isObject(poll) || !Array.isArray(poll["options"])) return [];
  return poll["options"].filter(isObject).map(({ title }) => title);
}

function bytesOf(values: readonly unknown[]): number {
  return new TextEncoder().encode(JSON.stringify(values)).byteLength;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The id of a status as text. Numbers above 2^53 have lost digits and are invalid, as are texts with white space or brackets
 * and programs' words for nothing (such as `null`), unless they are the JSON of an id.
 */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0 ? value.toFixed() : undefined;
  }
  if (isObject(value)) return idOf(value["id"]);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const isWord = text !== "" && text.length <= NAME_LENGTH_MAX &&
    !/[\s"'`\\{}[\](),<>\p{C}]/u.test(text);
  if (isWord) return /^(null|undefined|true|false|NaN|None)$/.test(text) ? undefined : text;
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === "number" ? undefined : idOf(inner);
  } catch {
    return undefined;
  }
}

/** An account's id only has to exist. */
function isAccountId(value: unknown): boolean {
  return isText(value) || Number.isSafeInteger(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
