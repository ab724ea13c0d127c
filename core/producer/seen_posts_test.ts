import assert from "node:assert/strict";
import { SeenPosts } from "./seen_posts.ts";

const MINUTE = 60_000;

Deno.test("reading again begins a minute before the gap, and on a busy stream some hundred posts before it", () => {
  for (const [everyMs, expected] of [[1_000, MINUTE], [10, 800 * 10]] as const) {
    const seen = new SeenPosts();
    for (let at = 0; at < 5 * MINUTE; at += everyMs) seen.add(String(at), at - 100, at);
    const [best, ...others] = seen.before(5 * MINUTE, MINUTE);
    const before = 5 * MINUTE - best!.at;
    assert.ok(before >= expected - 1_000 && before <= expected + 12_000, `${before} ms before`);
    assert.ok(others.every(({ at }) => at < best!.at), "the next ones lie further back");
  }
});

Deno.test("reading again begins at a post seen before the gap, also less than a minute before, and at no later one", () => {
  const seen = new SeenPosts();
  seen.add("1", 1_000, 1_000);
  seen.add("2", 90_000, 90_000);
  assert.deepEqual(seen.before(50_000, MINUTE).map(({ id }) => id), ["1"]);
  assert.deepEqual(seen.before(500, MINUTE), []);
});

Deno.test("a post from the far past or future is passed over for the others of its time", () => {
  const seen = new SeenPosts();
  for (let slot = 0; slot < 30; slot++) {
    const at = slot * 6_000;
    seen.add(`old${slot}`, at - 86_400_000, at);
    seen.add(`good${slot}`, at - 200, at + 10);
    seen.add(`future${slot}`, 253_000_000_000_000, at + 20);
  }
  assert.ok(seen.list().every(({ id }) => id.startsWith("good")));
  assert.equal(seen.lag(), 210);
});

Deno.test("it goes on from what was written down, and keeps a bounded number", () => {
  const first = new SeenPosts();
  for (let at = 0; at < 100 * MINUTE; at += 1_000) first.add(String(at), at, at);
  const kept = first.list();
  assert.ok(kept.length <= 65, `${kept.length}`);
  const second = new SeenPosts(kept);
  assert.deepEqual(second.before(100 * MINUTE, MINUTE), first.before(100 * MINUTE, MINUTE));
});
