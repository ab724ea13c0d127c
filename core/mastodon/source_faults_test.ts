import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { PermanentError } from "../base/errors.ts";
import { makeCertificates } from "../../testing/certificates.ts";
import { QUICK_WATCHDOG, readSource } from "../../testing/read_source.ts";
import { TinyMastodon, tinyStatus } from "../../testing/tiny_mastodon.ts";
import { parseStreamName } from "./stream_name.ts";

function simulator(options: Parameters<typeof startSimulator>[0] = {}): Simulator {
  return startSimulator({ rate: 200, wantsUserAgent: true, users: 200, ...options });
}

Deno.test("a frame over 16 MB is refused in words, and the stream is opened again at once", async () => {
  await using server = simulator();
  // A backoff of a minute: whoever waits for it or for the close of the socket does not come back in this test.
  await using source = readSource(server.url, { backoff: { firstMs: 60_000, maxMs: 60_000 } });
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "giant_frame", bytes: 17 * 2 ** 20 });
  await source.until(() => source.connections() === 2);
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  const said = source.notices.join("\n");
  assert.match(said, /ended: a frame of 17 MB was refused \(at most 16 MB are read\)/);
  assert.match(said, /opening it again at once/);
  assert.match(said, /is back: it was away for/);
  assert.doesNotMatch(said, /the connection broke/);
});

Deno.test("a server that sends nothing but giant frames is not asked again and again without a wait", async () => {
  await using server = new TinyMastodon();
  server.answers.greeting = "x".repeat(17 * 2 ** 20);
  const began = performance.now();
  await using source = readSource(server.baseUrl, { backoff: { firstMs: 400, maxMs: 400 } });
  await source.until(() => source.connections() === 4);
  // The first follows at once, two others each after at least half of the backoff.
  assert.ok(performance.now() - began >= 400);
});

Deno.test("what is no WebSocket frame ends the connection in words, and not for half a minute", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const odd = oddWebSocket(listener);
  const host = `127.0.0.1:${listener.addr.port}`;
  await using server = new TinyMastodon();
  server.answers.streamingUrl = `ws://${host}`;
  await using source = readSource(server.baseUrl);
  await source.until(() => source.connections() === 3);
  assert.match(source.notices.join(), /ended: a frame was refused \(/);
  listener.close();
  await odd;
});

Deno.test("blank frames are heartbeats: they reach nobody, and a silent feed is still said to be silent", async () => {
  await using server = simulator();
  await using source = readSource(server.url, { watchdog: QUICK_WATCHDOG });
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "silence" });
  const texts = ["", " ", "\n", "\r\n\t ", '""', ' "" \n', "\0"];
  const beating = setInterval(() => {
    for (const text of texts) server.fault({ type: "heartbeats", count: 1, text });
  }, 20);
  await source.until(() => /no posts for .* behind an open socket/.test(source.notices.join()));
  clearInterval(beating);
  server.fault({ type: "heal" });
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  assert.deepEqual(source.messages().filter(({ event }) => event.type === "broken"), []);
});

Deno.test("a server that beats and answers no ping is alive", async () => {
  await using server = simulator({ breakable: true });
  await using source = readSource(server.url, {
    watchdog: { ...QUICK_WATCHDOG, pingEveryMs: 60_000 },
  });
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "silence" });
  const beating = setInterval(() => server.fault({ type: "heartbeats", count: 1 }), 20);
  await new Promise((done) => setTimeout(done, 2 * QUICK_WATCHDOG.deadAfterMs));
  clearInterval(beating);
  assert.equal(source.connections(), 1);
  assert.doesNotMatch(source.notices.join(), /nothing was heard/);
});

Deno.test("neither unknown events nor heartbeats move the beginning of a gap, and each is said once", async () => {
  await using server = new TinyMastodon();
  await using source = readSource(server.baseUrl);
  await server.subscribed(1);
  server.send("update", tinyStatus({ id: "1" }));
  await source.until(() => source.messages().length === 1);
  const last = source.messages()[0]?.receivedAt;
  await new Promise((done) => setTimeout(done, 30));
  server.sendRaw("");
  for (let i = 0; i < 3; i++) {
    server.send("sunrise", "{}");
    server.send("notification", "{}");
  }
  await source.until(() => source.messages().length === 7);
  server.drop();
  await source.until(() => source.connections() === 2);
  const again = source.events.filter((event) => event.type === "connected")[1];
  assert.equal(again?.gap?.from, last);
  const said = source.notices.filter((text) => /does not know/.test(text));
  assert.equal(said.length, 1);
  assert.match(said[0] ?? "", /"sunrise"/);
});

Deno.test("an error in mid-stream is said in the server's words, and the stream is opened again", async () => {
  for (
    const [error, status, words] of [
      ["Something went wrong", 400, /ended: the server says "Something went wrong" \(400\)/],
      ["a token of yours", undefined, /ended: the server says "a … of yours" \(/],
    ] as const
  ) {
    await using server = simulator();
    await using source = readSource(server.url);
    await source.until(() => source.messages().length > 5);
    server.fault({ type: "stream_error", error, ...(status !== undefined && { status }) });
    await source.until(() => source.connections() === 2);
    const before = source.messages().length;
    await source.until(() => source.messages().length > before + 5);
    const said = source.notices.join("\n");
    assert.match(said, words);
    assert.doesNotMatch(said, /MASTODON_STREAM|the connection broke/);
  }
});

Deno.test("an error that passes is waited for, also before the first post", async () => {
  await using server = new TinyMastodon();
  server.answers.greeting = '{"error":"Error: database timeout","status":503}';
  await using source = readSource(server.baseUrl);
  await source.until(() => source.notices.length > 0);
  delete server.answers.greeting;
  await server.subscribed(2);
  await source.until(() => /is open/.test(source.notices.join()));
  assert.match(source.notices[0] ?? "", /now: the server says "Error: database timeout" \(503\)/);
});

for (const name of ["public", "public:local", "hashtag:tea", "list:12", "user"]) {
  Deno.test(`a server that wants the stream in the URL is read: ${name}`, async () => {
    await using server = simulator({ streamInUrl: true });
    await using source = readSource(server.url, { streams: [parseStreamName(name)] });
    await source.until(() => source.connections() === 1);
    if (name === "public") await source.until(() => source.messages().length > 5);
  });
}

Deno.test("a stream that is in the URL and subscribed to sends each event once", async () => {
  await using server = simulator({ posts: 50, rate: 1_000, mix: { duplicates: 0 } });
  await using source = readSource(server.url);
  await server.finished;
  await source.until(() => source.messages().length >= Number(server.journal.stats().events));
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(source.messages().length, server.journal.stats().events);
});

for (const status of [400, 404, 410]) {
  Deno.test(`a handshake that is answered with ${status} does not blame MASTODON_BASE_URL`, async () => {
    await using server = new TinyMastodon();
    server.answers.streaming = status;
    await using source = readSource(server.baseUrl, {
      streams: [parseStreamName("public:remote")],
    });
    await assert.rejects(source.ended, (error) => {
      assert.ok(error instanceof PermanentError);
      assert.match(
        error.message,
        new RegExp(`status ${status}.*does not know the stream public:remote`),
      );
      assert.match(error.message, /MASTODON_STREAM/);
      assert.doesNotMatch(error.message, /MASTODON_BASE_URL/);
      return true;
    });
  });
}

for (const status of [200, 301, 426]) {
  Deno.test(`a handshake that is answered with ${status} is said of the stream`, async () => {
    await using server = new TinyMastodon();
    server.answers.streaming = status;
    await using source = readSource(server.baseUrl);
    await source.until(() => source.notices.length > 0);
    assert.match(source.notices.join(), /the stream at .* answers with status \d+ and opens no W/);
  });
}

Deno.test("a stream that is closed at once is not said to be back while the next attempt waits", async () => {
  await using server = new TinyMastodon();
  await using source = readSource(server.baseUrl, { backoff: { firstMs: 2_400, maxMs: 2_400 } });
  await server.subscribed(1);
  server.drop();
  await server.subscribed(2);
  assert.doesNotMatch(source.notices.join(), /is back|is open/);
});

Deno.test("a server that names wss:// and speaks plain HTTP is read, whatever name it gives itself", async () => {
  await using simulated = simulator({ namesTls: true });
  await using source = readSource(simulated.url);
  await source.until(() => source.messages().length > 5);

  await using server = new TinyMastodon();
  server.answers.streamingUrl = `wss://localhost:${server.host.split(":")[1]}`;
  await using other = readSource(server.baseUrl);
  await server.subscribed(1);
  await other.until(() => other.connections() === 1);
});

Deno.test("TLS where plain HTTP is spoken is named as that, and so is the reverse", async () => {
  await using certificates = await makeCertificates(["IP:127.0.0.1", "DNS:localhost"]);
  // Ended at once: a graceful shutdown waits for connections that fetch keeps.
  const stop = new AbortController();
  using _stop = { [Symbol.dispose]: () => stop.abort() };
  const secure = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    signal: stop.signal,
    onListen() {},
    cert: await Deno.readTextFile(certificates.certificate),
    key: await Deno.readTextFile(certificates.key),
  }, () => new Response("{}"));
  const tls = `127.0.0.1:${secure.addr.port}`;
  await using plain = new TinyMastodon();
  await using named = new TinyMastodon();
  named.answers.streamingUrl = `ws://${tls}`;
  for (
    const [baseUrl, words] of [
      [`https://${plain.host}`, /it does not speak TLS there\. Set MASTODON_BASE_URL to http:/],
      [`http://${tls}`, /it does not speak plain HTTP there\. Set MASTODON_BASE_URL to https:/],
      [`https://${tls}`, /its TLS certificate is not accepted/],
    ] as const
  ) {
    await using source = readSource(baseUrl);
    await assert.rejects(source.ended, (error) => {
      assert.ok(error instanceof PermanentError);
      assert.match(error.message, words, baseUrl);
      assert.equal(error.exitCode, 2);
      return true;
    });
  }
  await using source = readSource(named.baseUrl);
  await source.until(() => source.notices.length > 0);
  assert.match(
    source.notices[0] ?? "",
    /says that it is at ws:.*plain HTTP there.*certificate is not accepted/,
  );
});

Deno.test("a start-up page that asks for two minutes is said, and looked at again every few seconds", async () => {
  await using server = simulator();
  server.fault({ type: "start_up_page", forMs: 1_500 });
  const began = performance.now();
  // The real backoff: the page is gone long before two minutes.
  await using source = readSource(server.url, { backoff: { firstMs: 500, maxMs: 60_000 } });
  await source.until(() => source.notices.length > 0);
  assert.match(
    source.notices[0] ?? "",
    /status 503\. It asks for a wait of (2 min 00 s|1 min 59 s)/,
  );
  assert.match(source.notices[0] ?? "", /next attempt in [1-5] s/);
  await source.until(() => source.messages().length > 5, { patienceMs: 30_000 });
  assert.ok(performance.now() - began < 15_000);
  assert.match(source.notices.join(), /the stream public of .* is open after \d/i);
});

Deno.test("a server that starts slowly is not given up, however often it is asked", async () => {
  await using server = new TinyMastodon();
  server.answers.instance = 503;
  await using source = readSource(server.baseUrl);
  const asked = () => server.requests.length;
  await source.until(() => asked() > 8);
  server.answers.instance = 200;
  await source.until(() => source.connections() === 1);
  assert.equal(source.notices.filter((text) => /status 503/.test(text)).length, 1);
});

Deno.test("a wait that is named anew with each answer is one piece of news", async () => {
  await using server = new TinyMastodon();
  server.answers.instance = 503;
  const counting = setInterval(() => {
    server.answers.headers = { "Retry-After": String(120 + server.requests.length) };
  }, 1);
  await using source = readSource(server.baseUrl);
  await source.until(() => server.requests.length > 10);
  clearInterval(counting);
  assert.equal(source.notices.length, 1, source.notices.join("\n"));
});

Deno.test("a stream that was away says how long, once", async () => {
  await using server = simulator();
  await using source = readSource(server.url);
  await source.until(() => source.messages().length > 5);
  server.fault({ type: "unavailable" });
  server.fault({ type: "drop" });
  await source.until(() => /503/.test(source.notices.join()));
  await new Promise((done) => setTimeout(done, 300));
  server.fault({ type: "heal" });
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 5);
  const said = source.notices.filter((text) => /is back/.test(text));
  assert.equal(said.length, 1, source.notices.join("\n"));
  const ms = Number(/away for (\d+) ms/.exec(said[0] ?? "")?.[1] ?? NaN);
  assert.ok(ms >= 300 || / s$/.test(said[0] ?? ""), String(said[0]));
});

/** Accepts the handshake and sends a frame with reserved bits, then keeps the connection. */
async function oddWebSocket(listener: Deno.Listener): Promise<void> {
  const connections: Deno.Conn[] = [];
  for await (const connection of listener) {
    connections.push(connection);
    const buffer = new Uint8Array(4096);
    const request = new TextDecoder().decode(
      buffer.subarray(0, await connection.read(buffer) ?? 0),
    );
    const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? "";
    const digest = await crypto.subtle.digest(
      "SHA-1",
      new TextEncoder().encode(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`),
    );
    const accept = btoa(String.fromCharCode(...new Uint8Array(digest)));
    const protocol = /sec-websocket-protocol: (\S+)/i.exec(request)?.[1] ?? "";
    await connection.write(new TextEncoder().encode(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
    ));
    await connection.write(Uint8Array.of(0b1111_0001, 2, 104, 105));
  }
  for (const connection of connections) connection.close();
}
