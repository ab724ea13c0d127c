import assert from "node:assert/strict";
import fc from "fast-check";
import { AuditAllowance, nextPauseMs } from "./audit_pace.ts";

const MINUTE = 60_000;

Deno.test("comparing is cheaper the longer nothing is found, and close together after a loss", () => {
  const pauses: number[] = [];
  let pauseMs = MINUTE;
  for (const found of [false, false, false, false, true, false]) {
    pauseMs = nextPauseMs(pauseMs, { shortestMs: MINUTE, found });
    pauses.push(pauseMs / MINUTE);
  }
  assert.deepEqual(pauses, [2, 4, 4, 4, 1, 2]);
});

/** Comparisons of an hour at a rate: the longest time between two, and the share of posts that had a page. */
function hourAt(postsPerSecond: number, { found }: { readonly found: boolean }) {
  const allowance = new AuditAllowance(0);
  let [pauseMs, comparedTo, longest, read, used] = [MINUTE, 0, 0, 0, 0];
  for (let now = 0; now < 60 * MINUTE;) {
    now += pauseMs;
    const span = () => now - comparedTo + MINUTE;
    const wanted = () => Math.ceil(span() * postsPerSecond / 1_000 / 40 + 1);
    const look = () => allowance.look(now, { limit: 300, looksAtAll: false, wanted: wanted() });
    while (look().enoughAt > now) now += 1_000;
    const pages = Math.min(wanted(), Math.floor(look().requests));
    look().take(pages);
    used += pages;
    read += Math.min(now - comparedTo, pages * 40 / postsPerSecond * 1_000);
    longest = Math.max(longest, now - comparedTo);
    comparedTo = now;
    pauseMs = nextPauseMs(pauseMs, { shortestMs: MINUTE, found });
  }
  return { longestMs: longest, share: read / comparedTo, pagesPer15Minutes: used / 4 };
}

Deno.test("up to 6 posts a second everything is compared, each 5 minutes at least", () => {
  for (const found of [false, true]) {
    for (const rate of [0.01, 0.5, 1, 3, 6]) {
      const { longestMs, share, pagesPer15Minutes } = hourAt(rate, { found });
      // What is on its way is waited for, and reading takes a moment too.
      assert.ok(longestMs <= 5 * MINUTE - 25_000, `${rate} posts/s: ${longestMs} ms`);
      assert.equal(share, 1, `${rate} posts/s`);
      assert.ok(pagesPer15Minutes <= 200, `${rate} posts/s: ${pagesPer15Minutes} of 300 pages`);
    }
  }
});

Deno.test("above that a share is compared, and most of the pages are left to gaps", () => {
  for (const rate of [12, 50, 200]) {
    const { share, pagesPer15Minutes } = hourAt(rate, { found: false });
    assert.ok(share < 1 && share > 2.5 / rate, `${rate} posts/s: ${share}`);
    assert.ok(pagesPer15Minutes <= 90, `${pagesPer15Minutes} pages`);
  }
});

Deno.test("a stream that can only be sampled takes nothing from one that can be compared", () => {
  const allowance = new AuditAllowance(0);
  const look = (now: number, wanted: number) =>
    allowance.look(now, { limit: 300, looksAtAll: false, wanted });
  for (let now = 0; now < 5 * MINUTE; now += 250) {
    const { requests, take } = look(now, 500);
    take(Math.floor(requests));
  }
  const { requests, enoughAt } = look(5 * MINUTE, 46);
  assert.ok(requests >= 46 && enoughAt === 5 * MINUTE);
});

Deno.test("property: however the streams of a server ask, five minutes cost no more than their share", () =>
  fc.assert(fc.property(
    fc.array(fc.record({ afterMs: fc.nat(120_000), wanted: fc.integer({ min: 1, max: 500 }) })),
    (asks) => {
      const allowance = new AuditAllowance(0);
      const taken: { at: number; requests: number }[] = [];
      let now = 0;
      for (const { afterMs, wanted } of asks) {
        now += afterMs;
        const { requests, take } = allowance.look(now, { limit: 300, looksAtAll: false, wanted });
        const some = Math.min(wanted, Math.floor(requests));
        take(some);
        taken.push({ at: now, requests: some });
      }
      for (const { at } of taken) {
        const sum = taken.filter((each) => each.at >= at && each.at < at + 5 * MINUTE)
          .reduce((all, { requests }) => all + requests, 0);
        // What was saved up, and what came back meanwhile.
        assert.ok(sum <= 2 * (60 + 24));
      }
    },
  )));
