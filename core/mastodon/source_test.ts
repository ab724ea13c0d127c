import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { PermanentError } from "../base/errors.ts";
import { QUICK_WATCHDOG, readSource } from "../../testing/read_source.ts";
import { TinyMastodon, tinyStatus } from "../../testing/tiny_mastodon.ts";
import { openSource } from "./source.ts";
import { parseStreamName } from "./stream_name.ts";

function simulator(options: Parameters<typeof startSimulator>[0] = {}): Simulator {
  return startSimulator({ rate: 200, wantsUserAgent: true, users: 200, ...options });
}

Deno.test("a server that cannot be reached is said once, and waited for; only a first start gives up on a refusal", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const baseUrl = `http://127.0.0.1:${listener.addr.port}`;
  listener.close();
  await using first = readSource(baseUrl);
  await using again = readSource(baseUrl, { isRestart: true });
  await first.until(() => first.notices.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const { notices } of [first, again]) assert.equal(notices.length, 1, notices.join(" | "));
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: Number(new URL(baseUrl).port), onListen() {} },
    () => new Response(null, { status: 401 }),
  );
  await assert.rejects(first.ended, PermanentError);
  await again.until(() => again.notices.length === 2);
  assert.match(again.notices[1] ?? "", /does not accept the access token/);
  assert.ok(server.addr.port > 0);
});

Deno.test("a redirect to another host is refused in words, and the token stays here", async () => {
  await using elsewhere = new TinyMastodon();
  for (
    const [path, answers] of [
      ["instance", { instance: 301 }],
      ["timeline", { timeline: 307 }],
    ] as const
  ) {
    await using server = new TinyMastodon();
    const headers = { location: `${elsewhere.baseUrl}/api/v2/${path}` };
    Object.assign(server.answers, answers, { headers });
    await using source = readSource(server.baseUrl);
    await assert.rejects(source.ended, (error: unknown) => {
      assert.ok(error instanceof PermanentError);
      assert.equal(
        error.message,
        `Cannot read ${server.baseUrl}: it redirects to ${elsewhere.baseUrl}. ` +
          "If you trust that server, set MASTODON_BASE_URL to it.",
      );
      return true;
    });
  }
  assert.deepEqual(elsewhere.requests, []);
});

Deno.test("a redirect within the server is followed, one without end is not", async () => {
  let hops = 0;
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/v2/instance") {
      return new Response(null, { status: 302, headers: { location: "/elsewhere" } });
    }
    if (pathname === "/elsewhere") return Response.json({ title: "moved, but here" });
    hops++;
    return new Response(null, { status: 302, headers: { location: request.url } });
  });
  await using source = readSource(`http://127.0.0.1:${server.addr.port}`);
  await assert.rejects(source.ended, /it redirects to http:\/\/127/);
  assert.equal(hops, 6);
});

Deno.test("every event of the server arrives, in order and none twice", async () => {
  await using server = simulator({ rate: 2000, posts: 500 });
  await using source = readSource(server.url);
  await server.finished;
  const { updates, edits, deletes, duplicates } = server.journal.stats();
  const total = [updates, edits, deletes, duplicates].reduce<number>(
    (sum, n) => sum + Number(n ?? 0),
    0,
  );
  await source.until(() => source.messages().length >= total);
  assert.equal(source.messages().length, total);
  assert.ok(
    source.messages().every(({ event }) => event.type === "post" || event.type === "delete"),
  );
});

for (const fault of ["drop", "cut"] as const) {
  Deno.test(`a stream that is lost (${fault}) is opened again, and the gap is named`, async () => {
    await using server = simulator({ breakable: true });
    await using source = readSource(server.url);
    await source.until(() => source.messages().length > 5);
    server.fault({ type: fault });
    await source.until(() => source.connections() === 2);
    const again = source.events.filter((event) => event.type === "connected")[1];
    assert.ok(again?.gap !== undefined && again.gap.from <= again.gap.to);
    const before = source.messages().length;
    await source.until(() => source.messages().length > before + 5);
    assert.match(source.notices.join(), /ended: .*next attempt in/);
  });
}

Deno.test("a half-open socket is noticed by its missing pongs", async () => {
  await using server = simulator({ breakable: true });
  await using source = readSource(server.url, { watchdog: QUICK_WATCHDOG });
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "freeze" });
  await source.until(() => /nothing was heard for .* not even a pong/.test(source.notices.join()));
  server.fault({ type: "heal" });
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
});

Deno.test("garbage is handed on with its bytes and harms nothing else", async () => {
  await using server = simulator();
  await using source = readSource(server.url);
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "garbage", text: "not { json" });
  await source.until(() => source.messages().some(({ event }) => event.type === "broken"));
  const broken = source.messages().find(({ event }) => event.type === "broken");
  assert.equal(new TextDecoder().decode(broken?.bytes), "not { json");
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  assert.equal(source.connections(), 1);
});

Deno.test("a streaming host that moves is found again", async () => {
  await using server = simulator();
  await using source = readSource(server.url);
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "move" });
  const before = source.messages().length;
  await source.until(() => source.connections() === 2 && source.messages().length > before + 5);
});

Deno.test("a server that is ill for a while is waited for, in words", async () => {
  await using server = simulator();
  await using source = readSource(server.url);
  await source.until(() => source.messages().length > 5);
  for (
    const [fault, words] of [
      [{ type: "unavailable" }, /503/],
      [{ type: "rate_limit", retryAfterS: 0 }, /429/],
      [{ type: "refuse_token" }, /does not accept the access token/],
    ] as const
  ) {
    server.fault(fault);
    server.fault({ type: "drop" });
    await source.until(() => words.test(source.notices.join()));
    server.fault({ type: "heal" });
    const before = source.messages().length;
    await source.until(() => source.messages().length > before + 5);
  }
});

const REFUSALS: readonly (readonly [
  name: string,
  answers: Partial<TinyMastodon["answers"]>,
  words: RegExp,
])[] = [
  ["401", { timeline: 401 }, /does not accept the access token \(401\).*MASTODON_ACCESS_TOKEN/],
  ["401 of the stream alone", { streaming: 401 }, /does not accept the access token/],
  ["403", { timeline: 403 }, /may not read the timeline \(403\).*scope/],
  ["422", { timeline: 422 }, /feed off.*MASTODON_STREAM/],
  ["418", { instance: 418 }, /refuses this program \(418, sent as Trunkline\//],
  ["404", { instance: 404 }, /does not answer as a Mastodon server.*MASTODON_BASE_URL/],
  [
    "a stream that is refused in words",
    { greeting: '{"error":"Unknown channel"}' },
    /Unknown channel/,
  ],
];
for (const [name, answers, words] of REFUSALS) {
  Deno.test(`before the first connection, ${name} ends the source in one line`, async () => {
    await using server = new TinyMastodon();
    Object.assign(server.answers, answers);
    await using source = readSource(server.baseUrl);
    await assert.rejects(source.ended, (error) => {
      assert.ok(error instanceof PermanentError);
      assert.equal(error.exitCode, 2);
      assert.match(error.message, words);
      return true;
    });
  });
}

Deno.test("a post that comes with the handshake is read, however long its reader takes to begin", async () => {
  await using server = new TinyMastodon();
  server.answers.greeting = JSON.stringify({ stream: ["public"], event: "delete", payload: "1" });
  const stop = new AbortController();
  const source = openSource({
    access: { baseUrl: server.baseUrl },
    streams: [parseStreamName("public")],
    signal: stop.signal,
    log: () => {},
  });
  assert.equal((await source.next()).value?.type, "connected");
  await new Promise((done) => setTimeout(done, 200));
  const { value } = await source.next();
  assert.deepEqual(value?.type === "message" && value.event, { type: "delete", id: "1" });
  stop.abort();
  await source.return();
});

Deno.test("429 waits as long as the server asks", async () => {
  await using server = new TinyMastodon();
  Object.assign(server.answers, { instance: 429, headers: { "Retry-After": "1" } });
  await using source = readSource(server.baseUrl);
  const start = performance.now();
  await source.until(() => source.notices.length === 1);
  Object.assign(server.answers, { instance: 200, headers: {} });
  await source.until(() => source.connections() === 1);
  assert.ok(performance.now() - start >= 900);
});

for (const asked of ["1000000000000", "Fri, 01 Jan 2027 00:00:00 GMT"]) {
  Deno.test(`429 with Retry-After: ${asked} is waited for 15 minutes, and said in words`, async () => {
    await using server = new TinyMastodon();
    Object.assign(server.answers, { instance: 429, headers: { "Retry-After": asked } });
    await using source = readSource(server.baseUrl);
    await source.until(() => source.notices.length === 1);
    assert.match(
      source.notices[0] ?? "",
      /\(429\)\. It asks for a wait of 15 min 00 s or more\. \(next attempt in 15 min 00 s\)$/,
    );
  });
}

Deno.test("addresses that lead nowhere are told apart", async () => {
  for (
    const [url, words] of [
      ["http://127.0.0.1:15798", /the connection is refused/],
      ["https://no-such-host.invalid", /its name does not resolve/],
    ] as const
  ) {
    await using source = readSource(url);
    await source.until(() => source.notices.length > 0);
    assert.match(source.notices[0] ?? "", words);
  }
  await using none = readSource("mastodon.example");
  await assert.rejects(none.ended, /not an address.*https:\/\/HOST/);
});

Deno.test("every request says who we are, and the token stays out of addresses", async () => {
  await using server = new TinyMastodon();
  await using source = readSource(server.baseUrl, { token: "secret" });
  await server.subscribed(1);
  await source.until(() => source.connections() === 1);
  for (const { path, headers } of server.requests) {
    assert.match(headers.get("user-agent") ?? "", /Trunkline\/\d/, path);
    assert.ok(!path.includes("secret"));
  }
});

for (
  const [name, subscription] of [
    ["public", { stream: "public" }],
    ["public:local", { stream: "public:local" }],
    ["public:remote", { stream: "public:remote" }],
    ["hashtag:tea", { stream: "hashtag", tag: "tea" }],
    // As it is written: what it folds to is known to the server, and other servers than Mastodon fold otherwise.
    ["hashtag:＃Café", { stream: "hashtag", tag: "Café" }],
    ["list:12", { stream: "list", list: "12" }],
    ["user", { stream: "user" }],
  ] as const
) {
  Deno.test(`stream ${name} is subscribed to by its name`, async () => {
    await using server = new TinyMastodon();
    await using _source = readSource(server.baseUrl, { streams: [parseStreamName(name)] });
    await server.subscribed(1);
    assert.deepEqual(server.subscriptions, [{ type: "subscribe", ...subscription }]);
  });
}

Deno.test("a reader that is slow holds the server back and loses nothing", async () => {
  await using server = new TinyMastodon();
  const stop = new AbortController();
  // Patient enough for a busy machine, and less than the pause below.
  const watchdog = { ...QUICK_WATCHDOG, deadAfterMs: 1_000 };
  const source = openSource({
    access: { baseUrl: server.baseUrl },
    streams: [{ type: "public" }],
    signal: stop.signal,
    log: () => {},
    watchdog,
  });
  using _stopped = { [Symbol.dispose]: () => stop.abort() };
  assert.equal((await source.next()).value?.type, "connected");
  const first = source.next();
  await server.subscribed(1);
  const count = 6000;
  for (let id = 1; id <= count; id++) server.send("update", tinyStatus({ id: String(id) }));
  await first;
  // The watchdog must not take our own pause for a dead server.
  await new Promise((done) => setTimeout(done, 1_500));
  for (let id = 2; id <= count; id++) {
    const { value } = await source.next();
    assert.ok(value?.type === "message" && value.event.type === "post");
    assert.equal(value.event.status.id, String(id));
  }
  stop.abort();
  await source.return();
});

Deno.test("posts that come one by one are read in few pieces", async () => {
  await using server = new TinyMastodon();
  await using source = readSource(server.baseUrl);
  await server.subscribed(1);
  const count = 60;
  for (let id = 1; id <= count; id++) {
    server.send("update", tinyStatus({ id: String(id) }));
    await new Promise((done) => setTimeout(done, 6));
  }
  await source.until(() => source.messages().length === count);
  const times = source.messages().map(({ receivedAt }) => Date.parse(receivedAt));
  // What comes in one piece has one time; a machine that is busy only makes the pauses longer.
  const short = times.filter((time, at) => {
    const pause = time - (times[at - 1] ?? -Infinity);
    return pause >= 4 && pause <= 16;
  });
  assert.ok(short.length < count / 5, `${short.length} of ${count} were read alone`);
});

Deno.test("what is said to be covered has been yielded, by a slow reader of a busy stream too", async () => {
  await using server = new TinyMastodon();
  const stop = new AbortController();
  const source = openSource({
    access: { baseUrl: server.baseUrl },
    streams: [{ type: "public" }],
    signal: stop.signal,
    log: () => {},
    watchdog: QUICK_WATCHDOG,
  });
  const sentAt: number[] = [];
  const sending = setInterval(() => {
    if (server.sockets.size === 0) return;
    for (let n = 0; n < 20; n++) {
      sentAt.push(Date.now());
      server.send("update", tinyStatus({ id: String(sentAt.length) }));
    }
  }, 20);
  try {
    let read = 0;
    let marks = 0;
    for await (const event of source) {
      if (event.type === "message") {
        read++;
        if (read % 50 === 0) await new Promise((done) => setTimeout(done, 20));
      } else if (event.type === "covered") {
        const due = sentAt.filter((at) => at < event.to).length;
        assert.ok(read >= due, `${read} of ${due} messages were yielded`);
        assert.ok(event.to <= Date.now());
        if (++marks === 8) break;
      }
    }
    assert.ok(read > 100, `${read} messages`);
  } finally {
    clearInterval(sending);
    stop.abort();
  }
});
