import assert from "node:assert/strict";
import { readCoverage } from "../post/coverage.ts";
import { fakeOutbox } from "../../testing/fake_outbox.ts";
import { DroppedStreams } from "./dropped_streams.ts";
import { PositionFile } from "./position_file.ts";

async function inDirectory(body: (directory: string) => Promise<void>): Promise<void> {
  const directory = Deno.makeTempDirSync({ prefix: "dropped_test" });
  try {
    const positions = PositionFile.open(directory, () => {});
    for (const name of ["a.example/public", "a.example/hashtag:tea", "b.example/public"]) {
      await positions.set(name, { coveredTo: 1_000, seen: [] });
    }
    await body(directory);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** A start that reads these streams of a.example. */
function start(directory: string, streams: readonly string[], { compat = false } = {}) {
  const outbox = fakeOutbox();
  const said: string[] = [];
  const positions = PositionFile.open(directory, () => {});
  const log = (_level: string, text: string) => void said.push(text);
  const options = { instance: "a.example", topic: "posts", outbox, positions, log };
  const dropped = new DroppedStreams({ ...options, writesCoverage: !compat }, streams);
  return { dropped, outbox, events: outbox.events(), said };
}

Deno.test("streams that are read no longer get an event each, again until it has left memory, and then are forgotten", () =>
  inDirectory(async (directory) => {
    const first = start(directory, ["public"]);
    const names = (events: readonly Record<string, string>[]) =>
      events.map(({ instance, stream, state }) => [instance, stream, state]).sort();
    const expected = [
      ["a.example", "hashtag:tea", "ended"],
      ["b.example", "public", "ended"],
    ];
    assert.deepEqual(names(first.events), expected);
    assert.equal(first.said.length, 2);
    assert.ok(first.outbox.records.every(({ everyPartition }) => everyPartition));
    const read = readCoverage({ ...first.events[0], partitions: 1 }, undefined);
    assert.ok(read?.state === "ended" && read.fill === null && read.from === 1_000);
    await first.dropped.persist();
    const afterKill = start(directory, ["public"]);
    assert.deepEqual(names(afterKill.events), expected, "a kill cost the events");
    afterKill.outbox.settled = 2;
    await afterKill.dropped.persist();
    assert.deepEqual(start(directory, ["public"]).events, []);
    assert.deepEqual(start(directory, ["public", "hashtag:tea"]).events, [], "read again");
  }));

Deno.test("a stream that is still read has not ended, and consumers of ten fields are told nothing", () =>
  inDirectory(async (directory) => {
    const { events } = start(directory, ["public", "hashtag:tea"]);
    assert.deepEqual(events.map(({ instance }) => instance), ["b.example"]);
    const ten = start(directory, ["public"], { compat: true });
    assert.deepEqual(ten.events, []);
    await ten.dropped.persist();
    assert.equal(PositionFile.open(directory, () => {}).names().length, 1);
  }));
