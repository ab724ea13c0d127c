/** Faults: bad arguments, and services, folders and ports that cannot be used. Each command must end with one clear line. */
import assert from "node:assert/strict";

import type { PostgresConnection } from "../core/config/connections.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import {
  type CommandEnv,
  type Ended,
  runCommand,
  startCommand,
} from "../testing/trunkline_command.ts";
import { freePort, succeeds } from "../testing/run_program.ts";

const SECRET = "s3kr3t-of-the-suite";
const COMMANDS = [...(await runCommand(["--help"], {})).stdout.matchAll(/^ {2}(\w+) {2,}/gm)].map(
  ([, name]) => name ?? "",
);

/** A mistake of a user, and the expected error. */
interface Mistake {
  readonly args: readonly string[];
  readonly env?: CommandEnv;
  readonly code: 1 | 2;
  /** The expected line: it names the problem and the remedy. */
  readonly says: RegExp;
}

function assertExplained({ code, stderr }: Ended, expected: Pick<Mistake, "code" | "says">): void {
  const verdicts = stderr.split("\n").filter((line) => line.startsWith("trunkline: "));
  assert.equal(verdicts.length, 1, `one line says what is wrong: ${stderr}`);
  assert.match(verdicts[0] ?? "", expected.says);
  assert.ok(stderr.trimEnd().endsWith(verdicts[0] ?? ""), `it is the last one: ${stderr}`);
  assert.doesNotMatch(stderr, /^\s+at |error: Uncaught|\.ts:\d+:\d+/m, "no stack");
  assert.ok(!stderr.includes(SECRET), "no secret");
  assert.equal(code, expected.code, stderr);
}

async function assertCommandExplains({ args, env = {}, ...expected }: Mistake): Promise<void> {
  await using home = await temporaryHome();
  assertExplained(await runCommand(args, { TRUNKLINE_HOME: home.path, ...env }), expected);
}

/** A state that a pipeline waits for: it logs the state and the remedy, runs on, and ends with 0 on SIGINT. */
async function isWaitedFor(
  { args, env = {}, says, under = [] }: Omit<Mistake, "code"> & {
    /** Command before ours, with its arguments. */
    readonly under?: readonly string[];
  },
): Promise<void> {
  await using home = await temporaryHome();
  await using command = startCommand(args, { TRUNKLINE_HOME: home.path, ...env }, under);
  await command.untilStderr(says);
  command.kill("SIGINT");
  const { code, stderr } = await command.ended;
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /^trunkline: |^\s+at |error: Uncaught|\.ts:\d+:\d+/m);
  assert.ok(!stderr.includes(SECRET), "no secret");
}

function urlOf(connection: PostgresConnection, change: Partial<PostgresConnection> = {}): string {
  const { host, port, database, username, password } = { ...connection, ...change };
  return `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

/** Listens on a free port, and passes each connection to `serve`. */
function accepting(serve: (client: Deno.Conn) => void): { readonly port: number } & Disposable {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const held: Deno.Conn[] = [];
  void (async () => {
    for await (const client of listener) {
      held.push(client);
      serve(client);
    }
  })().catch(() => {});
  return {
    port: listener.addr.port,
    [Symbol.dispose]() {
      listener.close();
      for (const client of held) {
        try {
          client.close();
        } catch { /* it was closed as planned */ }
      }
    },
  };
}

const USAGE: Readonly<Record<string, Mistake>> = {
  "an unknown command": {
    args: ["analyse"],
    code: 2,
    says: /Cannot run "analyse": there is no such command\. Use .*\bdemo, run/,
  },
  "an unknown flag": {
    args: ["run", "--fast"],
    code: 2,
    says: /run has no flag --fast\. See deno task run --help/,
  },
  "a value that is missing": {
    args: ["run", "--duration"],
    code: 2,
    says: /--duration needs a value/,
  },
  "a duration that is none": {
    args: ["consume", "--duration", "soon"],
    code: 2,
    says: /--duration is "soon"; use a duration such as 500ms, 60s/,
  },
  "a purge of nothing": {
    args: ["purge"],
    code: 2,
    says: /purge needs one of --account NAME, --post ID and --instance HOST/,
  },
  "a purge of an address where a host belongs": {
    args: ["purge", "--instance", "https://far.example/"],
    code: 2,
    says: /--instance is "https:\/\/far.example\/"; use a host such as far.example/,
  },
  "a rate that is none": {
    args: ["demo", "--rate=-3"],
    code: 2,
    says: /--rate is "-3"; use a number from/,
  },
  "a file to replay that is not there": {
    args: ["demo", "--replay", "/no/such.jsonl"],
    code: 2,
    says: /--replay is "\/no\/such.jsonl", and there is no such file/,
  },
  "an argument too many": {
    args: ["migrate", "now"],
    code: 2,
    says: /migrate takes no argument "now"/,
  },
  "no server": {
    args: ["run"],
    code: 2,
    says: /MASTODON_BASE_URL is not set\. Set it to your server/,
  },
  "a server that is no address": {
    args: ["produce"],
    env: { MASTODON_BASE_URL: "mastodon" },
    code: 2,
    says: /MASTODON_BASE_URL is "mastodon"; use the server's address/,
  },
  "a stream of a kind that there is not": {
    args: ["produce"],
    env: { MASTODON_BASE_URL: "http://127.0.0.1:9", MASTODON_STREAM: "everything" },
    code: 2,
    says: /MASTODON_STREAM is "everything"; use public/,
  },
  "a broker without a port": {
    args: ["consume"],
    env: { KAFKA_BOOTSTRAP: "kafka" },
    code: 2,
    says: /KAFKA_BOOTSTRAP has "kafka"; use host:port/,
  },
  "half a login to Kafka": {
    args: ["consume"],
    env: { KAFKA_BOOTSTRAP: "127.0.0.1:9", KAFKA_SASL_USERNAME: "ada" },
    code: 2,
    says: /KAFKA_SASL_PASSWORD is not set/,
  },
  "a certificate that is not there": {
    args: ["consume"],
    env: { KAFKA_BOOTSTRAP: "127.0.0.1:9", KAFKA_TLS_CA: "/no/ca.pem" },
    code: 2,
    says: /KAFKA_TLS_CA names the file "\/no\/ca\.pem", which cannot be read/,
  },
  "a database address of another kind": {
    args: ["migrate"],
    env: { PG_URL: `mysql://root:${SECRET}@127.0.0.1/x` },
    code: 2,
    says: /PG_URL is no URL of a database; use postgres:\/\//,
  },
  "a number that is none": {
    args: ["status"],
    env: { KAFKA_PARTITIONS: "some" },
    code: 2,
    says: /KAFKA_PARTITIONS is "some"/,
  },
};

for (const [what, mistake] of Object.entries(USAGE)) {
  Deno.test(`${what} is told in one line`, () => assertCommandExplains(mistake));
}

Deno.test("every command explains itself, and without one there is a list of them", async () => {
  assert.ok(COMMANDS.length >= 6, COMMANDS.join());
  for (const name of COMMANDS) {
    const { code, stdout, stderr } = await runCommand([name, "--help"], {
      KAFKA_BOOTSTRAP: "nonsense",
    });
    assert.equal(code, 0, name);
    assert.equal(stderr, "");
    assert.match(
      stdout,
      new RegExp(
        `^${name}: .+\n\nUsage: deno task ${name}.*\n[^]*--help[^]*\nExamples:\n  deno task ${name}`,
      ),
    );
  }
  const none = await runCommand([], {});
  assert.equal(none.code, 2);
  assert.match(none.stdout, /Usage: deno task COMMAND/);
});

const DEAF = freePort();

Deno.test("what a Mastodon server refuses is told in one line", async (test) => {
  await using broker = await embeddedBroker();
  const base = { KAFKA_BOOTSTRAP: broker.bootstrap, MASTODON_ACCESS_TOKEN: SECRET };
  await using simulator = startSimulator({ token: SECRET });
  const url = simulator.url;
  const told = (what: string, mistake: Mistake) =>
    test.step(what, () => assertCommandExplains(mistake));
  await told("a token that is missing", {
    args: ["produce"],
    env: { ...base, MASTODON_BASE_URL: url, MASTODON_ACCESS_TOKEN: "" },
    code: 2,
    says: /needs an access token \(401\)\. Set MASTODON_ACCESS_TOKEN/,
  });
  await told("a token that is refused", {
    args: ["produce"],
    env: { ...base, MASTODON_BASE_URL: url, MASTODON_ACCESS_TOKEN: `${SECRET}-revoked` },
    code: 2,
    says:
      /does not accept the access token \(401\)\. Make a new token and set MASTODON_ACCESS_TOKEN/,
  });
  simulator.fault({ type: "close_feeds" });
  await told("feeds that are closed", {
    args: ["produce"],
    env: { ...base, MASTODON_BASE_URL: url },
    code: 2,
    says: /closed: the server has switched this feed off.*\(422\)\. Choose another MASTODON_STREAM/,
  });
  await test.step("a server that is not there is waited for", () =>
    isWaitedFor({
      args: ["produce"],
      env: { ...base, MASTODON_BASE_URL: `http://127.0.0.1:${DEAF}` },
      says:
        /Cannot reach http:\/\/127\.0\.0\.1:\d+: the connection is refused\. Check MASTODON_BASE_URL/,
    }));
  await using other = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    return new Response("<h1>It works!</h1>", { headers: { "content-type": "text/html" } });
  });
  await told("a server that is not Mastodon's", {
    args: ["produce"],
    env: { ...base, MASTODON_BASE_URL: `http://127.0.0.1:${other.addr.port}` },
    code: 2,
    says: /does not answer as a Mastodon server .*Correct MASTODON_BASE_URL/,
  });
});

Deno.test("a Kafka that cannot be reached is told in one line, and waited for", async (test) => {
  await using simulator = startSimulator();
  const server = { MASTODON_BASE_URL: simulator.url };
  await test.step("nothing listens there", () =>
    isWaitedFor({
      args: ["produce"],
      env: {
        ...server,
        KAFKA_BOOTSTRAP: `127.0.0.1:${DEAF}`,
        KAFKA_SASL_USERNAME: "ada",
        KAFKA_SASL_PASSWORD: SECRET,
      },
      says:
        /Kafka at 127\.0\.0\.1:\d+ cannot be reached: the connection is refused\. Start it, or correct KAFKA_BOOTSTRAP/,
    }));
  await test.step("something else listens there", async () => {
    await using other = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      () => new Response("hi"),
    );
    await isWaitedFor({
      args: ["produce"],
      env: { ...server, KAFKA_BOOTSTRAP: `127.0.0.1:${other.addr.port}` },
      says: /Kafka at 127\.0\.0\.1:\d+ cannot be reached: .*correct KAFKA_BOOTSTRAP/,
    });
  });
});

Deno.test("a PostgreSQL that cannot be used is told in one line", async (test) => {
  await using database = await freshDatabase();
  const { connection } = database;
  const told = (
    what: string,
    args: readonly string[],
    url: string,
    expected: Pick<Mistake, "code" | "says">,
  ) =>
    test.step(
      what,
      () =>
        assertCommandExplains({
          args,
          env: {
            PG_URL: url,
            KAFKA_BOOTSTRAP: `127.0.0.1:${DEAF}`,
            MASTODON_BASE_URL: `http://127.0.0.1:${DEAF}`,
          },
          ...expected,
        }),
    );
  const nobody =
    /Cannot reach PostgreSQL at 127\.0\.0\.1:\d+: nothing listens there\. Start it, or check PG_URL/;
  const deaf = urlOf(connection, { port: DEAF, password: SECRET });
  await told("nothing listens there", ["migrate"], deaf, { code: 1, says: nobody });
  await test.step("nothing listens there, and a pipeline waits for it", () =>
    isWaitedFor({
      args: ["consume"],
      env: { PG_URL: deaf, KAFKA_BOOTSTRAP: `127.0.0.1:${DEAF}` },
      says: new RegExp(`${nobody.source}.*Trying again until it is back`),
    }));
  for (
    const [what, serve, says] of [
      [
        "it takes the connection and never answers",
        () => {},
        /Cannot reach PostgreSQL at 127\.0\.0\.1:\d+: no answer\. Check PG_URL and the network/,
      ],
      [
        "it closes each connection at once",
        (client: Deno.Conn) => client.close(),
        /closes each connection at once.*Start the server behind it, or check PG_URL/,
      ],
    ] as const
  ) {
    using hole = accepting(serve);
    const began = performance.now();
    const url = urlOf(connection, { port: hole.port, password: SECRET });
    await told(what, ["migrate"], url, { code: 1, says });
    assert.ok(performance.now() - began < 16_000, what);
    await test.step(`${what}, and status says so`, async () => {
      await using home = await temporaryHome();
      const status = await runCommand(["status"], { TRUNKLINE_HOME: home.path, PG_URL: url });
      assert.match(`${status.stdout}${status.stderr}`, says);
      assert.ok(!`${status.stdout}${status.stderr}`.includes(SECRET), "no secret");
      assert.equal(status.code, 1);
    });
  }
  for (const args of [["migrate"], ["consume"]]) {
    await told(`a wrong password (${args})`, args, urlOf(connection, { password: SECRET }), {
      code: 2,
      says: /it refused user ".+"\. Check PG_USER and PG_PASS/,
    });
  }
  await told(
    "a database that there is not",
    ["migrate"],
    urlOf(connection, { database: "tl_nowhere" }),
    {
      code: 2,
      says: /it has no database "tl_nowhere"\. Create it, or correct PG_URL/,
    },
  );
  await told("a database without our schema", ["status"], urlOf(connection), {
    code: 1,
    says: /Cannot use the schema "masto": .*Run migrate/,
  });
  const sql = connectPostgres(connection, { applicationName: "trunkline suite" });
  try {
    await sql`create schema masto`;
    await sql`create table masto.toots_raw (id bigint primary key)`;
    await told("a schema of another program", ["migrate"], urlOf(connection), {
      code: 1,
      says: /Cannot migrate: .*masto.*/,
    });
    await sql`drop schema masto cascade`;
    assert.equal((await runCommand(["migrate"], { PG_URL: urlOf(connection) })).code, 0);
    await sql`insert into masto.schema_migrations (version, name, checksum) values (9999, 'of_tomorrow', 'x')`;
    for (const args of [["migrate"], ["consume"], ["status"]]) {
      await told(`a schema newer than this build (${args})`, args, urlOf(connection), {
        code: 1,
        says: /9999.*newer|newer.*9999/i,
      });
    }
  } finally {
    await sql.end();
  }
});

Deno.test("a state directory that cannot be used is told in one line", async (test) => {
  await using simulator = startSimulator();
  const env = { MASTODON_BASE_URL: simulator.url };
  await test.step("a file is in the way", async () => {
    const file = await Deno.makeTempFile();
    await assertCommandExplains({
      args: ["run"],
      env: { ...env, TRUNKLINE_HOME: file },
      code: 2,
      says:
        /Cannot make the state directory .*: a file is in the way of the folder\..*TRUNKLINE_HOME/,
    });
    await Deno.remove(file);
  });
  await test.step("it cannot be written", async () => {
    await using disk = await tinyDisk("ro,size=64k");
    assertExplained(
      await runCommand(["run"], { ...env, TRUNKLINE_HOME: `${disk.path}/home` }, disk.under),
      {
        code: 1,
        says:
          /Cannot (make|open) the state directory .*: (the file system is read-only|permission denied)\. Set TRUNKLINE_HOME/,
      },
    );
  });
  for (const size of ["0k", "5m", "60m"]) {
    await test.step(`its disk is full (${size}), and it waits for room`, async () => {
      await using disk = await tinyDisk(`size=${size === "0k" ? "4k" : size}`);
      await isWaitedFor({
        args: ["run"],
        env: { ...env, TRUNKLINE_HOME: `${disk.path}/home` },
        says: /Cannot .*(full|No space left on device|File too large).*Make room/,
        under: disk.under,
      });
    });
  }
  await test.step("another Trunkline runs in it", async () => {
    await using home = await temporaryHome();
    await using broker = await embeddedBroker();
    const both = { ...env, TRUNKLINE_HOME: home.path, KAFKA_BOOTSTRAP: broker.bootstrap };
    await using first = startCommand(["run"], { ...env, TRUNKLINE_HOME: home.path });
    await Promise.race([
      simulator.begun,
      first.ended.then(({ stderr }) => assert.fail(`It ended: ${stderr}`)),
    ]);
    assertExplained(await runCommand(["run"], { ...env, TRUNKLINE_HOME: home.path }), {
      code: 1,
      says: new RegExp(
        `another Trunkline \\(process ${first.pid}\\) runs in it\\. Stop that one, or set TRUNKLINE_HOME`,
      ),
    });
    assertExplained(await runCommand(["produce"], both), {
      code: 1,
      says: new RegExp(
        `Cannot use the spool .*another producer \\(process ${first.pid}\\) has it\\. Stop that one`,
      ),
    });
    const status = await runCommand(["status", "--json"], { TRUNKLINE_HOME: home.path });
    assert.equal(JSON.parse(status.stdout).running.pid, first.pid);
    first.kill("SIGINT");
    assert.equal((await first.ended).code, 0, first.stderr);
  });
});

Deno.test("a dashboard whose port is taken is told in one line, and never stops the stream", async () => {
  await using simulator = startSimulator();
  await using other = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response("hi"),
  );
  const port = String(other.addr.port);
  await isWaitedFor({
    args: ["run"],
    env: { MASTODON_BASE_URL: simulator.url, DASHBOARD_PORT: port },
    says:
      /dashboard: Cannot serve the dashboard on 127\.0\.0\.1:\d+: the port is in use\. Set DASHBOARD_PORT.*starting again/,
  });
  for (const args of [["dashboard", "--port", port], ["demo", "--port", port]]) {
    await using home = await temporaryHome();
    const ended = await runCommand(args, {
      MASTODON_BASE_URL: simulator.url,
      DASHBOARD_PORT: port,
      TRUNKLINE_HOME: home.path,
    });
    assertExplained(ended, {
      code: 2,
      says:
        /Cannot serve the dashboard on 127\.0\.0\.1:\d+: the port is in use\. Set DASHBOARD_PORT/,
    });
    // Nothing else was started before the failure.
    await assert.rejects(Deno.stat(home.path), Deno.errors.NotFound);
    assert.ok(ended.seconds < 3, `${ended.seconds} s`);
  }
});

Deno.test("a look at a folder in which nothing has run says so, and makes nothing", async () => {
  await using home = await temporaryHome();
  const env = { TRUNKLINE_HOME: home.path };
  const { code, stdout } = await runCommand(["status"], env);
  assert.equal(code, 0);
  assert.match(stdout, /Nothing has run with this state directory yet\. Start with/);
  assert.deepEqual(JSON.parse((await runCommand(["status", "--json"], env)).stdout), {
    running: null,
  });
  await assert.rejects(Deno.stat(home.path), Deno.errors.NotFound);
});

/**
 * A disk that is almost full, or read-only. Where this user may not mount one, the shell's limit on file sizes simulates a
 * full disk, and a folder without write permission a read-only one.
 */
async function tinyDisk(
  options: string,
): Promise<{ readonly path: string; readonly under: readonly string[] } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "trunkline_disk_" });
  const mounted = await succeeds("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]);
  const readOnly = options.startsWith("ro");
  if (!mounted && readOnly) await Deno.chmod(path, 0o500);
  return {
    path,
    under: mounted || readOnly ? [] : ["sh", "-c", `trap "" XFSZ; ulimit -f 8; exec "$@"`, "sh"],
    [Symbol.asyncDispose]: async () => {
      if (mounted) await succeeds("umount", [path]);
      else await Deno.chmod(path, 0o700);
      await Deno.remove(path, { recursive: true });
    },
  };
}
