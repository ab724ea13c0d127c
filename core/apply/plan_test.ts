import assert from "node:assert/strict";
import { RecentIds } from "./recent_ids.ts";
import { rawRecord } from "../../testing/raw_record.ts";
import type { Post } from "../post/post.ts";
import type { IncomingRecord } from "./batch.ts";
import { emptyFold, foldRecords } from "./fold.ts";
import { type Known, planChanges } from "./plan.ts";
import { scanRecords } from "./backlog/read_records.ts";
import { ScannedPost } from "./backlog/scanned_post.ts";

const T = Date.UTC(2026, 0, 1);

function post(instance: string): Post {
  return {
    id: "7",
    instance,
    statusId: "7",
    createdAt: T,
    editedAt: null,
    isEdit: false,
    recordedAt: -1,
    recordedOffset: -1,
    username: "ana",
    userId: "1",
    lang: "en",
    content: "hello",
    contentHtml: "<p>hello</p>",
    contentLength: 5,
    hashtags: [],
    favourites: 0,
    reblogs: 0,
    uri: null,
    url: null,
    inReplyToId: null,
    sensitive: false,
    bot: false,
    attachmentCount: null,
    describedCount: null,
    pollText: null,
    spoilerText: "",
    receivedAt: T,
  };
}

const deleteOf = (instance: string): IncomingRecord["parsed"] => ({
  type: "delete",
  id: "7",
  instance,
  statusId: "7",
  receivedAt: T,
  upTo: Infinity,
});

function planned(parsed: readonly IncomingRecord["parsed"][], stored: Known["posts"]) {
  const folded = emptyFold();
  const records = parsed.map((each, offset) => ({
    raw: rawRecord(null, { offset, timestamp: T }),
    parsed: each,
  }));
  foldRecords(folded, records, { unstorable: [], coverage: [] }, {
    watermark: null,
    outOfOrdernessMs: 60_000,
    refused: () => false,
    seemsNew: () => false,
  });
  return planChanges(folded.statuses.values(), {
    posts: stored,
    tombstones: new Map(),
    scores: new Map(),
    sealedBefore: null,
  });
}

Deno.test("a post whose delete or edit was applied before it is not planned as new", () => {
  const edit = { type: "post", post: { ...post("a"), editedAt: T } } as const;
  for (const first of [deleteOf("a"), edit]) {
    const records = [{ raw: rawRecord(null, { timestamp: T }), parsed: first }];
    const ids = new RecentIds();
    const options = {
      watermark: null,
      outOfOrdernessMs: 0,
      refused: () => false,
      seemsNew: (id: string) => !ids.add(id),
    };
    foldRecords(emptyFold(), records, { unstorable: [], coverage: [] }, options);
    const folded = emptyFold();
    const next = [{ ...records[0]!, parsed: { type: "post", post: post("a") } as const }];
    foldRecords(folded, next, { unstorable: [], coverage: [] }, options);
    assert.deepEqual([...folded.statuses.values()].map(({ seemsNew }) => seemsNew), [false]);
  }
});

Deno.test("of two statuses with one row id in a batch, the one that the tables hold is the one that counts", () => {
  const stored = new Map([["7", { post: post("b"), late: false, contentVersion: 1 }]]);
  for (const order of [["a", "b"], ["b", "a"]]) {
    const { deletes, clashes } = planned(order.map(deleteOf), stored);
    assert.deepEqual(deletes, ["7"]);
    assert.deepEqual(clashes.map(({ status }) => status.instance), ["a"]);
  }
});

Deno.test("where the tables hold neither, the first one has the id and the other is a clash", () => {
  const { inserts, clashes } = planned(
    ["a", "b"].map((instance) => ({ type: "post", post: post(instance) })),
    new Map(),
  );
  assert.deepEqual(inserts.map(({ post }) => post.instance), ["a"]);
  assert.deepEqual(clashes.map(({ status, holder }) => [status.instance, holder.instance]), [[
    "b",
    "a",
  ]]);
});

Deno.test("a new post is planned from its head alone: its text need not be read", () => {
  const { id, instance, username, content } = post("social.example");
  // In the order in which the producer writes it.
  const record = {
    id,
    created_at: new Date(T).toISOString(),
    username,
    user_id: "1",
    language: "en",
    content_html: `<p>${content}</p>`,
    content,
    hashtags: [],
    favourites: 0,
    reblogs: 0,
    event: "update",
    url: null,
    instance,
    edited_at: null,
    in_reply_to_id: null,
    sensitive: false,
    spoiler_text: "",
    bot: false,
    received_at: new Date(T).toISOString(),
  };
  const raw = {
    ...rawRecord(new TextEncoder().encode(JSON.stringify(record))),
    get value(): never {
      throw new Error("read");
    },
  };
  const [incoming] = scanRecords([raw], { defaultInstance: instance });
  const seen = incoming?.parsed;
  assert(seen instanceof ScannedPost);
  const { inserts, windows } = planned([seen], new Map());
  assert.equal(inserts[0]?.post, seen);
  assert.deepEqual(windows.users().map(({ username, length }) => [username, length]), [["ana", 5]]);
});
