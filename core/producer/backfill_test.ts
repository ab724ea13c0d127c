import assert from "node:assert/strict";
import { startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { fakeOutbox } from "../../testing/fake_outbox.ts";
import { RestBudget } from "../mastodon/rest_budget.ts";
import { statusIdOf } from "../post/status_id.ts";
import { Backfill } from "./backfill.ts";
import { PositionFile } from "./position_file.ts";
import { StreamProgress } from "./stream_progress.ts";

const POSTS = 300;
/** Far fewer than a gap has: what was written before the gap, and by the same walk, is forgotten. */
const REMEMBERED = 20;

for (const minId of ["forward", "ignored", "since"] as const) {
  Deno.test(`a post of a gap that is longer than the memory of posts counts once, with min_id ${minId}`, async () => {
    await using simulator = startSimulator({
      start: "now",
      rate: Infinity,
      posts: POSTS,
      users: 100,
      minId,
      mix: { edits: 0, deletes: 0, duplicates: 0, strayDeletes: 0 },
    });
    await simulator.finished;
    const posts = [...simulator.journal.survivors()].sort((a, b) => a.createdAt - b.createdAt);
    const first = posts[100]!;
    const kept = new Set(posts.map(({ id }) => id));
    const missed = posts.filter(({ createdAt }) => createdAt >= first.createdAt);

    const directory = await Deno.makeTempDir({ prefix: "backfill_test" });
    const seen = posts.slice(0, 100).map(({ id, createdAt }, count) => ({
      ...{ id, createdAt, count },
      at: createdAt,
    }));
    const log: string[] = [];
    const positions = PositionFile.open(directory, (text) => log.push(text));
    await positions.set("a.example/public", {
      coveredTo: first.createdAt,
      seen,
      gap: { from: first.createdAt, to: posts.at(-1)!.createdAt + 1, posts: 0 },
    });
    const outbox = fakeOutbox();
    const progress = new StreamProgress({
      ...{ instance: "a.example", stream: "public", topic: "posts", outbox, positions },
      writesCoverage: true,
      log: (_level, text) => log.push(text),
    });
    const stop = new AbortController();
    const written: string[] = [];
    const read = new Set<string>();
    const closed = Promise.withResolvers<{ readonly complete: boolean }>();
    const backfill = new Backfill({
      reader: {
        access: { baseUrl: simulator.url },
        stream: { type: "public" },
        budget: new RestBudget(),
        signal: stop.signal,
      },
      progress,
      write: (status) => {
        const id = statusIdOf(status) ?? "";
        read.add(id);
        // The journal has no posts without consent.
        if (kept.has(id)) written.push(id);
        return undefined;
      },
      recent: { has: (id) => written.slice(-REMEMBERED).includes(id), since: Infinity },
      closed: closed.resolve,
      log: (_level, text) => log.push(text),
    });
    const running = backfill.run();
    backfill.wake();
    assert.equal((await closed.promise).complete, true, log.join("\n"));
    stop.abort();
    await running;
    await Deno.remove(directory, { recursive: true });
    assert.deepEqual(missed.filter(({ id }) => !read.has(id)), []);
    const [filled] = outbox.events().filter(({ state }) => state === "filled");
    assert.equal(Number(filled?.["posts"]), missed.length, log.join("\n"));
  });
}
