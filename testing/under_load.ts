/** Shared by suites of whole processes: Trunkline under load, and the comparison of its tables. */
import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { readLive } from "../core/home/home.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { embeddedBroker } from "./brokers.ts";
import { recount } from "./oracle/recount_topic.ts";
import { temporaryHome } from "./temporary_home.ts";
import { type CommandEnv, pause, type RunningCommand, startScript } from "./trunkline_command.ts";

const RATE = 200;

/**
 * `run` on embedded services, reading a server that sends {@linkcode RATE} posts a second.
 *
 * @param script file to start in place of `main.ts`
 */
export async function underLoad(script = "main.ts", given: CommandEnv = {}) {
  const stack = new AsyncDisposableStack();
  const home = stack.use(await temporaryHome());
  const simulator = stack.use(startSimulator({ rate: RATE }));
  const env = { TRUNKLINE_HOME: home.path, MASTODON_BASE_URL: simulator.url, ...given };
  return {
    home: home.path,
    simulator,
    /** Starts `run`; one that still runs at the end is killed before its home is removed. */
    start: () => stack.use(startScript([script, "run"], env)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Resolves when the tables of a running Trunkline hold at least `posts` posts. */
export async function untilPosts(
  command: RunningCommand,
  home: string,
  posts: number,
): Promise<void> {
  await withTables(home, async (sql) => {
    for (const end = performance.now() + 40_000; await countPosts(sql) < posts; await pause(50)) {
      assert.ok(performance.now() < end, `too few posts in time: ${command.stderr}`);
    }
  });
}

/** Runs `work` on the database of the Trunkline that runs in `home`, once it is there. */
export async function withTables<T>(home: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (const end = performance.now() + 40_000; performance.now() < end; await pause(25)) {
    const live = await readLive(home);
    if (live?.postgres === undefined) continue;
    const sql = connectPostgres(live.postgres, { applicationName: "trunkline suite" });
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  }
  throw new Error(`Nothing runs in ${home}`);
}

export async function countPosts(sql: Sql): Promise<number> {
  try {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from masto.toots_raw`;
    return row?.n ?? 0;
  } catch {
    return 0; // before the first migration
  }
}

/** Ids of the posts that exist on the server. */
function survivors(simulator: Simulator): Set<string> {
  return new Set([...simulator.journal.survivors()].map(({ id }) => id));
}

/**
 * Compares the tables of an ended Trunkline with its topic, and both with what the server had sent.
 *
 * @param mustHave posts that had certainly been read; those that the server has deleted since may be missing
 */
export async function isExact(
  home: string,
  { simulator, mustHave, topicIn = `${home}/kafka` }: {
    simulator: Simulator;
    mustHave: ReadonlySet<string>;
    /** The broker's directory. */
    topicIn?: string;
  },
): Promise<ReadonlySet<string>> {
  await using broker = await embeddedBroker({ directory: topicIn });
  await using server = await startPostgres({ home });
  const sql = connectPostgres(server.connection, { applicationName: "trunkline suite" });
  try {
    const { posts, missing } = await recount(sql, broker.bootstrap);
    assert.equal(missing, 0, "all that is in the topic is in the tables");
    const still = survivors(simulator);
    const lost = [...mustHave].filter((id) => still.has(id) && !posts.has(id));
    assert.deepEqual(lost, [], "posts that had been read are there");
    return posts;
  } finally {
    await sql.end();
  }
}

/** Ids of the posts in the tables. */
export async function readIds(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`select id::text from masto.toots_raw`;
  return new Set(rows.map(({ id }) => id));
}
