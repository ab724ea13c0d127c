import { readInstant } from "./instant.ts";
import type { Account, AttachmentCounts, ProfileField, Status } from "./status.ts";
import { statusIdOf } from "./status_id.ts";

/** What came of reading a status: the status, or in words what it lacks. */
export type ParsedStatus =
  | { readonly type: "status"; readonly status: Status }
  | { readonly type: "broken"; readonly error: string };

/**
 * Reads a status out of anything. Total: it never throws. Only what a record cannot be without must be there (id, date,
 * content, author), and a time of its edit must be one; any other field that is missing or of a wrong type gets the
 * value that claims least.
 */
export function parseStatus(value: unknown): ParsedStatus {
  if (!isObject(value)) return broken(`a status must be an object, not ${kindOf(value)}`);
  const id = statusIdOf(value.id);
  if (id === undefined) return broken("a status needs an id");
  const createdAt = instant(value.created_at);
  if (Number.isNaN(createdAt)) return broken(`status ${id} has no created_at in ISO 8601`);
  // Versions are ordered by it: one at an unknown time could hide a later one.
  const editedAt = editTime(value.edited_at);
  if (Number.isNaN(editedAt)) return broken(`status ${id} has an edited_at that is not ISO 8601`);
  if (typeof value.content !== "string") return broken(`status ${id} has no content`);
  const account = parseAccount(value.account);
  if (account === undefined) return broken(`status ${id} has no account with id and acct`);
  const uri = text(value.uri);
  const attachments = countAttachments(value.media_attachments);
  const pollText = optionsOf(value.poll);
  return {
    type: "status",
    status: {
      id,
      ...(uri !== undefined && { uri }),
      url: text(value.url) ?? null,
      createdAt: new Date(createdAt).toISOString(),
      editedAt: editedAt === null ? null : new Date(editedAt).toISOString(),
      visibility: text(value.visibility) ?? "",
      language: text(value.language) ?? null,
      content: value.content,
      spoilerText: text(value.spoiler_text) ?? "",
      sensitive: value.sensitive === true,
      inReplyToId: statusIdOf(value.in_reply_to_id) ?? null,
      tags: tagNames(value.tags),
      favourites: count(value.favourites_count),
      reblogs: count(value.reblogs_count),
      ...(attachments !== undefined && { attachments }),
      ...(pollText !== undefined && { pollText }),
      isLocalOnly: asks(value.local_only),
      isBoost: isObject(value.reblog),
      showsQuote: isObject(value.quote) && value.quote.state === "accepted",
      account,
    },
  };
}

function parseAccount(value: unknown): Account | undefined {
  if (!isObject(value)) return undefined;
  const id = identifier(value.id);
  const acct = text(value.acct);
  if (id === undefined || acct === undefined) return undefined;
  const uri = text(value.uri);
  const url = text(value.url);
  return {
    id,
    acct,
    ...(uri !== undefined && { uri }),
    ...(url !== undefined && { url }),
    note: text(value.note) ?? "",
    displayName: text(value.display_name) ?? "",
    fields: profileFields(value.fields),
    bot: value.bot === true,
    ...(value.noindex !== undefined && value.noindex !== null && { noindex: asks(value.noindex) }),
    ...(typeof value.indexable === "boolean" && { indexable: value.indexable }),
  };
}

function profileFields(value: unknown): readonly ProfileField[] {
  if (!Array.isArray(value)) return NO_FIELDS;
  return value.filter(isObject).map((field) => ({
    name: text(field.name) ?? "",
    value: text(field.value) ?? "",
  }));
}

const NO_FIELDS: readonly ProfileField[] = [];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}

function broken(error: string): ParsedStatus {
  return { type: "broken", error };
}

/** A string that says something. */
function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Ids are strings. Some servers send small ones as numbers; one past 2^53 has lost digits and names another post. */
function identifier(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  return text(value);
}

/** Whether a flag asks not to be read: of a wrong type, anything but a clear no is a yes. */
function asks(flag: unknown): boolean {
  return !(flag === undefined || flag === null || flag === false);
}

/** An instant, ms since 1970; one without an offset is UTC, as Mastodon's are. NaN where it cannot be read. */
function instant(value: unknown): number {
  return typeof value === "string" ? readInstant(value, "utc") : NaN;
}

/** The same of an edit; null where there was none. */
function editTime(value: unknown): number | null {
  return value === undefined || value === null || value === "" ? null : instant(value);
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** The titles of a poll's options, a line each; those of a poll that says nothing are none. */
function optionsOf(poll: unknown): string | undefined {
  if (!isObject(poll) || !Array.isArray(poll.options)) return undefined;
  const titles = poll.options.filter(isObject).flatMap(({ title }) => text(title) ?? []);
  return text(titles.join("\n"));
}

/** A description of white space describes nothing. */
function countAttachments(value: unknown): AttachmentCounts | undefined {
  if (!Array.isArray(value)) return undefined;
  const attachments = value.filter(isObject);
  const described = attachments.filter(({ description }) =>
    (text(description) ?? "").trim() !== ""
  );
  return { all: attachments.length, described: described.length };
}

function tagNames(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const names: string[] = [];
  for (const tag of value) {
    const name = text(isObject(tag) ? tag.name : tag)?.replace(/^[#＃]/, "");
    if (name) names.push(name);
  }
  return names;
}
