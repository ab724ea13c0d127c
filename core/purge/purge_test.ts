import assert from "node:assert/strict";
import {
  type AppliedTables,
  NOON,
  postFields,
  tablesOfFile,
} from "../../testing/applied_tables.ts";
import type { PurgeRule } from "../apply/refusals.ts";
import { purge } from "./purge.ts";
import { retain } from "./retain.ts";

const at = (minute: number) => new Date(NOON + minute * 60_000).toISOString();

/** Posts, and what both kinds of windows hold beside a recount of the posts. */
async function state({ sql }: AppliedTables) {
  const [row] = await sql<{ ids: string[] | null; wrong: number }[]>`
    with languages as (
      select date_trunc('minute', created_at) as start, lang as name, count(*) as n, sum(content_len) as length
        from masto.toots_raw group by 1, 2
    ), users as (
      select date_trunc('minute', created_at), username, count(*), sum(content_len) from masto.toots_raw group by 1, 2
    )
    select (select json_agg(status_id order by masto.toots_raw.id) from masto.toots_raw) as ids,
           (select count(*)::int from (
              ((select * from languages) except
               (select window_start, lang, toots_count, length_sum from masto.toot_metrics_windowed))
              union all
              ((select window_start, lang, toots_count, length_sum from masto.toot_metrics_windowed) except
               (select * from languages))
              union all
              ((select * from users) except
               (select window_start, username, toots_count, length_sum from masto.user_avg_length_windowed))
              union all
              ((select window_start, username, toots_count, length_sum from masto.user_avg_length_windowed) except
               (select * from users))) wrong) as wrong`;
  return [row?.ids ?? [], row?.wrong];
}

const RULES: readonly [rule: PurgeRule, kept: readonly string[]][] = [
  [{ kind: "account", value: "ada@far.example" }, ["3", "4", "5"]],
  [{ kind: "post", value: "3" }, ["1", "2", "4", "5"]],
  [{ kind: "post", value: "https://far.example/2" }, ["1", "3", "4", "5"]],
  [{ kind: "instance", value: "far.example" }, ["4", "5"]],
];

const file = tablesOfFile();

Deno.test("what is purged leaves every table, windows included, and never comes back", async () => {
  const { tables } = file;
  const posts = [
    postFields("1", { username: "ada@far.example" }),
    postFields("2", {
      username: "ada@far.example",
      created_at: at(1),
      uri: "https://far.example/2",
    }),
    postFields("3", { username: "bob@far.example" }),
    postFields("4", { username: "ada@notfar.example" }),
    postFields("5", { username: "ada", lang: "fr" }),
  ];
  for (const [rule, kept] of RULES) {
    await tables.reset();
    await tables.apply(posts);
    // One post a step: every step leaves the tables exact.
    const { posts: removed } = await purge(tables.sql, rule, { stepPosts: 1 });
    assert.equal(removed, posts.length - kept.length, rule.value);
    assert.deepEqual(await state(tables), [kept, 0], rule.value);
    await tables.apply(posts.map((post) => ({ ...post, edited_at: at(9), content: "an edit" })));
    assert.deepEqual(await state(tables), [kept, 0], `${rule.value} again`);
    assert.equal((await purge(tables.sql, rule)).posts, 0);
  }
});

Deno.test("a purge beside batches that are applied leaves nothing of the account, and exact windows", async () => {
  const { tables } = file;
  const post = (n: number) =>
    postFields(`${n + 1}`, { username: n % 3 === 0 ? "ada" : `u${n}`, created_at: at(n % 7) });
  await tables.apply(Array.from({ length: 200 }, (_, n) => post(n)));
  const applying = (async () => {
    for (let from = 200; from < 1_000; from += 100) {
      await tables.apply(Array.from({ length: 100 }, (_, n) => post(from + n)));
    }
  })();
  await purge(tables.sql, { kind: "account", value: "ada" }, { stepPosts: 7 });
  await applying;
  const kept = Array.from({ length: 1_000 }, (_, n) => n).filter((n) => n % 3 !== 0);
  assert.deepEqual(await state(tables), [kept.map((n) => `${n + 1}`), 0]);
});

Deno.test("a dead letter of what is purged loses its payload and keeps its reason", async () => {
  const { tables } = file;
  const { sql } = tables;
  await tables.apply([
    postFields("1", { username: "ada", created_at: "soon" }),
    postFields("2", { username: "adam", created_at: "soon" }),
  ]);
  const { deadLetters } = await purge(sql, { kind: "account", value: "ada" });
  assert.equal(deadLetters, 1);
  const rows = await sql`
    select payload is null as gone, reason from masto.dead_letters order by "offset"`;
  assert.deepEqual([...rows], [{ gone: true, reason: "bad_date" }, {
    gone: false,
    reason: "bad_date",
  }]);
});

Deno.test("retention removes posts and what is keyed by a username, and keeps the counts of old days", async () => {
  const { tables } = file;
  const { sql } = tables;
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const ages = [0, 1, 2, 3, 4, 40];
  const posts = ages.map((age, n) =>
    postFields(`${n + 1}`, { created_at: daysAgo(age), received_at: daysAgo(0) })
  );
  await tables.apply(posts, { timestamps: posts.map(() => Date.now()) });
  const languages = () =>
    sql`select window_start, lang, toots_count from masto.toot_metrics_windowed order by 1, 2`;
  const before = await languages();
  assert.deepEqual(await retain(sql, 2, { stepRows: 1 }), { posts: 3, userWindows: 3 });
  assert.deepEqual((await state(tables))[0], ["1", "2", "3"]);
  assert.deepEqual(await languages(), before);
  // What is replayed from before the horizon changes nothing, and fewer days than before bring nothing back.
  await tables.apply(posts, { timestamps: posts.map(() => Date.now()) });
  assert.deepEqual(await retain(sql, 30), { posts: 0, userWindows: 0 });
  assert.deepEqual((await state(tables))[0], ["1", "2", "3"]);
  assert.deepEqual(await languages(), before);
});
