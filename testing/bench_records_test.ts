import assert from "node:assert/strict";
import { benchRecords } from "./bench_records.ts";
import { type Truth, truth } from "./oracle/truth.ts";

Deno.test("bench records are the same each time and of the size and mix that they claim", () => {
  const records = [...benchRecords({ count: 10_000 })];
  assert.deepEqual([...benchRecords({ count: 10_000 })], records);
  assert.equal(records.length, 10_000);
  const encoder = new TextEncoder();
  const bytes = records.reduce((sum, { value }) => sum + encoder.encode(value).length, 0) / 10_000;
  assert(bytes > 950 && bytes < 1_050, `${bytes} bytes on average`);

  const parsed = records.map(({ value }) => JSON.parse(value));
  const share = (event: string) => parsed.filter((record) => record.event === event).length / 1e4;
  assert(Math.abs(share("status.update") - 0.01) < 0.005);
  assert(Math.abs(share("delete") - 0.01) < 0.005);
  const updates = parsed.filter(({ event }) => event === "update").map(({ id }) => id);
  const duplicates = updates.length - new Set(updates).size;
  assert(duplicates > 120 && duplicates < 280, `${duplicates} duplicates`);
  const languages = new Set(parsed.map(({ language }) => language));
  assert(languages.size >= 15, String(languages.size));
  const times = parsed.filter(({ created_at }) => created_at).map(({ created_at }) =>
    Date.parse(created_at)
  );
  const hours = (times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b))) /
    3_600_000;
  assert(hours > 1.9 && hours < 2, `${hours} hours`);
});

Deno.test("truth does not depend on the order of the records", () => {
  const records = [...benchRecords({ count: 4_000, seed: 9 })];
  const [forward, backward] = [truth(records), truth(records.toReversed())];
  // Of two equal versions either may have been received last.
  const posts = ({ posts }: Truth) =>
    [...posts].map(([key, post]) => [key, { ...post, received_at: "" }]).toSorted();
  assert.deepEqual(posts(backward), posts(forward));
  assert.deepEqual(
    [...backward.byLanguage].toSorted(),
    [...forward.byLanguage].toSorted(),
  );
  assert.deepEqual(backward.deleted, forward.deleted);
});

Deno.test("truth counts a deleted post nowhere, and an edited one once, as it reads last", () => {
  const post = (more: object) => ({
    value: JSON.stringify({
      id: "1",
      created_at: "2026-01-01T00:00:59.999Z",
      username: "ada",
      user_id: "7",
      language: "en",
      content_html: "",
      content: "ab👍🏽",
      hashtags: [],
      favourites: 5,
      reblogs: 0,
      ...more,
    }),
  });
  const edit = { edited_at: "2026-01-01T00:02:00Z", language: "fr", content: "c", favourites: 2 };
  const gone = { value: '{"event":"delete","id":"2","instance":"social.example"}' };
  const counted = truth([gone, post(edit), post({}), post({ id: "2" })]);
  assert.deepEqual([...counted.byLanguage], [
    ["2026-01-01T00:00:00.000Z|fr", { count: 1, lengthSum: 1 }],
  ]);
  assert.equal(counted.posts.get("social.example/1")?.favourites, 5);
  assert.deepEqual([...truth([post({})]).byUser.values()], [{ count: 1, lengthSum: 4 }]);
});
