import assert from "node:assert/strict";
import type { Sql } from "../postgres/connect.ts";
import { databaseWithClient } from "../../testing/dashboard.ts";
import { countHashtags as countIn, NOTHING_RISES } from "./count_hashtags.ts";

const NOW = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;

/** In the hour before now: a quarter of it against three. */
const countHashtags = (sql: Sql, minutes = 60) =>
  countIn(sql, { from: NOW - minutes * MINUTE, to: NOW, now: NOW });

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
           to_timestamp(${NOW} / 1000.0) - (m + 0.5) * interval '1 minute', 'ada', 'p' || (m + n) % ${people}::int, 'en', '', '',
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

Deno.test("a page on a young pipeline says of no hashtag that it rises, half an hour later it does", async () => {
  for (
    const [age, observed, rising] of [[5, 0, 0], [16, 1, 0], [37, 22, 0], [38, 23, 1], [200, 45, 1]]
  ) {
    await using database = await databaseWithClient();
    await post(database.sql, { tag: "steady", from: age ?? 0, perMinute: 3 });
    await post(database.sql, { tag: "new", from: 5, perMinute: 251 });
    const counted = await countHashtags(database.sql);
    assert.deepEqual(
      [counted.observedMinutes, counted.pastMinutes, counted.tags.length],
      [observed, 45, rising],
      `${age} minutes old`,
    );
  }
});

Deno.test("time that nobody observed is not a time without posts: what went on at one pace does not rise", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  // Stood still for 15 minutes.
  await post(sql, { tag: "steady", from: 70, to: 45, perMinute: 4 });
  await post(sql, { tag: "steady", from: 30, perMinute: 4 });
  await post(sql, { tag: "rising", from: 30, to: 15, perMinute: 2 });
  await post(sql, { tag: "rising", from: 15, perMinute: 4 });
  const { tags, observedMinutes, observed } = await countHashtags(sql);
  assert.equal(observedMinutes, 30);
  assert.deepEqual(observed.stretches, [
    [NOW - 70 * MINUTE, NOW - 45 * MINUTE],
    [NOW - 30 * MINUTE, NOW],
  ]);
  assert.deepEqual(tags.map(({ tag, recent, expected }) => [tag, recent, expected]), [
    ["rising", 60, 15],
  ]);
});

Deno.test("the panel follows the range: what rose in the last minutes, in the hour, or yesterday", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  await post(sql, { tag: "steady", from: 400, perMinute: 2 });
  await post(sql, { tag: "minutes", from: 3, perMinute: 4 });
  await post(sql, { tag: "hour", from: 14, to: 6, perMinute: 4 });
  await post(sql, { tag: "morning", from: 89, to: 40, perMinute: 4 });
  const rising = async (minutes: number) =>
    (await countHashtags(sql, minutes)).tags.map(({ tag }) => tag).sort();
  assert.deepEqual(await rising(15), ["minutes"]);
  assert.deepEqual(await rising(60), ["hour", "minutes"]);
  assert.deepEqual(await rising(360), ["hour", "minutes", "morning"]);
  // A chosen range that has ended.
  const [from, to] = [NOW - 150 * MINUTE, NOW - 75 * MINUTE];
  const { tags } = await countIn(sql, { from, to, now: NOW });
  assert.deepEqual(tags.map(({ tag }) => tag), ["morning"]);
});

Deno.test("the order is that of the factors that are shown; a new one counts as of one expected post", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  await post(sql, { tag: "steady", from: 70, perMinute: 4 });
  await post(sql, { tag: "tenfold", from: 60, to: 15 });
  await post(sql, { tag: "tenfold", from: 15, perMinute: 10 });
  await post(sql, { tag: "double", from: 60, to: 15, perMinute: 10 });
  await post(sql, { tag: "double", from: 15, perMinute: 20 });
  await post(sql, { tag: "new", from: 7 });
  const { tags } = await countHashtags(sql);
  assert.deepEqual(tags.map(({ tag, recent, expected }) => [tag, recent, expected]), [
    ["tenfold", 150, 15],
    ["new", 7, 0],
    ["double", 300, 150],
  ]);
});

Deno.test("the past of a hashtag counts its posts of one person too, once enough people share it", async () => {
  await using database = await databaseWithClient();
  const { sql } = database;
  await post(sql, { tag: "steady", from: 70 });
  await post(sql, { tag: "bot", from: 70, to: 15, people: 1, perMinute: 3 });
  await post(sql, { tag: "bot", from: 15, people: 5, perMinute: 3 });
  await post(sql, { tag: "alone", from: 15, people: 1, perMinute: 30 });
  await post(sql, { tag: "pair", from: 15, people: 2, perMinute: 30 });
  const { tags } = await countHashtags(sql);
  assert.deepEqual(tags, []);
  const [rule] = await sql<{ n: number }[]>`select masto.min_people() as n`;
  assert.equal(rule?.n, NOTHING_RISES.fewestPeople, "the page and the database hide by one number");
});
