import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../store/connect.ts";
import { migrate } from "../store/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
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
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "batch test", max: 2 });
  try {
    await migrate(sql);
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
