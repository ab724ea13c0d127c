import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../../testing/any_text.ts";
import { codePoints, parseRecord, parseRecords } from "./parse_record.ts";
import { compareRowIds, rowId } from "./row_id.ts";

const BOUNDS = { defaultInstance: "social.example" };
const encoder = new TextEncoder();
const TEN_FIELDS = {
  id: "115000000000000001",
  created_at: "2026-01-15T18:00:00.500+01:00",
  username: "ada",
  user_id: "7",
  language: "en",
  content_html: "<p>hi</p>",
  content: "hi 👩‍🚀",
  hashtags: ["a"],
  favourites: 1,
  reblogs: 2,
};
/** Kafka's timestamp of a record that came a minute later. */
const AFTER = Date.parse("2026-01-15T17:01:00Z");
const bytes = (value: unknown) => encoder.encode(JSON.stringify(value));
const read = (value: unknown) => parseRecord(bytes(value), BOUNDS);
const reasonOf = (value: Uint8Array) => {
  const parsed = parseRecord(value, BOUNDS);
  return parsed.type === "dead" ? parsed.reason : parsed.type;
};

Deno.test("a record of ten fields is a post of the default instance", () => {
  const parsed = read(TEN_FIELDS);
  assert.equal(parsed.type, "post");
  if (parsed.type !== "post") return;
  const { post } = parsed;
  assert.equal(post.id, "115000000000000001");
  assert.equal(post.instance, "social.example");
  assert.equal(post.createdAt, Date.parse("2026-01-15T17:00:00.500Z"));
  assert.equal(post.contentLength, [...TEN_FIELDS.content].length);
  assert.deepEqual([post.editedAt, post.uri, post.receivedAt, post.bot], [null, null, null, false]);
  assert.deepEqual([post.attachmentCount, post.describedCount, post.pollText], [null, null, null]);
});

Deno.test("the text of our own records of schema 1 is made anew from the HTML, and no other", () => {
  const value = bytes({
    ...TEN_FIELDS,
    content_html: "<p>one</p>\n\n<p>two  three</p>",
    content: "one\n\n\ntwo  three",
  });
  const contents = [0, 1, 2, 3].map((schema) => {
    const place = { value, offset: 7, timestamp: AFTER, schema };
    const alone = parseRecord(value, BOUNDS, place);
    assert.deepEqual(parseRecords([place, place], BOUNDS), [alone, alone]);
    assert.ok(alone.type === "post");
    assert.equal(alone.post.contentLength, alone.post.content.length);
    return alone.post.content;
  });
  const written = "one\n\n\ntwo  three";
  assert.deepEqual(contents, [written, "one\ntwo three", written, written]);
});

Deno.test("values that are JSON only beside others are as dead as each is alone", () => {
  const json = JSON.stringify(TEN_FIELDS);
  for (const odd of [`${json},5`, `${json},5,${json}`, `5],[${json}`, `${json}]`, ""]) {
    for (const texts of [[odd], [json, odd], [odd, json], [json, odd, odd, json]]) {
      const records = texts.map((text, offset) => (
        { value: encoder.encode(text), offset, timestamp: AFTER, schema: 2 }
      ));
      const alone = records.map((record) => parseRecord(record.value, BOUNDS, record));
      assert.deepEqual(parseRecords(records, BOUNDS), alone, texts.join(" | "));
      assert.equal(
        alone.filter(({ type }) => type === "post").length,
        texts.filter((text) => text === json).length,
      );
    }
  }
});

Deno.test("a record of schema 1 without a text is as dead as any other", () => {
  const { content: _, ...rest } = TEN_FIELDS;
  const place = { offset: 7, timestamp: AFTER, schema: 1 };
  const parsed = parseRecord(bytes(rest), BOUNDS, place);
  assert.equal(parsed.type === "dead" && parsed.reason, "missing_field");
});

Deno.test("what a table cannot take is dead, with a stable word for the reason", () => {
  const cases: [string, Uint8Array][] = [
    ["not_json", encoder.encode("{")],
    ["not_json", encoder.encode("")],
    ["not_utf8", new Uint8Array([123, 34, 255, 34, 58, 49, 125])],
    ["not_an_object", encoder.encode("[]")],
    ["missing_field", bytes({ ...TEN_FIELDS, created_at: undefined })],
    ["missing_field", bytes({ ...TEN_FIELDS, id: "" })],
    ["missing_field", bytes({ event: "delete" })],
    ["bad_id", bytes({ ...TEN_FIELDS, id: "a b" })],
    ["bad_id", bytes({ event: "delete", id: '"' })],
    ["bad_id", bytes({ event: "delete", id: ["1"] })],
    ["wrong_type", bytes({ ...TEN_FIELDS, id: 5 })],
    ["wrong_type", bytes({ ...TEN_FIELDS, hashtags: [1] })],
    ["wrong_type", bytes({ ...TEN_FIELDS, favourites: 1.5 })],
    ["number_too_big", bytes({ ...TEN_FIELDS, favourites: 1e300 })],
    ["bad_date", bytes({ ...TEN_FIELDS, created_at: "+300000-01-01T00:00:00Z" })],
    ["bad_date", bytes({ ...TEN_FIELDS, created_at: "2026-01-15T18:00:00" })],
    ["bad_date", bytes({ ...TEN_FIELDS, created_at: "2026-02-31T18:00:00Z " })],
    ["bad_date", bytes({ ...TEN_FIELDS, edited_at: "yesterday" })],
    ["nul", encoder.encode(JSON.stringify({ ...TEN_FIELDS, content: "a\0b" }))],
    ["lone_surrogate", bytes({ ...TEN_FIELDS, hashtags: ["\ud800"] })],
    ["too_large", bytes({ ...TEN_FIELDS, content: "x".repeat(10_000_000) })],
    ["too_large", bytes({ ...TEN_FIELDS, username: "x".repeat(501) })],
    ["unknown_event", bytes({ ...TEN_FIELDS, event: "boost" })],
    ["delete", bytes({ event: "delete", id: "1" })],
  ];
  for (const [reason, value] of cases) assert.equal(reasonOf(value), reason);
  assert.equal(parseRecord(null, BOUNDS).type, "nothing");
});

Deno.test("a time that cannot be true is dead as implausible_time, and one on no calendar as bad_date", () => {
  const received_at = "2026-01-15T18:00:00.000Z";
  const reasonsOf = (more: Record<string, unknown>, timestamp: number) => {
    const value = bytes({ ...TEN_FIELDS, ...more });
    const place = { value, offset: 7, timestamp };
    const alone = parseRecord(value, BOUNDS, place);
    assert.deepEqual(parseRecords([place, place], BOUNDS), [alone, alone]);
    return alone.type === "dead" ? alone.reason : alone.type;
  };
  const cases: [reason: string, more: Record<string, unknown>, timestamp: number][] = [
    ["bad_date", { created_at: "2026-02-30T10:00:00.000Z" }, AFTER],
    ["bad_date", { edited_at: "2026-02-30T10:00:00.000Z" }, AFTER],
    ["post", { created_at: "1990-01-01T00:00:00.000Z" }, AFTER],
    ["implausible_time", { created_at: "1989-12-31T23:59:59.999Z" }, AFTER],
    ["implausible_time", { created_at: "0001-01-01T00:00:00.000Z" }, AFTER],
    ["implausible_time", { created_at: "1970-01-01T00:00:00.000Z" }, AFTER],
    ["implausible_time", { created_at: "4023-01-01T00:00:00.000Z" }, AFTER],
    ["implausible_time", { created_at: "7000-01-01T00:00:00.000Z" }, AFTER],
    // Kafka takes any 64-bit number for a time, and says -1 where it knows none.
    ["implausible_time", { created_at: "7000-01-01T00:00:00.000Z" }, 253_402_300_799_999],
    ["implausible_time", { created_at: "7000-01-01T00:00:00.000Z" }, -1],
    ["implausible_time", {
      created_at: "7000-01-01T00:00:00Z",
      received_at: "7000-01-01T00:00:00Z",
    }, AFTER],
    ["post", { created_at: "2026-01-16T17:00:59Z" }, AFTER],
    ["implausible_time", { created_at: "2026-01-16T17:01:01Z" }, AFTER],
    // The receive time decides where the record says it.
    ["post", { created_at: "2026-01-16T17:59:59Z", received_at }, AFTER],
    ["implausible_time", { created_at: "2026-01-16T18:00:01Z", received_at }, AFTER + 1e12],
  ];
  for (const [reason, more, timestamp] of cases) {
    assert.equal(reasonsOf(more, timestamp), reason, JSON.stringify(more));
  }
});

Deno.test("a delete names the same status as its post, in whatever form", () => {
  const id = "115000000000000001";
  const posted = read(TEN_FIELDS);
  assert.ok(posted.type === "post");
  for (
    const form of [id, ` ${id}\n`, `"${id}"`, JSON.stringify(`"${id}"`), { id }, `{"id":"${id}"}`]
  ) {
    const parsed = read({ event: "delete", id: form });
    assert.ok(parsed.type === "delete");
    assert.equal(parsed.id, posted.post.id);
    assert.equal(parsed.statusId, id);
  }
  // JavaScript would read 115000000000000000 of these.
  for (const text of [`{"event":"delete","id":${id}}`, `{"id":{"id":${id}},"event":"delete"}`]) {
    const value = encoder.encode(text);
    const records = [{ value, offset: 0, timestamp: 0 }];
    for (const parsed of [parseRecord(value, BOUNDS), ...parseRecords(records, BOUNDS)]) {
      assert.ok(parsed.type === "delete");
      assert.equal(parsed.statusId, id);
    }
  }
});

Deno.test("spellings of a language are one language, and what is no tag is none", () => {
  const lang = (language: unknown) => {
    const parsed = read({ ...TEN_FIELDS, language });
    return parsed.type === "post" ? parsed.post.lang : parsed.type;
  };
  assert.deepEqual(["zh_CN", "zh-CN", "ZH-cn", " zh-CN "].map(lang), Array(4).fill("zh-CN"));
  assert.deepEqual(["en", " en ", "EN", "eng"].map(lang), Array(4).fill("en"));
  const none = [null, undefined, "", " ", "und", "??", "\0", "\ud800", "x".repeat(501)];
  assert.deepEqual(none.map(lang), Array(none.length).fill("und"));
  assert.equal(lang(5), "dead");
});

Deno.test("a record without an instance is of the stated one, and of none where nobody stated it", () => {
  for (
    const record of [TEN_FIELDS, { event: "delete", id: "1" }, { ...TEN_FIELDS, instance: "" }]
  ) {
    const parsed = parseRecord(bytes(record), { defaultInstance: undefined });
    assert.equal(parsed.type === "dead" && parsed.reason, "no_instance");
    const named = parseRecord(bytes({ ...record, instance: "a.example" }), {
      defaultInstance: undefined,
    });
    assert.notEqual(named.type, "dead");
  }
});

Deno.test("a delete is for good, unless it says which version was refused", () => {
  const upTo = (more: Record<string, unknown>) => {
    const parsed = read({ event: "delete", id: "1", ...more });
    assert.ok(parsed.type === "delete");
    return parsed.upTo;
  };
  const edited_at = "2026-01-15T18:00:00.250Z";
  assert.equal(upTo({}), Infinity);
  assert.equal(upTo({ edited_at }), Infinity);
  for (const scope of ["all", "own", "a word of later"]) assert.equal(upTo({ scope }), Infinity);
  for (const reason of ["consent", "filter"]) {
    assert.equal(upTo({ reason, edited_at }), Date.parse(edited_at));
    assert.equal(upTo({ reason, edited_at: null }), -Infinity);
    assert.equal(upTo({ reason }), -Infinity);
  }
  // Who says no and cannot say to what says no to everything.
  assert.equal(upTo({ reason: "consent", edited_at: "+300000-01-01T00:00:00Z" }), Infinity);
  assert.equal(upTo({ reason: "consent", edited_at: 5 }), Infinity);
  assert.equal(upTo({ reason: "author", edited_at }), Infinity);
});

Deno.test("many records are read together as each is read alone, whatever they try", () => {
  const good = JSON.stringify(TEN_FIELDS);
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.constant(good) },
    fc.constantFrom(
      "",
      "{",
      `${good},${good}`,
      `${good}]`,
      "[",
      "]",
      '{"a":[1',
      "2]}",
      "null",
      '"',
    ),
    fc.constant(JSON.stringify({ ...TEN_FIELDS, content: "a\0" })),
    fc.json(),
  ).map((text) => encoder.encode(text));
  const values = fc.array(fc.oneof({ weight: 20, arbitrary: value }, fc.constant(null)), {
    maxLength: 300,
    size: "max",
  });
  fc.assert(fc.property(values, (values) => {
    const records = values.map((value, offset) => ({
      value,
      offset,
      timestamp: AFTER + 7 * offset,
    }));
    assert.deepEqual(
      parseRecords(records, BOUNDS),
      records.map((each) => parseRecord(each.value, BOUNDS, each)),
    );
  }));
});

Deno.test("code points are counted as PostgreSQL's length() does", () => {
  fc.assert(fc.property(anyText(), (text) => {
    assert.equal(codePoints(text), [...text].length);
  }));
});

Deno.test("row ids are the number where it fits, else a stable hash, and sort as numbers", () => {
  assert.equal(rowId("a", "9223372036854775807"), "9223372036854775807");
  assert.notEqual(rowId("a", "9223372036854775808"), "9223372036854775808");
  assert.notEqual(BigInt(rowId("a", "007")), 7n);
  assert.equal(rowId("a", "01HZ"), rowId("a", "01HZ"));
  assert.notEqual(rowId("a", "01HZ"), rowId("b", "01HZ"));
  assert.ok(BigInt(rowId("a", "01HZ")) < 2n ** 63n);
  assert.deepEqual(["10", "9", "100", "1"].sort(compareRowIds), ["1", "9", "10", "100"]);
});
