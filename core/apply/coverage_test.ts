import assert from "node:assert/strict";
import { type AppliedTables, openTables, postFields } from "../../testing/applied_tables.ts";

/** All times of these tests are seconds after this minute. */
const START = Date.UTC(2026, 0, 15, 12);
const at = (second: number) => new Date(START + second * 1_000).toISOString();

interface Stretch {
  readonly state: "live" | "filled" | "incomplete" | "lost" | "ended";
  readonly from: number;
  readonly to: number;
}

function copyOf(
  { state, from, to }: Stretch,
  partitions: number,
  key: string = crypto.randomUUID(),
) {
  const named = { event: "coverage", key, instance: "a.example", stream: "public" };
  return { ...named, state, from: at(from), to: at(to), partitions, why: "a test" };
}

/** Applies a coverage event in each partition. */
async function cover(tables: AppliedTables, stretch: Stretch, partitions = 1): Promise<void> {
  const copy = copyOf(stretch, partitions);
  for (let partition = 0; partition < partitions; partition++) {
    await tables.apply([copy], { partition });
  }
}

async function states({ sql }: AppliedTables, minutes: number): Promise<string[]> {
  const rows = await sql<{ state: string }[]>`
    select state from masto.window_completeness(${at(0)}, ${
    at(minutes * 60)
  }) order by window_start`;
  return rows.map(({ state }) => state);
}

async function gaps({ sql }: AppliedTables) {
  return await sql<{ from: number; to: number; complete: boolean; posts: number }[]>`
    select extract(epoch from from_time - ${at(0)}::timestamptz)::float8 as "from",
           extract(epoch from to_time - ${at(0)}::timestamptz)::float8 as "to", complete,
           posts_recovered::int as posts
      from masto.stream_gaps where kind = 'source' and to_time is not null order by from_time`;
}

Deno.test("a stretch counts once every partition has applied it, and is not counted twice", async () => {
  await using tables = await openTables();
  const covered = async () =>
    (await tables.sql`select covered::text from masto.v_stream_coverage`).map((row) =>
      row["covered"]
    );
  const copy = copyOf({ state: "live", from: 0, to: 60 }, 3);
  await tables.apply([copy], { partition: 0 });
  await tables.apply([copy], { partition: 2 });
  assert.deepEqual(await covered(), [], "partition 1 may still hold posts of that time");
  await tables.apply([copy], { partition: 1 });
  const once = await covered();
  assert.equal(once.length, 1);
  await tables.apply([copy, copy], { partition: 1 });
  await tables.apply([copy], { partition: 0 });
  assert.deepEqual(await covered(), once, "read again after a replay");
});

Deno.test("a control event is no post and no dead letter, also one that cannot be read", async () => {
  await using tables = await openTables();
  const live = copyOf({ state: "live", from: 0, to: 60 }, 1);
  const { slices: [slice], rows } = await tables.apply([
    postFields("1"),
    live,
    { ...live, state: "guessed" },
    { ...live, to: "tomorrow" },
    { ...live, from: live.to },
    { ...live, partitions: 0 },
    { ...live, state: "filled", posts: 2 ** 31 },
    { event: "coverage" },
  ]);
  assert.equal(slice?.nextOffset, 8);
  assert.deepEqual([rows.inserted, rows.deadLetters], [1, 0]);
  const [row] = await tables.sql`select covered::text from masto.v_stream_coverage`;
  assert.match(String(row?.["covered"]), /12:00:00.*12:01:00/);
});

Deno.test("a backfilled post is not late, and moves no watermark back", async () => {
  await using tables = await openTables();
  const post = (id: string, minute: number, more = {}) =>
    postFields(id, { created_at: `2026-01-15T12:${minute}:00Z`, received_at: null, ...more });
  const timestamps = [1, 2, 3].map(() => Date.UTC(2026, 0, 15, 13));
  await tables.apply([
    post("1", 30),
    post("2", 10),
    post("3", 10, { backfilled: true }),
  ], { timestamps });
  const rows = await tables.sql`select id::text, late from masto.toots_raw order by id`;
  assert.deepEqual(rows.map((row) => row["late"]), [false, true, false]);
});

for (const jsonPostsMax of [64, 0]) {
  Deno.test(
    `a post that REST gave first is marked, and no other, by ${
      jsonPostsMax === 0 ? "COPY" : "JSON"
    }`,
    async () => {
      await using tables = await openTables();
      const again = { backfilled: true, edited_at: at(30), content: "newer" };
      const options = { jsonPostsMax };
      await tables.apply([postFields("1"), postFields("2")], options);
      await tables.apply([
        postFields("3", { backfilled: true }),
        postFields("3"),
        postFields("4"),
        postFields("4", again),
        postFields("1", again),
      ], options);
      await tables.apply([postFields("5", { backfilled: true }), postFields("6")], options);
      await tables.apply([postFields("5", { edited_at: at(60), event: "status.update" })], options);
      const rows = await tables.sql`select id::text, backfilled from masto.toots_raw order by id`;
      assert.deepEqual(rows.map((row) => [row["id"], row["backfilled"]]), [
        ["1", null],
        ["2", null],
        ["3", true],
        ["4", null],
        ["5", true],
        ["6", null],
      ]);
    },
  );
}

Deno.test("what an audit has found is in the ledger once, and its minutes are filled or incomplete", async () => {
  await using tables = await openTables();
  await cover(tables, { state: "live", from: 0, to: 900 });
  const lost = (key: string, from: number, to: number, unverified: number) => ({
    ...copyOf({ state: "lost", from, to }, 1, key),
    posts: 3,
    rechecked: 40,
    unverified,
  });
  await tables.apply([lost("a", 61, 62, 0), lost("b", 185, 245, 2)]);
  await tables.apply([lost("a", 61, 62, 0)]);
  const found = await tables.sql`
    select extract(epoch from from_time - ${
    at(0)
  }::timestamptz)::int as "from", seconds, why, complete,
           posts_recovered::int as posts, deletes_unverified::int as unverified, filled_at is not null as filled
      from masto.stream_gaps where kind = 'audit' order by from_time`;
  const common = { why: "a test", posts: 3 };
  assert.deepEqual([...found], [
    { from: 61, seconds: 1, ...common, complete: true, unverified: 0, filled: true },
    { from: 185, seconds: 60, ...common, complete: false, unverified: 2, filled: false },
  ]);
  assert.deepEqual([...await gaps(tables)], [], "the stream was open all the time");
  assert.deepEqual(await states(tables, 7), [
    "complete",
    "filled",
    "complete",
    "incomplete",
    "incomplete",
    "complete",
    "complete",
  ]);
});

Deno.test("a stream that nobody reads any more has no open gap and no later minutes, until it is read again", async () => {
  await using tables = await openTables();
  await cover(tables, { state: "live", from: 0, to: 300 });
  const open = async () =>
    (await tables.sql`select from masto.stream_gaps where to_time is null`).length;
  assert.equal(await open(), 1, "away since then");
  await cover(tables, { state: "ended", from: 300, to: 330 });
  assert.equal(await open(), 0);
  // Another partition's records may be read later.
  await cover(tables, { state: "ended", from: 300, to: 310 });
  const [end] = await tables.sql`select ended_at from masto.stream_ends`;
  assert.equal(end?.["ended_at"].toISOString(), at(330));
  assert.deepEqual((await states(tables, 60)).length, 6);
  await cover(tables, { state: "live", from: 600, to: 900 });
  assert.deepEqual((await gaps(tables)).map(({ from, to }) => [from, to]), [[300, 600]]);
  assert.equal((await states(tables, 60)).length, 60);
});

Deno.test("minutes are complete, filled, incomplete or not collected; the gap between two connections is in the ledger", async () => {
  await using tables = await openTables();
  await cover(tables, { state: "live", from: 0, to: 250 }, 2);
  await cover(tables, { state: "live", from: 310, to: 900 }, 2);
  // Minutes 0 to 2 and the minute after each; 3 and 4 lack some of the gap; 14 lacks the minute after it.
  const without = ["complete", "complete", "complete", "incomplete", "incomplete"];
  const rest = (from: number, to: number, state: string) => Array(to - from).fill(state);
  assert.deepEqual(await states(tables, 18), [
    ...without,
    "incomplete",
    ...rest(6, 14, "complete"),
    "incomplete",
    ...rest(15, 18, "not_collected"),
  ]);
  assert.deepEqual([...await gaps(tables)], [{ from: 250, to: 310, complete: false, posts: 0 }]);
  await cover(tables, { state: "filled", from: 250, to: 280 }, 2);
  assert.deepEqual((await states(tables, 6)).slice(2), ["complete", ...rest(3, 6, "incomplete")]);
  assert.equal((await gaps(tables))[0]?.complete, false);
  await cover(tables, { state: "filled", from: 270, to: 312 }, 2);
  assert.deepEqual((await states(tables, 7)).slice(2), [
    "complete",
    ...rest(3, 6, "filled"),
    "complete",
  ]);
  const [gap, ...others] = await gaps(tables);
  assert.deepEqual([gap?.complete, others.length], [true, 0], "one gap, filled by two events");
});

Deno.test("what retention took is incomplete, whatever covers it", async () => {
  await using tables = await openTables();
  await cover(tables, { state: "live", from: 0, to: 600 });
  await tables.sql`
    insert into masto.retention_gaps (kind, source, from_offset, to_offset, from_time, to_time, note)
    values ('retention', 'c/t/0', 1, 9, ${at(200)}, ${at(210)}, 'a test')`;
  assert.deepEqual(await states(tables, 6), [
    ...["complete", "complete", "incomplete", "incomplete", "complete", "complete"],
  ]);
});

Deno.test("property: in any order, read twice, coverage is what all partitions applied, and gaps are the rest", async () => {
  await using tables = await openTables();
  for (let seed = 1; seed <= 6; seed++) {
    await tables.sql`delete from masto.stream_coverage`;
    const random = randomOf(seed);
    const partitions = 1 + seed % 3;
    const length = 1_200;
    // By partition and state, the seconds that were applied.
    const applied = Array.from({ length: partitions }, () => ({
      live: new Uint8Array(length),
      filled: new Uint8Array(length),
      incomplete: new Uint8Array(length),
    }));
    for (let n = 0; n < 60; n++) {
      const state = (["live", "live", "filled", "incomplete"] as const)[random(4)]!;
      const from = random(length - 1);
      const to = Math.min(length, from + 1 + random(120));
      const partition = random(partitions);
      const copies = [copyOf({ state, from, to }, partitions)];
      if (random(4) === 0) copies.push(...copies);
      await tables.apply(copies, { partition });
      applied[partition]?.[state].fill(1, from, to);
    }
    const has = (state: keyof typeof applied[0] & string, second: number) =>
      applied.every((each) => each[state as "live"][second] === 1);
    const seconds = Array.from({ length }, (_, second) => second);
    const isLive = seconds.map((second) => has("live", second));
    const isCollected = seconds.map((second) => isLive[second] || has("filled", second));
    const isKnown = seconds.map((second) => isCollected[second] || has("incomplete", second));
    const every = (is: readonly (boolean | undefined)[], from: number, to: number) =>
      to <= length && is.slice(from, to).every((each) => each);
    const expected = Array.from({ length: 24 }, (_, minute) => {
      const [from, to] = [minute * 60, minute * 60 + 60];
      if (every(isLive, from, to + 60)) return "complete";
      if (every(isCollected, from, to + 60)) return "filled";
      return isKnown.slice(from, to).some((each) => each) ? "incomplete" : "not_collected";
    });
    const found = await states(tables, 24);
    assert.deepEqual(found, isKnown.some((each) => each) ? expected : [], `seed ${seed}`);

    const [first, last] = [isKnown.indexOf(true), isKnown.lastIndexOf(true)];
    const holes: { from: number; to: number; complete: boolean }[] = [];
    for (let second = first; first >= 0 && second <= last; second++) {
      if (isLive[second]) continue;
      const from = second;
      while (second <= last && !isLive[second]) second++;
      // After the last second the stream is away: that gap is open.
      if (second > last) break;
      holes.push({ from, to: second, complete: every(isCollected, from, second) });
    }
    const ledger = (await gaps(tables)).map(({ from, to, complete }) => ({ from, to, complete }));
    assert.deepEqual(ledger, holes, `seed ${seed}`);
  }
});

function randomOf(seed: number): (below: number) => number {
  let state = seed * 2654435761 >>> 0;
  return (below) => {
    state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) >>> 0;
    state = (state + 0x9e3779b9) >>> 0;
    return ((state ^ state >>> 13) >>> 0) % below;
  };
}

Deno.test("since coverage is on record it says what was observed, a silence or not; before, the posts do", async () => {
  await using tables = await openTables();
  const minutes = [-90, -89, -88, -40, -39, 1, 30];
  const observed = async () => {
    const rows = await tables.sql<{ from: number; to: number }[]>`
      select extract(epoch from first - ${at(0)}::timestamptz)::float8 / 60 as "from",
             extract(epoch from until - ${at(0)}::timestamptz)::float8 / 60 as "to"
        from masto.observed_stretches(array(
               select ${at(0)}::timestamptz + each.m::int * interval '1 minute'
                 from json_array_elements_text(${
      JSON.stringify(minutes)
    }::text::json) as each (m)))`;
    return rows.map(({ from, to }) => [from, to]);
  };
  assert.equal((await observed()).length, 1, "silences of half an hour and more are usual here");
  await cover(tables, { state: "live", from: 0, to: 600 });
  await cover(tables, { state: "incomplete", from: 600, to: 660 });
  await cover(tables, { state: "live", from: 660, to: 1_800 });
  await cover(tables, { state: "filled", from: 1_800, to: 6_000 });
  const [first, second, ...others] = await observed();
  assert.deepEqual(first, [-90, 10], "the posts of before, and what was read since");
  assert.equal(second?.[0], 11, "a minute is missing");
  assert.ok(second![1]! >= 31, "up to the last post, and on in the silence after it");
  assert.equal(others.length, 0);
});

Deno.test("posts that were counted as unverified after a gap, and were looked up later, are counted no longer", async () => {
  await using tables = await openTables();
  await cover(tables, { state: "live", from: 0, to: 60 });
  await cover(tables, { state: "live", from: 120, to: 180 });
  const filled = (found: object) => ({
    ...copyOf({ state: "filled", from: 60, to: 120 }, 1),
    ...found,
  });
  const later = filled({ rechecked: 30, unverified: 2, verified: 50 });
  await tables.apply([filled({ rechecked: 40, unverified: 80 }), later, later]);
  const [gap] = await tables.sql`
    select rechecked::int, deletes_unverified::int as unverified from masto.stream_gaps where kind = 'source' and complete`;
  assert.deepEqual(gap, { rechecked: 70, unverified: 32 });
});
