import assert from "node:assert/strict";
import type { Post } from "../../toot/post.ts";
import type { IncomingRecord } from "./batch.ts";
import { emptyFold, foldRecords } from "./fold.ts";
import { type Known, planChanges } from "./plan.ts";
import { ScannedPost } from "./scanned_post.ts";

const T = Date.UTC(2026, 0, 1);

function post(instance: string): Post {
  return {
    id: "7",
    instance,
    statusId: "7",
    createdAt: T,
    editedAt: null,
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
    offset,
    timestamp: T,
    parsed: each,
    value: null,
  }));
  foldRecords(folded, records, [], {
    watermark: null,
    outOfOrdernessMs: 60_000,
    refused: () => false,
  });
  return planChanges(folded.statuses.values(), {
    posts: stored,
    tombstones: new Map(),
    scores: new Map(),
    sealedBefore: null,
  });
}

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
  const nowhere = { start: 0, end: 0, idStart: 0, idEnd: 0, usernameStart: 0, usernameEnd: 0 };
  const scanned = {
    ...nowhere,
    languageStart: 0,
    languageEnd: 0,
    instanceStart: 0,
    instanceEnd: 0,
  };
  const seen = new ScannedPost(
    post("social.example"),
    { ...post("social.example"), ...scanned, receivedAt: T },
    {
      tuples: new Uint8Array(),
      record: new Uint8Array(),
      read: () => {
        throw new Error("read");
      },
    },
  );
  const { inserts, windows } = planned([seen], new Map());
  assert.equal(inserts[0]?.post, seen);
  assert.deepEqual(windows.users().map(({ username, length }) => [username, length]), [["ana", 5]]);
});
