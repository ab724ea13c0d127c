import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import type { Score as StoredScore } from "../windows/window_deltas.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { type IdRange, pendingPosts } from "./pending_posts.ts";
import { scoreTable } from "./score_table.ts";

/** A scorer that reads the score from the text: these tests are about the table, not about words. */
function judge(version: string): (text: string) => StoredScore {
  return (text) => {
    if (text === "?") return { reason: "no_known_token", model: version, language: "und" };
    const label = text.includes("good") ? 1 : text.includes("bad") ? -1 : 0;
    const probPos = 500_000 + label * 300_000 + version.length;
    return { label, probPos, model: version, language: "en" };
  };
}

async function addPosts(sql: Sql, count: number): Promise<void> {
  await sql`
    insert into masto.toots_raw
      (id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites, reblogs, instance,
       status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
    select i, '2026-01-01T00:00:30Z'::timestamptz + (i % 5) * interval '1 minute', 'ana', '1',
           (array['en', 'de'])[1 + i % 2], (array['good', 'bad', 'day', '?'])[1 + i % 4], '', '{}', 0, 0,
           'a.example', i::text, false, false, '', false, 4, 1
      from generate_series(1, ${count}) i`;
  await sql`
    insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
    select date_bin('1 minute', created_at, 'epoch'), date_bin('1 minute', created_at, 'epoch') + interval '1 minute',
           lang, count(*), sum(content_len), 0
      from masto.toots_raw group by 1, 2, 3`;
}

/** Windows whose sentiment differs from a recount of the scores. */
async function wrongWindows(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    with recount as (
      select date_bin('1 minute', r.created_at, 'epoch') as window_start, r.lang,
             count(*) filter (where s.label = 1) as pos, count(*) filter (where s.label = -1) as neg,
             count(*) filter (where s.label = 0) as neu,
             count(*) filter (where s.id is not null and s.label is null) as unscored,
             coalesce(sum(s.prob_pos), 0) as prob
        from masto.toots_raw r left join masto.toot_scores s using (id) group by 1, 2)
    select count(*)::int as n from masto.toot_metrics_windowed w left join recount c using (window_start, lang)
     where (w.n_pos, w.n_neg, w.n_neu, w.n_unscored, w.prob_pos_sum)
           is distinct from (c.pos, c.neg, c.neu, c.unscored, c.prob)`;
  return row!.n;
}

Deno.test("content warning and poll are judged with a post", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test", max: 2 });
  try {
    await addPosts(sql, 2);
    await sql`update masto.toots_raw set spoiler_text = 'careful', poll_text = E'tea\\ncoffee' where id = 2`;
    const seen: unknown[] = [];
    const scoreText = (text: string, _lang: string, shown: unknown) => {
      seen.push(shown);
      return judge("v1")(text);
    };
    await scoreTable(sql, { scorer: () => scoreText, version: "v1", batchSize: 64 });
    assert.deepEqual(seen, [
      { html: undefined, spoiler: "", poll: null },
      { html: undefined, spoiler: "careful", poll: "tea\ncoffee" },
    ]);
  } finally {
    await sql.end();
  }
});

Deno.test("the table is scored once, resumes, follows edits and a new model, and windows stay exact", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test", max: 2 });
  try {
    await addPosts(sql, 400);
    const run = (version: string, signal?: AbortSignal) =>
      scoreTable(
        sql,
        { scorer: () => judge(version), version, batchSize: 64, signal },
        (judged) => {
          if (judged >= 128 && signal) stop.abort();
        },
      );

    const stop = new AbortController();
    await assert.rejects(() => run("v1", stop.signal), { name: "AbortError" });
    assert.equal(await wrongWindows(sql), 0, "a run that was stopped left whole batches");
    assert.deepEqual(await run("v1"), { judged: 400 - 128, scored: 300 - 96 });
    assert.equal(await wrongWindows(sql), 0);
    assert.deepEqual(await run("v1"), { judged: 0, scored: 0 }, "nothing is judged twice");

    assert.deepEqual(await run("version 2"), { judged: 400, scored: 300 });
    assert.equal(await wrongWindows(sql), 0);
    const [{ n } = { n: -1 }] = await sql<{ n: number }[]>`
      select count(*)::int as n from masto.toots_sentiment where model = 'version 2'`;
    assert.equal(n, 400);
    const read = await sql<{ lang_read: string; n: number }[]>`
      select lang_read, count(*)::int as n from masto.toots_sentiment group by 1 order by 1`;
    assert.deepEqual(read.map((row) => ({ ...row })), [
      { lang_read: "en", n: 300 },
      { lang_read: "und", n: 100 },
    ]);
  } finally {
    await sql.end();
  }
});

Deno.test("an edit or a delete between reading and writing wins over the score", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test", max: 2 });
  const other = connectPostgres(database.connection, { applicationName: "trunkline test 2" });
  try {
    await addPosts(sql, 20);
    const holding = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const meddled = other.begin(async (tx) => {
      await tx`update masto.toots_raw set content_version = 2, content_txt = 'bad' where id = 4`;
      await tx`delete from masto.toots_raw where id = 8`;
      holding.resolve();
      await release.promise;
    });
    await holding.promise;
    await scoreTable(sql, {
      version: "v1",
      scorer: () => (text) => {
        // The old versions have been read; the scorer's transaction will wait for the other one's locks.
        setTimeout(release.resolve, 100);
        return judge("v1")(text);
      },
    });
    await meddled;
    const early = await sql`select 1 from masto.toot_scores where id in (4, 8)`;
    assert.equal(early.length, 0, "a score of a text that is gone was dropped");
    await scoreTable(sql, { version: "v1", scorer: () => judge("v1") });
    const [edited] = await sql<
      { label: number }[]
    >`select label from masto.toot_scores where id = 4`;
    assert.equal(edited!.label, -1);
    assert.equal((await sql`select 1 from masto.toot_scores where id = 8`).length, 0);
    assert.equal(await wrongWindows(sql), 0);
  } finally {
    await other.end();
    await sql.end();
  }
});

Deno.test("two runs, one from each end, meet, and no post is counted twice", async () => {
  await using database = await migratedDatabase();
  const open = () =>
    connectPostgres(database.connection, { applicationName: "trunkline test", max: 2 });
  const [one, two] = [open(), open()];
  try {
    await addPosts(one, 400);
    // The ends of all that an id can be.
    await one`update masto.toots_raw set id = 9223372036854775807 where id = 400`;
    await one`update masto.toots_raw set id = 0 where id = 1`;
    const run = (sql: Sql, from: "oldest" | "newest") =>
      scoreTable(sql, { scorer: () => judge("v1"), version: "v1", batchSize: 16, from });
    const results = await Promise.all([run(one, "oldest"), run(two, "newest")]);
    assert.equal(results[0].judged + results[1].judged, 400);
    assert.equal(results[0].scored + results[1].scored, 300);
    assert.ok(results.every(({ judged }) => judged > 0), "both had a part in it");
    assert.equal((await one`select 1 from masto.toot_scores`).length, 400);
    assert.equal(await wrongWindows(one), 0);
  } finally {
    await Promise.all([one.end(), two.end()]);
  }
});

Deno.test("the windows say between which ids the pending posts lie, and no other is looked at", async () => {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test", max: 2 });
  try {
    assert.equal(await pendingPosts(sql), undefined);
    await addPosts(sql, 50);
    assert.deepEqual(await pendingPosts(sql), { low: 1n, high: 50n });
    assert.equal(await pendingPosts(sql, { recentMinutes: 15 }), undefined, "they are old");
    await sql`update masto.toots_raw set created_at = now() where id = 7`;
    await sql`
      insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
      values (date_trunc('minute', now()), date_trunc('minute', now()) + interval '1 minute', 'de', 1, 4, 0)`;
    assert.deepEqual(await pendingPosts(sql, { recentMinutes: 15 }), { low: 7n, high: 7n });
    await sql`
      update masto.toots_raw set created_at = '2026-01-01T00:02:30Z' where id = 7`;
    await sql`delete from masto.toot_metrics_windowed where window_start > now() - interval '1 hour'`;
    const run = (range?: IdRange) =>
      scoreTable(sql, { scorer: () => judge("v1"), version: "v1", range });
    assert.equal((await run({ low: 11n, high: 20n })).judged, 10);
    // Minute 3 holds the ids that are 3 modulo 5: all others get their scores.
    await sql`delete from masto.toots_raw where id % 5 <> 3`;
    await sql`delete from masto.toot_metrics_windowed where extract(minute from window_start) <> 3`;
    await sql`delete from masto.toot_scores where id not in (select id from masto.toots_raw)`;
    const pending = await pendingPosts(sql);
    assert.deepEqual(pending, { low: 3n, high: 48n });
    assert.equal((await run(pending)).judged, 8);
    assert.equal(await pendingPosts(sql), undefined);
    assert.equal(await wrongWindows(sql), 0);
    await sql`update masto.toot_metrics_windowed set toots_count = toots_count + 1`;
    await sql`update masto.pipeline set sealed_before = '2027-01-01T00:00:00Z'`;
    assert.equal(await pendingPosts(sql), undefined, "what is sealed has no posts to judge");
  } finally {
    await sql.end();
  }
});
