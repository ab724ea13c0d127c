import assert from "node:assert/strict";
import { parse } from "@std/csv";
import { withStore } from "../postgres/with_store.ts";
import { migratedDatabase } from "../../testing/databases.ts";
import { exportFiles } from "./export_files.ts";
import type { PostsWanted } from "./export_source.ts";
import { formulaSafe } from "./format_rows.ts";

async function withFolder(body: (out: string) => Promise<void>): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    await body(out);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

Deno.test("formulaSafe disarms what a spreadsheet would run, and nothing else", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]) {
    assert.equal(formulaSafe(text), `'${text}`);
  }
  for (const text of ["", "a=1", "#tag", "'=1", " =1"]) assert.equal(formulaSafe(text), text);
});

Deno.test("export writes the three files of the replaced system, with its columns", () =>
  withFolder(async (out) => {
    await using database = await migratedDatabase();
    const { connection } = database;
    await withStore(connection, "export test", async (sql) => {
      await sql`
        insert into masto.toot_metrics_windowed
          (window_start, window_end, lang, toots_count, length_sum, late_count, n_pos, n_neg, n_neu, prob_pos_sum)
        values ('2026-03-01T23:59Z', '2026-03-02T00:00Z', 'en', 5, 50, 0, 2, 1, 0, 1500000)`;
      await sql`insert into masto.batch_top_hashtag values ('=evil()', 2), ('日本, "x"', 3)`;
    });
    await exportFiles({ connection, out });
    const read = async (name: string) => parse(await Deno.readTextFile(`${out}/${name}.csv`));
    assert.deepEqual(await read("viz_sentiment_daily"), [
      ["day", "n_toosts", "n_pos", "n_neg", "n_neu", "avg_prob_pos"],
      ["2026-03-01", "3", "2", "1", "0", "0.5"],
    ]);
    assert.deepEqual(await read("viz_sentiment_dist"), [["label_str", "n"], ["positive", "2"], [
      "negative",
      "1",
    ]]);
    assert.deepEqual(await read("viz_top_hashtags"), [["hashtag", "n"], ['日本, "x"', "3"], [
      "'=evil()",
      "2",
    ]]);
  }));

Deno.test("export writes any table or view, in UTC and with every digit, and names those there are", () =>
  withFolder(async (out) => {
    await using database = await migratedDatabase();
    const { connection } = database;
    await withStore(connection, "export test", async (sql) => {
      await sql`
        insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
          favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
        values (9007199254740993, '2026-03-01T10:00:00.123+02', '-ada', '1', 'en', ${'=a\n"b"'}, '', '{x,"y z"}', 0, 0,
          'h.example', '1', false, true, '', false, 1, 1)`;
    });
    await exportFiles({ connection, out, table: "toots_raw" });
    const [row] = parse(await Deno.readTextFile(`${out}/toots_raw.csv`), { skipFirstRow: true });
    assert.equal(row?.["id"], "9007199254740993");
    assert.equal(row?.["created_at"], "2026-03-01T08:00:00.123000Z");
    assert.equal(row?.["username"], "'-ada");
    assert.equal(row?.["content_txt"], '\'=a\n"b"');
    assert.equal(row?.["hashtags"], '["x","y z"]');

    const progress: number[] = [];
    await exportFiles(
      { connection, out, table: "masto.toots_raw", format: "jsonl" },
      ({ rows }) => progress.push(rows),
    );
    const line = await Deno.readTextFile(`${out}/toots_raw.jsonl`);
    assert.match(line, /^{"id":9007199254740993,/);
    const value: Record<string, unknown> = JSON.parse(line);
    assert.equal(value["content_txt"], '=a\n"b"');
    assert.deepEqual(value["hashtags"], ["x", "y z"]);
    assert.equal(value["bot"], true);
    assert.equal(value["edited_at"], null);
    assert.deepEqual(progress, [1]);

    await assert.rejects(
      exportFiles({ connection, out, table: "nope; drop table x" }),
      /--table names no table.*toots_raw/s,
    );
    await assert.rejects(
      exportFiles({ connection, out, table: "toots_raw", signal: AbortSignal.abort() }),
    );
  }));

Deno.test("posts are chosen by hashtag, time, language and server, and a spreadsheet keeps every digit of an id", () =>
  withFolder(async (out) => {
    await using database = await migratedDatabase();
    const { connection } = database;
    const id = "113912345678901234";
    await withStore(connection, "export test", async (sql) => {
      const post = (n: number, at: string, user: string, lang: string, tag: string) =>
        sql`
          insert into masto.toots_raw (id, created_at, username, user_id, lang, content_txt, content_html, hashtags,
            favourites, reblogs, instance, status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
          values (${
          (BigInt(id) + BigInt(n)).toString()
        }, ${at}, ${user}, ${user}, ${lang}, '=1+1; été', '', array[${tag}::text],
            0, 0, 'home.example', ${String(n)}, false, false, '', false, 1, 1)`;
      await post(0, "2026-03-01T10:00Z", "ada@far.example", "fr", "Éclipse");
      await sql`update masto.toots_raw set attachment_count = 2, described_count = 1`;
      await post(1, "2026-03-01T11:00Z", "bob", "fr", "ECLIPSE");
      await post(2, "2026-03-02T10:00Z", "bob", "en", "eclipse");
      await post(3, "2026-03-02T10:00Z", "bob", "en", "other");
      await sql`
        insert into masto.toot_scores (id, content_version, prob_pos, label, model) values (${id}, 1, 530000, 0, 'm')`;
    });
    const chosen = async (wanted: Partial<PostsWanted>, name: string) => {
      await exportFiles({ connection, out, posts: { langs: [], ...wanted } });
      const [header, ...rows] = parse(await Deno.readTextFile(`${out}/${name}.csv`));
      return rows.map((row) => row[header?.indexOf("id") ?? 0]?.slice(-1));
    };
    assert.deepEqual(await chosen({ tag: "eclipse" }, "posts-eclipse"), ["4", "5", "6"]);
    const french = { tag: "eclipse", langs: ["fr"] };
    assert.deepEqual(await chosen(french, "posts-eclipse-fr"), ["4", "5"]);
    const both = { tag: "eclipse", langs: ["fr", "en"] };
    assert.deepEqual(await chosen(both, "posts-eclipse-fr-en"), ["4", "5", "6"]);
    assert.deepEqual(await chosen({ server: "FAR.example" }, "posts-FAR.example"), ["4"]);
    assert.deepEqual(
      await chosen({ from: Date.UTC(2026, 2, 1, 11), to: Date.UTC(2026, 2, 2) }, "posts"),
      ["5"],
    );
    await exportFiles({
      ...{ connection, out, posts: { langs: [], server: "far.example" } },
      spreadsheet: { separator: ";", decimalComma: true },
    });
    const text = await Deno.readTextFile(`${out}/posts-far.example.csv`);
    assert.match(text, /;favourites;reblogs;attachment_count;described_count;/);
    assert.ok(text.includes(";0;0;2;1;"), text);
    assert.ok(text.startsWith("\ufeffcreated_at;username;"));
    assert.ok(text.includes(`"=""${id}"""`), text);
    assert.ok(text.includes(";0,53;"), text);
    assert.ok(text.includes(`"'=1+1; été"`), text);
  }));
