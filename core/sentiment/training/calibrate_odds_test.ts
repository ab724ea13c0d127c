import assert from "node:assert/strict";
import fc from "fast-check";
import { calibrateLengths, calibrateOdds } from "./calibrate_odds.ts";
import { calibratedOdds } from "../model/odds_calibration.ts";
import { seededRandom } from "../../base/random.ts";

/** Rows whose odds are three times too large in long posts, and right in short ones. */
function rows(count: number) {
  const random = seededRandom(7);
  const logits: Float64Array[] = [];
  const truth: number[] = [];
  const words: number[] = [];
  for (let i = 0; i < count; i++) {
    const right = (random() - 0.5) * 6;
    const isLong = i % 2 === 0;
    logits.push(Float64Array.of(0, 0, isLong ? right * 3 : right));
    truth.push(random() < 1 / (1 + Math.exp(-right)) ? 2 : 0);
    words.push(isLong ? 53 : 3);
  }
  return { logits, truth, words };
}

Deno.test("odds that are too large in long posts are brought down there, and nowhere else", () => {
  const { logits, truth, words } = rows(20_000);
  const byLength = calibrateLengths(logits, truth, words);
  const even = calibrateOdds(logits, truth);
  for (const right of [-2, -1, 1, 2]) {
    const meant = 1 / (1 + Math.exp(-right));
    const long = calibratedOdds(right * 3, 53, byLength);
    const short = calibratedOdds(right, 3, byLength);
    assert.ok(Math.abs(long - meant) < 0.03, `${right}: ${long} is not ${meant}`);
    assert.ok(Math.abs(short - meant) < 0.03, `${right}: ${short} is not ${meant}`);
    assert.ok(Math.abs(calibratedOdds(right * 3, 53, even) - meant) > 0.03);
  }
});

Deno.test("property: a probability rises with the odds, whatever the slopes, and is on their side", () => {
  const slope = fc.record({
    near: fc.double({ min: -5, max: 20, noNaN: true }),
    byLength: fc.double({ min: -5, max: 5, noNaN: true }),
    byOdds: fc.double({ min: -5, max: 5, noNaN: true }),
  });
  const odds = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(fc.property(
    slope,
    slope,
    fc.nat({ max: 2_000 }),
    odds,
    odds,
    (below, above, words, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
        .map((each) => calibratedOdds(each, words, { below, above }));
      assert.ok(low! <= high! + 1e-12);
      assert.ok(Math.min(one, other) >= 0 ? low! >= 0.5 : low! <= 0.5);
    },
  ));
});
