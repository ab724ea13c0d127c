import assert from "node:assert/strict";
import { startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { makeCertificates } from "../../testing/certificates.ts";
import { TinyMastodon } from "../../testing/tiny_mastodon.ts";
import type { FeedAccess, TimelinesAccess } from "../mastodon/timelines_access.ts";
import { type Result, runChecks } from "./check.ts";
import { sourceChecks } from "./source_checks.ts";
import { assertWrong } from "../../testing/doctor_checks.ts";

const TOKEN = "a-token";

async function examine(
  baseUrl: string | undefined,
  { token = TOKEN, streams = ["public"], limitMs = 8_000 }: {
    token?: string | undefined;
    streams?: readonly string[];
    limitMs?: number;
  } = {},
): Promise<ReadonlyMap<string, Result>> {
  const results = await runChecks(sourceChecks({ baseUrl, token, proxies: undefined, streams }), {
    signal: new AbortController().signal,
    limitMs,
  });
  return new Map(results.map((result) => [result.name, result]));
}

function simulator(options: Parameters<typeof startSimulator>[0] = {}) {
  return startSimulator({ token: TOKEN, rate: 50, users: 200, wantsUserAgent: true, ...options });
}

function feeds(
  local: FeedAccess,
  remote: FeedAccess,
  hashtag: FeedAccess = "public",
): TimelinesAccess {
  const open = { local: "public", remote: "public" } as const;
  return {
    live: { local, remote },
    hashtag: { local: "public", remote: hashtag },
    trendingLink: open,
  };
}

Deno.test("a healthy server passes every check, and each says what it found", async () => {
  await using server = simulator();
  const results = await examine(server.url, {
    streams: ["public", "hashtag:tea", "list:1", "user"],
  });
  assertWrong(results, {});
  const words = (name: string) => results.get(name)?.words ?? "";
  assert.match(words("server"), /^Mastodon 4\.5\.0/);
  assert.match(words("token"), /of the account reader/);
  assert.match(words("scopes"), /^read$/);
  assert.match(words("feeds"), /live: local public, remote public; hashtags:/);
  assert.match(words("rate limit"), /\d+ of 300 requests left until 20/);
  assert.match(words("clock"), /to the second/);
  assert.match(words("streaming host"), /^ws:\/\/127\.0\.0\.1:\d+$/);
});

Deno.test("without MASTODON_BASE_URL nothing is wrong, and it says what is missing", async () => {
  const results = await examine(undefined);
  assertWrong(results, {});
  assert.match(results.get("server")?.words ?? "", /MASTODON_BASE_URL is not set/);
});

Deno.test("a wrong token is named once, and what hangs on it is skipped", async () => {
  await using server = simulator();
  const results = await examine(server.url, { token: "stale" });
  assertWrong(results, { token: [/does not accept it \(401\)/, /MASTODON_ACCESS_TOKEN/] });
  assert.match(results.get("stream public")?.words ?? "", /"token" found wrong/);
  assert.ok(!JSON.stringify([...results]).includes("stale"));
});

Deno.test("a token that was revoked is refused", async () => {
  await using server = simulator();
  server.fault({ type: "revoke_token" });
  assertWrong(await examine(server.url), { token: [/\(401\)/, /Make a new token/] });
});

Deno.test("a token without the scope is told by its scopes, and by the stream", async () => {
  await using server = simulator({ scopes: ["write:statuses"] });
  assertWrong(await examine(server.url), {
    scopes: [/has write:statuses, and reading posts needs read:statuses/, /scope read:statuses/],
    "stream public": [/may not read the timeline \(403\)/, /scope read:statuses/],
  });
});

Deno.test("the timeline of a list needs a scope of its own, and too many scopes are said", async () => {
  await using server = simulator({ scopes: ["read:statuses", "write"] });
  assertWrong(await examine(server.url, { streams: ["list:1"] }), {
    scopes: [/needs read:lists/, /read:statuses read:lists/],
  });
  const scopes = (await examine(server.url)).get("scopes");
  assert.match(scopes?.words ?? "", /write is more than Trunkline needs/);
});

Deno.test("an older server says no scopes and has no switches, which is said and not guessed", async () => {
  await using server = simulator({ version: "4.2.8" });
  const results = await examine(server.url);
  assertWrong(results, {});
  assert.match(results.get("scopes")?.words ?? "", /does not say which scopes/);
  assert.match(results.get("feeds")?.words ?? "", /before Mastodon 4\.5/);
});

Deno.test("feeds that are switched off: which streams this token gets, and which it does not", async () => {
  const off = /switched this live feed off: the stream opens and carries deletes only/;
  const role = /View live and topic feeds/;
  const table: [TimelinesAccess, Record<string, readonly [RegExp, RegExp]>][] = [
    [feeds("disabled", "disabled"), {
      "stream public": [off, role],
      "stream public:local": [off, role],
      "stream public:remote": [off, /hashtag:TAG, list:ID, user/],
    }],
    [feeds("public", "disabled", "disabled"), {
      "stream public": [
        /the remote side of this live feed off/,
        /gets \(public:local, hashtag:TAG \(local/,
      ],
      "stream public:remote": [off, role],
      "stream hashtag:tea": [/the remote side of the feed of hashtags off/, role],
    }],
    [feeds("disabled", "authenticated"), {
      "stream public": [/the local side of this live feed off/, /public:remote/],
      "stream public:local": [off, role],
    }],
    [feeds("authenticated", "authenticated", "authenticated"), {}],
  ];
  const streams = ["public", "public:local", "public:remote", "hashtag:tea", "user", "list:1"];
  for (const [access, expected] of table) {
    await using server = simulator({ feeds: access });
    assertWrong(await examine(server.url, { streams }), expected);
  }
});

Deno.test("a role that views closed feeds reads them, also where the token may not ask for its role", async () => {
  const closed = feeds("disabled", "disabled");
  await using server = simulator({ feeds: closed, viewsClosedFeeds: true });
  assertWrong(await examine(server.url), {});
  const scopes = ["read:statuses"];
  await using narrow = simulator({ feeds: closed, viewsClosedFeeds: true, scopes, start: "now" });
  await narrow.begun;
  for (let i = 0; i < 20; i++) narrow.emitPost();
  assertWrong(await examine(narrow.url), {});
  await using blind = simulator({ feeds: closed, scopes });
  assertWrong(await examine(blind.url), { "stream public": [/deletes only/, /View live/] });
});

Deno.test("an application's own token reads what visitors may", async () => {
  await using server = simulator({
    appToken: true,
    feeds: feeds("authenticated", "authenticated"),
  });
  const results = await examine(server.url);
  assertWrong(results, { "stream public": [/deletes only/, /hashtag:TAG\)/] });
  assert.match(results.get("token")?.words ?? "", /an application's own/);
});

Deno.test("a closed feed of an older server is a status", async () => {
  await using server = simulator({ version: "4.3.0" });
  server.fault({ type: "close_feeds" });
  assertWrong(await examine(server.url), {
    "stream public": [
      /is closed: the server has switched this feed off.*\(422\)/,
      /MASTODON_STREAM/,
    ],
  });
});

Deno.test("a clock two days off is told with its direction", async () => {
  for (
    const [aheadMs, words] of [[2 * 86_400_000, /2 d 0 h behind/], [
      -2 * 86_400_000,
      /ahead/,
    ]] as const
  ) {
    await using server = simulator({ clockAheadMs: aheadMs });
    assertWrong(await examine(server.url), { clock: [words, /NTP/] });
  }
});

Deno.test("a name that does not resolve, a closed port: told once, and the rest is skipped", async () => {
  assertWrong(await examine("https://no-such-host.invalid"), {
    name: [/no-such-host\.invalid does not resolve/, /MASTODON_BASE_URL/],
  });
  // Above the ports that a system gives out: those of other tests.
  assertWrong(await examine("http://127.0.0.1:65433"), {
    address: [/the connection is refused/, /firewall/],
  });
});

Deno.test("a certificate that is not accepted is told with who made it", async () => {
  await using certificates = await makeCertificates(["DNS:localhost", "IP:127.0.0.1"]);
  const [cert, key] = await Promise.all([
    Deno.readTextFile(certificates.certificate),
    Deno.readTextFile(certificates.key),
  ]);
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, cert, key, onListen() {} },
    () => new Response("{}"),
  );
  const results = await examine(`https://127.0.0.1:${server.addr.port}`);
  assertWrong(results, {
    certificate: [/not accepted \(.*Trunkline test CA made it/, /DENO_CERT/],
    server: [/TLS certificate is not accepted/, /MASTODON_BASE_URL/],
  });
  await using plain = simulator();
  assertWrong(await examine(plain.url.replace("http:", "https:")), {
    certificate: [/it does not speak TLS there/, /http:\/\/ or https:\/\//],
    server: [/does not speak TLS there/, /http:/],
  });
});

Deno.test("a rate limit that is used up, and a 429", async () => {
  await using server = simulator();
  server.fault({ type: "rate_limit", retryAfterS: 30 });
  assertWrong(await examine(server.url), { server: [/we ask too often \(429\)/, /./] });
  await using scarce = simulator({ rateLimit: 300 });
  for (let i = 0; i < 280; i++) {
    const headers = { authorization: `Bearer ${TOKEN}`, "user-agent": "test" };
    await (await fetch(`${scarce.url}/api/v2/instance`, { headers })).body?.cancel();
  }
  assertWrong(await examine(scarce.url), {
    "rate limit": [/of 300 requests left/, /Wait until then/],
  });
});

Deno.test("a server that is no Mastodon, and a stream whose host is away", async () => {
  await using other = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("hello", { status: 404 }),
  );
  assertWrong(await examine(`http://127.0.0.1:${other.addr.port}`), {
    server: [/no instance API/, /MASTODON_BASE_URL/],
  });
  await using server = new TinyMastodon();
  server.answers.streamingUrl = "ws://127.0.0.1:9";
  assertWrong(await examine(server.baseUrl), {
    "stream public": [/Cannot reach the stream at 127\.0\.0\.1:9: the connection is refused/, /./],
    "streaming host": [
      /streams at ws:\/\/127\.0\.0\.1:9, but the connection is refused/,
      /firewall/,
    ],
  });
});

Deno.test("a server that never answers costs the doctor no more than its limit", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) connections.push(connection);
  })();
  const began = performance.now();
  const results = await examine(`http://127.0.0.1:${listener.addr.port}`, { limitMs: 700 });
  assert.ok(performance.now() - began < 5_000);
  assert.match(results.get("server")?.words ?? "", /no answer within 1 s/);
  assert.equal(results.get("address")?.type, "ok");
  listener.close();
  for (const connection of connections) connection.close();
  await accepting;
});
