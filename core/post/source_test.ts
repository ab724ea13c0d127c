import assert from "node:assert/strict";
import { DEMO_INSTANCE, kindOfSources, REPLAY_INSTANCE, sourcesText } from "./source.ts";

Deno.test("sources are named by server and stream, the first three of many", () => {
  assert.equal(sourcesText([]), "");
  assert.equal(
    sourcesText([{ server: "a.example", stream: "public:local" }, { server: "b", stream: null }]),
    "a.example · public:local, b",
  );
  assert.equal(
    sourcesText(["a", "b", "c", "d"].map((server) => ({ server, stream: null }))),
    "a, b, c …",
  );
});

Deno.test("what a demo made up is never taken for a server's", () => {
  const kind = (...servers: string[]) =>
    kindOfSources(servers.map((server) => ({ server, stream: null })));
  assert.equal(kind(DEMO_INSTANCE), "made up");
  assert.equal(kind("a.example", DEMO_INSTANCE), "made up");
  assert.equal(kind(REPLAY_INSTANCE), "replayed");
  assert.equal(kind("a.example"), "server");
  assert.equal(kind(), "server");
});
