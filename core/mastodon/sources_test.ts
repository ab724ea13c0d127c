import assert from "node:assert/strict";
import fc from "fast-check";
import { startSimulator } from "../../embedded/mastodon/start_simulator.ts";
import { QUICK_WATCHDOG, readSource } from "../../testing/read_source.ts";
import { TinyMastodon } from "../../testing/tiny_mastodon.ts";
import type { StreamEvent } from "../post/stream_event.ts";
import { RepeatedEvents } from "./repeated_events.ts";
import type { SourceEvent } from "./source.ts";
import { parseStreamName, parseStreamNames, streamText } from "./stream_name.ts";

const THREE = parseStreamNames("public, public:local ,hashtag:local:Tea,public");

/** Marks of coverage come often, and no silence is asked about. */
const PATIENT = { ...QUICK_WATCHDOG, deadAfterMs: 5_000, quietAfterMs: 60_000 };

function simulator(options: Parameters<typeof startSimulator>[0] = {}) {
  return startSimulator({ rate: 300, users: 200, posts: 300, wantsUserAgent: true, ...options });
}

/** Ids of new posts, edits and deletes that arrived, each as often as it came. */
function arrived(source: ReturnType<typeof readSource>, from = 0): readonly string[] {
  return source.messages().slice(from).map(({ event }) =>
    event.type === "post"
      ? `${event.event} ${event.status.id} ${event.status.editedAt}`
      : event.type === "delete"
      ? `delete ${event.id}`
      : event.type
  ).sort();
}

Deno.test("MASTODON_STREAM is a list; each stream is there once, and a part that is none is named", () => {
  assert.deepEqual(THREE.map(streamText), ["public", "public:local", "hashtag:local:Tea"]);
  const forms = [
    "public:media",
    "public:remote",
    "hashtag:#tea",
    "hashtag:local",
    "list:7",
    "user",
  ];
  assert.deepEqual(
    parseStreamNames(forms.join(",")).map(streamText),
    ["public:media", "public:remote", "hashtag:tea", "hashtag:local", "list:7", "user"],
  );
  assert.equal(parseStreamNames("hashtag:Café,hashtag:CAFÉ").length, 1);
  assert.deepEqual(parseStreamName("hashtag:local:x"), {
    type: "hashtag",
    tag: "x",
    only: "local",
  });
  for (
    const bad of [
      "",
      "public,",
      "pubic",
      "public:media:x",
      "hashtag:",
      "list:",
      "user:x",
      "hashtag:a b",
    ]
  ) {
    assert.throws(
      () => parseStreamNames(bad),
      /Cannot read the stream ".*several with commas/,
      bad,
    );
  }
});

Deno.test("several streams of a server that multiplexes share a socket, and each post is there once", async () => {
  for (
    const [version, streamInUrl, sockets] of [
      ["4.5.0", false, 1],
      ["2.7.2 (compatible; Akkoma 3.13.2)", true, 3],
    ] as const
  ) {
    // The same posts for a reader of one stream and one of three: public shows all that the others do.
    await using server = simulator({ version, streamInUrl, rate: 0.001, posts: Infinity });
    await using one = readSource(server.url, { streams: [{ type: "public" }] });
    await using three = readSource(server.url, { streams: THREE, watchdog: PATIENT });
    await three.until(() => three.connections() === sockets);
    assert.equal(server.clients, 1 + sockets);
    // The first post comes as soon as anyone reads, whoever is connected then.
    await one.until(() => one.messages().length > 0);
    const early = one.messages().length - three.messages().length;
    // A socket is open before its last subscription has reached the server.
    const isRepeated = (event: SourceEvent) => event.type === "repeated";
    for (let tries = 0; tries < 200 && !three.events.some(isRepeated); tries++) {
      server.emitPost();
      await new Promise((done) => setTimeout(done, 20));
    }
    for (let i = 0; i < 300; i++) server.emitPost();
    await one.until(() => one.messages().length >= 300);
    await three.until(() => three.messages().length >= one.messages().length - early);
    await new Promise((done) => setTimeout(done, 300));
    assert.deepEqual(arrived(three), arrived(one, early), version);
    const names = THREE.map(streamText);
    const connected = three.events.filter((event) => event.type === "connected");
    assert.deepEqual(connected.flatMap(({ streams }) => streams).sort(), [...names].sort());
    const repeated = three.events.filter((event) => event.type === "repeated");
    assert.ok(repeated.length > 0);
    assert.ok([...three.messages(), ...repeated].every(({ from }) => names.includes(from)));
    await three.until(() => three.coveredStreams.size === 3);
  }
});

Deno.test("a socket that is lost takes its streams with it, and they come back together", async () => {
  await using server = simulator({ posts: Infinity });
  await using source = readSource(server.url, { streams: THREE });
  await source.until(() => source.messages().length > 20);
  server.fault({ type: "drop" });
  await source.until(() => source.connections() === 2);
  const before = source.messages().length;
  await source.until(() => source.messages().length > before + 20);
  await source.until(() =>
    /The streams public, public:local, hashtag:local:Tea of .* are back: they were away/.test(
      source.notices.join(),
    )
  );
  assert.equal(server.clients, 1);
});

Deno.test("one stream of several that is switched off is told, and the others are covered", async () => {
  const open = { local: "public", remote: "public" } as const;
  await using server = simulator({ posts: Infinity });
  await using source = readSource(server.url, {
    streams: parseStreamNames("public:remote,user"),
    watchdog: QUICK_WATCHDOG,
  });
  await source.until(() => source.messages().length > 20);
  const live = { local: "public", remote: "disabled" } as const;
  server.fault({ type: "set_feeds", feeds: { live, hashtag: open, trendingLink: open } });
  await source.until(() =>
    /on the stream public:remote.*switched this feed off/.test(source.notices.join())
  );
  source.coveredStreams.clear();
  await source.until(() => source.coveredStreams.has("user"));
  assert.equal(source.coveredStreams.has("public:remote"), false);
});

Deno.test("a stream of several that the server refuses is named", async () => {
  await using server = new TinyMastodon();
  server.answers.timeline = 404;
  await using source = readSource(server.baseUrl, { streams: parseStreamNames("list:9,public") });
  await assert.rejects(source.ended, /has no list 9.*\(stream list:9\)/);
});

Deno.test("property: an event passes as often as the stream that brings it most often", () => {
  const event = fc.record({
    id: fc.constantFrom("1", "2"),
    stream: fc.constantFrom("public", "public:local", "user"),
  });
  fc.assert(fc.property(fc.array(event, { maxLength: 40 }), (sightings) => {
    const repeated = new RepeatedEvents();
    for (const id of ["1", "2"]) {
      const passed = sightings.filter((each) =>
        each.id === id
      ).filter(({ stream }) => repeated.isNew({ type: "delete", id } satisfies StreamEvent, stream))
        .length;
      const most = Math.max(
        0,
        ...["public", "public:local", "user"].map((stream) =>
          sightings.filter((each) =>
            each.id === id && each.stream === stream
          ).length
        ),
      );
      assert.equal(passed, most);
    }
  }));
});
