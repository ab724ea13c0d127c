import { openTables, postFields } from "../../testing/applied_tables.ts";
import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { runBatch } from "./run_batch.ts";

interface Post {
  readonly at: string;
  readonly user?: string;
  readonly lang?: string;
  readonly text?: string;
  readonly tags?: readonly (string | null)[];
  readonly bot?: boolean;
  readonly reply?: string;
}

let ids = 1;

async function withBatch(body: (sql: Sql) => Promise<void>): Promise<void> {
  await using database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "batch test", max: 2 });
  try {
    await body(sql);
  } finally {
    await sql.end();
  }
}

async function store(sql: Sql, posts: readonly Post[]): Promise<void> {
  for (const { at, user = "ada", lang = "en", text = "hello", tags = [], bot, reply } of posts) {
    const id = ids++;
    await sql`
      insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
        favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version,
        in_reply_to_id)
      values (${id}, ${at}, ${user}, '1', ${lang}, ${text}, ${text},
        array(select jsonb_array_elements_text(${
      JSON.stringify(tags)
    }::text::jsonb)), 0, 0, 'home.example', ${String(id)},
        false, ${bot ?? false}, '', false, length(${text}), 1, ${reply ?? null})`;
  }
}

const read = async (sql: Sql, query: string) =>
  (await sql.unsafe(query)).map((row) => Object.values(row).join(" "));

Deno.test("batch makes all tables of posts, with hours and days in UTC whatever the session's zone", () =>
  withBatch(async (sql) => {
    await sql`set time zone 'Pacific/Auckland'`;
    await store(sql, [
      { at: "2026-03-01T23:59:59Z", user: "bob@far.example", tags: ["Foto", "foto"], text: "é😀" },
      { at: "2026-03-01T23:10:00Z", user: "bob@far.example", tags: ["foto"], bot: true },
      { at: "2026-03-02T00:00:00Z", lang: "ja", tags: ["ＦＯＴＯ", "日本", "", null], reply: "1" },
      { at: "2026-03-02T05:00:00Z", user: "bob@far.example", text: "" },
    ]);
    const result = await runBatch(sql, { activityMinToots: 3 });
    assert.equal(result.type === "done" && result.toots, 4);
    // Of the two posts of 2 March, one does not say what is attached to it.
    await sql`
      update masto.toots_raw set attachment_count = 3, described_count = case when bot then 2 else 4 end
       where username like 'bob%'`;
    await sql`
      update masto.toots_raw set attachment_count = 0, described_count = 0 where content_txt = ''`;
    assert.equal((await runBatch(sql, { activityMinToots: 3 })).type, "done");
    assert.deepEqual(
      await read(
        sql,
        `select day::text, toots_count, media_known_count, media_count, attachment_count, described_count
           from masto.batch_kinds_per_day order by 1`,
      ),
      ["2026-03-01 2 2 2 6 5", "2026-03-02 2 1 0 0 0"],
    );
    const utc = "to_char(hour at time zone 'UTC', 'MM-DD HH24')";
    assert.deepEqual(
      await read(sql, `select username, toots_count, avg_len from masto.batch_active_users`),
      [
        "bob@far.example 3 2.3333333333333335",
      ],
    );
    assert.deepEqual(
      await read(
        sql,
        `select ${utc}, hashtag, toots_count from masto.batch_hashtag_by_hour order by 1, 2`,
      ),
      ["03-01 23 Foto 2", "03-02 00 Foto 1", "03-02 00 日本 1"],
    );
    assert.deepEqual(
      await read(sql, `select hashtag, toots_count from masto.batch_top_hashtag order by 2 desc`),
      ["Foto 3", "日本 1"],
    );
    assert.deepEqual(
      await read(
        sql,
        `
        select day::text, d.toots_count, avg_len, bot_count, thread_count, hashtag_count
          from masto.batch_toots_per_day d join masto.batch_avg_len_per_day using (day)
          join masto.batch_kinds_per_day using (day) order by 1`,
      ),
      ["2026-03-01 2 3.5 1 0 2", "2026-03-02 2 2.5 0 1 1"],
    );
    assert.deepEqual(
      await read(
        sql,
        `select day::text, lang, toots_count, share from masto.v_lang_share_per_day order by 1, 2`,
      ),
      ["2026-03-01 en 2 1", "2026-03-02 en 1 0.5", "2026-03-02 ja 1 0.5"],
    );
    assert.deepEqual(
      await read(
        sql,
        `
        select day::text, server, toots_count from masto.batch_toots_by_server_per_day order by 1, 2`,
      ),
      ["2026-03-01 far.example 2", "2026-03-02 far.example 1", "2026-03-02 home.example 1"],
    );
  }));

Deno.test("batch follows deletes and edits exactly, and writes nothing where nothing differs", () =>
  withBatch(async (sql) => {
    await store(sql, [
      { at: "2026-03-01T10:00:00Z", tags: ["a"], lang: "en" },
      { at: "2026-03-02T10:00:00Z", tags: ["b"], lang: "fr", user: "eve" },
    ]);
    await runBatch(sql, { activityMinToots: 1 });
    const again = await runBatch(sql, { activityMinToots: 1 });
    assert.ok(again.type === "done");
    for (const counts of Object.values(again.tables)) {
      assert.deepEqual(counts, { written: 0, removed: 0 });
    }
    await sql`delete from masto.toots_raw where lang = 'fr'`;
    await sql`update masto.toots_raw set hashtags = '{c}', lang = 'de', content_len = 9`;
    await runBatch(sql, { activityMinToots: 1 });
    assert.deepEqual(await read(sql, "select hashtag from masto.batch_top_hashtag"), ["c"]);
    assert.deepEqual(await read(sql, "select lang from masto.batch_toots_by_lang_per_day"), ["de"]);
    assert.deepEqual(await read(sql, "select username, avg_len from masto.batch_active_users"), [
      "ada 9",
    ]);
    assert.equal((await read(sql, "select from masto.batch_toots_per_day")).length, 1);
  }));

Deno.test("batch of no posts leaves empty tables, and is skipped while nothing changes", () =>
  withBatch(async (sql) => {
    const first = await runBatch(sql, { onlyIfChanged: true });
    assert.equal(first.type === "done" && first.toots, 0);
    assert.deepEqual(await runBatch(sql, { onlyIfChanged: true }), {
      type: "skipped",
      because: "unchanged",
    });
    await sql`update masto.pipeline set changes = changes + 1`;
    assert.equal((await runBatch(sql, { onlyIfChanged: true })).type, "done");
  }));

Deno.test("a batch of posts that nobody has told of, since its consumer was killed, is not left out", async () => {
  await using tables = await openTables();
  const { sql } = tables;
  const run = async () => {
    const result = await runBatch(sql, { onlyIfChanged: true });
    return result.type === "done" ? result.toots : result.because;
  };
  assert.equal(await run(), 0);
  await tables.apply([postFields("1")]);
  assert.equal(await run(), 1);
  assert.equal(await run(), "unchanged");
});

Deno.test("batch leaves days before the retention horizon as they are, and still counts their hashtags", () =>
  withBatch(async (sql) => {
    await store(sql, [
      { at: "2026-03-01T10:00:00Z", tags: ["Old"] },
      { at: "2026-03-05T10:00:00Z", tags: ["old", "new"] },
    ]);
    await runBatch(sql);
    await sql`delete from masto.toots_raw where created_at < '2026-03-03'`;
    await sql`update masto.pipeline set sealed_before = '2026-03-03T00:00:00Z'`;
    await runBatch(sql);
    assert.deepEqual(
      await read(sql, "select day::text, toots_count from masto.batch_toots_per_day order by 1"),
      ["2026-03-01 1", "2026-03-05 1"],
    );
    assert.deepEqual(
      await read(sql, "select lower(hashtag), toots_count from masto.batch_top_hashtag order by 1"),
      ["new 1", "old 2"],
    );
  }));

Deno.test("hashtags that Mastodon takes for one are one in every table and function, under the spelling used most", () =>
  withBatch(async (sql) => {
    const spellings = ["Café", "Café", "CAFE", "cafe\u0301", "ｃａｆｅ", "ca\u00adfe", "\u200b"];
    const posts = spellings.map((tag, at): Post => ({
      at: `2026-03-01T${12 + at % 2}:${10 + at}:00Z`,
      user: `user${at}`,
      tags: [tag, "CAFÉ"],
    }));
    await store(sql, posts);
    await sql`update masto.toots_raw set user_id = username`;
    // An hour that is sealed keeps its spelling.
    await sql`insert into masto.batch_hashtag_by_hour values ('2026-02-01 00:00Z', 'cafe', 5, 5)`;
    await sql`update masto.pipeline set sealed_before = '2026-02-02'`;
    await runBatch(sql);
    const shown = async (query: string) => await read(sql, query);
    assert.deepEqual(
      await shown("select hashtag, toots_count, people from masto.batch_top_hashtag"),
      ["CAFÉ 12 7"],
    );
    const between = "'2026-03-01'::timestamptz, '2026-03-02'::timestamptz";
    assert.deepEqual(
      await shown(`select tag, posts, people from masto.hashtags_between(${between})`),
      ["CAFÉ 7 7"],
    );
    assert.deepEqual(
      await shown(`
        select tag, past + recent from masto.hashtag_periods('2026-03-01T06:00Z', '2026-03-01T12:00Z', '2026-03-01T16:00Z')`),
      ["CAFÉ 7"],
    );
  }));

Deno.test("batch finds the hashtags that rise against their own past", () =>
  withBatch(async (sql) => {
    const hour = (n: number) => `2026-03-01T${String(n).padStart(2, "0")}:30:00Z`;
    const posts: Post[] = [];
    for (let h = 0; h < 16; h++) posts.push({ at: hour(h), tags: ["steady"] });
    for (let i = 0; i < 8; i++) posts.push({ at: hour(15), tags: ["sudden"] });
    await store(sql, posts);
    await runBatch(sql);
    assert.deepEqual(
      await read(
        sql,
        `
        select hashtag, recent_count, past_count, recent_hours, past_hours, expected
          from masto.batch_rising_hashtag`,
      ),
      ["sudden 8 0 4 12 0"],
    );
    // One post of long ago makes no long past.
    await store(sql, [{ at: "2009-03-01T10:00:00Z", tags: ["old"] }]);
    await sql`
      insert into masto.toot_metrics_windowed
        (window_start, window_end, lang, toots_count, length_sum, late_count)
      select at, at + interval '1 minute', 'en', count(*), 1, 0
        from (select date_trunc('minute', created_at) as at from masto.toots_raw) as posts
       group by 1`;
    await runBatch(sql);
    assert.deepEqual(
      await read(sql, "select hashtag, recent_hours from masto.batch_rising_hashtag"),
      ["sudden 4"],
    );
  }));

const PAST = `
  select rising_recent_hours, rising_past_hours, round(rising_observed_hours)
    from masto.batch_run`;
/** Within an hour, so that its place in the day does not matter: hours of the first of March 2026. */
const hourly = (hours: readonly number[], posts: Omit<Post, "at">, times = 1): Post[] =>
  hours.flatMap((hour) =>
    Array.from({ length: times }, (_, i) => ({
      at: new Date(Date.UTC(2026, 2, 1, hour, 5 + i % 50)).toISOString(),
      ...posts,
    }))
  );
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

Deno.test("batch says of no hashtag that it rises where too little of the past was observed", () =>
  withBatch(async (sql) => {
    const rising = async () => await read(sql, "select hashtag from masto.batch_rising_hashtag");
    await store(sql, hourly([0], { tags: ["first"] }, 40));
    await runBatch(sql);
    assert.deepEqual(await rising(), [], "an hour has no past");
    assert.deepEqual(await read(sql, PAST), ["1 3 0"]);
    // Three weeks of silence, then 20 hours: nobody observed the days before.
    await store(sql, hourly(range(500, 520), { tags: ["again"] }, 3));
    await runBatch(sql);
    assert.deepEqual(await rising(), [], "the time without posts was not observed");
    assert.deepEqual(await read(sql, PAST), ["24 168 0"]);
  }));

Deno.test("batch expects the pace of the hours that were observed, and nothing that falls rises", () =>
  withBatch(async (sql) => {
    // Four days of past with a hole of one and a half; the same pace before and after.
    await store(sql, [
      ...hourly([...range(0, 30), ...range(66, 96), ...range(96, 120)], { tags: ["steady"] }, 3),
      ...hourly(range(72, 96), { tags: ["falling"] }, 6),
      ...hourly(range(96, 120), { tags: ["falling"] }, 5),
      ...hourly(range(96, 120), { tags: ["rising"] }, 2),
    ]);
    await runBatch(sql);
    assert.deepEqual(await read(sql, PAST), ["24 96 59"]);
    assert.deepEqual(
      await read(
        sql,
        "select hashtag, recent_count, past_count, expected from masto.batch_rising_hashtag",
      ),
      ["rising 48 0 0"],
    );
  }));

Deno.test("batch counts the people of a hashtag in an hour, in all hours and lately, and the accounts of a server", () =>
  withBatch(async (sql) => {
    const people = 40;
    for (const person of range(0, people)) {
      const user = person < 2 ? `p${person}` : `p${person}@far.example`;
      await store(
        sql,
        [
          ...hourly([person % 2], { user, tags: ["Shared", "shared"] }),
          ...hourly([1], { user, tags: person < 2 ? ["two"] : [] }, 3),
          ...hourly([0, 1], { user, tags: person === 0 ? ["alone"] : [] }, 2),
        ],
      );
      await sql`update masto.toots_raw set user_id = username`;
    }
    await runBatch(sql);
    const top = "select hashtag, people from masto.batch_top_hashtag order by 1";
    const counted = Object.fromEntries((await read(sql, top)).map((line) => line.split(" ")));
    assert.equal(counted["two"], "2");
    assert.equal(counted["alone"], "1");
    // At least so many, and never more.
    assert.ok(Number(counted["Shared"] ?? counted["shared"]) > people / 2);
    assert.ok(Number(counted["Shared"] ?? counted["shared"]) <= people);
    assert.deepEqual(
      await read(
        sql,
        "select server, people from masto.batch_toots_by_server_per_day order by 1",
      ),
      ["far.example 38", "home.example 2"],
    );
    // Whoever is gone with the posts of sealed hours was at least as many as in one of them.
    await sql`delete from masto.toots_raw`;
    await sql`update masto.pipeline set sealed_before = '2026-03-03T00:00:00Z'`;
    await runBatch(sql);
    const sealed = Object.fromEntries((await read(sql, top)).map((line) => line.split(" ")));
    assert.equal(sealed["two"], "2");
    assert.ok(Number(sealed["Shared"] ?? sealed["shared"]) >= 3);
  }));

Deno.test("three people are told from two, whoever they are", () =>
  withBatch(async (sql) => {
    const groups = range(0, 300);
    await sql`
      insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
        favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
      select row_number() over (), '2026-03-01T10:00:00Z', 'ada', 'person ' || g * 3 + p % size, 'en', 'x', 'x',
             array['of' || size || '_' || g], 0, 0, 'home.example', g || '.' || size || '.' || p, false, false, '', false, 1, 1
        from generate_series(1, ${groups.length}) as g, generate_series(0, 5) as p, (values (1), (2), (3)) as s (size)`;
    await runBatch(sql);
    assert.deepEqual(
      await read(
        sql,
        `select left(hashtag, 3), bool_and(people >= masto.min_people()), bool_or(people >= masto.min_people())
           from masto.batch_top_hashtag group by 1 order by 1`,
      ),
      ["of1 false false", "of2 false false", "of3 true true"],
    );
  }));

Deno.test("a post that is dated centuries off does not stretch the hours of the week", () =>
  withBatch(async (sql) => {
    // As older versions stored them, and one that is plausible and alone.
    const odd = ["0001-01-01", "1970-01-01", "2001-01-01", "4023-01-01", "6053-01-01"];
    const hours = ["2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", "2026-03-03T10:00:00Z"];
    for (const at of [...odd.map((day) => `${day}T00:00:00Z`), ...hours]) {
      const count = at < "2026" || at > "2027" ? 1 : 10;
      await sql`
        insert into masto.toot_metrics_windowed
          (window_start, window_end, lang, toots_count, length_sum, late_count)
        values (${at}, ${at}::timestamptz + interval '1 minute', 'en', ${count}, 1, 0)`;
    }
    await runBatch(sql);
    assert.deepEqual(
      await read(
        sql,
        `
        select count(*) as hours, sum(toots_count) as toots, sum(hours_seen) as seen, min(iso_weekday) as first,
               max(iso_weekday) as last
          from masto.batch_hour_of_week`,
      ),
      ["25 30 25 1 2"],
    );
  }));

Deno.test("a second batch does not wait for the first, and an aborted one leaves no trace", () =>
  withBatch(async (sql) => {
    await store(sql, [{ at: "2026-03-01T10:00:00Z" }]);
    const gate = Promise.withResolvers<void>();
    const held = sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(7261846101003)`;
      gate.resolve();
      assert.deepEqual(await runBatch(sql), { type: "skipped", because: "busy" });
    });
    await gate.promise;
    await held;
    const abort = new AbortController();
    await assert.rejects(
      runBatch(sql, {
        signal: abort.signal,
        onProgress: ({ table }) => table === "batch_toots_per_day" && abort.abort(),
      }),
      { name: "AbortError" },
    );
    assert.deepEqual(await read(sql, "select from masto.batch_toots_per_day"), []);
  }));

Deno.test("batch goes on whatever the length of a hashtag", () =>
  withBatch(async (sql) => {
    // Hardly compressible, as an index would try: it holds 2,700 bytes at most.
    let seed = 1;
    const letter = () =>
      String.fromCodePoint(0x4e00 + (seed = seed * 48_271 % 0x7fffffff) % 20_000);
    const long = Array.from({ length: 3_000 }, letter).join("");
    await store(sql, [{ at: "2026-03-01T10:00:00Z", tags: [long, "short"] }]);
    await runBatch(sql, { activityMinToots: 1 });
    assert.deepEqual(
      await read(
        sql,
        "select left(hashtag, 3), length(hashtag) from masto.batch_top_hashtag order by 2",
      ),
      ["sho 5", `${long.slice(0, 3)} 100`],
    );
  }));
