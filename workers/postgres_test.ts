import assert from "node:assert/strict";
import postgres from "postgres";
import { embeddedConnection } from "../embedded/postgres/connection.ts";
import { postgresGrants } from "../embedded/postgres/grants.ts";
import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import { Supervisor } from "../core/supervision/supervisor.ts";
import type { Config } from "./postgres.ts";

const spawn = (kind: string, grants: Grants) =>
  new Worker(new URL(`./${kind}.ts`, import.meta.url).href, {
    type: "module",
    deno: { permissions: toPermissions(grants) },
  });

Deno.test("the worker serves with its own grants alone, comes back after the server's death, and drains", async () => {
  const home = await Deno.makeTempDir({ prefix: "trunkline-" });
  const lines: string[] = [];
  const isRestart = Promise.withResolvers<void>();
  const supervisor = new Supervisor(spawn, (_, event) => {
    lines.push(event.type === "state" ? event.state : JSON.stringify(event));
    if (lines.filter((line) => line === "ready").length === 2) isRestart.resolve();
  });
  const config: Config = { home };
  const worker = supervisor.start("service", {
    name: "postgres",
    kind: "postgres",
    config: { ...config },
    grants: () => postgresGrants(home),
  });
  const { port } = await supervisor.ready(worker);
  assert.equal(typeof port, "number");

  const { tls: _, ...connection } = await embeddedConnection(home, Number(port));
  const sql = postgres({ ...connection, max: 1, onnotice: () => {} });
  await sql`create table kept as select 1 as n`;
  const postmaster = Number(
    (await Deno.readTextFile(`${home}/postgres/data/postmaster.pid`)).split("\n")[0],
  );
  Deno.kill(postmaster, "SIGKILL");
  await isRestart.promise;
  assert.ok(lines.some((line) => line.includes("The embedded PostgreSQL ended")), lines.join("\n"));
  assert.deepEqual(
    (await sql`select n from kept`).map((row) => ({ ...row })),
    [{ n: 1 }],
    "same port",
  );
  await sql.end();

  assert.deepEqual(await supervisor.drain(), []);
  await assert.rejects(Deno.stat(`${home}/postgres/data/postmaster.pid`), Deno.errors.NotFound);
  await Deno.remove(home, { recursive: true });
});
