import assert from "node:assert/strict";
import fc from "fast-check";
import { learn, newFeedRate, parseFeedRate, usualRate, usualSilenceMs } from "./feed_rate.ts";

const HOUR = 3_600_000;
const at = (hour: number) => Date.UTC(2026, 0, 5, hour);

Deno.test("a rate is learned by the hour of the day, and nothing is said before enough was counted", () => {
  const rate = newFeedRate();
  assert.equal(usualSilenceMs(rate, at(3)), undefined);
  learn(rate, { posts: 600, from: at(3), to: at(3) + 300_000 });
  assert.equal(usualRate(rate, at(3)), undefined);
  learn(rate, { posts: 600, from: at(3) + 300_000, to: at(3) + 600_000 });
  assert.equal(usualRate(rate, at(3)), 2);
  // 25 posts at 2 a second take less than the shortest silence that is spoken of.
  assert.equal(usualSilenceMs(rate, at(3)), 20_000);
  // An hour that was never seen has the rate of the others.
  assert.equal(usualRate(rate, at(15)), 2);
  learn(rate, { posts: 1, from: at(15), to: at(15) + 1_800_000 });
  assert.equal(usualRate(rate, at(15)), 1 / 1_800);
  assert.equal(usualSilenceMs(rate, at(15)), 6 * HOUR);
  assert.equal(usualRate(rate, at(3)), 2, "the night says nothing of the afternoon");
});

Deno.test("what was learned long ago fades", () => {
  const rate = newFeedRate();
  for (let day = 0; day < 20; day++) {
    learn(rate, { posts: 3_600, from: at(5), to: at(5) + HOUR - 1 });
  }
  for (let day = 0; day < 20; day++) {
    learn(rate, { posts: 36_000, from: at(5), to: at(5) + HOUR - 1 });
  }
  const usual = usualRate(rate, at(5)) ?? 0;
  assert.ok(usual > 9 && usual <= 10.01, `${usual}`);
});

Deno.test("property: what is written is read, and what is no rate is a new one", () => {
  fc.assert(fc.property(
    fc.array(
      fc.record({
        hour: fc.nat(23),
        posts: fc.nat(1e6),
        seconds: fc.integer({ min: 1, max: 3_600 }),
      }),
    ),
    (lessons) => {
      const rate = newFeedRate();
      for (const { hour, posts, seconds } of lessons) {
        learn(rate, { posts, from: at(hour), to: at(hour) + Math.min(seconds * 1_000, HOUR - 1) });
      }
      assert.deepEqual(parseFeedRate(JSON.parse(JSON.stringify(rate))), rate);
      for (let hour = 0; hour < 24; hour++) {
        const ms = usualSilenceMs(rate, at(hour));
        assert.ok(ms === undefined || (ms >= 20_000 && ms <= 6 * HOUR));
      }
    },
  ));
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.equal(parseFeedRate({ hours: value }).hours.length, 24);
    assert.deepEqual(parseFeedRate(value), newFeedRate());
  }));
});
