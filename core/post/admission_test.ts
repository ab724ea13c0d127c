import assert from "node:assert/strict";
import fc from "fast-check";
import { blockListOf } from "./block_list.ts";
import { type Admission, type AdmissionConfig, admissionOf } from "./admission.ts";
import { parseRecord } from "./parse_record.ts";
import { parseStreamEvent } from "./stream_event.ts";

const status = (more: Record<string, unknown> = {}) => ({
  id: "01J5ULID",
  created_at: "2026-01-01T00:00:00.000Z",
  visibility: "public",
  language: null,
  content: "<p>Bonjour<br>à tous</p>",
  tags: [{ name: "Salut" }],
  account: { id: 7, acct: "ada@b.example" },
  ...more,
});

function admitted(
  event: string,
  payload: unknown,
  config: Partial<AdmissionConfig> = {},
): Admission {
  const bytes = new TextEncoder().encode(
    JSON.stringify({
      event,
      payload: typeof payload === "string" ? payload : JSON.stringify(payload),
    }),
  );
  const read = parseStreamEvent(bytes);
  if (read.type !== "post" && read.type !== "delete") throw new Error(JSON.stringify(read));
  return admissionOf({
    consent: { mode: "default", blocked: blockListOf([]), instance: "a.example" },
    filters: { keywords: [], languages: [] },
    ...config,
  })(read, "2026-01-01T00:00:01.000Z");
}

Deno.test("a post becomes a record with the ten fields first, und for no language", () => {
  const media_attachments = [{ description: "une photo" }, { description: null }];
  const admission = admitted("update", status({ media_attachments }));
  assert.ok(admission.type === "write");
  assert.deepEqual(admission.key, { instance: "a.example", id: "01J5ULID" });
  assert.deepEqual(admission.record, {
    id: "01J5ULID",
    created_at: "2026-01-01T00:00:00.000Z",
    username: "ada@b.example",
    user_id: "7",
    language: "und",
    content_html: "<p>Bonjour<br>à tous</p>",
    content: "Bonjour\nà tous",
    hashtags: ["Salut"],
    favourites: 0,
    reblogs: 0,
    event: "update",
    url: null,
    instance: "a.example",
    edited_at: null,
    in_reply_to_id: null,
    sensitive: false,
    spoiler_text: "",
    bot: false,
    attachment_count: 2,
    poll_text: null,
    described_count: 1,
    received_at: "2026-01-01T00:00:01.000Z",
  });
});

Deno.test("a post that is not let through is dropped; an edit that is not is a delete that says up to which version", () => {
  const hidden = status({ visibility: "private" });
  assert.deepEqual(admitted("update", hidden), { type: "drop", reason: "not_public" });
  const taken = {
    event: "delete",
    id: "01J5ULID",
    instance: "a.example",
    received_at: "2026-01-01T00:00:01.000Z",
    scope: "all",
  };
  const edit = admitted("status.update", hidden);
  assert.deepEqual(edit.type === "write" && [edit.record, edit.because], [
    { ...taken, reason: "consent", edited_at: null },
    "not_public",
  ]);
  const edited_at = "2026-01-01T00:10:00.000Z";
  const filtered = admitted("status.update", status({ edited_at }), {
    filters: { keywords: ["tea"], languages: [] },
  });
  assert.deepEqual(filtered.type === "write" && [filtered.record, filtered.because], [
    { ...taken, reason: "filter", edited_at },
    "filtered_keyword",
  ]);
  const gone = admitted("delete", "01J5ULID");
  assert.deepEqual(gone.type === "write" && gone.record, taken);
});

Deno.test("ten-fields writes ten fields and no deletes", () => {
  const compat = { compat: "ten-fields" } as const;
  const edit = admitted("status.update", status(), compat);
  assert.ok(edit.type === "write");
  assert.deepEqual(Object.keys(edit.record), [
    "id",
    "created_at",
    "username",
    "user_id",
    "language",
    "content_html",
    "content",
    "hashtags",
    "favourites",
    "reblogs",
  ]);
  assert.deepEqual(admitted("delete", "1", compat), { type: "drop", reason: "compat_delete" });
  assert.deepEqual(admitted("status.update", status({ visibility: "direct" }), compat), {
    type: "drop",
    reason: "not_public",
  });
});

Deno.test("a post whose time cannot be true is dropped as implausible_time", () => {
  for (
    const created_at of ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59Z"]
  ) {
    assert.deepEqual(admitted("update", status({ created_at })), {
      type: "drop",
      reason: "implausible_time",
    });
  }
  // Consent is asked first: a post that must not be kept is counted as that.
  const hidden = status({ created_at: "0001-01-01T00:00:00Z", visibility: "private" });
  assert.deepEqual(admitted("update", hidden), { type: "drop", reason: "not_public" });
  const old = admitted("update", status({ created_at: "2009-06-01T00:00:00Z" }));
  assert.equal(old.type === "write" && old.because, undefined);
});

Deno.test("an edit of a post whose time cannot be true takes the post back", () => {
  const edit = admitted("status.update", status({ created_at: "1970-01-01T00:00:00Z" }));
  assert.ok(edit.type === "write");
  assert.equal(edit.record.event, "delete");
  assert.equal(edit.because, "implausible_time");
});

/** Dates of all kinds of programs, and what is nearly one. */
const someDate = fc.oneof(
  fc.constantFrom(
    "2025-11-29 10:00:00+00:00",
    "Sat, 29 Nov 2025 10:00:00 +0000",
    "2025-11-29T10:00:00z",
    "2025-11-29T10:00Z",
    "2025-11-29T10:00:00.123456789Z",
    "2025-11-29T10:00:00+0100",
    "2025-11-29",
    "Nov 29 2025 10:00 PST",
    "2025-02-30T10:00:00.000Z",
    "2025-12-31T23:59:60Z",
    "0001-01-01T00:00:00Z",
    "1764410400000",
    "",
  ),
  fc.tuple(
    fc.constantFrom("2025", "2026", "0001", "1969", "1990", "9999", "10000", "25"),
    fc.constantFrom("-", "/", ""),
    fc.constantFrom("01-01", "02-30", "12-31", "1-1", "02-29"),
    fc.constantFrom("T", "t", " ", ""),
    fc.constantFrom("00:00:00", "23:59:59.999999", "24:00:00", "10:00", "10", "1:2:3"),
    fc.constantFrom("Z", "z", "+00:00", "-0930", "+14", " GMT", " +0100", ""),
  ).map((parts) => parts.join("")),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toString()),
  fc.date({ min: new Date("1980-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.string(),
);

Deno.test("property: what the gate lets out, the consumer reads as the same instants", () => {
  const received = "2026-01-01T00:00:01.000Z";
  let written = 0;
  fc.assert(
    fc.property(someDate, fc.option(someDate), (created_at, edited_at) => {
      const payload = JSON.stringify(status({ created_at, edited_at }));
      const event = parseStreamEvent(
        new TextEncoder().encode(JSON.stringify({ event: "update", payload })),
      );
      if (event.type === "broken") return assert.match(event.error, /ISO 8601/);
      assert.ok(event.type === "post");
      const admission = admissionOf({
        consent: { mode: "default", blocked: blockListOf([]), instance: "a.example" },
        filters: { keywords: [], languages: [] },
      })(event, received);
      if (admission.type === "drop") return assert.equal(admission.reason, "implausible_time");
      written++;
      const value = new TextEncoder().encode(JSON.stringify(admission.record));
      const read = parseRecord(value, { defaultInstance: "a.example" });
      assert.ok(read.type === "post", JSON.stringify(read));
      assert.equal(new Date(read.post.createdAt).toISOString(), event.status.createdAt);
      const { editedAt } = read.post;
      const editedText = editedAt === null ? null : new Date(editedAt).toISOString();
      assert.equal(editedText, event.status.editedAt);
      // What both a browser and this reader can read is the same moment to both.
      const known = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(created_at) ? created_at : "");
      if (!Number.isNaN(known)) assert.equal(read.post.createdAt, known);
    }),
    { numRuns: 5_000 },
  );
  assert.ok(written > 50, `${written} were written`);
});

const BROKEN: readonly (readonly [message: string, reason: string])[] = [
  ["", "not_json"],
  ["{", "not_json"],
  ["null", "not_an_event"],
  ["[]", "not_an_event"],
  ["{}", "not_an_event"],
  ['{"event":"delete"}', "not_an_event"],
  ['{"event":"update"}', "bad_status"],
  ['{"event":"update","payload":"{"}', "not_json"],
  ['{"event":"update","payload":"{\\"id\\":\\"1\\"}"}', "bad_status"],
  ['{"event":"update","payload":{"id":"1","created_at":"never","content":""}}', "bad_status"],
];
for (const [message, reason] of BROKEN) {
  Deno.test(`message ${message} is a dead letter: ${reason}`, () => {
    const read = parseStreamEvent(new TextEncoder().encode(message));
    assert.equal(read.type === "broken" && read.reason, reason);
  });
}

Deno.test("events of no concern and refusals are told apart", () => {
  const read = (message: unknown) =>
    parseStreamEvent(new TextEncoder().encode(JSON.stringify(message)));
  assert.deepEqual(read({ event: "filters_changed" }), { type: "other", event: "filters_changed" });
  assert.deepEqual(read({ error: "Unknown channel", status: 400 }), {
    type: "refused",
    error: "Unknown channel",
  });
});

Deno.test("property: any bytes and any JSON are read without throwing", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    assert.ok(parseStreamEvent(bytes).type);
  }));
  fc.assert(fc.property(fc.jsonValue(), (payload) => {
    const message = JSON.stringify({ event: "update", payload });
    assert.ok(parseStreamEvent(new TextEncoder().encode(message)).type);
  }));
});

Deno.test("property: a status with any one field spoilt is read or refused in words", () => {
  const field = fc.constantFrom(...Object.keys(status()), "edited_at", "reblog", "uri", "url");
  fc.assert(fc.property(field, fc.jsonValue(), (name, value) => {
    const bytes = new TextEncoder().encode(
      JSON.stringify({ event: "update", payload: JSON.stringify(status({ [name]: value })) }),
    );
    const read = parseStreamEvent(bytes);
    assert.ok(read.type === "post" || (read.type === "broken" && read.error !== ""));
  }));
});
