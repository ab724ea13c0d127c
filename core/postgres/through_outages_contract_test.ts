import assert from "node:assert/strict";
import { startPostgres } from "../../embedded/postgres/start_postgres.ts";
import { sleep } from "../base/sleep.ts";
import { throughOutages } from "./through_outages.ts";
import { untilClosed } from "./until_closed.ts";
import { withStore } from "./with_store.ts";

Deno.test("work goes on after PostgreSQL was away, each outage and its end is told, and no statement is waited for that is lost", async () => {
  const home = await Deno.makeTempDir({ prefix: "trunkline_outage_" });
  let server = await startPostgres({ home });
  const { connection } = server;
  const stop = new AbortController();
  const told: string[] = [];
  let rounds = 0;
  const working = throughOutages(
    (reached) =>
      untilClosed(connection, { applicationName: "test", max: 2 }, async (sql) => {
        while (!stop.signal.aborted) {
          await Promise.all([sql`select 1`, sql`select ${rounds}::int`]);
          if (rounds++ % 10 === 0) reached();
          await sleep(1, stop.signal);
        }
      }),
    { signal: stop.signal, log: (_level, text) => told.push(text) },
  );
  const goesOn = async () => {
    const from = rounds;
    for (const end = performance.now() + 8_000; rounds < from + 50;) {
      assert.ok(performance.now() < end, `stuck after ${rounds} rounds: ${told}`);
      await sleep(10, stop.signal);
    }
  };
  await goesOn();
  for (let outage = 1; outage <= 3; outage++) {
    if (outage === 2) Deno.kill(server.pid, "SIGKILL");
    else await server[Symbol.asyncDispose]();
    await server.exited;
    await sleep(200, stop.signal);
    server = await startPostgres({ home, port: connection.port });
    await goesOn();
  }
  stop.abort();
  await working;
  await server[Symbol.asyncDispose]();
  await Deno.remove(home, { recursive: true });
  assert.match(
    told.join("\n"),
    /^(((.*Trying again until it is back.*\n)+)PostgreSQL is back, after [^\n]+\n?){3}$/,
  );
});

Deno.test("what is no outage is not waited for, and a signal ends the waiting at once", async () => {
  const nobody = { host: "127.0.0.1", port: 1, database: "x", username: "ada", password: "" };
  const stop = new AbortController();
  const began = performance.now();
  setTimeout(() => stop.abort(), 300);
  const ask = () => withStore(nobody, "test", (sql) => sql`select 1`);
  assert.equal(await throughOutages(ask, { signal: stop.signal }), undefined);
  assert.ok(performance.now() - began < 1_500);
  const wrong = () => Promise.reject(new TypeError("a fault of our own"));
  await assert.rejects(throughOutages(wrong, { signal: new AbortController().signal }), TypeError);
});
