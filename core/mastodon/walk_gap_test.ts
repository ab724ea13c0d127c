import assert from "node:assert/strict";
import { type SimulatorOptions, startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { statusIdOf } from "../post/status_id.ts";
import { RestBudget } from "./rest_budget.ts";
import { PageFails, TimelineRefused } from "./timeline_pages.ts";
import { type Anchor, type Gap, TimelineEnds, walkGap } from "./walk_gap.ts";

/** A server that has published everything, and the ids of its timeline, the oldest first. */
async function published(options: SimulatorOptions = {}) {
  const simulator = startSimulator({
    start: "now",
    rate: Infinity,
    posts: 300,
    users: 100,
    mix: { edits: 0, deletes: 0, duplicates: 0, strayDeletes: 0 },
    ...options,
  });
  await simulator.finished;
  const posts = [...simulator.journal.survivors()]
    .map(({ id, createdAt }) => ({ id, createdAt }))
    .sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  return { simulator, posts, [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose]() };
}

/** Walks a gap; returns the ids that were read and the number of pages. */
async function walk(baseUrl: string, gap: Partial<Gap>, signal = new AbortController().signal) {
  const read: string[] = [];
  let pages = 0;
  const reader = {
    access: { baseUrl },
    stream: { type: "public" as const },
    budget: new RestBudget(),
    signal,
  };
  const walking = walkGap(reader, {
    anchors: [],
    since: 0,
    until: () => Infinity,
    isKnown: () => false,
    ...gap,
  });
  for await (const page of walking) {
    pages++;
    for (const status of page.statuses) read.push(statusIdOf(status) ?? "");
  }
  return { read: new Set(read), pages };
}

/** An anchor that lies a minute before the gap. */
function farBack(anchor: Anchor): Anchor {
  return { ...anchor, createdAt: anchor.createdAt - 60_000 };
}

for (const minId of ["forward", "ignored", "since"] as const) {
  Deno.test(`everything after the anchor is read, with min_id ${minId}`, async () => {
    await using server = await published({ minId });
    const { simulator, posts } = server;
    for (const at of [0, 100, posts.length - 41, posts.length - 40, posts.length - 2]) {
      const anchor = posts[at]!;
      const { read, pages } = await walk(simulator.url, {
        anchors: [farBack(anchor)],
        since: anchor.createdAt,
      });
      const missing = posts.slice(at + 1).filter(({ id }) => !read.has(id));
      assert.deepEqual(missing, [], `${posts.length - at} posts after the anchor`);
      if (minId === "forward") {
        assert.ok(pages <= 2 + 300 / 40 * (1 - at / posts.length) + 1, `${pages} pages`);
      }
    }
  });
}

Deno.test("an anchor that the server does not know is passed over, and without any it is read backward", async () => {
  await using server = await published();
  const { simulator, posts } = server;
  const [first, later] = [posts[20]!, posts[60]!];
  const unknown = { id: "99999", createdAt: later.createdAt };
  for (const anchors of [[unknown, first], [unknown], []]) {
    const { read } = await walk(simulator.url, { anchors, since: later.createdAt });
    assert.deepEqual(posts.slice(61).filter(({ id }) => !read.has(id)), []);
  }
});

Deno.test("what lies below the only anchor is read down to a minute before the gap", async () => {
  await using server = await published();
  const { simulator, posts } = server;
  for (const at of [150, posts.length - 1]) {
    const anchor = posts[at]!;
    const { read } = await walk(simulator.url, { anchors: [anchor], since: anchor.createdAt });
    const below = posts.slice(Math.max(0, at - 100), at).filter(({ id }) => !read.has(id));
    assert.deepEqual(below, [], "posts that came late have ids below what the stream has brought");
    const far = await walk(simulator.url, {
      anchors: [farBack(anchor)],
      since: anchor.createdAt,
    });
    assert.ok(posts.slice(0, at).every(({ id }) => !far.read.has(id)), "it lies far enough back");
    const further = await walk(simulator.url, {
      anchors: [farBack(anchor)],
      since: anchor.createdAt,
      marginMs: 120_000,
    });
    assert.ok(posts.slice(Math.max(0, at - 100), at).every(({ id }) => further.read.has(id)));
  }
});

Deno.test("a timeline that shows no post, of a stream that has brought some, fills nothing", async () => {
  await using server = await published();
  const { simulator, posts } = server;
  const closed = { local: "disabled", remote: "disabled" } as const;
  simulator.fault({
    type: "set_feeds",
    feeds: { live: closed, hashtag: closed, trendingLink: closed },
  });
  await assert.rejects(walk(simulator.url, { anchors: [posts[0]!] }), TimelineRefused);
  assert.equal((await walk(simulator.url, {})).read.size, 0, "of a stream that never had any");
});

Deno.test("a timeline that is cut within the gap does not fill it", async () => {
  await using server = await published({ capacity: 60 });
  const { simulator, posts } = server;
  const since = posts[0]!.createdAt - 1;
  for (const anchors of [[], [posts[0]!]]) {
    await assert.rejects(walk(simulator.url, { anchors, since }), TimelineEnds);
  }
  await walk(simulator.url, { since: posts.at(-1)!.createdAt });
});

Deno.test("a walk ends where the stream has brought every post of a page", async () => {
  await using server = await published();
  const { simulator, posts } = server;
  const known = new Set(posts.slice(150).map(({ id }) => id));
  const { read, pages } = await walk(simulator.url, {
    anchors: [farBack(posts[80]!)],
    since: posts[80]!.createdAt,
    // Of these, consent keeps some out of the journal: the stream has brought them all the same.
    isKnown: (id) => known.has(id) || BigInt(id) >= BigInt(posts[150]!.id),
  });
  assert.deepEqual(posts.slice(81, 150).filter(({ id }) => !read.has(id)), []);
  assert.ok(pages <= 5, `${pages} pages`);
});

Deno.test("both rate limits are kept, also where a 429 does not say how long", async () => {
  await using server = await published({
    pagingLimit: 5,
    rateWindowMs: 700,
    namesRetryAfter: false,
  });
  const { simulator, posts } = server;
  const { read } = await walk(simulator.url, { anchors: [posts[0]!], since: posts[0]!.createdAt });
  assert.deepEqual(posts.slice(1).filter(({ id }) => !read.has(id)), []);
  assert.equal(simulator.refused, 0, "no request came too soon");
});

Deno.test("a server that is away for a moment is waited for; one that refuses is said", async () => {
  await using server = await published();
  const { simulator, posts } = server;
  simulator.fault({ type: "unavailable", forMs: 700 });
  const { read } = await walk(simulator.url, { anchors: [posts[0]!], since: posts[0]!.createdAt });
  assert.deepEqual(posts.slice(1).filter(({ id }) => !read.has(id)), []);
  simulator.fault({ type: "close_feeds" });
  await assert.rejects(walk(simulator.url, { anchors: [posts[0]!] }), TimelineRefused);
});

Deno.test("a request at which the server fails each time is given up while it answers others", async () => {
  await using server = await published();
  const { simulator, posts } = server;
  let isFailing = (query: URLSearchParams) => query.has("min_id");
  await using before = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname, search, searchParams } = new URL(request.url);
      if (isFailing(searchParams)) return new Response(null, { status: 500 });
      return await fetch(`${simulator.url}${pathname}${search}`);
    },
  );
  const url = `http://127.0.0.1:${before.addr.port}`;
  const gap = { anchors: [farBack(posts[100]!)], since: posts[100]!.createdAt };
  const { read } = await walk(url, gap);
  assert.deepEqual(posts.slice(101).filter(({ id }) => !read.has(id)), [], "read backward");
  isFailing = (query) => query.has("min_id") || query.has("max_id");
  await assert.rejects(walk(url, gap), PageFails);
});

Deno.test("a walk ends at once when it is told to stop", async () => {
  await using server = await published({ pagingLimit: 2 });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 300);
  await assert.rejects(walk(server.simulator.url, { anchors: [server.posts[0]!] }, stop.signal));
});
