import assert from "node:assert/strict";
import { runBatch } from "../core/batch/run_batch.ts";
import type { Sql } from "../core/postgres/connect.ts";
import { databaseWithClient } from "../testing/dashboard.ts";
import { risingHashtags } from "./charts/rising_hashtags.ts";
import { Language } from "./language.ts";
import { readReportData } from "./read_report_data.ts";

interface Post {
  readonly hour: number;
  readonly person: string;
  readonly tag: string;
}

const FIRST = Date.UTC(2026, 2, 1);

async function store(sql: Sql, posts: readonly Post[]): Promise<void> {
  for (const [id, { hour, person, tag }] of posts.entries()) {
    const at = new Date(FIRST + hour * 3_600_000 + 60_000 * (id % 50)).toISOString();
    await sql`
      insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
        favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
      values (${id}, ${at}, ${person}, ${person}, 'en', '', '', array[${tag}::text], 0, 0, 'home.example', ${
      String(id)
    }, false, false, '', false, 1, 1)`;
  }
  await sql`
    insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
    select date_trunc('minute', created_at), date_trunc('minute', created_at) + interval '1 minute', 'en', count(*), 1, 0
      from masto.toots_raw group by 1`;
  await runBatch(sql);
}

Deno.test("a report shows hashtags and servers that enough people share, in all hours or in those asked for", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  const people = ["ada@far.example", "bob@far.example", "eve@far.example", "dan@one.example"];
  await store(sql, [
    // One person an hour: nobody is enough in any hour, three are in all.
    ...people.slice(0, 3).map((person, hour) => ({ hour, person, tag: "Spread" })),
    ...Array.from(
      { length: 9 },
      (_, i) => ({ hour: i % 5, person: "dan@one.example", tag: "mine" }),
    ),
    ...people.map((person) => ({ hour: 4, person, tag: "Burst" })),
  ]);
  const hashtags = async (range = {}) =>
    (await readReportData(sql, range)).batch?.topHashtags.map(({ hashtag, toots }) =>
      `${hashtag} ${toots}`
    );
  assert.deepEqual(await hashtags(), ["Burst 4", "Spread 3"]);
  assert.deepEqual(await hashtags({ from: FIRST }), ["Burst 4", "Spread 3"]);
  assert.deepEqual(await hashtags({ from: FIRST, to: FIRST + 3 * 3_600_000 }), ["Spread 3"]);
  assert.deepEqual(await hashtags({ from: FIRST, to: FIRST + 2 * 3_600_000 }), []);
  const data = await readReportData(sql);
  assert.deepEqual(data.batch?.servers.map(({ server }) => server), ["far.example"]);
  assert.equal(data.batch?.hashtagCount, 3);
});

Deno.test("a report of a young pipeline says that it is too early to tell what rises", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  await store(
    sql,
    Array.from({ length: 30 }, (_, i) => ({ hour: 0, person: `p${i}`, tag: "new" })),
  );
  const data = await readReportData(sql);
  const said = (locale: "en" | "fr") => risingHashtags(data, new Language(locale)).sentences[0];
  assert.equal(said("en"), "Too early to tell: 0 of the 3 h before were observed.");
  assert.match(said("fr"), /^Trop tôt pour le dire/);
});

Deno.test("a factor stands only beside a hashtag of which a post was expected", async () => {
  await using database = await databaseWithClient();
  const rising = [
    { hashtag: "a", recent: 1_255, expected: 0, isNew: true },
    { hashtag: "b", recent: 40, expected: 0.6, isNew: false },
    { hashtag: "c", recent: 40, expected: 4, isNew: false },
  ];
  await store(database.sql, [{ hour: 0, person: "p", tag: "t" }]);
  const data = await readReportData(database.sql);
  assert.ok(data.batch !== undefined);
  const { risingPast: _, ...batch } = data.batch;
  const { spec } = risingHashtags({ ...data, batch: { ...batch, rising } }, new Language("en"));
  const texts = [...JSON.stringify(spec).matchAll(/"text":"([^"]*)"\}/g)].map(([, text]) => text);
  assert.deepEqual(texts.slice(0, 3), ["new", "rare before", "× 10"]);
});
