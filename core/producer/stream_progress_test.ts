import assert from "node:assert/strict";
import { fakeOutbox } from "../../testing/fake_outbox.ts";
import { PositionFile } from "./position_file.ts";
import { StreamProgress } from "./stream_progress.ts";

/** A progress over an outbox that sends nothing; `outbox.settled` of its records have left memory. */
function progressIn(directory: string, { compat = false } = {}) {
  const outbox = fakeOutbox();
  const warnings: string[] = [];
  const progress = new StreamProgress({
    instance: "a.example",
    stream: "public",
    topic: "posts",
    outbox,
    positions: PositionFile.open(directory, (text) => warnings.push(text)),
    writesCoverage: !compat,
    log: (_level, text) => warnings.push(text),
  });
  return { progress, outbox, warnings, events: outbox.events };
}

async function inDirectory(body: (directory: string) => void | Promise<void>): Promise<void> {
  const directory = Deno.makeTempDirSync({ prefix: "positions_test" });
  try {
    await body(directory);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

Deno.test("coverage begins once the server must have subscribed us, and its events touch", () =>
  inDirectory((directory) => {
    const { progress, outbox, events } = progressIn(directory);
    const began = Date.now();
    progress.connected();
    assert.equal(progress.gap, undefined, "nothing was read before");
    progress.covered(began + 500);
    assert.deepEqual(events(), []);
    progress.covered(began + 10_000);
    progress.covered(began + 10_000);
    progress.covered(began + 15_000);
    const [first, second, ...others] = events();
    assert.equal(others.length, 0);
    assert.ok(Date.parse(first!["from"]!) >= began + 2_000);
    assert.equal(first?.["to"], new Date(began + 10_000).toISOString());
    assert.equal(second?.["from"], first?.["to"]);
    assert.deepEqual([first?.["state"], first?.["instance"], first?.["stream"]], [
      ...["live", "a.example", "public"],
    ]);
    assert.ok(outbox.records.every(({ everyPartition }) => everyPartition));
    assert.notEqual(first?.["key"], second?.["key"]);
  }));

Deno.test("what lies between two connections is covered by no event", () =>
  inDirectory((directory) => {
    const { progress, events } = progressIn(directory);
    progress.connected();
    const to = Date.now() + 3_000;
    progress.covered(to);
    progress.connected();
    assert.equal(progress.gap, undefined, "the clock was set back: nothing is covered twice");
    progress.covered(to + 9_000);
    assert.equal(events().at(-1)?.["from"], new Date(to).toISOString());
  }));

Deno.test("a position is written once its records have left memory, and is the gap's begin after a start", () =>
  inDirectory(async (directory) => {
    const first = progressIn(directory);
    first.progress.connected();
    await first.progress.persist();
    const to = Date.now() + 3_000;
    first.progress.covered(to);
    first.progress.covered(to + 1_000);
    first.progress.covered(to + 2_000);
    await first.progress.persist();
    const read = () => PositionFile.open(directory, () => {}).get("a.example/public")?.coveredTo;
    assert.ok(read()! < to, "where the first connection began");
    first.outbox.settled = 2;
    await first.progress.persist();
    assert.equal(read(), to);
    first.outbox.settled = 3;
    await first.progress.persist();
    await first.progress.persist();
    assert.equal(read(), to + 2_000);
    Deno.writeTextFileSync(
      `${directory}/positions.json`,
      JSON.stringify({
        version: 1,
        streams: { "a.example/public": { coveredTo: 1_000, seen: [] } },
      }),
    );
    const second = progressIn(directory);
    second.progress.connected();
    assert.equal(second.progress.gap?.from, 1_000);
  }));

Deno.test("a file of positions that cannot be read is said, and reading begins without", () =>
  inDirectory((directory) => {
    for (const text of ["", "{", "[]", '{"version":1,"streams":{"a":{}}}', '{"version":9}']) {
      Deno.writeTextFileSync(`${directory}/positions.json`, text);
      const { progress, warnings } = progressIn(directory);
      assert.match(warnings.join(), /Cannot read .*positions\.json/, text);
      progress.connected();
      assert.equal(progress.gap, undefined);
    }
  }));

Deno.test("consumers of ten fields get no coverage events, and the position is kept all the same", () =>
  inDirectory(async (directory) => {
    const { progress, events } = progressIn(directory, { compat: true });
    progress.connected();
    progress.covered(Date.now() + 9_000);
    await progress.persist();
    assert.deepEqual(events(), []);
    assert.ok(PositionFile.open(directory, () => {}).get("a.example/public") !== undefined);
  }));

Deno.test("a gap stays open through a start, grows with each interruption, and is covered once it is read", () =>
  inDirectory(async (directory) => {
    const seen = [{ id: "7", createdAt: 900, at: 1_000, count: 1 }];
    const write = (position: unknown) =>
      Deno.writeTextFileSync(
        `${directory}/positions.json`,
        JSON.stringify({ version: 1, streams: { "a.example/public": position } }),
      );
    write({ coveredTo: 5_000, seen, gap: { from: 2_000, to: 4_000, cursor: "9", posts: 3 } });
    const first = progressIn(directory);
    assert.equal(first.progress.gap?.cursor, "9");
    first.progress.connected();
    const { gap } = first.progress;
    assert.deepEqual([gap?.from, gap?.cursor, gap?.posts], [2_000, "9", 3]);
    assert.ok(gap!.to > Date.now(), "up to the new connection");
    assert.deepEqual(first.progress.anchors(gap!).map(({ id }) => id), ["7"]);
    first.progress.seen("11", Date.now(), Date.now());
    assert.ok(first.progress.isKnown("11"));
    first.progress.filling("10", 2);
    await first.progress.persist();
    assert.deepEqual(PositionFile.open(directory, () => {}).get("a.example/public")?.gap, {
      ...{ from: 2_000, to: gap!.to, cursor: "10", posts: 5 },
    });
    first.progress.filled({ filledTo: Infinity, filledFrom: Infinity, to: gap!.to, why: "" });
    const [event, ...others] = first.events();
    assert.equal(others.length, 0);
    assert.deepEqual([event?.["state"], event?.["from"], event?.["posts"]], [
      ...["filled", new Date(2_000).toISOString(), 5],
    ]);
    first.outbox.settled = 1;
    await first.progress.persist();
    assert.equal(PositionFile.open(directory, () => {}).get("a.example/public")?.gap, undefined);
  }));

Deno.test("a gap that is given up is incomplete where it was not read", () =>
  inDirectory((directory) => {
    for (
      const [end, expected] of [
        [{ filledTo: 3_000, filledFrom: Infinity }, [["filled", 2_000, 3_000], [
          ...["incomplete", 3_000, 4_000],
        ]]],
        [{ filledTo: -Infinity, filledFrom: 2_500 }, [["incomplete", 2_000, 2_500], [
          ...["filled", 2_500, 4_000],
        ]]],
        [{ filledTo: -Infinity, filledFrom: Infinity }, [["incomplete", 2_000, 4_000]]],
      ] as const
    ) {
      const position = { coveredTo: 1, seen: [], gap: { from: 2_000, to: 4_000, posts: 0 } };
      Deno.writeTextFileSync(
        `${directory}/positions.json`,
        JSON.stringify({ version: 1, streams: { "a.example/public": position } }),
      );
      const { progress, events } = progressIn(directory);
      progress.filled({ ...end, to: 4_000, why: "a test" });
      assert.deepEqual(
        events().map(({ state, from, to }) => [state, Date.parse(from!), Date.parse(to!)]),
        expected,
      );
    }
  }));

Deno.test("what a damaged spool has lost is a gap again, with the one that was open, and what is not verified is said", () =>
  inDirectory((directory) => {
    const { progress, events } = progressIn(directory);
    const now = Date.now();
    void progress.damaged({ from: now - 9_000, to: now }, { why: "damage", unverified: 3 });
    const [event] = events();
    assert.deepEqual(
      [event?.["state"], event?.["why"], event?.["unverified"], Date.parse(event?.["from"] ?? "")],
      ["lost", "damage", 3, now - 9_000],
    );
    assert.deepEqual(progress.gap, { from: now - 9_000, to: now, posts: 0 });
    progress.connected();
    assert.equal(progress.gap?.from, now - 9_000, "the connection does not close it");
    void progress.damaged({ from: now - 20_000, to: now - 8_000 }, { why: "", unverified: 1 });
    assert.deepEqual([progress.gap?.from, progress.gap?.to], [now - 20_000, now]);
  }));

Deno.test("posts that wait to be looked up after a gap are unverified until they were, and once, through kills", () =>
  inDirectory(async (directory) => {
    const told = new Map<string, { from: number; unverified: number }>();
    const start = () => {
      const it = progressIn(directory);
      it.progress.connected();
      return it;
    };
    /** The events of a start, of which Kafka keeps one for each key; `persisted`: before it was killed. */
    const end = async (
      { progress, outbox, events }: ReturnType<typeof start>,
      persisted: boolean,
    ) => {
      outbox.settled = Infinity;
      if (persisted) await progress.persist();
      for (const { key = "", from = "", unverified = 0, verified = 0 } of events()) {
        if (told.has(key)) continue;
        told.set(key, {
          from: Date.parse(from),
          unverified: Number(unverified) - Number(verified),
        });
      }
    };
    const unverifiedOf = (gap: { from: number }) =>
      [...told.values()].reduce(
        (sum, each) => sum + (each.from === gap.from ? each.unverified : 0),
        0,
      );
    const [early, late] = [0, 1].map((n) => ({
      from: 1_000 * n,
      to: 1_000 * n + 500,
      complete: true,
    }));
    const first = start();
    first.progress.waits(early!, 70);
    await end(first, true);
    assert.equal(unverifiedOf(early!), 70, "the kill came before they were looked up");
    for (const persisted of [false, true]) {
      const next = start();
      if (!persisted) next.progress.waits(late!, 90);
      next.progress.rechecked(late!, { rechecked: 80, unverified: 10 }, true);
      next.progress.lookedUp(late!.to);
      await end(next, persisted);
      if (!persisted) assert.deepEqual([unverifiedOf(early!), unverifiedOf(late!)], [0, 10]);
    }
    assert.equal(unverifiedOf(early!), 0, "what a kill made it say twice counts once");
    const last = start();
    last.progress.lookedUp(Infinity);
    assert.equal(last.events().length, 0, "nothing waits any longer");
  }));

Deno.test("reading again begins where the stream was last compared with REST, through a kill too", () =>
  inDirectory(async (directory) => {
    const first = progressIn(directory);
    first.outbox.settled = Infinity;
    first.progress.connected();
    const live = first.progress.liveFrom;
    const marginAt = ({ progress }: typeof first, at: number) =>
      progress.marginOf({ from: live + at, to: live + at, posts: 0 });
    assert.equal(marginAt(first, 0), 60_000, "posts may be listed later than they were made");
    assert.equal(marginAt(first, 100_000), 160_000, "nothing was compared yet");
    assert.equal(marginAt(first, 9_000_000), 600_000);
    first.progress.compared(live + 90_000);
    first.progress.compared(live + 80_000);
    assert.equal(marginAt(first, 100_000), 70_000);
    await first.progress.persist();
    const second = progressIn(directory);
    second.progress.connected();
    assert.equal(marginAt(second, 100_000), 70_000);
    const gap = { from: live, to: live + 200_000 };
    const end = { ...gap, filledTo: Infinity, filledFrom: Infinity };
    second.progress.damaged(gap, { why: "", unverified: 0 });
    second.progress.filled({ ...end, why: "it is too long" });
    assert.equal(marginAt(second, 200_000), 170_000, "not all of it was read");
    second.progress.damaged(gap, { why: "", unverified: 0 });
    second.progress.filled({ ...end, why: "" });
    assert.equal(marginAt(second, 200_000), 60_000);
  }));
