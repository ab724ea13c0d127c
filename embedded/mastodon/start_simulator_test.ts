import assert from "node:assert/strict";
import { createRestAPIClient, createStreamingAPIClient, type mastodon } from "masto";
import { codePoints, truth } from "../../testing/oracle/truth.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./start_simulator.ts";

const TOKEN = "token-of-a-reader";

/** A client that reads one stream into a list. */
function listen(server: Simulator, path = "/api/v1/streaming?stream=public") {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, [TOKEN]);
  const messages: { stream: string[]; event: string; payload: string }[] = [];
  const { promise: opened, resolve: onOpen, reject } = Promise.withResolvers<void>();
  const { promise: closed, resolve: onClose } = Promise.withResolvers<number>();
  socket.onopen = () => onOpen();
  socket.onerror = () => reject(new Error("Cannot open the stream"));
  socket.onmessage = ({ data }) => messages.push(JSON.parse(data));
  socket.onclose = ({ code }) => onClose(code);
  return {
    socket,
    messages,
    opened,
    closed,
    async [Symbol.asyncDispose]() {
      socket.close();
      await closed;
    },
  };
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    assert(Date.now() < end, `waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function start(options: SimulatorOptions = {}): Simulator {
  return startSimulator({ token: TOKEN, rate: 2_000, ...options });
}

function get(server: Simulator, path: string, token: string | null = TOKEN): Promise<Response> {
  return fetch(
    `${server.url}${path}`,
    token ? { headers: { Authorization: `Bearer ${token}` } } : {},
  );
}

Deno.test("what a stream says adds up to what the journal says must be left", async () => {
  const mix = { edits: 0.3, overtaking: 0.5 };
  await using server = start({
    posts: 1_500,
    seed: 11,
    lateShare: 0.05,
    mix,
    changesOfMind: 0.4,
  });
  await using client = listen(server);
  await server.finished;
  const stats = server.journal.stats();
  await until("all events", () => client.messages.length === stats.events);

  const left = truth(client.messages.flatMap(({ event, payload }) => {
    if (event === "delete") {
      return [{ value: JSON.stringify({ event, id: payload, instance: "social.example" }) }];
    }
    const status = JSON.parse(payload);
    const { account } = status;
    const bio = account.note.replaceAll(/<[^>]*>/g, "").toLowerCase();
    if (account.noindex === true || /#no(bot|index)/.test(bio)) {
      if (event === "update") return [];
      const { id, edited_at } = status;
      const instance = "social.example";
      return [{
        value: JSON.stringify({ event: "delete", reason: "consent", id, instance, edited_at }),
      }];
    }
    return [{
      value: JSON.stringify({
        id: status.id,
        created_at: status.created_at,
        edited_at: status.edited_at,
        username: account.acct,
        language: status.language ?? "und",
        content: "",
      }),
    }];
  }));
  const survivors = [...server.journal.survivors()];
  assert.deepEqual(
    survivors.map(({ id }) => `social.example/${id}`).toSorted(),
    [...left.posts.keys()].toSorted(),
  );
  for (const { id, language, username, createdAt } of survivors) {
    const post = left.posts.get(`social.example/${id}`);
    assert.deepEqual([post?.language, post?.username], [language, username]);
    assert.equal(Date.parse(post?.created_at ?? ""), createdAt);
  }
  assert.equal(stats.language_windows, left.byLanguage.size);
  assert.equal(stats.user_windows, left.byUser.size);
  assert.equal(stats.unheard, 0);
  for (const name of ["edits", "deletes", "duplicates", "refused_updates", "refused_edits"]) {
    assert(Number(stats[name]) > 0, name);
  }
  assert.equal(stats.updates, 1_500);
});

Deno.test("the same seed gives the same history, but for ids and times", async () => {
  const told = async () => {
    await using server = start({ posts: 150, seed: 5 });
    await using client = listen(server);
    await server.finished;
    await until("all", () => client.messages.length === server.journal.stats().events);
    return client.messages.map(({ event, payload }) =>
      event === "delete" ? event : [event, JSON.parse(payload).content]
    );
  };
  assert.deepEqual(await told(), await told());
});

Deno.test("some edits and deletes overtake the post that they are about", async () => {
  await using server = start({
    posts: 400,
    mix: { edits: 0.1, deletes: 0.1, overtaking: 0.5, strayDeletes: 0 },
  });
  await using client = listen(server);
  await server.finished;
  await until("all", () => client.messages.length === server.journal.stats().events);
  const seen = new Set<string>();
  let overtaken = 0;
  for (const { event, payload } of client.messages) {
    const id = event === "delete" ? payload : JSON.parse(payload).id;
    if (event === "update") seen.add(id);
    else if (!seen.has(id)) overtaken++;
  }
  assert(overtaken > 10, String(overtaken));
});

Deno.test("masto reads the stream and walks the timeline forward", async () => {
  await using server = start({ posts: 100, rate: 500, mix: { deletes: 0 } });
  const streaming = createStreamingAPIClient({
    streamingApiUrl: `ws://127.0.0.1:${server.port}`,
    accessToken: TOKEN,
  });
  const subscription = streaming.public.subscribe();
  const received: mastodon.streaming.Event[] = [];
  const reading = (async () => {
    for await (const event of subscription) if (received.push(event) >= 60) return;
  })();
  await reading;
  streaming.close();
  await server.finished;
  const update = received.find(({ event }) => event === "update");
  assert(update?.event === "update");
  assert.equal(update.payload.account.acct.length > 0, true);
  assert.deepEqual(update.stream, ["public"]);
  await until("the socket to be closed", () => server.clients === 0);

  const rest = createRestAPIClient({ url: server.url, accessToken: TOKEN });
  const all: string[] = [];
  const oldest = [...server.journal.survivors()].map(({ id }) => id).toSorted()[0];
  assert(oldest !== undefined);
  const pages = rest.v1.timelines.public.list({ minId: oldest, limit: 7 }).setDirection("prev");
  for await (const page of pages) {
    if (page.length === 0) break;
    assert(page.length <= 7);
    assert.deepEqual(page.map(({ id }) => id), page.map(({ id }) => id).toSorted().toReversed());
    all.push(...page.map(({ id }) => id).toReversed());
  }
  assert.deepEqual(all, all.toSorted());
  assert(all.length >= 90, `${all.length} posts`);

  const backward: string[] = [];
  for await (const page of rest.v1.timelines.public.list({ limit: 40 })) {
    backward.push(...page.map(({ id }) => id));
  }
  assert.equal(backward.length, 100);
  assert.deepEqual(await rest.v1.timelines.public.list({ minId: "1" }), []);
  const instance = await rest.v2.instance.fetch();
  assert.equal(instance.configuration.urls.streaming, `ws://127.0.0.1:${server.port}`);
});

Deno.test("REST shows a post as it reads now, and 404 once it is deleted", async () => {
  await using server = start({ posts: 600, mix: { edits: 0.1, deletes: 0.1 } });
  await using client = listen(server);
  await server.finished;
  await until("all", () => client.messages.length === server.journal.stats().events);
  const survivor = [...server.journal.survivors()].find(({ revision }) => revision > 0);
  const deleted = client.messages.find(({ event }) => event === "delete")?.payload;
  assert(survivor !== undefined && deleted !== undefined);
  const shown = await (await get(server, `/api/v1/statuses/${survivor.id}`)).json();
  const last = client.messages.findLast(({ event, payload }) =>
    event === "status.update" && payload.includes(survivor.id)
  );
  assert.deepEqual(shown, JSON.parse(last?.payload ?? ""));
  assert.notEqual(shown.edited_at, null);
  assert.equal(
    codePoints(shown.content.replaceAll(/<br \/>|<\/p><p>/g, "\n").replaceAll(/<[^>]*>/g, "")) >=
      (survivor.length ?? 0),
    true,
  );
  const gone = await get(server, `/api/v1/statuses/${deleted}`);
  assert.deepEqual([gone.status, await gone.json()], [404, { error: "Record not found" }]);
  const both = await get(server, `/api/v1/statuses?id[]=${survivor.id}&id[]=${deleted}`);
  assert.deepEqual((await both.json()).map(({ id }: { id: string }) => id), [survivor.id]);
});

Deno.test("each stream shows what is its own, and a nonsense stream opens and stays silent", async () => {
  await using server = start({ posts: 300, rate: 3_000 });
  await using local = listen(server, "/api/v1/streaming?stream=public:local");
  await using remote = listen(server, "/api/v1/streaming?stream=public:remote");
  await using tagged = listen(server, "/api/v1/streaming");
  await using nonsense = listen(server, "/api/v1/streaming?stream=nonsense");
  await tagged.opened;
  tagged.socket.send(JSON.stringify({ type: "subscribe", stream: "hashtag", tag: "Ｐhótography" }));
  await Promise.all([local.opened, remote.opened, nonsense.opened]);
  await server.finished;
  await until("posts", () => tagged.messages.some(({ event }) => event === "update"));
  const posts = ({ messages }: typeof local) =>
    messages.filter(({ event }) => event === "update").map(({ payload }) => JSON.parse(payload));
  assert(posts(local).length > 0 && posts(local).every(({ account }) => !/@/.test(account.acct)));
  assert(posts(remote).every(({ account }) => /@/.test(account.acct)));
  for (const { tags } of posts(tagged)) {
    assert(tags.some(({ name }: { name: string }) => name === "photography"));
  }
  assert.deepEqual(tagged.messages[0]?.stream, ["hashtag", "Ｐhótography"]);
  assert.equal(nonsense.messages.filter(({ event }) => event === "update").length, 0);
});

Deno.test("a server says no in Mastodon's words", async () => {
  await using server = start({ start: "now", posts: 1, rateLimit: 12, wantsUserAgent: true });
  const status = async (path: string, token: string | null = TOKEN) => {
    const response = await get(server, path, token);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await status("/api/v1/timelines/public", null), 401);
  assert.equal(await status("/api/v1/timelines/public", "wrong"), 401);
  assert.equal(await status("/api/v1/timelines/public"), 200);
  assert.equal(await status("/api/v1/timelines/nonsense"), 404);
  assert.equal(await status("/api/v1/apps/verify_credentials"), 200);
  const anonymous = await fetch(`${server.url}/api/v2/instance`, { headers: { "User-Agent": "" } });
  await anonymous.body?.cancel();
  assert.equal(anonymous.status, 418);

  server.fault({ type: "close_feeds" });
  assert.equal(await status("/api/v1/timelines/public"), 422);
  server.fault({ type: "heal" });
  server.fault({ type: "refuse_token" });
  assert.equal(await status("/api/v1/timelines/public"), 401);
  await assert.rejects(listen(server).opened);
  server.fault({ type: "heal" });
  server.fault({ type: "unavailable" });
  assert.equal(await status("/api/v1/timelines/public"), 503);
  server.fault({ type: "heal" });
  server.fault({ type: "rate_limit", retryAfterS: 7 });
  const limited = await get(server, "/api/v1/timelines/public");
  await limited.body?.cancel();
  assert.equal(limited.headers.get("retry-after"), "7");
  server.fault({ type: "heal" });
  while (await status("/api/v2/instance") === 200);
  const spent = await get(server, "/api/v2/instance");
  await spent.body?.cancel();
  assert.equal(spent.status, 429);
  assert.equal(spent.headers.get("x-ratelimit-remaining"), "0");
  assert(Number(spent.headers.get("retry-after")) > 0);
});

Deno.test("lost and repeated events, garbage and a burst reach a stream as they were ordered", async () => {
  await using server = start({
    rate: 0.001,
    mix: { deletes: 0, edits: 0, duplicates: 0, strayDeletes: 0 },
  });
  await using client = listen(server);
  await until("the first post", () => client.messages.length === 1);
  server.fault({ type: "lose", count: 2 });
  for (let i = 0; i < 3; i++) server.emitPost();
  await until("the third", () => client.messages.length === 2);
  assert.equal(server.journal.stats().unheard, 2);
  assert.equal(server.journal.stats().survivors, [...server.journal.survivors()].length);

  server.fault({ type: "repeat", count: 1 });
  server.emitPost();
  await until("both", () => client.messages.length === 4);
  assert.deepEqual(client.messages[2], client.messages[3]);
  assert.equal(server.journal.stats().duplicates, 1);

  server.fault({ type: "garbage", text: '{"stream":["public"],"event":"update"}' });
  await until("garbage", () => client.messages.length === 5);

  server.fault({ type: "burst", posts: 100 });
  await until("the burst", () => client.messages.length > 190);
  const events = client.messages.slice(5).map(({ event }) => event);
  assert(events.filter((event) => event === "delete").length >= 90);
  assert.equal(events[0], "delete");

  const before = client.messages.length;
  server.fault({ type: "lose", count: 3, of: "delete" });
  server.fault({ type: "burst", posts: 20 });
  await until("all posts", () => client.messages.length === before + 20 + 16);
  const after = client.messages.slice(before).map(({ event }) => event);
  assert.equal(after.filter((event) => event === "update").length, 20);
});

Deno.test("streams are dropped, cut, frozen and moved to another port", async () => {
  await using server = start({ rate: 200, breakable: true });
  const dropped = listen(server);
  await dropped.opened;
  server.fault({ type: "drop" });
  assert.equal(await dropped.closed, 1001);
  const cut = listen(server);
  await cut.opened;
  cut.socket.onerror = () => {};
  server.fault({ type: "cut" });
  assert.notEqual(await cut.closed, 1001);

  const frozen = listen(server);
  await until("posts", () => frozen.messages.length > 0);
  server.fault({ type: "freeze" });
  await new Promise((resolve) => setTimeout(resolve, 60));
  const count = frozen.messages.length;
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(frozen.messages.length, count);
  assert.equal(frozen.socket.readyState, WebSocket.OPEN);
  server.fault({ type: "heal" });
  await until("posts again", () => frozen.messages.length > count);

  server.fault({ type: "move" });
  await frozen.closed;
  await assert.rejects(listen(server).opened);
  const { configuration } = await (await get(server, "/api/v2/instance")).json();
  const port = Number(new URL(configuration.urls.streaming).port);
  assert.notEqual(port, server.port);
  await using moved = listen({ ...server, port });
  await moved.opened;
  await until("posts at the new address", () => moved.messages.length > 0);
});
