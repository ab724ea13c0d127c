import assert from "node:assert/strict";
import { startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { QUICK_WATCHDOG, readSource } from "../../testing/read_source.ts";
import { TinyMastodon, tinyStatus } from "../../testing/tiny_mastodon.ts";
import { learn, newFeedRate } from "./feed_rate.ts";
import { FeedRateFile } from "./feed_rate_file.ts";

const CLOSED = {
  live: { local: "disabled", remote: "disabled" },
  hashtag: { local: "public", remote: "public" },
  trendingLink: { local: "public", remote: "public" },
} as const;

function simulator(options: Parameters<typeof startSimulator>[0] = {}) {
  return startSimulator({ rate: 200, users: 200, wantsUserAgent: true, ...options });
}

/** Records what the health picture is told. */
function teller() {
  const told: (string | undefined)[] = [];
  return { told, quiet: () => (words: string | undefined) => void told.push(words) };
}

Deno.test("posts that are lost behind an open socket are told from REST, and the stream is opened again", async () => {
  await using server = simulator();
  const { told, quiet } = teller();
  await using source = readSource(server.url, { watchdog: QUICK_WATCHDOG, quiet });
  await source.until(() => source.messages().length > 5);
  const covered = source.covered.length;
  server.fault({ type: "silence" });
  await source.until(() => source.connections() === 2);
  assert.match(
    source.notices.join("\n"),
    /no posts for .* but REST shows .*newer: the server loses them behind an open socket \(opening it again at once\)/,
  );
  assert.ok(source.covered.length - covered <= 8, "a doubtful silence is not said to be covered");
  server.fault({ type: "heal" });
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  assert.match(source.notices.join("\n"), /is back: it was away for/);
  assert.equal(told.at(-1), undefined);
});

Deno.test("a silence that a new connection does not end costs no endless reconnections", async () => {
  await using server = simulator();
  await using source = readSource(server.url, { watchdog: QUICK_WATCHDOG });
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "silence" });
  await source.until(() => source.connections() === 2);
  // The second time it is said, and nothing else done.
  await source.until(() => source.notices.some((text) => /behind an open socket$/.test(text)));
  await new Promise((done) => setTimeout(done, 1_000));
  assert.equal(source.connections(), 2);
});

Deno.test("a server on which nobody posts is told as that, and its silence counts as covered", async () => {
  await using server = simulator({ posts: 8 });
  const { told, quiet } = teller();
  await using source = readSource(server.url, { watchdog: QUICK_WATCHDOG, quiet });
  await source.until(() =>
    /REST shows none newer either: nobody posts/.test(source.notices.join())
  );
  assert.equal(source.connections(), 1);
  assert.deepEqual(told, [], "a quiet server is no trouble");
  const covered = source.covered.length;
  await source.until(() => source.covered.length > covered);
});

Deno.test("what was posted while the stream was away is no loss of the quiet connection after it", async () => {
  await using server = simulator({ posts: 8 });
  await using source = readSource(server.url, { watchdog: QUICK_WATCHDOG });
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "unavailable" });
  server.fault({ type: "drop" });
  for (let post = 0; post < 20; post++) server.emitPost();
  server.fault({ type: "heal" });
  await source.until(() => source.connections() === 2);
  await source.until(() =>
    /REST shows none newer either: nobody posts/.test(source.notices.join())
  );
  assert.doesNotMatch(source.notices.join(), /loses them/);
  assert.equal(source.connections(), 2);
});

Deno.test("a feed that is switched off in mid-stream: deletes only, said with the remedy", async () => {
  await using server = simulator();
  const { told, quiet } = teller();
  // Long enough for some deletes to arrive on a busy machine, too.
  const watchdog = { ...QUICK_WATCHDOG, quietAfterMs: 1_500 };
  await using source = readSource(server.url, { watchdog, quiet });
  await source.until(() => source.messages().length > 20);
  server.fault({ type: "set_feeds", feeds: CLOSED });
  await source.until(() => /switched this feed off/.test(source.notices.join()), {
    patienceMs: 30_000,
  });
  const said = source.notices.find((text) => /switched this feed off/.test(text)) ?? "";
  assert.match(
    said,
    /no posts, \d+ deletes only, for .* on the stream public: .*View live and topic feeds/,
  );
  assert.match(told.at(-1) ?? "", /switched this feed off/);
  const covered = source.covered.length;
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(source.covered.length, covered, "a closed feed covers nothing");
  server.fault({ type: "heal" });
  await source.until(() => told.at(-1) === undefined);
});

Deno.test("a stream that does not exist is told by its empty timeline, and a server that does not answer, too", async () => {
  await using server = new TinyMastodon();
  await using source = readSource(server.baseUrl, { watchdog: QUICK_WATCHDOG });
  await source.until(() =>
    /REST shows none either; .*check MASTODON_STREAM/.test(source.notices.join())
  );
  server.answers.instance = 503;
  await source.until(() => /answers with status 503/.test(source.notices.join()));
});

Deno.test("what was learned decides how long a silence is no news", async () => {
  await using server = new TinyMastodon();
  const rate = newFeedRate();
  for (let hour = 0; hour < 24; hour++) {
    const from = Date.UTC(2026, 0, 5, hour);
    learn(rate, { posts: 20, from, to: from + 3_500_000 });
  }
  await using source = readSource(server.baseUrl, { watchdog: QUICK_WATCHDOG, rate: () => rate });
  await server.subscribed(1);
  server.send("update", tinyStatus({ id: "1" }));
  await source.until(() => source.messages().length === 1);
  await new Promise((done) => setTimeout(done, 6 * QUICK_WATCHDOG.quietAfterMs));
  assert.deepEqual(source.notices, []);
});

Deno.test("rates survive a restart, by server and stream, and a damaged file is learned anew", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/rates.json`;
  const from = Date.UTC(2026, 0, 5, 4);
  {
    await using file = await FeedRateFile.open(path);
    learn(file.rate("https://a.example public"), { posts: 7, from, to: from + 60_000 });
  }
  {
    await using file = await FeedRateFile.open(path);
    assert.equal(file.rate("https://a.example public").hours[4]?.posts, 7);
    assert.equal(file.rate("https://a.example user").hours[4]?.posts, 0);
  }
  await Deno.writeTextFile(path, "{");
  {
    await using file = await FeedRateFile.open(path);
    assert.equal(file.rate("https://a.example public").hours[4]?.posts, 0);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("at the beginning of an outage, a server that is back is read again within 5 s", async () => {
  const first = simulator();
  const { port } = first;
  // Real waits: the old code slept for the whole of them.
  await using source = readSource(first.url, { backoff: { firstMs: 60_000, maxMs: 60_000 } });
  await source.until(() => source.messages().length > 5);
  await first[Symbol.asyncDispose]();
  await new Promise((done) => setTimeout(done, 1_000));
  await using _back = simulator({ port });
  const back = performance.now();
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  assert.ok(performance.now() - back <= 5_000, `${performance.now() - back} ms`);
  assert.match(source.notices.join("\n"), /is back: it was away for/);
});

Deno.test("a token that is revoked in mid-stream is told by its variable, and waited for", async () => {
  await using server = simulator({ token: "token" });
  await using source = readSource(server.url);
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "revoke_token" });
  await source.until(() =>
    /does not accept the access token \(401\).*MASTODON_ACCESS_TOKEN/.test(source.notices.join())
  );
  server.fault({ type: "heal" });
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  assert.match(source.notices.join("\n"), /is back: it was away for/);
});
