/** Faults: signals, SIGKILL and SIGSTOP under load, a killed PostgreSQL, a hanging worker, moved addresses. */
import assert from "node:assert/strict";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { TcpProxy } from "../embedded/mastodon/tcp_proxy.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { recount } from "../testing/oracle/recount_topic.ts";
import { pause, startCommand } from "../testing/trunkline_command.ts";
import {
  countPosts,
  isExact,
  readIds,
  underLoad,
  untilPosts,
  withTables,
} from "../testing/under_load.ts";
import { runProgram } from "../testing/run_program.ts";

Deno.test("a signal under load: exit 0 within 10 s, the tables level with what was read, and a plain restart goes on", async () => {
  await using it = await underLoad();
  const { simulator } = it;
  let mustHave: ReadonlySet<string> = new Set();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const command = it.start();
    await untilPosts(command, it.home, mustHave.size + 300);
    mustHave = await withTables(it.home, readIds);
    const asked = performance.now();
    command.kill(signal);
    const { code, stderr } = await command.ended;
    const took = performance.now() - asked;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Finishing: committing what was read/);
    assert.ok(took < 10_000, `${took} ms`);
    mustHave = await isExact(it.home, { simulator, mustHave });
    console.log(`${signal}: ended in ${took.toFixed(0)} ms with ${mustHave.size} posts`);
  }
});

Deno.test("a second signal ends at once with 130, and a plain restart finds nothing lost", async () => {
  await using it = await underLoad();
  const first = it.start();
  await untilPosts(first, it.home, 200);
  const mustHave = await withTables(it.home, readIds);
  first.kill("SIGINT");
  await first.untilStderr(/Finishing/);
  const asked = performance.now();
  first.kill("SIGINT");
  const { code, stderr } = await first.ended;
  assert.equal(code, 130, stderr);
  assert.ok(performance.now() - asked < 1_000);
  const second = it.start();
  await untilPosts(second, it.home, mustHave.size + 100);
  second.kill("SIGTERM");
  assert.equal((await second.ended).code, 0, second.stderr);
  await isExact(it.home, { simulator: it.simulator, mustHave });
});

Deno.test("SIGKILL under load, three times: what was acknowledged is there once, and all windows are right", async () => {
  await using it = await underLoad();
  let mustHave = new Set<string>();
  for (let kill = 1; kill <= 3; kill++) {
    const command = it.start();
    await untilPosts(command, it.home, mustHave.size + 200);
    mustHave = await withTables(it.home, readIds);
    await pause(100 * kill);
    command.kill("SIGKILL");
    await command.ended;
  }
  const last = it.start();
  await untilPosts(last, it.home, mustHave.size + 200);
  last.kill("SIGTERM");
  assert.equal((await last.ended).code, 0, last.stderr);
  const { size } = await isExact(it.home, { simulator: it.simulator, mustHave });
  console.log(`three kills: ${size} posts, none lost, none doubled`);
});

Deno.test("the PostgreSQL server is killed, the process is stopped for a while: it goes on, exactly", async () => {
  await using it = await underLoad();
  const command = it.start();
  await untilPosts(command, it.home, 200);
  const mustHave = await withTables(it.home, readIds);
  const file = await Deno.readTextFile(`${it.home}/postgres/data/postmaster.pid`);
  const killed = performance.now();
  Deno.kill(Number(file.split("\n")[0]), "SIGKILL");
  await command.untilStderr(
    /warning postgres: The embedded PostgreSQL ended.*starting again/,
    5_000,
  );
  const noticed = performance.now() - killed;
  const atKill = mustHave.size;
  await untilPosts(command, it.home, atKill + 200);
  const back = performance.now() - killed;

  command.kill("SIGSTOP");
  await pause(6_000);
  command.kill("SIGCONT");
  const { size } = await withTables(it.home, readIds);
  await untilPosts(command, it.home, size + 200);
  assert.doesNotMatch(command.stderr, /no sign of life/, "nobody is blamed for the stop");
  command.kill("SIGTERM");
  assert.equal((await command.ended).code, 0, command.stderr);
  await isExact(it.home, { simulator: it.simulator, mustHave });
  console.log(
    `PostgreSQL killed: noticed in ${noticed.toFixed(0)} ms, 200 posts more after ${
      back.toFixed(0)
    } ms`,
  );
});

Deno.test("a worker that hangs without a word is noticed within 5 s and started again", async () => {
  await using home = await temporaryHome();
  await using broker = await embeddedBroker();
  await using simulator = startSimulator({ rate: 20 });
  const pipe = `${home.path}-blocked`;
  // No process writes to this pipe, so that reading it hangs in the system call.
  await runProgram("mkfifo", [pipe]);
  await using command = startCommand(["produce"], {
    TRUNKLINE_HOME: home.path,
    KAFKA_BOOTSTRAP: broker.bootstrap,
    MASTODON_BASE_URL: simulator.url,
    BLOCK_LIST: pipe,
  });
  const began = performance.now();
  await command.untilStderr(/warning producer: no sign of life for 4 s.*starting again/, 10_000);
  // The start of the process is in it.
  const noticed = performance.now() - began;
  assert.ok(noticed < 7_000, `${noticed} ms`);
  const writing = new Deno.Command("sh", {
    args: ["-c", `while :; do echo '# nobody' > "$0"; sleep 0.1; done`, pipe],
  }).spawn();
  try {
    await simulator.begun;
  } finally {
    writing.kill("SIGKILL");
    await writing.status;
  }
  command.kill("SIGINT");
  assert.equal((await command.ended).code, 0, command.stderr);
});

Deno.test("a broker that advertises another address, and a streaming host that moved, are followed", async () => {
  await using home = await temporaryHome();
  await using broker = await embeddedBroker();
  await using database = await freshDatabase();
  await using simulator = startSimulator({ rate: 100 });
  using proxy = new TcpProxy({
    target: { host: "127.0.0.1", port: Number(broker.bootstrap.split(":")[1]) },
  });
  const { host, port, username, password, database: name } = database.connection;
  await using command = startCommand(["run"], {
    TRUNKLINE_HOME: home.path,
    KAFKA_BOOTSTRAP: `127.0.0.1:${proxy.port}`,
    PG_URL: `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
    MASTODON_BASE_URL: simulator.url,
  });
  const sql = connectPostgres(database.connection, { applicationName: "trunkline suite" });
  try {
    await command.untilStderr(new RegExp(`producer: follows its server to ${broker.bootstrap}`));
    await command.untilStderr(new RegExp(`consumer: follows its server to ${broker.bootstrap}`));
    while (await countPosts(sql) < 50) await pause(50);
    simulator.fault({ type: "move" });
    await command.untilStderr(
      /producer: follows its server to 127\.0\.0\.1:\d+\n[^]*producer: follows/,
    );
    const atMove = await countPosts(sql);
    while (await countPosts(sql) < atMove + 100) await pause(50);
    command.kill("SIGTERM");
    assert.equal((await command.ended).code, 0, command.stderr);
    assert.equal((await recount(sql, broker.bootstrap)).missing, 0);
  } finally {
    await sql.end();
  }
});
