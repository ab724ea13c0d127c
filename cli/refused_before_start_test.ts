import assert from "node:assert/strict";
import manifest from "../deno.json" with { type: "json" };
import { type CommandEnv, runCommand, startCommandIn } from "../testing/trunkline_command.ts";

/** Runs a command in an empty folder. @returns what it said, and the names of the files that it left there */
async function inEmptyFolder(
  args: readonly string[],
  { env = {}, file }: { env?: CommandEnv; file?: string } = {},
) {
  const folder = await Deno.makeTempDir();
  try {
    if (file !== undefined) await Deno.writeTextFile(`${folder}/.env`, file);
    await using command = startCommandIn(folder, args, {
      TRUNKLINE_HOME: `${folder}/home`,
      ...env,
    });
    const { code, stderr, stdout } = await command.ended;
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    return { code, stderr, stdout, left: left.filter((name) => name !== ".env") };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("commands that work on stored posts make no empty database", async () => {
  const commands = [["report"], ["export"], ["score"], ["batch"], ["purge", "--post", "1"]];
  await Promise.all(commands.map(async (args) => {
    const { code, stderr, left } = await inEmptyFolder(args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^trunkline: Cannot find stored posts: there is no database in .*\n$/);
    assert.deepEqual(left, [], args.join(" "));
  }));
});

Deno.test("report and export refuse alike what can be no hashtag, no server or no language", async () => {
  const wrong = [
    ["--hashtag", "a b", 'trunkline: --hashtag is "a b"; use one hashtag'],
    ["--server", "x y", 'trunkline: --server is "x y"; use the name of one server'],
    ["--lang", "french", 'trunkline: --lang is "french"; use codes of languages'],
  ] as const;
  for (const name of ["report", "export"]) {
    await Promise.all(wrong.map(async ([flag, value, said]) => {
      const { code, stderr, left } = await inEmptyFolder([name, flag, value]);
      assert.ok(stderr.startsWith(said), stderr);
      assert.deepEqual([code, left, stderr.split("\n").length], [2, [], 2], name);
    }));
  }
});

Deno.test("a model that is not there is said before a database is made for it", async () => {
  const [flag, variable] = await Promise.all([
    inEmptyFolder(["score", "--model", "nowhere"]),
    inEmptyFolder(["consume"], { env: { MODEL_DIR: "nowhere" } }),
  ]);
  assert.match(flag.stderr, /^trunkline: --model is ".*nowhere", and no model is there; name a/);
  assert.match(variable.stderr, /^trunkline: MODEL_DIR is ".*nowhere", and no model is there;/);
  assert.deepEqual([flag.code, variable.code, flag.left, variable.left], [2, 2, [], []]);
});

Deno.test("a command that runs for days serves its health only once its arguments make sense", async () => {
  // A port that is taken is said, where it is tried.
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const env = {
    MASTODON_BASE_URL: "https://mastodon.example",
    HEALTH_PORT: `${taken.addr.port}`,
  };
  for (const name of ["run", "produce", "consume", "dashboard"]) {
    const { code, stderr, left } = await inEmptyFolder([name, "--duration", "3651d"], { env });
    assert.deepEqual([code, left], [2, []], stderr);
    assert.equal(stderr, 'trunkline: --duration is "3651d"; use ten years (3650d) at most\n');
  }
});

Deno.test("the page's address is tried before anything is started, and PostgreSQL is not blamed", async () => {
  const { code, stderr, left } = await inEmptyFolder(["dashboard"], {
    env: { DASHBOARD_HOST: "203.0.113.7", DASHBOARD_TOKEN: "a token-of-16-chars".slice(2) },
  });
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^trunkline: Cannot serve the dashboard on 203\.0\.113\.7:0: that is no address of this machine\. Set DASHBOARD_HOST/,
  );
  assert.deepEqual(left, []);
});

Deno.test("a file .env is checked line by line, and misspelt names are refused in it and in the environment", async () => {
  const [line, name, environment] = await Promise.all([
    inEmptyFolder(["status"], { file: "CONSENT=strict\nMASTODON_BASE_URL https://h\n" }),
    inEmptyFolder(["status"], { file: "BATCH_INTERVALL=60s\n" }),
    inEmptyFolder(["status"], { env: { KAFKA_BOOTSTRAP_SERVERS: "h:1" } as CommandEnv }),
  ]);
  assert.match(line.stderr, /^trunkline: Cannot read \.env line 2: it has no =\..*\n$/);
  assert.match(
    name.stderr,
    /^trunkline: BATCH_INTERVALL \(\.env line 1\) .* mean BATCH_INTERVAL\?\n$/,
  );
  assert.match(
    environment.stderr,
    /KAFKA_BOOTSTRAP_SERVERS is .* Did you mean KAFKA_BOOTSTRAP\?\n$/,
  );
  for (const { code, left } of [line, name, environment]) assert.deepEqual([code, left], [2, []]);
});

Deno.test("--version says the version of deno.json", async () => {
  const { code, stdout } = await runCommand(["--version"], {});
  assert.deepEqual([code, stdout], [0, `trunkline ${manifest.version}\n`]);
});
