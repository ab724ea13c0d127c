import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { readHealth } from "../dashboard/read_health.ts";
import { connectPostgres, type Sql } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";
import { deleteHeartbeats, readHeartbeats, writeHeartbeats } from "./heartbeats.ts";
import { runHeartbeats } from "./heartbeat_writer.ts";
import { processHealth } from "./process_health.ts";

async function withSchema(body: (sql: Sql) => Promise<void>): Promise<void> {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "heartbeats test" });
  try {
    await migrate(sql);
    await body(sql);
  } finally {
    await sql.end();
  }
}

const kafkaDown = { part: "kafka", state: "down", words: "refused \0 'x'", since: 40_000 } as const;
const consumerOk = { part: "consumer", state: "ok", words: "0 behind", since: 0 } as const;

Deno.test("what processes write is read back, on the database's clock, until they end", async () => {
  await withSchema(async (sql) => {
    await writeHeartbeats(sql, processHealth("a/1/consume", [kafkaDown, consumerOk], 100_000));
    await writeHeartbeats(sql, processHealth("b/2/produce", [consumerOk], 100_000));
    const [first, second, ...others] = await readHeartbeats(sql);
    assert.deepEqual(others, []);
    assert.equal(first?.process, "a/1/consume");
    assert.equal(first?.state, "down");
    assert.equal(second?.state, "ok");
    const kafka = first?.parts.find(({ part }) => part === "kafka");
    assert.equal(kafka?.words, "refused  'x'");
    assert.ok(Math.abs((first?.at ?? 0) - (kafka?.since ?? 0) - 60_000) < 5);
    await deleteHeartbeats(sql, "a/1/consume");
    assert.deepEqual((await readHeartbeats(sql)).map(({ process }) => process), ["b/2/produce"]);
  });
});

Deno.test("a state that lasts keeps its beginning, a new one has its own; the view has the worst of all", async () => {
  await withSchema(async (sql) => {
    const write = (at: number, state: "ok" | "down", process = "a/1/run") =>
      writeHeartbeats(sql, processHealth(process, [{ ...kafkaDown, state, since: at }], at));
    await write(1, "down");
    const since = async () => (await readHeartbeats(sql))[0]?.parts[0]?.since;
    const first = await since();
    await write(2, "down");
    assert.equal(await since(), first);
    await write(3, "ok", "b/1/run");
    const worst = () =>
      sql<{ part: string; state: string }[]>`select part, state from masto.v_health`;
    assert.deepEqual([...await worst()], [{ part: "kafka", state: "down" }]);
    assert.deepEqual((await readHealth(sql)).unwell, [["kafka", "down"]], "as the page reads it");
    await write(4, "ok");
    assert.notEqual(await since(), first);
    assert.deepEqual([...await worst()], [{ part: "kafka", state: "ok" }]);
  });
});

Deno.test("a process that falls silent is down, goes when its successor writes, and after a quarter of an hour", async () => {
  await withSchema(async (sql) => {
    const silent = (process: string, seconds: number) =>
      sql`
      insert into masto.heartbeats
      select ${process}, 'kafka', 'ok', 'Well', now(), now() - ${seconds} * interval '1 second'`;
    await silent("a/1/run", 30);
    await silent("b/1/run", 30);
    await silent("c/1/run", 1_000);
    assert.deepEqual((await readHeartbeats(sql)).map(({ state }) => state), [
      "down",
      "down",
      "down",
    ]);
    await writeHeartbeats(sql, processHealth("a/2/run", [consumerOk], 0));
    const left = await readHeartbeats(sql);
    assert.deepEqual(left.map(({ process, state }) => `${process} ${state}`), [
      "a/2/run ok",
      "b/1/run down",
    ]);
  });
});

Deno.test("a database that does not answer is told within 5 s, and when it answers again", async () => {
  // Accepts connections as a server does that was stopped by a signal, and says nothing.
  const silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const stop = new AbortController();
  const told = Promise.withResolvers<string>();
  const began = performance.now();
  const writing = runHeartbeats({
    connection: {
      ...{ host: "127.0.0.1", port: silent.addr.port, database: "d", username: "u", password: "p" },
    },
    health: () => processHealth("a/1/run", [], 0),
    trouble: (words) => words !== undefined && told.resolve(words),
  }, stop.signal);
  assert.match(await told.promise, /no answer/);
  assert.ok(performance.now() - began < 5_000);
  stop.abort();
  await writing;
  silent.close();
});

Deno.test("before its table is there, a database that answers is no trouble", async () => {
  await using database = await freshDatabase();
  const stop = new AbortController();
  const answered = Promise.withResolvers<void>();
  const troubles: string[] = [];
  const writing = runHeartbeats({
    connection: database.connection,
    health: () => processHealth("a/1/run", [consumerOk], 0),
    trouble: (words) => words === undefined ? answered.resolve() : void troubles.push(words),
  }, stop.signal);
  await answered.promise;
  stop.abort();
  await writing;
  assert.deepEqual(troubles, []);
});
