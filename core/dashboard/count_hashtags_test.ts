import assert from "node:assert/strict";
import type { Sql } from "../postgres/connect.ts";
import { migratedDatabase } from "../../testing/dashboard.ts";
import { countHashtags } from "./count_hashtags.ts";
import { NOTHING_RISES } from "./hashtag_counts.ts";

/** At the end of a step of five minutes, so that the recent stretch is ten minutes long. */
const NOW = Date.UTC(2026, 2, 1, 12) - 1;

/** Posts of a tag in each minute of `[from, to)` before now, by so many people, and their windows. */
async function post(
  sql: Sql,
  { tag, from, to = 0, perMinute = 1, people = 9 }: {
    readonly tag: string;
    readonly from: number;
    readonly to?: number;
    readonly perMinute?: number;
    readonly people?: number;
  },
): Promise<void> {
  await sql`
    insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
        favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
    select (select count(*) from masto.toots_raw) + row_number() over (),
           to_timestamp(${NOW} / 1000.0) - m * interval '1 minute', 'ada', 'p' || (m + n) % ${people}::int, 'en', '', '',
           array[${tag}::text], 0, 0, 'home.example', '', false, false, '', false, 0, 1
      from generate_series(${to}::int, ${
    from - 1
  }::int) as m, generate_series(1, ${perMinute}::int) as n`;
  await sql`
    insert into masto.toot_metrics_windowed as w (window_start, window_end, lang, toots_count, length_sum, late_count)
    select date_trunc('minute', created_at), date_trunc('minute', created_at) + interval '1 minute', 'en', count(*), 0, 0
      from masto.toots_raw group by 1
    on conflict (window_start, lang) do update set toots_count = excluded.toots_count`;
}

Deno.test("a page on a young pipeline says of no hashtag that it rises, an hour later it does", async () => {
  for (
    const [age, observed, rising] of [[5, 0, 0], [12, 2, 0], [39, 29, 0], [41, 31, 1], [200, 60, 1]]
  ) {
    await using database = await migratedDatabase();
    await post(database.sql, { tag: "steady", from: age ?? 0, perMinute: 3 });
    await post(database.sql, { tag: "new", from: 5, perMinute: 251 });
    const counted = await countHashtags(database.sql, NOW);
    assert.deepEqual(
      [counted.observedMinutes, counted.tags.length],
      [observed, rising],
      `${age} minutes old`,
    );
  }
});

Deno.test("time that nobody observed is not a time without posts: what went on at one pace does not rise", async () => {
  await using database = await migratedDatabase();
  const { sql } = database;
  // Started 70 minutes ago, stood still for 25 of them.
  await post(sql, { tag: "steady", from: 70, to: 45, perMinute: 4 });
  await post(sql, { tag: "steady", from: 20, perMinute: 4 });
  await post(sql, { tag: "rising", from: 20, to: 10, perMinute: 2 });
  await post(sql, { tag: "rising", from: 10, perMinute: 4 });
  const { tags, observedMinutes } = await countHashtags(sql, NOW);
  assert.equal(observedMinutes, 35);
  assert.deepEqual(tags.map(({ tag, recent }) => [tag, recent]), [["rising", 36]]);
});

Deno.test("the past of a hashtag counts its posts of one person too, once enough people share it", async () => {
  await using database = await migratedDatabase();
  const { sql } = database;
  await post(sql, { tag: "steady", from: 70 });
  await post(sql, { tag: "bot", from: 70, to: 10, people: 1, perMinute: 3 });
  await post(sql, { tag: "bot", from: 10, people: 5, perMinute: 3 });
  await post(sql, { tag: "alone", from: 10, people: 1, perMinute: 30 });
  await post(sql, { tag: "pair", from: 10, people: 2, perMinute: 30 });
  const { tags } = await countHashtags(sql, NOW);
  assert.deepEqual(tags, []);
  const [rule] = await sql<{ n: number }[]>`select masto.min_people() as n`;
  assert.equal(rule?.n, NOTHING_RISES.fewestPeople, "the page and the database hide by one number");
});
