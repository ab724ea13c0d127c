import assert from "node:assert/strict";
import fc from "fast-check";
import { rawRecord } from "../../../testing/raw_record.ts";
import { parseRecord } from "../../post/parse_record.ts";
import { plainPost } from "../../post/post.ts";
import type { PostRecord } from "../../post/record.ts";
import { scanRecords } from "./read_records.ts";
import { ScannedPost } from "./scanned_post.ts";
import { tupleOf } from "./toot_tuples.ts";

const BOUNDS = { defaultInstance: "social.example" };
const encoder = new TextEncoder();

/** Everything that is written otherwise somewhere, beside plain words of several scripts. */
const text = fc.string({
  unit: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom("a", "é", "日", "👩‍🚀", " ", "\u0800", "\ud7ff", "\ue000"),
    },
    { weight: 1, arbitrary: fc.constantFrom('"', "\\", "/", "\n", "\r", "\t", "\b", "\f", "\v") },
    { weight: 1, arbitrary: fc.constantFrom("\0", "\x1f", "\x7f", "\\N", "\\.", "{", "}", ",") },
  ),
  maxLength: 12,
});
const words = fc.string({ unit: fc.constantFrom("a", "Z", "é", "日", "👍", "_") });
const time = fc.oneof(
  fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    "2024-02-29T12:00:00.000Z",
    "2026-02-31T12:00:00.000Z",
    "2026-04-31T23:59:59.999Z",
    "2026-04-30T24:00:00.000Z",
    "2026-04-30T23:59:60.000Z",
    "2026-00-10T00:00:00.000Z",
    "2026-01-15T18:00:00Z",
    "2026-01-15T18:00:00.123456Z",
    "2026-01-15T18:00:00.500+01:00",
    "0000-01-01T00:00:00.000Z",
    "0099-01-01T00:00:00.000Z",
    "2026-01-1:T00:00:00.000Z",
  ),
);
const count = fc.oneof(fc.nat(), fc.constantFrom(0, 9, 10, 1e9, 2 ** 31, -0, -1, 1.5, 1e21));
const id = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String),
  fc.constantFrom("0", "00", "01HZX5Y3Q8", "", "999999999999999999", "1000000000000000000", "-1"),
);
/** In the order in which `post_record.ts` writes them. */
const record: fc.Arbitrary<PostRecord> = fc.record({
  id,
  created_at: time,
  username: fc.oneof(fc.constantFrom("ada", "bob@a.example", ""), text),
  user_id: text,
  language: fc.oneof(
    fc.constantFrom(
      "en",
      "zh-TW",
      "und",
      "",
      "zh_CN",
      "EN",
      " en ",
      "iw",
      "zh-hant-tw",
      "zh-Hant-TW",
    ),
    text,
  ),
  content_html: text,
  content: text,
  hashtags: fc.array(fc.oneof(words, text), { maxLength: 3 }),
  favourites: count,
  reblogs: count,
  event: fc.constantFrom("update", "status.update"),
  uri: fc.option(text, { nil: undefined }),
  url: fc.option(text),
  instance: fc.oneof(fc.constant("social.example"), text),
  edited_at: fc.option(time),
  in_reply_to_id: fc.option(text),
  sensitive: fc.boolean(),
  spoiler_text: text,
  bot: fc.boolean(),
  received_at: time,
}, { noNullPrototype: true }).map((fields) => {
  const { uri, ...rest } = fields;
  return uri === undefined ? rest : { ...fields, uri };
});
/** A record of which every field is as it usually is. */
const USUAL: PostRecord = {
  id: "115000000000000001",
  created_at: "2026-01-15T18:00:00.500Z",
  username: "ada",
  user_id: "7",
  language: "en",
  content_html: '<p class="a">hi</p>',
  content: "hi 👩‍🚀\nyou",
  hashtags: ["a", "日本"],
  favourites: 1,
  reblogs: 20,
  event: "update",
  uri: "https://social.example/users/ada/statuses/115000000000000001",
  url: null,
  instance: "social.example",
  edited_at: null,
  in_reply_to_id: null,
  sensitive: false,
  spoiler_text: "",
  bot: false,
  received_at: "2026-01-15T18:00:01.000Z",
};

/** Where the record at a place stands; a producer may write any timestamp. */
function placeOf(at: number) {
  const timestamp = [-1, 0, 1_768_500_000_001, 2 ** 63, -(2 ** 63)][at % 5]!;
  return { offset: at + 2 ** 33, timestamp };
}

function scan(values: readonly (Uint8Array | null)[], schema: number) {
  // As they lie in a batch of Kafka: in one buffer, with something between them.
  const bytes = Uint8Array.from(values.flatMap((value) => [0x22, ...value ?? [], 0x2c]));
  let at = 0;
  const raws = values.map((value, place) => {
    const valueStart = at + 1;
    at += (value?.byteLength ?? 0) + 2;
    return value === null
      ? rawRecord(null, { ...placeOf(place), schema })
      : { ...rawRecord(value, { ...placeOf(place), schema }), bytes, valueStart, valueEnd: at - 1 };
  });
  return scanRecords(raws, BOUNDS);
}

function check(values: readonly (Uint8Array | null)[], schema = 2): void {
  const scanned = scan(values, schema);
  const parsed = values.map((value, place) =>
    parseRecord(value, BOUNDS, { ...placeOf(place), schema })
  );
  assert.deepEqual(
    scanned.map(({ parsed: each }) =>
      each.type === "post" ? { type: "post", post: plainPost(each.post) } : each
    ),
    parsed,
  );
  scanned.forEach((each, place) => {
    assert.deepEqual(each.raw.value, values[place]);
    if (!(each instanceof ScannedPost)) return;
    const post = parsed[place];
    assert(post?.type === "post");
    assert.equal(each.tuple.toHex(), tupleOf(post.post).toHex());
  });
}

Deno.test("what the producer writes becomes a tuple with nothing else read of it", () => {
  const edited: PostRecord = {
    ...USUAL,
    event: "status.update",
    edited_at: "2026-01-31T18:00:00.500Z",
    url: "https://social.example/@ada/1",
    in_reply_to_id: "5",
    sensitive: true,
    spoiler_text: "⚠ a\tb",
  };
  const { uri: _, ...noUri } = USUAL;
  const values = [USUAL, edited, noUri].map((each) => encoder.encode(JSON.stringify(each)));
  for (const schema of [0, 2, 3]) {
    for (const each of scan(values, schema)) assert(each instanceof ScannedPost);
  }
  for (const each of scan(values, 1)) assert(!(each instanceof ScannedPost));
  check(values, 1);
  check(values);
});

Deno.test("a record is scanned if its language is written as it is stored, and read field by field if not", () => {
  const scanned = ["en", "zh-CN", "zh-Hant-TW", "und", "ZH-cn", "zh_CN", "iw", "eng", "zh-hant-tw"]
    .map((
      language,
    ) => [language, scan([encoder.encode(JSON.stringify({ ...USUAL, language }))], 2)[0]]);
  for (let again = 0; again < 2; again++) {
    assert.deepEqual(
      scanned.filter(([, each]) => each instanceof ScannedPost).map(([language]) => language),
      ["en", "zh-CN", "zh-Hant-TW", "und"],
    );
  }
});

Deno.test("a tuple says what the fields say, whatever is in them", () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 4 }),
      fc.constantFrom(0, 1, 2),
      (records, schema) =>
        check(records.map((each) => encoder.encode(JSON.stringify(each))), schema),
    ),
    { numRuns: 1_000 },
  );
});

Deno.test("a record with one odd field beside usual ones is read as the others are", () => {
  const odd = fc.constantFrom(...Object.keys(USUAL) as (keyof PostRecord)[])
    .chain((name) => record.map((each) => ({ ...USUAL, [name]: each[name] })));
  fc.assert(
    fc.property(
      fc.array(odd, { maxLength: 4 }),
      fc.constantFrom(0, 1, 2),
      (records, schema) =>
        check(records.map((each) => encoder.encode(JSON.stringify(each))), schema),
    ),
    { numRuns: 2_000 },
  );
});

Deno.test("bytes that were changed, cut or added are read as they always were", () => {
  const whole = encoder.encode(JSON.stringify(USUAL));
  const change = fc.record({
    at: fc.nat(whole.length - 1),
    cut: fc.nat(2),
    bytes: fc.uint8Array({ maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const changed = changes.reduce(
        (bytes, { at, cut, bytes: added }) =>
          Uint8Array.from([...bytes.subarray(0, at), ...added, ...bytes.subarray(at + cut)]),
        whole,
      );
      check([whole, changed, null, whole]);
    }),
    { numRuns: 3_000 },
  );
});

Deno.test("what is no UTF-8 is none here either", () => {
  const [before, after] = JSON.stringify({ ...USUAL, content: "|" }).split("|").map((part) =>
    encoder.encode(part)
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          0x41,
          0x80,
          0x8f,
          0x90,
          0x9f,
          0xa0,
          0xbf,
          0xc0,
          0xc1,
          0xc2,
          0xdf,
          0xe0,
          0xe1,
          0xed,
          0xef,
          0xf0,
          0xf1,
          0xf4,
          0xf5,
          0xff,
        ),
        { maxLength: 5 },
      ),
      (bytes) => check([Uint8Array.from([...before!, ...bytes, ...after!])]),
    ),
    { numRuns: 5_000 },
  );
});

Deno.test("a time that cannot be true is dead, also where the record is as our producer writes it", () => {
  const cases: [created_at: string, outcome: string][] = [
    ["2026-02-30T10:00:00.000Z", "bad_date"],
    ["0001-01-01T00:00:00.000Z", "implausible_time"],
    ["1989-12-31T23:59:59.999Z", "implausible_time"],
    ["1990-01-01T00:00:00.000Z", "post"],
    ["2026-01-16T18:00:01.000Z", "post"],
    ["2026-01-16T18:00:01.001Z", "implausible_time"],
    ["7000-01-01T00:00:00.000Z", "implausible_time"],
  ];
  const values = cases.map(([created_at]) =>
    encoder.encode(JSON.stringify({ ...USUAL, created_at }))
  );
  check(values);
  assert.deepEqual(
    scan(values, 2).map(({ parsed }) => parsed.type === "dead" ? parsed.reason : parsed.type),
    cases.map(([, outcome]) => outcome),
  );
});
