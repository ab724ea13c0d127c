/** Every number of a filtered view against a recount of the posts by plain statements. */
import assert from "node:assert/strict";
import { numberArray } from "../apply/backlog/text_format.ts";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";
import { ensureReaderRole } from "../postgres/reader_role.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { databaseWithClient, startDashboard } from "../../testing/dashboard.ts";
import { expectedRight } from "../../testing/oracle/right_labels.ts";
import { type MadeUpStream, postsOf, storePosts } from "../../testing/oracle/made_up_stream.ts";
import type { Before, SelectionAnswer, Snapshot } from "./page_protocol.ts";
import { readBefore, readSelection } from "./selection.ts";

const MINUTE = 60_000;
const STREAM: MadeUpStream = { name: "", minutes: 1_500, every: 1 / 2, positive: [0.6, 0.3] };
const END = Date.UTC(2026, 2, 4, 12, 0, 30);

/** A made-up stream whose authors live on four servers, one of them of two people only. */
async function stored() {
  const database = await databaseWithClient();
  await store(database.sql, END);
  return database;
}

async function store(sql: Sql, now: number): Promise<void> {
  await storePosts(sql, postsOf(STREAM, now));
  await sql`
    update masto.toots_raw set username = username || case id % 4
        when 0 then '' when 2 then '@Far.example' when 1 then '@near.example'
        else case when user_id in ('p1', 'p2') then '@small.example' else '' end end,
        hashtags = case when id % 20 = 0 then hashtags || '{Steady}' else hashtags end`;
  await sql`
    update masto.toots_raw set content_html = case id % 6
        when 0 then '<p><a href="https://www.News.example/a?b=1" rel="nofollow">x</a> <a href="https://news.example">y</a></p>'
        when 1 then '<p><a class="u-url mention" href="https://far.example/@b">@b</a> <a href="https://x/y" class="mention hashtag">#</a></p>'
        when 2 then '<p>a <a target="_blank" href="http://me@blog.example:8080/">z</a> <a href="mailto:a@b.example">m</a></p>'
        when 3 then case when user_id in ('p1', 'p2') then '<p><a href="https://secret.example/">s</a></p>' else '' end
        else '<p>no link, href="https://none.example"</p>' end`;
  await sql`update masto.toots_raw set hashtags = '{secret}' where user_id in ('p49', 'p50') and id % 3 = 0`;
}

Deno.test("filtered views equal a recount, by hashtag, server and language", async () => {
  await using database = await stored();
  const { sql } = database;
  const hour = Math.floor(END / MINUTE / 60) * 60;
  for (
    const range of [
      { from: hour - 60, to: hour, step: 1 },
      { from: hour - 1_440, to: hour, step: 5 },
      { from: hour - 1_440, to: hour + 60, step: 60 },
    ]
  ) {
    const [since, until] = [range.from, range.to].map((at) => new Date(at * MINUTE).toISOString());
    for (
      const [tag, server, langs] of [
        ["steady", undefined, []],
        ["STEADY", "far.EXAMPLE", []],
        [undefined, "home.example", []],
        ["falling", undefined, ["en", "ja"]],
        [undefined, undefined, ["fr"]],
        [undefined, undefined, []],
      ] as const
    ) {
      const got = await readSelection(sql, range, { tag, server, langs });
      const said = JSON.stringify({ range, tag, server, langs });
      assert.equal(got.state, "counted", said);
      // The recount compares in lower case, and splits names, in ways of its own.
      const posts = sql`
        select r.*, case when username like '%@%' then regexp_replace(username, '.*@', '') else instance end as host,
               label, (floor(extract(epoch from r.created_at) / 60 / ${range.step}) * ${range.step})::int as start
          from masto.toots_raw r join masto.toot_scores using (id)
         where r.created_at >= ${since!} and r.created_at < ${until!}
           and (${tag ?? null}::text is null or lower(hashtags::text)::text[] @> array[lower(${
        tag ?? ""
      })])`;
      const ofServer = sql`select * from (${posts}) p where ${
        server ?? null
      }::text is null or host ilike ${server ?? ""}`;
      const steps = await sql`
        select start, lang, count(*)::int, sum(content_len)::int, 0, count(*) filter (where label = 1)::int,
               count(*) filter (where label = -1)::int, count(*) filter (where label = 0)::int,
               count(*) filter (where label is null)::int
          from (${ofServer}) q group by 1, 2 order by 1, 2`.values();
      if (tag !== undefined || server !== undefined) {
        assert.deepEqual(got.rows.map((row) => row.slice(0, 9)), [...steps], said);
        const [people] = await sql`select count(distinct user_id)::int as n from (${ofServer}) q`;
        assert.equal(got.people, people?.["n"], said);
      } else assert.deepEqual(got.rows, [], said);
      const chosen =
        sql`select * from (${ofServer}) q where ${langs.join()} = '' or lang = any (string_to_array(${langs.join()}, ','))`;
      const [media] = await sql`
        select count(attachment_count)::int as known, count(nullif(attachment_count, 0))::int as posts,
               coalesce(sum(attachment_count), 0)::int as attachments, coalesce(sum(described_count), 0)::int as described
          from (${chosen}) c`;
      assert.deepEqual(got.media, media, said);
      for (
        const [key, name] of [
          ["languages", sql`select id, user_id, lang as name from (${chosen}) c`],
          ["servers", sql`select id, user_id, host as name from (${chosen}) c`],
          [
            "tags",
            sql`select distinct id, user_id, lower(tag) as name from (${chosen}) c, unnest(hashtags) tag`,
          ],
          [
            "sites",
            sql`select id, user_id, case id % 6 when 0 then 'news.example' when 2 then 'blog.example' else 'secret.example' end as name
                  from (${chosen}) c where id % 6 in (0, 2) or id % 6 = 3 and user_id in ('p1', 'p2')`,
          ],
        ] as const
      ) {
        const truth = await sql`
          select name, count(*)::int, count(distinct user_id)::int from (${name}) n
           group by 1 having count(distinct user_id) >= 3 order by 2 desc, 1`.values();
        assert.deepEqual(
          (got[key] ?? []).map((
            [name, ...counts],
          ) => [key === "tags" ? name.toLowerCase() : name, ...counts]),
          [...truth],
          `${said} ${key}`,
        );
      }
    }
  }
});

Deno.test("sentiment by the language that posts were read in equals a recount, with the reasons of those without", async () => {
  await using database = await stored();
  const { sql } = database;
  const hour = Math.floor(END / MINUTE / 60) * 60;
  const day = { from: hour - 1_440, to: hour, step: 5 };
  // A third of the French posts reads as Spanish; others have each reason, or wait for their score; one person's are Welsh.
  await sql`
    update masto.toot_scores s set lang_read = case when r.user_id = 'p3' then 'cy' when r.lang = 'fr' and r.id % 3 = 0 then 'es'
        else r.lang end,
        reason = case when s.reason is not null then (array['language', 'no_known_token', 'only_links_or_mentions', 'empty'])
          [1 + r.id % 4] end
      from masto.toots_raw r where r.id = s.id`;
  const heads = {
    es: [0.8, 0.15, 0.05, 0.2, 0.6, 0.2, 0.1, 0.2, 0.7],
    fr: [0.7, 0.2, 0.1, 0.1, 0.7, 0.2, 0.1, 0.2, 0.7],
    en: [0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.3, 0.6],
  };
  for (const [lang, confusion] of Object.entries(heads)) {
    await sql`insert into masto.sentiment_heads values (${lang}, ${
      numberArray(confusion)
    }::float8[])`;
  }
  await sql`delete from masto.toot_scores where id % 31 = 0`;
  for (
    const [tag, langs] of [[undefined, []], ["steady", []], [undefined, ["fr", "ja"]]] as const
  ) {
    const { judged } = await readSelection(sql, day, { tag, langs });
    const rows = await sql<
      { lang: string; label: number | null; reason: string | null }[]
    >`
      select case when user_id = 'p3' and lang_read is not null then 'mul' else coalesce(lang_read, lang) end as lang,
             label, reason
        from masto.toots_raw left join masto.toot_scores using (id)
       where created_at >= ${new Date(day.from * MINUTE)} and created_at < ${new Date(
      day.to * MINUTE,
    )}
         and (${tag ?? null}::text is null or hashtags @> array[${tag ?? ""}])
         and (${langs.join()} = '' or lang = any (string_to_array(${langs.join()}, ',')))`;
    const truth = [...Map.groupBy(rows, ({ lang }) => lang)].map(([lang, of]) => {
      const count = (is: (row: typeof of[number]) => boolean) => of.filter(is).length;
      const said = [-1, 0, 1].map((side) => count(({ label }) => label === side));
      const sides = said[0]! + said[2]!;
      const head = Object.entries(heads).find(([known]) => known === lang)?.[1];
      return {
        ...{ lang, posts: of.length, positive: count(({ label }) => label === 1) },
        negative: count(({ label }) => label === -1),
        neutral: count(({ label }) => label === 0),
        sureness: sides === 0 || head === undefined
          ? null
          : Math.round(expectedRight(said, head) / sides * 1e3) / 1e3,
        otherLanguage: count(({ reason }) => reason === "language"),
        noKnownWord: count(({ reason }) => reason === "no_known_token"),
        onlyLinks: count(({ reason }) => reason === "only_links_or_mentions"),
        empty: count(({ reason }) => reason === "empty"),
      };
    }).sort((a, b) => b.posts - a.posts || (a.lang < b.lang ? -1 : 1));
    const rounded = judged.map((each) => ({
      ...each,
      sureness: each.sureness === null ? null : Math.round(each.sureness * 1e3) / 1e3,
    }));
    assert.deepEqual(rounded, truth, JSON.stringify({ tag, langs }));
    assert.ok(truth.length > 2);
  }
  const few = await readSelection(sql, day, { tag: "secret", langs: [] });
  assert.deepEqual([few.state, few.judged], ["too few", []]);
});

Deno.test("a selection of too few people says nothing, and one of too many posts or of posts that are gone says so", async () => {
  await using database = await stored();
  const { sql } = database;
  const hour = Math.floor(END / MINUTE / 60) * 60;
  const day = { from: hour - 1_440, to: hour, step: 5 };
  const [hidden] =
    await sql`select count(*)::int as n from masto.toots_raw where 'secret' = any (hashtags)`;
  assert.ok(hidden?.["n"] > 3);
  const few = await readSelection(sql, day, { tag: "secret", langs: [] });
  assert.deepEqual([few.state, few.rows, few.people, few.tags], ["too few", [], 0, []]);
  const all = await readSelection(sql, day, { langs: [] });
  assert.ok(!all.tags.some(([name]) => name === "secret"));
  assert.ok(!all.servers.some(([name]) => name === "small.example"));
  assert.ok(all.sites?.length === 2 && !all.sites.some(([name]) => name === "secret.example"));

  await sql`update masto.pipeline set sealed_before = ${new Date((hour - 60) * MINUTE)}`;
  assert.deepEqual(
    (({ state, limit }) => [state, limit])(
      await readSelection(sql, day, { tag: "steady", langs: [] }),
    ),
    ["gone", (hour - 60) * MINUTE],
  );
  await sql`update masto.toot_metrics_windowed set toots_count = toots_count + 200000
    where window_start = ${new Date((hour - 90) * MINUTE)}`;
  await sql`update masto.pipeline set sealed_before = null`;
  const { state, sites, tags } = await readSelection(sql, day, { langs: [] });
  assert.deepEqual([state, sites], ["counted", null], "too many posts to look for links");
  assert.ok(tags.length > 0);
  assert.ok((await readSelection(sql, day, { tag: "steady", langs: [] })).sites?.length);
  await sql`update masto.toot_metrics_windowed set toots_count = toots_count + 2000000
    where window_start = ${new Date((hour - 90) * MINUTE)}`;
  assert.equal((await readSelection(sql, day, { tag: "steady", langs: [] })).state, "too many");
});

Deno.test("attachments and descriptions of a selection equal a recount, and are of no fewer people than three", async () => {
  await using database = await stored();
  const { sql } = database;
  // Two languages of too few people, who are enough together.
  await sql`update masto.toots_raw set lang = 'br' where user_id in ('p1', 'p2') and id % 2 = 0`;
  await sql`update masto.toots_raw set lang = 'gl' where user_id = 'p4' and id % 2 = 0`;
  const [since, until] = [new Date(END - 1_300 * MINUTE), new Date(END - 10 * MINUTE)];
  for (const [tag, server] of [[null, null], ["STEADY", null], [null, "far.example"]] as const) {
    const counted = await sql`
      select lang, posts::int, people::int, with_media::int, attachments::int, described::int
        from masto.media_between(${since}, ${until}, ${tag}::text, ${server}::text) order by lang`;
    const known = sql`
      select *, case when lang in ('br', 'gl') then 'mul' else lang end as shown from masto.toots_raw
       where created_at >= ${since} and created_at < ${until} and attachment_count is not null
         and (${tag}::text is null or lower(hashtags::text)::text[] @> array[lower(${tag}::text)])
         and (${server}::text is null or lower(username) like '%@' || ${server}::text)`;
    const truth = await sql`
      select shown as lang, count(*)::int as posts, count(distinct user_id)::int as people,
             count(nullif(attachment_count, 0))::int as with_media, sum(attachment_count)::int as attachments,
             sum(described_count)::int as described
        from (${known}) known group by 1 having count(distinct user_id) >= 3 order by 1`;
    assert.deepEqual([...counted], [...truth], `${tag} ${server}`);
    if (tag === null && server === null) assert.ok(truth.some(({ lang }) => lang === "mul"));
  }
  const none = await sql`select * from masto.media_between(${since}, ${until}, 'secret')`;
  assert.deepEqual([...none], []);
});

Deno.test("the day before is that of the same minutes, of windows and of a filter alike", async () => {
  await using database = await stored();
  const { sql } = database;
  const hour = Math.floor(END / MINUTE / 60) * 60;
  const range = { from: hour - 30, to: hour + 30, step: 1 };
  for (const tag of [undefined, "steady"]) {
    const { rows, state } = await readBefore(sql, range, { tag, langs: ["en"], days: 1 });
    const truth = await sql`
      select extract(epoch from date_trunc('minute', created_at) + interval '1 day')::int / 60, lang, count(*)::int
        from masto.toots_raw
       where created_at >= ${new Date((range.from - 1_440) * MINUTE)} and lang = 'en'
         and created_at < ${new Date((range.to - 1_440) * MINUTE)}
         and (${tag ?? null}::text is null or lower(hashtags::text)::text[] @> array[${tag ?? ""}])
       group by 1, 2 order by 1`.values();
    assert.equal(state, "counted");
    assert.ok(truth.length > 5);
    assert.deepEqual(rows, [...truth]);
  }
});

Deno.test("the page's worker counts a selection once for all its viewers, as a role that may see no post", async () => {
  const now = Date.now();
  await using database = await freshDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "selection test", max: 2 });
  await migrate(sql);
  await store(sql, now);
  const role = { name: `press_reader_${crypto.randomUUID().slice(0, 8)}`, password: "reader" };
  assert.deepEqual(await ensureReaderRole(sql, role), { type: "ready" });
  const asReader = { ...connection, username: role.name, password: role.password };
  try {
    await using dashboard = await startDashboard({
      host: "127.0.0.1",
      port: 0,
      postgres: asReader,
    });
    const get = async (path: string) => {
      const response = await fetch(dashboard.url + path);
      return response.ok ? await response.json() : (await response.body?.cancel(), response.status);
    };
    const query = "range=24h&tag=steady&server=far.example";
    const calls = async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where usename = ${role.name}`;
      return row?.n;
    };
    assert.ok((await calls() ?? 0) > 0);
    const answers: SelectionAnswer[] = await Promise.all(
      Array.from({ length: 50 }, () => get(`api/selection?${query}`)),
    );
    // `now` is read with the count: one for all.
    assert.deepEqual(new Set(answers.map((answer) => answer.now)).size, 1);
    const [first] = answers;
    assert.equal(first?.state, "counted");
    assert.ok(first.againMs >= 2_000);
    const [truth] = await sql<{ n: number }[]>`
      select count(*)::int as n from masto.toots_raw
       where username like '%@Far.example' and 'steady' = any (hashtags)
         and created_at >= ${new Date(first.from * MINUTE)} and created_at < ${new Date(
      first.to * MINUTE,
    )}`;
    assert.equal(first.rows.reduce((sum, [, , posts]) => sum + posts, 0), truth?.n);
    const before: Before = await get("api/before?range=1h&by=day");
    const snapshot: Snapshot = await get("api/snapshot?range=1h");
    assert.equal(before.step, snapshot.step);
    assert.ok(
      before.rows.every(([start]) => start >= snapshot.from - 1 && start < snapshot.to + 1),
    );
    for (const wrong of ["selection?range=9h", "selection?tag=a%20b", "before?range=1h&by=year"]) {
      assert.equal(await get(`api/${wrong}`), 400);
    }
    const refused = await fetch(`${dashboard.url}api/selection?range=1h&server=x%20y`);
    assert.match(await refused.text(), /^server is "x y"; use the name of one server/);
    const many = [];
    for (let n = 0; n < 40; n++) many.push(get(`api/selection?range=1h&tag=t${n}`));
    assert.ok((await Promise.all(many)).includes(429), "one address may not ask for everything");
  } finally {
    await sql.unsafe(`
      revoke all on all tables in schema masto from ${role.name};
      revoke all on all functions in schema masto from ${role.name};
      revoke all on schema masto from ${role.name};
      revoke all on database ${connection.database} from ${role.name};
      drop role ${role.name}`);
    await sql.end({ timeout: 1 });
  }
});
