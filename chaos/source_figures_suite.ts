/** How soon what was missed is back, and a delete in the tables: the figures that Trunkline promises, as upper bounds. */
import assert from "node:assert/strict";
import type { Simulator } from "../embedded/mastodon/start_simulator.ts";
import { pause } from "../testing/trunkline_command.ts";
import { type SourceUnderFaults, sourceUnderFaults } from "../testing/source_under_faults.ts";

/** Much is edited and deleted, also while nobody listens. */
const BUSY = { edits: 0.08, deletes: 0.08, overtaking: 0.2 };
const SECOND = 1_000;

/** Publishes so many posts within some seconds. */
async function publish(simulator: Simulator, posts: number): Promise<void> {
  for (let n = 0; n < posts; n++) {
    simulator.emitPost();
    if (n % 50 === 49) await pause(20);
  }
}

/** The server is away while it publishes so many posts: all are back so soon after it, within its rate limits. */
async function comeBack(posts: number, withinMs: number): Promise<void> {
  await using it = await sourceUnderFaults({ mix: BUSY, confirmMs: 10 * SECOND });
  const { simulator } = it;
  await it.start();
  await it.untilPosts(100);
  simulator.fault({ type: "unavailable" });
  simulator.fault({ type: "drop" });
  await publish(simulator, posts);
  simulator.fault({ type: "heal" });
  const back = performance.now();
  const found = await it.settle({ patienceMs: withinMs });
  said(`${posts} posts of a server that was away`, found, back, it);
  assert.equal(simulator.refused, 0, "no request came too soon");
}

/** The producer is killed while the server publishes so many posts, and looks posts up as it does for users. */
async function killedWhile(posts: number): Promise<void> {
  await using it = await sourceUnderFaults({ mix: BUSY, confirmMs: 60 * SECOND });
  const { simulator } = it;
  await it.start();
  await it.untilPosts(100);
  await it.kill();
  await publish(simulator, posts);
  const started = performance.now();
  await it.start();
  const found = await it.settle({ patienceMs: 120 * SECOND });
  said(`${posts} posts while the producer was killed`, found, started, it);
  assert.equal(simulator.refused, 0, "no request came too soon");
}

function said(
  what: string,
  { missing, kept, stale, hidden, unverified, gaps }: Awaited<
    ReturnType<SourceUnderFaults["settle"]>
  >,
  since: number,
  { log }: SourceUnderFaults,
): void {
  const seconds = ((performance.now() - since) / SECOND).toFixed(1);
  const recovered = gaps.reduce((sum, gap) => sum + gap.posts, 0);
  console.log(
    `${what}: after ${seconds} s ${missing.length} are missing, ${recovered} recovered, ` +
      `${kept.length} kept, ${stale.length} stale, ${unverified} unverified`,
  );
  const lines = log.join("\n");
  assert.deepEqual([missing.length, hidden.length], [0, 0], lines);
  assert.ok(kept.length + stale.length <= unverified, lines);
  assert.ok(gaps.length > 0 && gaps.every(({ complete }) => complete), lines);
}

/** Time from the server's delete of a stored post until a reader of the tables finds nothing of it. */
async function deletesAreSeen(withinMs: number): Promise<void> {
  await using it = await sourceUnderFaults({ mix: { ...BUSY, deletes: 0.3, overtaking: 0 } });
  const { simulator, sql } = it;
  await it.start();
  await it.untilPosts(100);
  const times: number[] = [];
  const waiting = new Map<string, number>();
  let before = new Set<string>();
  let lookedAt = performance.now();
  for (const end = performance.now() + 10 * SECOND; performance.now() < end; await pause(10)) {
    // A delete that is new was sent since the last look.
    const since = lookedAt;
    lookedAt = performance.now();
    const alive = new Set([...simulator.journal.survivors()].map(({ id }) => id));
    const [seen] = await sql<{ ids: string[]; equal: boolean }[]>`
      select coalesce(json_agg(status_id), '[]') as ids,
             count(*) = (select coalesce(sum(toots_count), 0) from masto.toot_metrics_windowed)
               and count(*) = (select coalesce(sum(toots_count), 0) from masto.user_avg_length_windowed)
               and count(*) >= (select count(*) from masto.toot_scores) as equal
        from masto.toots_raw`;
    assert.ok(seen?.equal, "the windows are those of the posts");
    const stored = new Set(seen.ids);
    for (const [id, at] of waiting) {
      if (stored.has(id)) continue;
      times.push(performance.now() - at);
      waiting.delete(id);
    }
    for (const id of before) if (!alive.has(id) && !waiting.has(id)) waiting.set(id, since);
    before = new Set([...alive].filter((id) => stored.has(id)));
  }
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `${times.length} deletes were in the tables after ${
      sorted[sorted.length >> 1]?.toFixed()
    } ms (median), at most ${sorted.at(-1)?.toFixed()} ms`,
  );
  assert.ok(times.length >= 20, `${times.length} deletes`);
  const late = [...waiting.values()].filter((at) => performance.now() - at > withinMs);
  assert.deepEqual(late, [], "deletes that are still waited for");
  assert.ok((sorted.at(-1) ?? Infinity) <= withinMs);
}

Deno.test("what was missed is back, and a delete is seen, within the time that is promised", async (test) => {
  // Steps that run side by side cannot be checked for leaks one by one; the test around them is.
  const ownChecks = { sanitizeExit: false, sanitizeOps: false, sanitizeResources: false };
  const steps = {
    "2,000 missed posts are back 60 s after the server": () => comeBack(2_000, 60 * SECOND),
    "a 10-minute outage at 10 posts a second is filled within the rate limits": () =>
      comeBack(6_000, 120 * SECOND),
    "kill -9 at 15 posts a second, 10 minutes away: nothing is missing, kept or stale after 2 minutes":
      () => killedWhile(9_000),
    "a delete is in every table within a second": () => deletesAreSeen(SECOND),
  };
  await Promise.all(
    Object.entries(steps).map(([name, fn]) => test.step({ ...ownChecks, name, fn })),
  );
});
