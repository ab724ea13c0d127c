import assert from "node:assert/strict";
import fc from "fast-check";
import { type Fields, NOON, openTables, postFields } from "../../../testing/applied_tables.ts";
import { htmlToText } from "../../post/html_to_text.ts";
import { sourceText } from "../../post/source_text.ts";
import type { ScoreText } from "../../apply/plan.ts";
import { connectPostgres, type Sql } from "../../postgres/connect.ts";
import { CONSUMER_SESSION, CONTROL_SESSION } from "../../postgres/consumer_sessions.ts";
import { writeScores } from "../../scoring/write_scores.ts";
import { scoreTable } from "../../scoring/score_table.ts";
import { reserveConnection } from "../../postgres/reserve.ts";
import { recountPosts } from "./recount_posts.ts";

/** HTML of which the two rules make another text, and of which they make the same. */
const HTMLS = [
  "<p>one</p>\n\n<p>two</p>",
  "<p>a  b</p>",
  "<ul>\n  <li>x</li>\n  <li>y</li>\n</ul>",
  "<p>good<img alt=':heart:'>bad</p>",
  "<p>e <math><semantics><mi>x</mi><annotation>e^x</annotation></semantics></math></p>",
  "<p>the same by both</p>",
  "<p>👩‍🚀\n\n𝕏</p>",
];

/** The record of a post as the build before wrote it. */
function formerFields(id: string, html: string, more: Fields = {}): Fields {
  return postFields(id, { content_html: html, content: sourceText(html), ...more });
}

const scoreText: ScoreText = ({ content }) =>
  content.length % 3 === 0
    ? { reason: "empty", model: "m" }
    : { label: content.length % 3 === 1 ? 1 : -1, probPos: content.length * 1_000, model: "m" };

/** The tables of one test, whose posts are still to be counted anew. */
async function openFormer() {
  const tables = await openTables();
  return {
    ...tables,
    async anew() {
      await tables.reset();
      await begin(tables.sql);
    },
    [Symbol.asyncDispose]: () => tables[Symbol.asyncDispose](),
  };
}

/** postgres.js 3.4.9 never reserves a connection that it has yet to open. */
async function reserved(sql: Sql) {
  await sql`select 1`;
  return await sql.reserve();
}

async function begin(sql: Sql): Promise<void> {
  await sql`update masto.recounts set up_to = null, position = null, looked_at = 0, changed = 0, done_at = null`;
}

async function recountAll(sql: Sql, posts = 500): Promise<number> {
  let changed = 0;
  for (;;) {
    const step = await recountPosts(sql, { posts });
    if (step.type === "moved") changed += step.changed;
    else return changed;
  }
}

/** All that is stored and counted, but for versions, which say how often a row was changed. */
async function contents(sql: Sql) {
  const [row] = await sql<{ all: unknown }[]>`
    select json_build_object(
      'posts', (select json_agg(json_build_array(id, created_at, username, lang, content_txt, content_html, content_len,
                                                 hashtags, favourites, uri, edited_at, is_edit, late) order by id)
                  from masto.toots_raw),
      'languages', (select json_agg(json_build_array(window_start, lang, toots_count, length_sum, late_count)
                                    order by window_start, lang) from masto.toot_metrics_windowed),
      'users', (select json_agg(json_build_array(window_start, username, toots_count, length_sum)
                                order by window_start, username) from masto.user_avg_length_windowed),
      'tombstones', (select json_agg(id order by id) from masto.tombstones)
    ) as all`;
  return row?.all;
}

/** Windows that are no recount of the posts and their scores. */
async function wrongWindows(sql: Sql) {
  const rows = await sql`
    with counted as (
      select date_trunc('minute', r.created_at) as start, r.lang, count(*) as n, sum(length(r.content_txt)) as length,
             count(*) filter (where r.late) as late, count(*) filter (where s.label = 1) as pos,
             count(*) filter (where s.label = -1) as neg, count(*) filter (where s.reason is not null) as unscored,
             coalesce(sum(s.prob_pos), 0) as prob
        from masto.toots_raw r left join masto.toot_scores s on s.id = r.id
       group by 1, 2
    ), stored as (
      select window_start, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_unscored, prob_pos_sum
        from masto.toot_metrics_windowed
    ), users as (
      select date_trunc('minute', created_at) as start, username, count(*) as n, sum(content_len) as length
        from masto.toots_raw group by 1, 2
    ), stored_users as (
      select window_start, username, toots_count, length_sum from masto.user_avg_length_windowed
    )
    select (select json_agg(x) from ((table counted except all table stored) union all
                                     (table stored except all table counted)) x) as languages,
           (select json_agg(x) from ((table users except all table stored_users) union all
                                     (table stored_users except all table users)) x) as users,
           (select json_agg(id) from masto.toots_raw where content_len <> length(content_txt)) as lengths,
           (select json_agg(s.id) from masto.toot_scores s left join masto.toots_raw r using (id)
             where s.content_version is distinct from r.content_version) as scores`;
  return { ...rows[0] };
}

const RIGHT = { languages: null, users: null, lengths: null, scores: null };

Deno.test("stored posts get the text that a browser shows, and everything counted moves with them", async () => {
  await using tables = await openFormer();
  const { sql } = tables;
  await tables.anew();
  const records = HTMLS.map((html, at) =>
    formerFields(String(at + 1), html, { username: at % 2 ? "ada" : "bo", language: "en" })
  );
  await tables.apply(records, { scoreText });
  const before = await sql`select id, content_version from masto.toots_raw order by id`;
  assert.equal(await recountAll(sql, 2), HTMLS.length - 1);
  const rows = await sql<{ text: string; length: number; version: number }[]>`
    select content_txt as text, content_len as length, content_version as version from masto.toots_raw order by id`;
  assert.deepEqual(rows.map(({ text }) => text), HTMLS.map((html) => htmlToText(html)));
  assert.deepEqual(
    rows.map(({ length, text }) => length === [...text].length),
    HTMLS.map(() => true),
  );
  assert.deepEqual(
    rows.map(({ version }, at) => version - before[at]!["content_version"]),
    HTMLS.map((html) => htmlToText(html) === sourceText(html) ? 0 : 1),
  );
  assert.deepEqual(await wrongWindows(sql), RIGHT);
  const [scored] = await sql<{ n: number }[]>`select count(*)::int as n from masto.toot_scores`;
  assert.equal(scored?.n, 1, "the score of a changed text goes");
  await scoreTable(sql, {
    version: "m",
    scorer: () => (content, lang) =>
      scoreText({ content, lang, contentHtml: "", spoilerText: "", pollText: null })!,
  });
  assert.deepEqual(await wrongWindows(sql), RIGHT);
  const [again] = await sql<{ n: number }[]>`select count(*)::int as n from masto.toot_scores`;
  assert.equal(again?.n, HTMLS.length, "and it is judged again");
});

Deno.test("a text that the earlier rule did not make of its HTML stays", async () => {
  await using tables = await openFormer();
  await tables.anew();
  const html = '<p class="quote-inline">RE: x</p>\n\n<p>So  true</p>';
  await tables.apply([
    postFields("1", { content_html: "<p>a  b</p>", content: "what another producer made of it" }),
    postFields("2", { content_html: html, content: htmlToText(html, { withQuote: true }) }),
    postFields("3", { content_html: html, content: htmlToText(html) }),
  ]);
  const before = await contents(tables.sql);
  assert.equal(await recountAll(tables.sql), 0);
  assert.deepEqual(await contents(tables.sql), before);
});

Deno.test("a language that was stored in another spelling moves to the window of the usual one", async () => {
  await using tables = await openFormer();
  const { sql } = tables;
  await tables.anew();
  await tables.apply(
    [postFields("1", { language: "pt-BR" }), postFields("2", { language: "en" })],
    { scoreText },
  );
  await sql`update masto.toots_raw set lang = 'pt_br' where id = 1`;
  await sql`update masto.toot_metrics_windowed set lang = 'pt_br' where lang = 'pt-BR'`;
  assert.equal(await recountAll(sql), 1);
  const windows =
    await sql`select lang, toots_count::int as n from masto.toot_metrics_windowed order by lang`;
  assert.deepEqual([...windows].map((row) => ({ ...row })), [{ lang: "en", n: 1 }, {
    lang: "pt-BR",
    n: 1,
  }]);
  assert.deepEqual(await wrongWindows(sql), RIGHT);
});

Deno.test("sealed posts and their windows stay as they are", async () => {
  await using tables = await openFormer();
  const { sql } = tables;
  await tables.anew();
  const later = new Date(NOON + 3_600_000).toISOString();
  await tables.apply([
    formerFields("1", "<p>a  b</p>"),
    formerFields("2", "<p>a  b</p>", { created_at: later }),
  ]);
  await sql`update masto.pipeline set sealed_before = ${later}`;
  assert.equal(await recountAll(sql), 1);
  const rows = await sql`select content_txt as text from masto.toots_raw order by id`;
  assert.deepEqual(rows.map(({ text }) => text), ["a  b", "a b"]);
  assert.deepEqual(await wrongWindows(sql), RIGHT);
});

Deno.test("it waits while a consumer with earlier rules is alive, and looks again at what that one may have stored", async () => {
  await using tables = await openFormer();
  const { sql } = tables;
  await tables.anew();
  await tables.apply([formerFields("1", "<p>a  b</p>"), formerFields("2", "<p>a  b</p>")]);
  const session = async (applicationName: string) => {
    const other = connectPostgres(tables.connection, { applicationName });
    await other`select 1`;
    return { [Symbol.asyncDispose]: () => other.end() };
  };
  const gone = async () => {
    for (let left = 1; left > 0;) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity
         where datname = current_database() and application_name like ${`${CONSUMER_SESSION}%`}`;
      left = row!.n;
    }
  };
  {
    await using _ = await session(`${CONSUMER_SESSION} control`);
    assert.deepEqual(await recountPosts(sql), { type: "waiting" });
  }
  await gone();
  {
    // A consumer whose rules are not known yet: it has just connected, or lost the session that says them.
    await using _ = await session(CONSUMER_SESSION);
    assert.deepEqual(await recountPosts(sql), { type: "waiting" });
    await using _control = await session(CONTROL_SESSION);
    assert.deepEqual(await recountPosts(sql, { posts: 1 }), {
      type: "moved",
      lookedAt: 1,
      changed: 1,
    });
  }
  await gone();
  await recountAll(sql);
  {
    await using _ = await session(`${CONSUMER_SESSION} control`);
    await tables.apply([formerFields("0", "<p>a  b</p>"), formerFields("3", "<p>a  b</p>")]);
    assert.deepEqual(await recountPosts(sql), { type: "waiting" });
  }
  await gone();
  assert.equal(await recountAll(sql), 2);
  assert.deepEqual(await wrongWindows(sql), RIGHT);
  assert.deepEqual(await recountPosts(sql), { type: "nothing" });
});

Deno.test("what is stored after the recount began is not looked at, and a fresh schema has nothing to count", async () => {
  await using tables = await openTables();
  await tables.apply([formerFields("1", "<p>a  b</p>")]);
  assert.deepEqual(await recountPosts(tables.sql), { type: "nothing" });
  await begin(tables.sql);
  await recountPosts(tables.sql, { posts: 1 });
  await tables.apply([formerFields("2", "<p>a  b</p>")]);
  await recountAll(tables.sql);
  const rows = await tables.sql`select content_txt as text from masto.toots_raw order by id`;
  assert.deepEqual(rows.map(({ text }) => text), ["a b", "a  b"]);
});

Deno.test("a step that is cut off changes nothing, and the next goes on behind the last whole one", async () => {
  await using tables = await openFormer();
  const { sql } = tables;
  await tables.anew();
  await tables.apply(
    Array.from({ length: 9 }, (_, at) => formerFields(String(at + 1), "<p>a  b</p>")),
  );
  for (let step = 0; step < 3; step++) await recountPosts(sql, { posts: 2 });
  // Someone holds the next post: the step waits for it, and its session is ended.
  const blocker = connectPostgres(tables.connection, { applicationName: "trunkline test" });
  const blocked = await reserved(blocker);
  await blocked`begin`;
  await blocked`select from masto.toots_raw where id = 8 for update`;
  await using victim = await reserveConnection(tables.connection, {
    applicationName: "trunkline recount",
  });
  const stepping = Promise.race([recountPosts(victim.sql, { posts: 2 }), victim.closed])
    .then(() => "done", () => "cut off");
  for (let waits = 0; waits === 0;) {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
       where application_name = 'trunkline recount' and datname = current_database() and wait_event_type = 'Lock'`;
    waits = row!.n;
  }
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'trunkline recount' and datname = current_database()`;
  assert.equal(await stepping, "cut off");
  await blocked`rollback`;
  blocked.release();
  await blocker.end();
  const [left] = await sql<{ position: string; n: number }[]>`
    select position::text, (select count(*)::int from masto.toots_raw where content_txt = 'a  b') as n
      from masto.recounts`;
  assert.deepEqual({ ...left }, { position: "6", n: 3 });
  assert.equal(await recountAll(sql, 2), 3);
  assert.deepEqual(await wrongWindows(sql), RIGHT);
});

Deno.test("a post of a megabyte does not fill a step, and is looked at all the same", async () => {
  await using tables = await openFormer();
  await tables.anew();
  const large = `<p>${"a  b ".repeat(20_000)}</p>`;
  await tables.apply([1, 2, 3].map((id) => formerFields(String(id), large)));
  const step = await recountPosts(tables.sql, { bytes: 50_000 });
  assert.deepEqual(step, { type: "moved", lookedAt: 1, changed: 1 });
  assert.equal(await recountAll(tables.sql), 2);
});

Deno.test("property: beside edits, deletes and scores it ends with what a replay of the topic gives", async () => {
  await using tables = await openFormer();
  await using replayed = await openTables();
  const { sql } = tables;
  const recounting = connectPostgres(tables.connection, { applicationName: "trunkline recount" });
  const other = connectPostgres(tables.connection, { applicationName: "trunkline recount" });
  const scoring = connectPostgres(tables.connection, { applicationName: "trunkline scorer" });
  await using _ = {
    [Symbol.asyncDispose]: async () =>
      void await Promise.all([recounting.end(), other.end(), scoring.end()]),
  };
  const event = fc.record({
    id: fc.integer({ min: 1, max: 8 }).map(String),
    kind: fc.constantFrom("post", "post", "edit", "delete", "refused"),
    html: fc.constantFrom(...HTMLS),
    minute: fc.nat(2),
    lang: fc.constantFrom("en", "de", "zh_cn", "EN"),
    user: fc.constantFrom("ada", "bo"),
  });
  const history = fc.record({
    former: fc.array(event, { maxLength: 14 }),
    during: fc.array(fc.array(event, { maxLength: 3 }), { maxLength: 4 }),
    posts: fc.integer({ min: 1, max: 4 }),
  });
  const recordOf = (
    at: number,
    { id, kind, html, minute, lang, user }: typeof event extends fc.Arbitrary<infer E> ? E : never,
  ): Fields => {
    const edited_at = new Date(NOON + 3_600_000 + at * 1_000).toISOString();
    if (kind === "delete") return { event: "delete", id };
    if (kind === "refused") return { event: "delete", id, reason: "filter", edited_at };
    return formerFields(id, html, {
      created_at: new Date(NOON + Number(id) % 3 * 60_000 + minute * 20_000).toISOString(),
      language: lang,
      username: user,
      ...(kind === "edit" && { event: "status.update", edited_at }),
    });
  };
  await fc.assert(
    fc.asyncProperty(history, async ({ former, during, posts }) => {
      await tables.anew();
      await replayed.reset();
      let at = 0;
      const records = former.map((each) => recordOf(at++, each));
      const later = during.map((batch) => batch.map((each) => recordOf(at++, each)));
      // Stored by the build before, which took texts as they came and did not fold languages.
      await tables.apply(records, { scoreText });
      await unfoldLanguages(sql, records);
      await Promise.all([
        recountAll(recounting, posts),
        recountAll(other, posts),
        (async () => {
          for (const batch of later) await tables.apply(batch, { schema: 1, scoreText });
        })(),
        scoreSome(scoring),
      ]);
      await recountAll(sql, posts);
      for (const batch of [records, ...later]) await replayed.apply(batch, { schema: 1 });
      assert.deepEqual(await wrongWindows(sql), RIGHT);
      assert.deepEqual(await contents(sql), await contents(replayed.sql));
    }),
    { numRuns: 60 },
  );
});

/** Stores languages as the record spelled them, with the windows that such posts were counted in. */
async function unfoldLanguages(sql: Sql, records: readonly Fields[]): Promise<void> {
  const spelled = new Map(
    records.map((fields) => [String(fields["id"]), String(fields["language"])]),
  );
  for (const [id, lang] of spelled) {
    if (lang === "zh_cn" || lang === "EN") {
      await sql`update masto.toots_raw set lang = ${lang} where id = ${id} and lower(replace(lang, '-', '_')) = ${lang.toLowerCase()}`;
    }
  }
  await sql`delete from masto.toot_metrics_windowed`;
  await sql`
    insert into masto.toot_metrics_windowed
      (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_unscored, prob_pos_sum)
    select date_trunc('minute', r.created_at), date_trunc('minute', r.created_at) + interval '1 minute', r.lang, count(*),
           sum(r.content_len), count(*) filter (where r.late), count(*) filter (where s.label = 1),
           count(*) filter (where s.label = -1), count(*) filter (where s.reason is not null),
           coalesce(sum(s.prob_pos), 0)
      from masto.toots_raw r left join masto.toot_scores s on s.id = r.id
     group by 1, 2, 3`;
}

/** Scores a few posts as a scorer does that read them before. */
async function scoreSome(sql: Sql): Promise<void> {
  const posts = await sql<
    { id: string; lang: string; contentVersion: number; minute: number; text: string }[]
  >`
    select id::text, lang, content_version as "contentVersion", content_txt as text,
           floor(date_part('epoch', created_at) / 60)::int as minute
      from masto.toots_raw order by id`;
  const scores = posts.map(({ text, lang }) =>
    scoreText({ content: text, lang, contentHtml: "", spoilerText: "", pollText: null })!
  );
  if (posts.length > 0) await writeScores(sql, posts, scores);
}
