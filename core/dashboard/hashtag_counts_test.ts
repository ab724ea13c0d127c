import assert from "node:assert/strict";
import fc from "fast-check";
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

Deno.test("the past of a hashtag is found under any spelling, and the one used most is shown", () => {
  assert.deepEqual(names([tag("Café", 20), tag("Tee", 20)], past({ cafe: 10 })), ["Tee"]);
});

Deno.test("new hashtags rise in a past that was observed, most used first", () => {
  assert.deepEqual(names([tag("a", 3), tag("b", 30)]), ["b", "a"]);
});

Deno.test("without enough of a past nothing rises", () => {
  assert.deepEqual(names([tag("a", 3), tag("b", 30)], new Map()), []);
  const counts = [tag("a", 3), tag("b", 1_255)];
  const rising = (observed: number) =>
    risingTags(counts, past({}), { last: LAST, stretch: 2, observed }).length;
  assert.deepEqual([0, 1, 15, 29].map(rising), [0, 0, 0, 0]);
  assert.equal(rising(30), 2);
});

Deno.test("what is expected is the pace of the time that was observed, not of the time that was asked for", () => {
  // A pipeline of half an hour: the same pace before and now is no rise.
  const history = new Map(
    [...past({ steady: 10, faster: 10 })].filter(([step]) => step > LAST - RECENT_STEPS - 6),
  );
  const recent = [tag("steady", 20), tag("faster", 40)];
  const rising = risingTags(recent, history, { last: LAST, stretch: 2, observed: 30 });
  assert.deepEqual(rising.map(({ tag, expected }) => [tag, expected]), [["faster", 20]]);
});

Deno.test("a hashtag that falls does not rise, whatever its past, its people and the time observed", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 500 }), {
    minLength: PAST_STEPS,
    maxLength: PAST_STEPS,
  });
  fc.assert(
    fc.property(
      counts,
      fc.integer({ min: 0, max: 1_000 }),
      fc.double({ min: 1.01, max: 2, noNaN: true }),
      fc.integer({ min: 0, max: 60 }),
      (counts, now, stretch, observed) => {
        const history = new Map(
          counts.map((count, i) => [
            LAST - RECENT_STEPS - PAST_STEPS + 1 + i,
            new Map([["a", count]]),
          ]),
        );
        const before = ((counts.at(-1) ?? 0) + (counts.at(-2) ?? 0)) / 2 * stretch;
        const [rising] = risingTags([tag("a", now)], history, { last: LAST, stretch, observed });
        if (now < before || observed < 30) assert.equal(rising, undefined);
        if (rising !== undefined) assert.ok(now >= rising.expected - 0.05);
      },
    ),
  );
});
