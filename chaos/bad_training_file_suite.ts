/** Faults: bad files and models for `train`, `evaluate` and `score`, and kills while they run. */
import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import { type CommandEnv, pause, runCommand, startCommand } from "../testing/trunkline_command.ts";

const ROWS = Array.from(
  { length: 600 },
  (_, i) => `"${i % 2 * 4}","${i}","d","q","u","${i % 2 ? "love" : "hate"} day ${i % 7}"\n`,
);

/** A folder with a good CSV file and a model that was trained on it. */
async function workplace(): Promise<
  { readonly path: string; names(): string[] } & AsyncDisposable
> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "trunkline_files_" }));
  await Deno.writeTextFile(`${path}/good.csv`, ROWS.join(""));
  const trained = await runCommand(
    ["train", "--data", `${path}/good.csv`, "--model", `${path}/model`],
    {},
  );
  assert.equal(trained.code, 0, trained.stderr);
  return {
    path,
    names: () => [...Deno.readDirSync(path)].map(({ name }) => name).sort(),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

Deno.test("evaluate prints every figure as JSON and draws the picture where it is told to", async () => {
  await using files = await workplace();
  const at = files.path;
  const { code, stdout, stderr } = await runCommand(
    [
      "evaluate",
      "--data",
      `${at}/good.csv`,
      "--model",
      `${at}/model`,
      "--out",
      `${at}/o`,
      "--json",
    ],
    {},
  );
  assert.equal(code, 0, stderr);
  const result = JSON.parse(stdout);
  assert.ok(result.polar.accuracy.value > 0.9);
  assert.ok(result.bias.dialect.all.pairs >= 30);
  assert.deepEqual(result.files, ["png", "svg", "vl.json"].map((e) => `${at}/o/evaluation.${e}`));
  for (const file of result.files) assert.ok(Deno.statSync(file).size > 1_000, file);
});

Deno.test("what is wrong with a file or a model is one line that names it, and nothing is written", async (t) => {
  await using files = await workplace();
  const at = (name: string) => `${files.path}/${name}`;
  const copyOf = async (name: string) => {
    await Deno.mkdir(at(name));
    for (const file of ["manifest.json", "en.bin"]) {
      await Deno.copyFile(at(`model/${file}`), at(`${name}/${file}`));
    }
  };
  for (const name of ["cut", "tampered", "newer"]) await copyOf(name);
  await Deno.truncate(at("cut/en.bin"), 1_000);
  const weights = await Deno.readFile(at("tampered/en.bin"));
  weights[3_000_000] = weights[3_000_000]! ^ 1;
  await Deno.writeFile(at("tampered/en.bin"), weights);
  const manifest = await Deno.readTextFile(at("newer/manifest.json"));
  await Deno.writeTextFile(
    at("newer/manifest.json"),
    manifest.replace(/"formatVersion": \d+/, '"formatVersion": 99'),
  );
  await Deno.writeTextFile(at("one.csv"), ROWS.filter((row) => row.startsWith('"4"')).join(""));
  await Deno.writeTextFile(at("header.csv"), "label,text\n");
  await Deno.writeTextFile(at("none.csv"), "id,body\n1,love\n");
  await Deno.writeFile(
    at("utf16.csv"),
    new Uint8Array([0xff, 0xfe, ...[...ROWS.join("")].flatMap((c) => [c.charCodeAt(0), 0])]),
  );
  await Deno.writeTextFile(at("plain.csv.gz"), ROWS.join(""));
  await Deno.writeFile(at("cut.csv.gz"), await gzipped(ROWS.join("")).then((b) => b.slice(0, 400)));
  await Deno.writeTextFile(at("text.csv"), "text\nlove\n");
  // A line larger than the memory budget; all but its ends is a hole in a sparse file.
  await Deno.writeTextFile(at("line.csv"), '"4","1","d","q","u","text');
  await Deno.truncate(at("line.csv"), 1 << 30);
  const before = files.names();

  const model = ["--model", at("model")];
  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      "a model cut short",
      ["evaluate", "--data", at("good.csv"), "--model", at("cut")],
      /has 1000 bytes instead of/,
    ],
    ["a tampered one", [
      "score",
      "--input",
      at("text.csv"),
      "--output",
      at("o.csv"),
      "--model",
      at("tampered"),
    ], /is not the file that its manifest describes/],
    [
      "a newer one",
      ["evaluate", "--data", at("good.csv"), "--model", at("newer")],
      /a newer Trunkline made it\. Update/,
    ],
    [
      "none",
      ["evaluate", "--data", at("good.csv"), "--model", at("nothing")],
      /manifest\.json is missing\. Name a model/,
    ],
    [
      "one class to train on",
      ["train", "--data", at("one.csv"), "--model", at("m")],
      /every row is positive\. Give/,
    ],
    [
      "one class to measure",
      ["evaluate", "--data", at("one.csv"), ...model],
      /every row is positive\. Give/,
    ],
    [
      "no rows",
      ["train", "--data", at("header.csv"), "--model", at("m")],
      /a header and no rows\. Give/,
    ],
    [
      "UTF-16",
      ["train", "--data", at("utf16.csv"), "--model", at("m")],
      /it is UTF-16 text\. Save it as UTF-8/,
    ],
    [
      "a damaged .gz",
      ["train", "--data", at("cut.csv.gz"), "--model", at("m")],
      /damaged or cut short\. Fetch/,
    ],
    [
      "a gigabyte in one line",
      ["train", "--data", at("line.csv"), "--model", at("m")],
      /longer than 1 MiB\. Give/,
    ],
    [
      "no column text",
      ["score", "--input", at("none.csv"), "--output", at("o.csv")],
      /no column "text" \(it has: id, body\)/,
    ],
    [
      "a folder as output",
      ["score", "--input", at("text.csv"), "--output", at("model")],
      /a folder; name a file/,
    ],
    [
      "a pipe as output",
      ["score", "--input", at("text.csv"), "--output", "/dev/stdout"],
      /pipes are not supported; name a file/,
    ],
    [
      "a pipe as input",
      ["score", "--input", "-", "--output", at("o.csv")],
      /pipes are not supported; name a file/,
    ],
    [
      "the input as output",
      ["score", "--input", at("text.csv"), "--output", at("text.csv")],
      /is the file of --input/,
    ],
    [
      "a file as folder",
      ["evaluate", "--data", at("good.csv"), ...model, "--out", at("text.csv")],
      /Cannot write into/,
    ],
  ];
  for (const [name, args, says] of mistakes) {
    await t.step(name, async () => {
      const out = args[0] === "evaluate" && !args.includes("--out") ? ["--out", at("o")] : [];
      const { code, stderr } = await runCommand([...args, ...out], {});
      const lines = stderr.trim().split("\n");
      assert.equal(lines.length, 1, stderr);
      assert.match(lines[0]!, /^trunkline: /);
      assert.match(lines[0]!, says);
      assert.ok(code === 1 || code === 2);
      assert.deepEqual(files.names(), before);
    });
  }
  const { code, stderr } = await runCommand(["train", "--model", at("m")], {
    DATA_PATH: files.path,
  });
  assert.equal(code, 2);
  assert.match(stderr, /DATA_PATH is ".*", which is no file; name one/);
  // Its first bytes identify the format, not its name.
  const plain = await runCommand(
    ["train", "--data", at("plain.csv.gz"), "--model", at("from-plain")],
    {},
  );
  assert.equal(plain.code, 0, plain.stderr);
});

Deno.test("a scored file appears when it is whole: not after a signal, not after a kill", async () => {
  await using files = await workplace();
  const at = (name: string) => `${files.path}/${name}`;
  const line = "I really love this wonderful day\n";
  await Deno.writeTextFile(at("long.csv"), "text\n" + line.repeat(600_000));
  await Deno.writeTextFile(at("out.csv"), "what was there\n");
  const before = files.names();
  const score = ["score", "--input", at("long.csv"), "--output", at("out.csv")];
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    await using scoring = startCommand(score, {});
    const begun = () => files.names().some((name) => name.startsWith("out.csv."));
    while (!begun()) await pause(10);
    await pause(150);
    scoring.kill(signal);
    const { code } = await scoring.ended;
    if (signal === "SIGTERM") {
      assert.equal(code, 1);
      assert.match(scoring.stderr, /Stopped before the end: run it again/);
    }
    assert.equal(await Deno.readTextFile(at("out.csv")), "what was there\n", signal);
    if (signal === "SIGTERM") assert.deepEqual(files.names(), before, "no draft is left");
  }
  const { code } = await runCommand(score, {});
  assert.equal(code, 0);
  assert.equal((await Deno.readTextFile(at("out.csv"))).split("\n").length, 600_002);
});

Deno.test("a table whose scorers are killed again and again is scored in the end, each post once", async () => {
  await using database = await freshDatabase();
  const { connection } = database;
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  const home = await Deno.makeTempDir();
  try {
    await migrate(sql);
    await sql`
      insert into masto.toots_raw
        (id, created_at, username, user_id, lang, content_txt, content_html, hashtags, favourites, reblogs, instance,
         status_id, sensitive, bot, spoiler_text, late, content_len, content_version)
      select i, '2026-01-01T00:00:30Z'::timestamptz + (i % 50) * interval '1 minute', 'ana', '1', 'en',
             (array['I love this day', 'I hate this day', 'http://a.example'])[1 + i % 3] || ' ' || i, '', '{}', 0, 0,
             'a.example', i::text, false, false, '', false, 15, 1
        from generate_series(1, 60000) i`;
    await sql`
      insert into masto.toot_metrics_windowed (window_start, window_end, lang, toots_count, length_sum, late_count)
      select date_trunc('minute', created_at), date_trunc('minute', created_at) + interval '1 minute', lang, count(*),
             sum(content_len), 0
        from masto.toots_raw group by 1, 2, 3`;
    const env: CommandEnv = {
      TRUNKLINE_HOME: home,
      PG_URL: `postgres://${connection.host}:${connection.port}/${connection.database}`,
      PG_USER: connection.username,
      PG_PASS: connection.password,
    };
    const scores = async () => {
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from masto.toot_scores`;
      return row!.n;
    };
    for (const share of [0.1, 0.4]) {
      await using scoring = startCommand(["score"], env);
      while (await scores() < 60_000 * share) await pause(5);
      scoring.kill("SIGKILL");
      await scoring.ended;
      // A COMMIT in flight may still take place.
      await untilNobody(sql);
      assert.deepEqual(await wrong(sql), [], "whole batches and nothing else");
    }
    const kept = await scores();
    assert.ok(kept < 60_000, "it was killed in mid-way");
    const { stdout, code, stderr } = await runCommand(["score", "--json"], env);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).judged, 60_000 - kept);
    assert.equal(await scores(), 60_000);
    assert.deepEqual(await wrong(sql), []);
  } finally {
    await sql.end();
    await Deno.remove(home, { recursive: true });
  }
});

/** Waits until the sessions of killed scorers have ended. */
async function untilNobody(sql: Sql): Promise<void> {
  while (
    (await sql`
      select 1 from pg_stat_activity
       where datname = current_database() and application_name = 'trunkline scorer'`).length > 0
  ) await pause(20);
}

/** Windows whose sums differ from a recount. */
async function wrong(sql: Sql): Promise<unknown[]> {
  return [
    ...await sql`
    with recount as (
      select date_trunc('minute', r.created_at) as window_start, r.lang,
             count(*) filter (where s.label = 1) as pos, count(*) filter (where s.label = -1) as neg,
             count(*) filter (where s.label = 0) as neu,
             count(*) filter (where s.id is not null and s.label is null) as unscored,
             coalesce(sum(s.prob_pos), 0) as prob
        from masto.toots_raw r left join masto.toot_scores s using (id) group by 1, 2)
    select to_json(w) as window, to_json(c) as recount
      from masto.toot_metrics_windowed w full join recount c using (window_start, lang)
     where (w.n_pos, w.n_neg, w.n_neu, w.n_unscored, w.prob_pos_sum)
           is distinct from (c.pos, c.neg, c.neu, c.unscored, c.prob)`,
  ];
}

async function gzipped(text: string): Promise<Uint8Array> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
