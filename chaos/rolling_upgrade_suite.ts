/** Two builds at once: the one before the last change of the schema, and this one, on one topic, group and database. */
import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { recount } from "../testing/oracle/recount_topic.ts";
import { assertLevel, differ, isEqual } from "../testing/source_under_faults.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { pause, type RunningCommand, startScript } from "../testing/trunkline_command.ts";
import { countPosts } from "../testing/under_load.ts";
import { runProgram } from "../testing/run_program.ts";

const RATE = 50;
const WAIT_MS = 90_000;
const root = new URL("..", import.meta.url).pathname;

/** The commit before the newest migration came; undefined where the history does not reach back so far. */
async function commitBefore(): Promise<string | undefined> {
  const added = ["log", "-1", "--format=%H^", "--diff-filter=A", "--", "migrations/*.sql"];
  const newest = await git(...added);
  return newest === undefined ? undefined : await git("rev-parse", "--verify", newest);
}

async function git(...args: readonly string[]): Promise<string | undefined> {
  // No git here, or no such commit.
  const text = await runProgram("git", args, { cwd: root }).catch(() => "");
  return text.trim() || undefined;
}

/** The files of a commit in a folder, which is removed at dispose. */
async function buildOf(commit: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "trunkline_build_" });
  const script = 'git archive "$0" | tar -x -C "$1"';
  await runProgram("sh", ["-c", script, commit, path], { cwd: root });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

const commit = await commitBefore();
if (commit === undefined) {
  console.log(
    "No rolling upgrade is tested: the history has no commit before the newest migration",
  );
}

Deno.test({
  name:
    "a rolling upgrade: the older consumer ends in words once the schema is newer, and no post is lost or doubled",
  ignore: commit === undefined,
  async fn() {
    await using before = await buildOf(commit ?? "");
    await using broker = await embeddedBroker();
    await using database = await freshDatabase();
    await using sources = await temporaryHome();
    await using others = await temporaryHome();
    await using simulator = startSimulator({ rate: RATE });
    const { host, port, database: name, username, password } = database.connection;
    const env = {
      MASTODON_BASE_URL: simulator.url,
      KAFKA_BOOTSTRAP: broker.bootstrap,
      PG_URL: `postgres://${host}:${port}/${name}`,
      PG_USER: username,
      PG_PASS: password ?? "",
    };
    await using running = new AsyncDisposableStack();
    /** Producers have one spool, and so do their successors. */
    const start = (build: string, kind: "produce" | "consume"): RunningCommand => {
      const home = kind === "produce" ? sources.path : `${others.path}_${build === root}`;
      const script = [`${build}/main.ts`, kind];
      return running.use(startScript(script, { ...env, TRUNKLINE_HOME: home }, [], build));
    };
    const sql = connectPostgres(database.connection, { applicationName: "trunkline suite" });
    running.defer(() => sql.end());

    const producer = start(before.path, "produce");
    const older = [start(before.path, "consume"), start(before.path, "consume")];
    await until(sql, 200, [producer, ...older]);

    // The new build's consumer brings the schema to its version as it starts, beside the older ones.
    const newer = [start(root, "consume")];
    for (const each of older) {
      const { code, stderr } = await withDeadline(each.ended, "an older consumer goes on");
      assert.equal(code, 1, stderr);
      assert.match(stderr, /it is at version \d+, this build knows \d+\. Use the newer build/);
      console.log(`  the older consumer: ${stderr.trim().split("\n").at(-1)}`);
    }
    newer.push(start(root, "consume"));
    await until(sql, 200, [producer, ...newer]);

    // What the older producer left in its spool, and how far it had read, is taken over.
    producer.kill("SIGTERM");
    assert.equal((await producer.ended).code, 0, producer.stderr);
    const successor = start(root, "produce");
    await until(sql, 200, [successor, ...newer]);

    await simulator.drain();
    for (const end = performance.now() + WAIT_MS; performance.now() < end; await pause(500)) {
      if (isEqual(await differ(simulator, sql))) break;
    }
    assertLevel(await differ(simulator, sql), newer.map(({ stderr }) => stderr).join("\n"));
    for (const each of [successor, ...newer]) {
      each.kill("SIGTERM");
      assert.equal((await each.ended).code, 0, each.stderr);
    }
    const { posts, missing } = await recount(sql, broker.bootstrap);
    assert.equal(missing, 0, "all that is in the topic is in the tables");
    console.log(`  ${posts.size} posts`);
  },
});

/** Waits until so many more posts are in the tables. */
async function until(
  sql: Sql,
  more: number,
  commands: readonly RunningCommand[],
): Promise<void> {
  const wanted = await countPosts(sql) + more;
  for (const end = performance.now() + WAIT_MS; await countPosts(sql) < wanted; await pause(100)) {
    assert.ok(performance.now() < end, commands.map(({ stderr }) => stderr).join("\n---\n"));
  }
}

async function withDeadline<T>(work: Promise<T>, what: string): Promise<T> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => deadline.reject(new Error(what)), WAIT_MS);
  try {
    return await Promise.race([work, deadline.promise]);
  } finally {
    clearTimeout(timer);
  }
}
