import assert from "node:assert/strict";
import fc from "fast-check";
import { BLANK_POST, mergeVersions, type Post, POST_KEYS } from "./post.ts";

const base: Post = { ...BLANK_POST, id: "1", statusId: "1", instance: "a.example" };

/** Two values for each property, of which versions are made. */
const VALUES: Partial<Record<keyof Post, readonly unknown[]>> = {
  editedAt: [null, 5, 9],
  isEdit: [false, true],
  recordedAt: [-1, 3],
  recordedOffset: [-1, 4],
  createdAt: [0, 1],
  favourites: [0, 3],
  reblogs: [0, 2],
  receivedAt: [null, 1, 2],
  uri: [null, "u", "v"],
  url: [null, "u"],
  inReplyToId: [null, "7"],
  attachmentCount: [null, 0, 2],
  describedCount: [null, 0, 1],
  pollText: [null, "a\nb"],
  hashtags: [[], ["a"], ["a", "b"]],
  sensitive: [false, true],
  bot: [false, true],
  contentLength: [0, 1],
};
const valuesOf = (key: keyof Post) => VALUES[key] ?? ["", "x"];
const FREE = POST_KEYS.filter((key) => !["id", "statusId", "instance"].includes(key));

const version: fc.Arbitrary<Post> = fc.record(
  Object.fromEntries(FREE.map((key) => [key, fc.constantFrom(...valuesOf(key))])),
).map((some) => ({ ...base, ...some }));

Deno.test("property: versions merge to the same post in any order, any grouping, and however often", () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      assert.deepEqual(mergeVersions(a, b), mergeVersions(b, a));
      assert.deepEqual(
        mergeVersions(mergeVersions(a, b), c),
        mergeVersions(a, mergeVersions(b, c)),
      );
      const once = mergeVersions(a, b);
      assert.deepEqual(mergeVersions(once, b), once);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("two versions that differ in one property alone merge to the same post from either side", () => {
  for (const key of FREE) {
    for (const one of valuesOf(key)) {
      for (const other of valuesOf(key)) {
        for (const isEdit of [false, true]) {
          const [a, b] = [one, other].map((value) => ({ ...base, isEdit, [key]: value }));
          assert.deepEqual(mergeVersions(a!, b!), mergeVersions(b!, a!), `${key} ${isEdit}`);
        }
      }
    }
  }
});

Deno.test("the later edit wins, then an edit over the post as it was published, then the later record", () => {
  const older = { ...base, content: "older" };
  const table: readonly (readonly [Partial<Post>, Partial<Post>])[] = [
    [{ editedAt: 9, recordedAt: 1 }, { editedAt: 5, recordedAt: 3, isEdit: true }],
    [{ editedAt: 9 }, { editedAt: null, isEdit: true, recordedAt: 3 }],
    [{ isEdit: true, recordedAt: 1 }, { isEdit: false, recordedAt: 3 }],
    [{ recordedAt: 3, recordedOffset: 1 }, { recordedAt: 1, recordedOffset: 4 }],
    [{ recordedAt: 3, recordedOffset: 4 }, { recordedAt: 3, recordedOffset: 1 }],
  ];
  for (const [later, earlier] of table) {
    const winner = { ...base, content: "a later text", ...later };
    assert.equal(mergeVersions(winner, { ...older, ...earlier }).content, winner.content);
    assert.equal(mergeVersions({ ...older, ...earlier }, winner).content, winner.content);
  }
});

Deno.test("a version that adds nothing leaves the other as it is, not a copy", () => {
  const known = {
    ...base,
    uri: "u",
    url: "v",
    inReplyToId: "7",
    attachmentCount: 2,
    describedCount: 1,
    pollText: "a",
    favourites: 3,
    receivedAt: 1,
  };
  assert.equal(mergeVersions(known, { ...known }), known);
  assert.equal(mergeVersions(known, { ...known, favourites: 2, receivedAt: 2 }), known);
});

Deno.test("the post as it was published takes the address and the attachments that another record of it has, an edit takes none", () => {
  const full = {
    ...base,
    uri: "u",
    url: "v",
    inReplyToId: "7",
    attachmentCount: 2,
    describedCount: 0,
    pollText: "yes\nno",
  };
  for (
    const key of [
      ...["uri", "url", "inReplyToId", "attachmentCount", "describedCount", "pollText"] as const,
    ]
  ) {
    const lacking = { ...full, [key]: null };
    for (const merged of [mergeVersions(full, lacking), mergeVersions(lacking, full)]) {
      assert.equal(merged[key], full[key], key);
    }
    const edit = { ...lacking, isEdit: true };
    assert.equal(mergeVersions(full, edit)[key], null, `an edit's ${key}`);
  }
});
