import assert from "node:assert/strict";
import fc from "fast-check";
import {
  SERIALIZER_NAMES,
  type SerializerName,
  SERIALIZERS,
} from "../../../testing/json_serializers.ts";
import { rawRecord } from "../../../testing/raw_record.ts";
import { parseRecord } from "../../post/parse_record.ts";
import { readInstant } from "../../post/instant.ts";
import { plainPost } from "../../post/post.ts";
import type { PostRecord } from "../../post/record.ts";
import { instantIn } from "./plain_time.ts";
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
/** Every field that a record can have, so that a new one is read both ways too. */
type EachField = {
  readonly [Name in keyof Required<PostRecord>]: fc.Arbitrary<
    Required<PostRecord>[Name] | (Name extends "uri" | "backfilled" ? undefined : never)
  >;
};
/** In the order in which `post_record.ts` writes them. */
const record: fc.Arbitrary<PostRecord> = fc.record(
  {
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
    attachment_count: fc.option(count),
    described_count: fc.option(count),
    poll_text: fc.option(text),
    received_at: time,
    backfilled: fc.option(fc.constant(true as const), { nil: undefined }),
  } satisfies EachField,
  { noNullPrototype: true },
).map(({ uri, backfilled, ...fields }) => ({
  ...fields,
  ...(uri !== undefined && { uri }),
  ...(backfilled !== undefined && { backfilled }),
}));
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
  attachment_count: 2,
  described_count: 1,
  poll_text: "yes\nnö",
  received_at: "2026-01-15T18:00:01.000Z",
};

const serializer = fc.constantFrom<SerializerName>(...SERIALIZER_NAMES);

/** Where the record at a place stands; a producer may write any timestamp. */
function placeOf(at: number) {
  const timestamp = [-1, 0, 1_768_500_000_001, 2 ** 63, -(2 ** 63)][at % 5]!;
  return { offset: at + 2 ** 33, timestamp };
}

const [BEFORE, NONE, AFTER] = [encoder.encode('"'), new Uint8Array(), encoder.encode(",")];

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function scan(values: readonly (Uint8Array | null)[], schema: number) {
  // As they lie in a batch of Kafka: in one buffer, with something between them.
  const bytes = joined(values.flatMap((value) => [BEFORE, value ?? NONE, AFTER]));
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
      each.type !== "post" ? each : {
        type: "post",
        post: plainPost(each.post),
        ...(each.backfilled === true && { backfilled: true }),
      }
    ),
    parsed,
  );
  scanned.forEach((each, place) => {
    assert.equal(each.raw.value?.toHex(), values[place]?.toHex());
    if (!(each instanceof ScannedPost)) return;
    const post = parsed[place];
    assert(post?.type === "post");
    assert.equal(each.tuple.toHex(), tupleOf(post.post).toHex());
  });
}

Deno.test("records of our producer become a tuple without parsing any other field", () => {
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

Deno.test("records of other serializers become a tuple without parsing any other field", () => {
  for (const name of SERIALIZER_NAMES) {
    const value = encoder.encode(SERIALIZERS[name](USUAL));
    assert(scan([value], 0)[0] instanceof ScannedPost, name);
    check([value, value], 0);
  }
});

Deno.test("other spellings of the same JSON are scanned, with the values of JSON.parse", () => {
  const { uri: _, instance: __, edited_at: ___, received_at: ____, ...known } = USUAL;
  const { attachment_count: _____, described_count: ______, poll_text: _______, ...ten } = known;
  const json = JSON.stringify(USUAL);
  const spellings: Readonly<Record<string, string>> = {
    "fields of the replaced producer": JSON.stringify(ten),
    "null for what is optional": JSON.stringify({
      ...ten,
      ...Object.fromEntries(
        ["language", "uri", "url", "instance", "edited_at", "in_reply_to_id", "sensitive"]
          .concat(["spoiler_text", "bot", "received_at", "event"])
          .concat(["attachment_count", "described_count", "poll_text"]).map((name) => [name, null]),
      ),
    }),
    "no instance in so many words": JSON.stringify({ ...USUAL, instance: "" }),
    "the last of several fields counts": json.replace('"bot":false', '"bot":true,"bot":null'),
    "a field again, and null": json.replace("}", ',"url":"https://a.example","url":null}'),
    "an escaped name": json.replace('"username"', '"\\u0075sern\\u0061me"'),
    "names past ASCII": json.replace("{", '{"größe":1,"\\ud83d\\udc4d":[{"é":"\\u00e9"}],'),
    "escapes": json.replace("hi 👩", "\\u0068\\/\\b\\f\\u00E9\\u65e5\\uD83D\\uDC4D"),
    "the first and the last pair of escapes": json.replace(
      "hi 👩",
      "\\ud800\\udc00\\udbff\\udfff\\ud7ff\\ue000",
    ),
    "the first and the last character of each length of UTF-8": json.replace(
      "hi 👩",
      "\u007f\u0080\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff\u{10000}\u{3ffff}\u{40000}\u{10ffff}",
    ),
    "white space": ` \t\r\n${json.replaceAll(",", " ,\n\t").replaceAll(":", " : ")}\r\n `
      .replaceAll(/T(\d\d) : (\d\d) : /g, "T$1:$2:"),
    "counts as numbers with a point": json.replace('"favourites":1', '"favourites":1.0')
      .replace('"reblogs":20', '"reblogs":2E1'),
    "counts of attachments that are not known": json.replace(
      '"attachment_count":2',
      '"attachment_count":null',
    ),
    "counts of attachments first, and as numbers with a point": json.replace(
      /"attachment_count":2,/,
      "",
    )
      .replace("{", '{"attachment_count" : 20e-1,'),
    "large counts": json.replace('"favourites":1', '"favourites":2147483647'),
    "backfilled by nothing": json.replace("{", '{"backfilled":false,"backfilled":[1],'),
    "values of all kinds in other fields": json.replace(
      "{",
      '{"a":[],"b":{},"c":[-0.5e-7,0,1E+2,true,false,null,"\\n"],"d":{"e":[[{"f":""}]],"g":{}},',
    ),
    "a name of the greatest length": JSON.stringify({ ...USUAL, username: "a".repeat(500) }),
    "a name past ASCII": JSON.stringify({ ...USUAL, username: "ada@bücher.example" }),
    "an id that is no number": JSON.stringify({ ...USUAL, id: "01HZX5Y3Q8W3B6T2QK9M4N7P0R" }),
    "an id of 19 digits": JSON.stringify({ ...USUAL, id: "9223372036854775807" }),
    "an id past all numbers": JSON.stringify({ ...USUAL, id: "9223372036854775808" }),
    "an id with a zero in front": JSON.stringify({ ...USUAL, id: "0123" }),
    "seconds only": JSON.stringify({ ...USUAL, created_at: "2026-01-15T18:00:00Z" }),
    "another offset": JSON.stringify({ ...USUAL, edited_at: "2026-01-15T20:00:00.1234567+02:00" }),
    "a leap day": JSON.stringify({ ...USUAL, created_at: "2024-02-29 12:00Z" }),
    ...Object.fromEntries(
      ["ZH-cn", "zh_CN", "iw", "eng", "zh-hant-tw", "", " en ", "klingon", "日本", "en-US-POSIX"]
        .map((language) => [`language ${language}`, JSON.stringify({ ...USUAL, language })]),
    ),
  };
  for (const [name, text] of Object.entries(spellings)) {
    const value = encoder.encode(text);
    assert.equal(JSON.parse(text).user_id, "7", name);
    // Twice: some of it is kept from one record to the next.
    for (const each of scan([value, value], 0)) assert(each instanceof ScannedPost, name);
    check([value, value], 0);
  }
});

Deno.test("what is no post, or cannot be stored, is left to the parser", () => {
  const json = JSON.stringify(USUAL);
  const values = [
    "{}",
    "[]",
    '"a"',
    "",
    " ",
    `${json}}`,
    `${json} x`,
    json.slice(0, -1),
    json.replace("}", ",}"),
    json.replace("{", '{"a":01,'),
    json.replace("{", '{"a":.5,'),
    json.replace("{", '{"a":1.,'),
    json.replace("{", '{"a":+1,'),
    json.replace("{", '{"a":1e,'),
    json.replace("{", '{"a":[1,],'),
    json.replace("{", '{"a":{"b":1,},'),
    json.replace("{", '{"a":nul,'),
    json.replace("{", "{'a':1,"),
    json.replace("{", '{"a"1,'),
    json.replace("{", '{"a":"\\x",'),
    json.replace("{", '{"a":"\\u12g4",'),
    json.replace("{", '{"a":"\n",'),
    json.replace("hi", "\\u0000"),
    json.replace("hi", "\\ud83d"),
    json.replace("hi", "\\ud83d\\u0041"),
    json.replace("hi", "\\ud83d\\udbff"),
    json.replace("hi", "\\ud83d\\ue000"),
    json.replace("hi", "\\udc00\\udc00"),
    json.replace("{", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)},`),
    json.replace("{", `{"a":${'{"b":'.repeat(100_000)}1${"}".repeat(100_000)},`),
    json.replace("hi", "\\udc4d"),
    json.replace('"favourites":1', '"favourites":-1'),
    json.replace('"favourites":1', '"favourites":1.5'),
    json.replace('"favourites":1', '"favourites":2147483648'),
    json.replace('"attachment_count":2', '"attachment_count":-2'),
    json.replace('"described_count":1', '"described_count":true'),
    json.replace("{", '{"backfilled":true,'),
    json.replace('"update"', '"delete"'),
    json.replace('"update"', '"Update"'),
    json.replace('"update"', '"coverage"'),
    json.replace('"update"', '"other"'),
    JSON.stringify({ ...USUAL, username: "é".repeat(400) }),
    JSON.stringify({ ...USUAL, id: " 7 " }),
    JSON.stringify({ ...USUAL, id: "null" }),
    JSON.stringify({ ...USUAL, hashtags: Array(1_001).fill("a") }),
  ].map((text) => encoder.encode(text));
  for (const each of scan(values, 0)) assert(!(each instanceof ScannedPost));
  check(values, 0);
});

Deno.test("a field that is missing, null or of another type is read as the parser reads it", () => {
  const required: readonly string[] = [
    ...["id", "created_at", "username", "user_id", "content_html", "content", "hashtags"],
    ...["favourites", "reblogs"],
  ];
  for (const name of Object.keys(USUAL)) {
    const { [name as keyof PostRecord]: _, ...without } = USUAL;
    const values = [
      without,
      ...[null, "x", 7, true, [7], {}].map((value) => ({ ...USUAL, [name]: value })),
    ]
      .map((fields) => encoder.encode(JSON.stringify(fields)));
    check(values, 0);
    const [missing, empty] = scan(values, 0);
    if (!required.includes(name)) assert(missing instanceof ScannedPost, name);
    else assert(!(missing instanceof ScannedPost || empty instanceof ScannedPost), name);
  }
});

Deno.test("records of a long batch, which outgrow all buffers, become tuples of their own fields", () => {
  const values = Array.from({ length: 400 }, (_, at) => ({
    ...USUAL,
    content: "é".repeat(at === 0 ? 100_000 : at),
    // They differ in the first character alone.
    instance: `${at % 3}ocial.example`,
    username: `${at % 5}da`,
  })).map((fields) => encoder.encode(JSON.stringify(fields)));
  check(values);
});

Deno.test("a record without a language is not in one that the record before it leads to", () => {
  const { language: _, username: __, ...rest } = USUAL;
  // Its first text, with the length before it, reads as a locale of POSIX.
  const without = { username: "en.aaaaaaa", ...rest };
  check([USUAL, without].map((fields) => encoder.encode(JSON.stringify(fields))), 0);
});

Deno.test("a record that is no post any more when it is read as a whole is an error, not a post", () => {
  const value = encoder.encode(JSON.stringify(USUAL));
  const raw = rawRecord(value, placeOf(0));
  const [scanned] = scanRecords([raw], BOUNDS);
  assert(scanned instanceof ScannedPost);
  raw.bytes.fill(0x20);
  assert.throws(() => plainPost(scanned.post), /Cannot read a record again/);
});

Deno.test("times are read from bytes as from text", () => {
  const part = fc.constantFrom("2026-01-15", "2026-12-31", "9999-12-31", "0100-01-01", "2026-2-01");
  const clock = fc.constantFrom("18:00:02", "23:59:59", "24:00:00", "18:00", "18:60:00", "1:00:00");
  const fraction = fc.constantFrom("", ".5", ".123", ".999999", ",5", ".", ".0000000001");
  const zone = fc.constantFrom(
    "Z",
    "z",
    "+00:00",
    "-23:59",
    "+24:00",
    "+0100",
    "+01",
    "",
    "é",
    "ZZ",
  );
  fc.assert(
    fc.property(
      fc.tuple(part, fc.constantFrom("T", "t", " ", "_"), clock, fraction, zone),
      (parts) => {
        const text = parts.join("");
        const bytes = encoder.encode(`1${text}2Z`);
        assert.equal(instantIn(bytes, 1, bytes.length - 2), readInstant(text), text);
      },
    ),
    { numRuns: 2_000 },
  );
});

Deno.test("property: a tuple has the values of the record's fields", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(record, serializer), { maxLength: 4 }),
      fc.constantFrom(0, 1, 2),
      (records, schema) =>
        check(records.map(([each, by]) => encoder.encode(SERIALIZERS[by](each))), schema),
    ),
    { numRuns: 1_000 },
  );
});

Deno.test("property: a record with one odd field is read as the parser reads it", () => {
  const names = [...Object.keys(USUAL), "backfilled"] as (keyof PostRecord)[];
  const odd = fc.constantFrom(...names)
    .chain((name) => record.map((each) => ({ ...USUAL, [name]: each[name] })));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(odd, serializer), { maxLength: 4 }),
      fc.constantFrom(0, 1, 2),
      (records, schema) =>
        check(records.map(([each, by]) => encoder.encode(SERIALIZERS[by](each))), schema),
    ),
    { numRuns: 2_000 },
  );
});

Deno.test("property: a record with bytes changed, cut or added is read as the parser reads it", () => {
  const wholes = SERIALIZER_NAMES.map((name) => encoder.encode(SERIALIZERS[name](USUAL)));
  const syntax = fc.constantFrom(...'"\\{}[]:,-.0e nu').map((letter) => encoder.encode(letter));
  const change = fc.record({
    at: fc.nat(Math.min(...wholes.map(({ length }) => length)) - 1),
    cut: fc.nat(2),
    bytes: fc.oneof(fc.uint8Array({ maxLength: 3 }), syntax),
  });
  const changes = fc.array(change, { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(fc.constantFrom(...wholes), changes, (whole, changes) => {
      const changed = changes.reduce(
        (bytes, { at, cut, bytes: added }) =>
          joined([bytes.subarray(0, at), added, bytes.subarray(at + cut)]),
        whole,
      );
      check([whole, changed, null, whole]);
    }),
    { numRuns: 4_000 },
  );
});

Deno.test("property: bytes that are not UTF-8 are refused as the parser refuses them", () => {
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
      (bytes) => check([joined([before!, Uint8Array.from(bytes), after!])]),
    ),
    { numRuns: 5_000 },
  );
});

Deno.test("a record with an implausible time is a dead letter, also in our producer's format", () => {
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
