import assert from "node:assert/strict";
import { PAST_STEPS, RECENT_STEPS, risingTags, type TagCount } from "./hashtag_counts.ts";

const LAST = 1_000;
const tag = (tag: string, posts: number, people = 9): TagCount => ({
  tag,
  posts,
  lang: "en",
  people,
});

/** The same count in each step of the past. */
function past(counts: Readonly<Record<string, number>>) {
  const history = new Map<number, ReadonlyMap<string, number>>();
  for (let index = 0; index < PAST_STEPS; index++) {
    history.set(LAST - RECENT_STEPS - index, new Map(Object.entries(counts)));
  }
  return history;
}

const names = (recent: readonly TagCount[], history = past({}), stretch = 2) =>
  risingTags(recent, history, { last: LAST, stretch }).map(({ tag }) => tag);

Deno.test("a hashtag of fewer than three people is never shown", () => {
  assert.deepEqual(names([tag("loud", 500, 2), tag("shared", 5, 3)]), ["shared"]);
});

Deno.test("a big hashtag that is as big as ever does not rise; a small one that jumps does", () => {
  assert.deepEqual(names([tag("big", 200), tag("jumps", 20)], past({ big: 100, jumps: 1 })), [
    "jumps",
  ]);
});

Deno.test("what is expected is the past's pace over the recent stretch", () => {
  const [rising] = risingTags([tag("a", 40)], past({ a: 10 }), { last: LAST, stretch: 1.5 });
  assert.equal(rising?.expected, 15);
  assert.equal(rising?.history.length, PAST_STEPS + RECENT_STEPS);
});

Deno.test("without a past everything that is used rises, most used first", () => {
  assert.deepEqual(names([tag("a", 3), tag("b", 30)], new Map()), ["b", "a"]);
});
