import assert from "node:assert/strict";
import fc from "fast-check";
import { PermanentError } from "../../core/base/errors.ts";
import { tinyStatus } from "../../testing/tiny_mastodon.ts";
import { blockListOf } from "../../core/post/block_list.ts";
import { admissionOf } from "../../core/post/admission.ts";
import { parseRecord } from "../../core/post/parse_record.ts";
import { parseStreamEvent } from "../../core/post/stream_event.ts";
import { ReplayedSource } from "./replayed_source.ts";
import { instantOf } from "./set_aside.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const admit = admissionOf({
  consent: { mode: "default", blocked: blockListOf([]), instance: "a.example" },
  filters: { keywords: [], languages: [] },
});

/** What gate and parser make of a status: why it is refused, which of them sets it aside, or what is kept. */
function byThePipeline(status: unknown): string {
  const message = { stream: ["public"], event: "update", payload: JSON.stringify(status) };
  const event = parseStreamEvent(new TextEncoder().encode(JSON.stringify(message)));
  if (event.type !== "post") return "set aside by the gate";
  const receivedAt = new Date(NOW).toISOString();
  const admission = admit(event, receivedAt);
  if (admission.type === "drop") return `refused: ${admission.reason}`;
  const value = new TextEncoder().encode(JSON.stringify(admission.record));
  if (value.byteLength > 1_000_000) return "set aside by the gate";
  const record = parseRecord(value, { defaultInstance: "a.example" });
  if (record.type === "dead") return "set aside by the tables";
  assert.ok(record.type === "post");
  const { createdAt, lang, username } = record.post;
  return `kept: ${createdAt} ${username} ${lang}`;
}

/** The same by the journal of a replay; undefined where the file is refused. */
function byTheJournal(status: unknown): string | undefined {
  let source: ReplayedSource;
  try {
    source = new ReplayedSource("one.jsonl", JSON.stringify(status));
  } catch (error) {
    assert.ok(error instanceof PermanentError);
    return undefined;
  }
  const emission = source.next(NOW);
  assert.ok(emission?.type === "update");
  const { setAside, refusal, createdAt, username, language } = emission.version;
  if (setAside !== undefined) return `set aside by the ${setAside}`;
  return refusal === undefined
    ? `kept: ${createdAt} ${username} ${language}`
    : `refused: ${refusal}`;
}

const DATES = [
  "2026-11-29T10:00:00.000Z",
  "2026-11-29T10:00:00Z",
  "2026-11-29 10:00:00+00:00",
  "2026-11-29t10:00:00z",
  "2026-11-29T10:00:00",
  "2026-11-29T10:00",
  "2026-11-29T10:00+0530",
  "2026-11-29T10:00:00-03",
  "2026-11-29T10:00:00,123456789Z",
  "2026-11-29T24:00:00Z",
  "2026-11-29T24:00:01Z",
  "2026-11-29T10:00:60Z",
  "2026-11-29T10:60:00Z",
  "2026-11-29T10:00:00+24:00",
  "2026-11-30T11:59:59Z",
  "2026-11-30T12:00:01Z",
  "2026-02-29T10:00:00Z",
  "2024-02-29T10:00:00Z",
  "2026-02-30T10:00:00Z",
  "2026-13-01T10:00:00Z",
  "1989-12-31T23:59:59Z",
  "1990-01-01T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "9999-12-31T23:59:59-12:00",
  "+010000-01-01T00:00:00Z",
  "2026-11-29",
  "Sun, 29 Nov 2026 10:00:00 +0000",
  "Nov 29 2026",
  "2026",
  "yesterday",
  "",
] as const;
const ODD = [
  ...DATES,
  undefined,
  null,
  true,
  false,
  0,
  7,
  -1,
  1.5,
  2 ** 31 - 1,
  2 ** 31,
  3e9,
  2 ** 53,
  1e300,
  [],
  {},
  [null],
  [{ name: "tea" }],
  [{ name: "half \ud83d" }],
  { options: [{ title: "tea" }, { title: 7 }, null] },
  { options: [{ title: "half \ud83d" }] },
  { options: [{ title: "x".repeat(1_000_001) }] },
  ["#tea", 7],
  Array.from({ length: 1_001 }, () => ({ name: "a" })),
  " ",
  "\0",
  "half \ud83d",
  "whole 🫖",
  "x".repeat(501),
  "x".repeat(1_000_001),
  "public",
  "#nobot",
  "＃ｎｏｂｏｔ",
];
const LANGUAGES = [
  "en",
  "EN",
  "eng",
  " en ",
  "zh_CN",
  "zh-cn",
  "zh-Hant-TW",
  "ZH_hant_tw",
  "zh-YUE",
  "de_DE.UTF-8",
  "de_DE@euro",
  "cnr",
  "sh",
  "iw",
  "in",
  "mo",
  "no",
  "nb",
  "x",
  "english",
  "en-",
  "-en",
  "en--us",
  "und",
  "zxx",
  "mul",
  "i-klingon",
  "x-twain",
  "sr-Latn-RS",
  "ca-valencia",
  "cmn",
  "fil",
  "tl",
  "",
  "e",
  "日本語",
  "en\0",
  "en,de",
  "a".repeat(36),
];
const FIELDS = [
  "language",
  "id",
  "created_at",
  "edited_at",
  "content",
  "visibility",
  "local_only",
  "reblog",
  "spoiler_text",
  "poll",
  "in_reply_to_id",
  "uri",
  "url",
  "tags",
  "favourites_count",
  "reblogs_count",
  "sensitive",
  "account",
  "account.id",
  "account.acct",
  "account.note",
  "account.display_name",
  "account.fields",
  "account.noindex",
  "account.bot",
] as const;

function spoilt(changes: readonly (readonly [field: string, value: unknown])[]): unknown {
  const status = tinyStatus({ created_at: "2026-11-29T10:00:00Z" });
  let account: unknown = { id: "7", acct: "ada", note: "" };
  for (const [field, value] of changes) {
    const [, ofAccount] = /^account\.(.*)$/.exec(field) ?? [];
    if (ofAccount === undefined) {
      if (field === "account") account = value;
      else status[field] = value;
    } else if (typeof account === "object" && account !== null) {
      account = { ...account, [ofAccount]: value };
    }
  }
  return { ...status, account };
}

Deno.test("the journal of a replay knows what gate and tables make of any one odd field", () => {
  for (const field of FIELDS) {
    for (const value of field === "language" ? [...ODD, ...LANGUAGES] : ODD) {
      const status = spoilt([[field, value]]);
      const truth = byTheJournal(status);
      if (truth === undefined) continue;
      assert.equal(
        byThePipeline(status),
        truth,
        `${field}: ${String(JSON.stringify(value)).slice(0, 60)}`,
      );
    }
  }
});

Deno.test("the journal of a replay knows what gate and tables make of several odd fields", () => {
  const change = fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...ODD));
  fc.assert(
    fc.property(fc.array(change, { minLength: 2, maxLength: 4 }), (changes) => {
      const status = spoilt(changes);
      const truth = byTheJournal(status);
      if (truth === undefined) return;
      assert.equal(byThePipeline(status), truth);
    }),
    { numRuns: 3_000 },
  );
});

Deno.test("an instant is ISO 8601 with a time, on a day that there is", () => {
  assert.equal(instantOf("2026-11-29T10:00:00+05:30"), Date.parse("2026-11-29T04:30:00Z"));
  assert.equal(instantOf("2026-11-29T24:00Z"), Date.parse("2026-11-30T00:00:00Z"));
  for (const none of ["2026-02-30T00:00:00Z", "2026-11-29", "Nov 29 2026 10:00", 7, null]) {
    assert.equal(instantOf(none), undefined);
  }
});
