import assert from "node:assert/strict";
import {
  type AppliedTables,
  type Fields,
  NOON,
  postFields,
  tablesOfFile,
} from "../../testing/applied_tables.ts";

const edited = (minute: number) => ({ edited_at: new Date(NOON + minute * 60_000).toISOString() });
const pass = postFields("1", { favourites: 9 });
const refused = { event: "delete", id: "1", reason: "consent", ...edited(1) };
const passAgain = postFields("1", { content: "again", favourites: 3, ...edited(2) });
const deletion = { event: "delete", id: "1" };

/** Scores that differ for each text. */
const scoreText = ({ content }: { readonly content: string }) => ({
  label: 1 as const,
  probPos: 1_000 * content.length,
  model: "m",
});

const file = tablesOfFile();

Deno.test("pass, refused, pass ends with the post, whatever the order and the batches", async () => {
  const { tables } = file;
  for (const order of permutations([pass, refused, passAgain])) {
    for (const batches of cuts(order)) {
      await tables.reset();
      for (const batch of batches) await tables.apply(batch, { scoreText });
      const told = JSON.stringify(
        batches.map((batch) => batch.map((each) => each["event"] ?? each["content"])),
      );
      assert.deepEqual(await left(tables), {
        posts: [{ content_txt: "again", favourites: 9, prob: 5_000 }],
        windows: [{ toots_count: 1, length_sum: 5, n_pos: 1, prob_pos_sum: 5_000 }],
        users: [{ toots_count: 1, length_sum: 5 }],
        tombstones: [],
      }, told);
    }
  }
});

Deno.test("a refused version is not stored, nor any before it, and wins a tie", async () => {
  const { tables } = file;
  const sameTime = postFields("1", { favourites: 4, ...edited(1) });
  for (const order of permutations([pass, sameTime, refused])) {
    for (const batches of cuts(order)) {
      await tables.reset();
      for (const batch of batches) await tables.apply(batch, { scoreText });
      assert.deepEqual(await left(tables), {
        ...NOTHING,
        tombstones: [{ up_to: "2026-01-15 12:01:00+00", favourites: 9 }],
      });
    }
  }
});

Deno.test("what the server deletes stays away, and nothing of it is remembered", async () => {
  const { tables } = file;
  for (const order of permutations([pass, refused, passAgain, deletion])) {
    await tables.reset();
    for (const event of order) await tables.apply([event], { scoreText });
    assert.deepEqual(await left(tables), {
      ...NOTHING,
      tombstones: [{ up_to: "infinity", favourites: 0 }],
    });
  }
});

Deno.test("a text that comes back has a version that none of its scores was made from", async () => {
  const { tables } = file;
  const { sql } = tables;
  const version = async () => {
    const [row] = await sql<{ n: number }[]>`select content_version as n from masto.toots_raw`;
    return row?.n;
  };
  await tables.apply([pass]);
  assert.equal(await version(), 1);
  await tables.apply([refused]);
  await tables.apply([passAgain]);
  assert.equal(await version(), 2);
});

const NOTHING = { posts: [], windows: [], users: [] };

async function left({ sql }: AppliedTables) {
  const [posts, windows, users, tombstones] = await Promise.all([
    sql`select content_txt, favourites, prob_pos as prob from masto.toots_raw join masto.toot_scores using (id)`,
    sql`
      select toots_count::int, length_sum::int, n_pos::int, prob_pos_sum::int from masto.toot_metrics_windowed`,
    sql`select toots_count::int, length_sum::int from masto.user_avg_length_windowed`,
    sql`select (up_to at time zone 'UTC')::text || case when isfinite(up_to) then '+00' else '' end as up_to, favourites from masto.tombstones`,
  ]);
  const plain = (rows: Iterable<object>) => [...rows].map((row) => ({ ...row }));
  return {
    posts: plain(posts),
    windows: plain(windows),
    users: plain(users),
    tombstones: plain(tombstones),
  };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest])
  );
}

/** Every way to cut a list into batches. */
function cuts(items: readonly Fields[]): Fields[][][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  if (rest.length === 0) return [[[first]]];
  return cuts(rest).flatMap(([batch = [], ...others]) => [
    [[first], batch, ...others],
    [[first, ...batch], ...others],
  ]);
}
