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
  return !isId(id) || !isId(author["id"]) || !isText(author["acct"]) ||
    typeof content !== "string" ||
    instantOf(created_at) === undefined || (isEdited && instantOf(edited_at) === undefined);
}

/** Whether Kafka takes no record of this size. An estimate, good to some hundred bytes. */
export function isTooLarge(status: LooseStatus): boolean {
  const content = String(status["content"]);
  const visible = content.replace(/<[^>]*>/g, "");
  const rest = [status["spoiler_text"], status["uri"], status["url"], tagsOf(status)];
  return bytesOf([content, visible, ...rest]) > MAX_RECORD_BYTES;
}

/** Whether the tables cannot take it: a number past their type, half a character, NUL, an endless name. */
export function isUnstorable(status: LooseStatus): boolean {
  const {
    account,
    content,
    favourites_count,
    id,
    in_reply_to_id,
    reblogs_count,
    spoiler_text,
    uri,
    url,
  } = status;
  const author = isObject(account) ? account : {};
  const tags = tagsOf(status);
  const texts = [
    content,
    spoiler_text,
    uri,
    url,
    in_reply_to_id,
    author["id"],
    author["acct"],
    id,
    ...tags,
  ];
  return [favourites_count, reblogs_count].some((n) =>
    Number.isSafeInteger(n) && Number(n) > MAX_COUNT
  ) ||
    texts.some((text) => typeof text === "string" && /\0|\p{Surrogate}/u.test(text)) ||
    [author["acct"], id].some((name) => String(name).length > MAX_NAME) ||
    tags.length > MAX_HASHTAGS;
}

/**
 * The instant of a date with a time in ISO 8601, ms since 1970; undefined where it is none. A day that its month does not
 * have is none.
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
  return midnight + ((hour * 60 + minute - ahead) * 60 + second) * 1000 + ms;
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

/** Some servers send small ids as numbers; a larger one has lost digits, and names another post. */
function isId(value: unknown): boolean {
  return isText(value) || Number.isSafeInteger(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
