/** The statements of docs/analysts.md, run as the reader on a database with posts, as they are printed there. */
import assert from "node:assert/strict";
import { runBatch } from "../core/batch/run_batch.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { ensureReaderRole } from "../core/postgres/reader_role.ts";
import { freshDatabase } from "../testing/databases.ts";
import { postsOf, storePosts } from "../testing/oracle/made_up_stream.ts";

const text = await Deno.readTextFile(new URL("analysts.md", import.meta.url));
const answers = text.slice(text.indexOf("## Questions"), text.indexOf("## Example 1"));
const statements = answers.split(/^### /m).slice(1).flatMap((section) => {
  const [, number = "", question = ""] = /^(\d+)\. (.+)$/m.exec(section) ?? [];
  return [...section.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = ""], index) => ({
    number: index === 0 ? number : `${number}, ${index + 1}`,
    ...{ question, sql },
  }));
});

Deno.test("the answers of the document are what the reader gets by copy and paste", async (t) => {
  await using database = await freshDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "answers test" });
  await using _ = { [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) };
  await migrate(sql);
  const posts = postsOf(
    { name: "10 days", minutes: 10 * 1_440, every: 5, positive: [0.6, 0.3] },
    Date.now(),
  );
  await storePosts(sql, posts);
  await sql`
    update masto.toots_raw
       set content_html = '<p><a href="https://www.news.example/a">x</a> <a class="u-url mention" href="https://h.example/@b">b</a></p>'
     where id % 3 = 0`;
  await sql`
    insert into masto.stream_coverage (instance, stream, state, partitions, "partition", covered)
    values ('home.example', 'public', 'live', 1, 0, tstzmultirange(tstzrange(now() - interval '3 hours', now() - interval '2 hours')))`;
  await sql`
    insert into masto.alerts (kind, key, title, at) values ('burst', 'burst', 'a burst', now())`;
  await runBatch(sql);
  const name = `reader_${crypto.randomUUID().slice(0, 8)}`;
  await ensureReaderRole(sql, { name, password: "secret" });
  const reader = connectPostgres({ ...connection, username: name, password: "secret" }, {
    applicationName: "answers test reader",
  });
  try {
    assert.ok(statements.length >= 15, "the document has its questions");
    const rows = new Map<string, readonly Record<string, unknown>[]>();
    for (const { number, question, sql } of statements) {
      await t.step(`${number} ${question}`, async () => {
        // A placeholder of the document is a hashtag of the test.
        const answered = await reader.unsafe(sql.replaceAll("eclipse", "burst"));
        assert.ok(answered.length > 0, "there is an answer");
        rows.set(number, answered);
      });
    }
    const [domain] = rows.get("6") ?? [];
    assert.equal(domain?.["domain"], "news.example");
    const now = Date.now();
    const truth = posts.filter(({ at, tags }) => at >= now - 86_400_000 && tags.includes("burst"));
    const [server] = rows.get("3") ?? [];
    assert.equal(server?.["server"], "home.example");
    assert.ok(Math.abs(Number(server?.["posts"]) - truth.length) <= 1, JSON.stringify(server));
    const [rising] = rows.get("1") ?? [];
    assert.equal(rising?.["hashtag"], "burst");
    const [media] = rows.get("4, 2") ?? [];
    const files = truth.reduce((sum, { media }) => sum + (media?.attachments ?? 0), 0);
    const described = truth.reduce((sum, { media }) => sum + (media?.described ?? 0), 0);
    assert.ok(Math.abs(Number(media?.["attachments"]) - files) <= 3, JSON.stringify(media));
    assert.ok(Math.abs(Number(media?.["percent_described"]) - 100 * described / files) < 2);
    const people = new Set(
      posts.filter(({ at }) => at >= now - 86_400_000).map(({ person }) => person),
    );
    const [counted] = rows.get("5") ?? [];
    assert.equal(counted?.["people"], people.size);
  } finally {
    await reader.end({ timeout: 1 });
    await sql.unsafe(`grant ${name} to current_user; drop owned by ${name}; drop role ${name}`);
  }
});
