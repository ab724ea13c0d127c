import assert from "node:assert/strict";
import { parseEnv } from "node:util";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { type CommandEnv, pause, startCommandIn } from "../testing/trunkline_command.ts";

/** A folder that init writes into. */
async function folder(env?: string) {
  const path = await Deno.makeTempDir({ prefix: "trunkline_init_" });
  if (env !== undefined) await Deno.writeTextFile(`${path}/.env`, env, { mode: 0o644 });
  return {
    path,
    read: () => Deno.readTextFile(`${path}/.env`),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** Runs init; answers each question by its text, and the address with the code of the page behind it. */
async function init(
  cwd: string,
  args: readonly string[],
  { answers = {}, env = {}, paste = (code) => code }: {
    readonly answers?: Readonly<Record<string, string>>;
    readonly env?: CommandEnv;
    readonly paste?: (code: string, address: URL) => string;
  } = {},
) {
  await using command = startCommandIn(cwd, ["init", ...args], env);
  for (const [question, answer] of Object.entries(answers)) {
    await command.untilStderr(new RegExp(question));
    await command.writeLine(answer);
  }
  let address: URL | undefined;
  const open = async () => {
    await command.untilStderr(/Paste the code/);
    // The two outputs are read apart: the question may come before the address.
    let printed: string | undefined;
    while ((printed = /https?:\S+(?=\s)/.exec(command.stdout)?.[0]) === undefined) await pause(5);
    address = new URL(printed);
    const page = await (await fetch(address, { headers: { "User-Agent": "browser" } })).text();
    const code = /value="([^"]+)"/.exec(page)?.[1] ?? "none";
    await command.writeLine(paste(code, address));
  };
  await Promise.race([open(), command.ended]);
  const ended = await command.ended;
  return { ...ended, address };
}

/** An address at which nothing listens. */
function closedPort(): string {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return `127.0.0.1:${listener.addr.port}`;
}

Deno.test("init asks, gets a token with the least scopes, and writes .env for this user alone", async () => {
  await using server = startSimulator({ token: "other", rate: 20, users: 200 });
  await using home = await folder();
  const { code, stderr, address, stdout } = await init(home.path, [], {
    answers: { "Which server": server.url, "Which stream": "" },
  });
  assert.equal(code, 0, stderr);
  const query = address?.searchParams;
  assert.equal(query?.get("scope"), "read:statuses");
  assert.equal(query?.get("redirect_uri"), "urn:ietf:wg:oauth:2.0:oob");
  assert.equal(query?.get("code_challenge_method"), "S256");
  assert.match(query?.get("state") ?? "", /^[\w-]{43}$/);
  assert.match(stderr, /runs Mastodon 4\.5\.0/);
  assert.match(
    stderr,
    /Which stream \(public, public:local, .*; several with commas\)\? \[public\]/,
  );
  assert.match(stderr, /Made \.env .*MASTODON_BASE_URL added, MASTODON_ACCESS_TOKEN added/);
  assert.match(stderr, /Start with: deno task run/);
  const written = parseEnv(await home.read());
  assert.equal(written.MASTODON_BASE_URL, server.url);
  assert.equal(written.MASTODON_STREAM, "public");
  assert.equal(((await Deno.stat(`${home.path}/.env`)).mode ?? 0) & 0o777, 0o600);
  const token = written.MASTODON_ACCESS_TOKEN ?? "";
  assert.ok(token.length > 20);
  assert.ok(!`${stdout}${stderr}`.includes(token), "the token is shown nowhere");
  const headers = { Authorization: `Bearer ${token}` };
  const timeline = await fetch(`${server.url}/api/v1/timelines/public`, { headers });
  await timeline.body?.cancel();
  assert.equal(timeline.status, 200);
});

Deno.test("init keeps the other lines of .env, works from flags and a pipe, and says what it changed", async () => {
  await using server = startSimulator({ token: "other", version: "4.2.9", users: 200 });
  const before = "# mine\nKAFKA_PARTITIONS=8\nMASTODON_ACCESS_TOKEN=old\n\nFILTER_LANGS='en,fr'\n";
  await using home = await folder(before);
  const { code, stderr, address } = await init(
    home.path,
    ["--server", server.url, "--stream", "user,list:7"],
    // The address of the page is as good as the code on it.
    {
      paste: (code, url) =>
        `${url.origin}/oauth/authorize/native?code=${code}&state=${url.searchParams.get("state")}`,
    },
  );
  assert.equal(code, 0, stderr);
  assert.equal(address?.searchParams.get("scope"), "read:statuses read:lists");
  assert.equal(address?.searchParams.has("code_challenge"), false, "this server knows no PKCE");
  const lines = (await home.read()).split("\n");
  const token = /^MASTODON_ACCESS_TOKEN=(\S{20,})$/;
  assert.deepEqual(lines.map((line) => token.test(line) ? "TOKEN" : line), [
    "# mine",
    "KAFKA_PARTITIONS=8",
    "TOKEN",
    "",
    "FILTER_LANGS='en,fr'",
    `MASTODON_BASE_URL=${server.url}`,
    "MASTODON_STREAM=user,list:7",
    "",
  ]);
  assert.match(stderr, /Changed \.env .*MASTODON_ACCESS_TOKEN replaced, MASTODON_STREAM added/);
  assert.equal(((await Deno.stat(`${home.path}/.env`)).mode ?? 0) & 0o777, 0o600);
});

Deno.test("what goes wrong is said in words, and .env stays as it was", async () => {
  await using server = startSimulator({ token: "other", users: 200 });
  await using home = await folder("MASTODON_STREAM=user\n");
  const flags = ["--server", server.url, "--stream", "public"];
  const table: [Parameters<typeof init>[1], Parameters<typeof init>[2], number, RegExp][] = [
    [flags, { paste: () => "not-the-code" }, 1, /code is wrong, was used before/],
    [
      flags,
      { paste: (code) => `${server.url}/x?code=${code}&state=a\nno code\n \n` },
      1,
      /its state is not ours/,
    ],
    [["--server", "two words"], {}, 2, /"two words" is no server/],
    [["--server", server.url, "--stream", "pubic"], {}, 2, /Cannot read the stream "pubic"/],
    [
      ["--server", `http://${closedPort()}`],
      {},
      2,
      /Cannot reach http:\/\/127\.0\.0\.1:\d+: the connection is refused/,
    ],
    [["--what"], {}, 2, /init has no flag --what/],
  ];
  for (const [args, options, code, words] of table) {
    const ended = await init(home.path, args, options);
    assert.match(ended.stderr, words);
    assert.equal(ended.code, code, ended.stderr);
    assert.equal(await home.read(), "MASTODON_STREAM=user\n");
  }
});

Deno.test("a stream that the token does not get is told; the token is kept, the stream is not", async () => {
  const closed = { local: "public", remote: "disabled" } as const;
  const open = { local: "public", remote: "public" } as const;
  const feeds = { live: closed, hashtag: open, trendingLink: open };
  await using server = startSimulator({ token: "other", feeds, users: 200 });
  await using home = await folder("MASTODON_STREAM=user\n");
  const proposed = await init(home.path, ["--server", server.url, "--stream", "public:remote"]);
  assert.equal(proposed.code, 1);
  assert.match(proposed.stderr, /Switched off there, in whole or in part: public, public:remote/);
  assert.match(proposed.stderr, /✗ stream public:remote: .*deletes only\n.*→ .*public:local/);
  const written = parseEnv(await home.read());
  assert.equal(written.MASTODON_STREAM, "user");
  assert.ok((written.MASTODON_ACCESS_TOKEN ?? "").length > 20);
  const asked = await init(home.path, ["--server", server.url], {
    answers: { "Which stream": "" },
  });
  assert.equal(asked.code, 0, asked.stderr);
  assert.equal(parseEnv(await home.read()).MASTODON_STREAM, "public:local");
});

Deno.test("a variable of the environment that hides what was written is named", async () => {
  await using server = startSimulator({ token: "other", users: 200 });
  await using home = await folder();
  const { code, stderr } = await init(
    home.path,
    ["--server", server.url, "--stream", "public"],
    { env: { MASTODON_STREAM: "user" } },
  );
  assert.equal(code, 0, stderr);
  assert.match(stderr, /MASTODON_STREAM is also set in the environment, .*unset it/);
});
