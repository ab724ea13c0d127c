/** Faults: SIGKILL of the embedded PostgreSQL, its launcher, both, or a backend. No acknowledged row may be lost. */

import assert from "node:assert/strict";
import postgres from "postgres";
import type { PostgresConnection } from "../core/config/connections.ts";
import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { runProgram } from "../testing/run_program.ts";

const CONFIG = new URL("../deno.json", import.meta.url).pathname;

function connect({ tls: _, ...connection }: PostgresConnection) {
  return postgres({ ...connection, max: 1, onnotice: () => {} });
}

/** A launcher in a process of its own. When it is killed, only the guard process ends its server. */
async function launch(home: string) {
  const module = new URL("../embedded/postgres/start_postgres.ts", import.meta.url).href;
  const program = `
    import { startPostgres } from ${JSON.stringify(module)};
    const pg = await startPostgres({ home: ${JSON.stringify(home)} });
    console.log(JSON.stringify({ pid: pg.pid, connection: pg.connection }));
    setInterval(() => {}, 1000);`;
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "-A", "--config", CONFIG],
      `data:application/typescript,${encodeURIComponent(program)}`,
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  const { pid, connection }: { pid: number; connection: PostgresConnection } = JSON.parse(text);
  return { child, pid, connection };
}

/** Inserts 1, 2, 3 … each in its own commit until the server ends; acknowledged ones are added to `acknowledged`. */
function insertUntilGone(connection: PostgresConnection, from: number) {
  const acknowledged: number[] = [];
  const sql = connect(connection);
  const done = (async () => {
    try {
      for (let n = from;; n++) {
        await sql`insert into kept values (${n})`;
        acknowledged.push(n);
      }
    } catch {
      // The server was killed by this test.
    } finally {
      await sql.end({ timeout: 0 });
    }
  })();
  return { acknowledged, done };
}

async function rows(connection: PostgresConnection): Promise<number[]> {
  const sql = connect(connection);
  try {
    return (await sql`select n from kept order by n`).map((row) => Number(row.n));
  } finally {
    await sql.end();
  }
}

async function isAlive(pid: number): Promise<boolean> {
  // Deno opens /proc only with all permissions, so `cat` reads it.
  const stat = await runProgram("cat", [`/proc/${pid}/stat`]).catch(() => ") Z");
  return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) !== "Z";
}

async function until(what: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end;) {
    if (await what()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("the embedded PostgreSQL over kills", async (t) => {
  const home = await Deno.makeTempDir({ prefix: "trunkline-" });
  const kept: number[] = [];
  {
    await using pg = await startPostgres({ home });
    const sql = connect(pg.connection);
    await sql`create table kept (n int primary key)`;
    await sql.end();
  }

  await t.step("a supervisor's SIGKILL takes the server along within 5 s", async () => {
    const { child, pid, connection } = await launch(home);
    const writer = insertUntilGone(connection, kept.length + 1);
    await pause(300);
    child.kill("SIGKILL");
    await child.status;
    assert.ok(await until(async () => !await isAlive(pid), 5_000), "the guard stops it");
    await writer.done;
    assert.ok(writer.acknowledged.length > 0);
    kept.push(...writer.acknowledged);
  });

  for (const victims of ["server", "launcher", "both", "backend"] as const) {
    for (let round = 1; round <= 3; round++) {
      await t.step(
        `SIGKILL of ${victims} under load, round ${round}, then a plain start`,
        async () => {
          const next = Math.max(0, ...kept) + 2; // an insert whose answer was lost may stand
          const { child, pid, connection } = await launch(home);
          const writer = insertUntilGone(connection, next);
          await pause(100 + 150 * round);
          if (victims === "backend") {
            const sql = connect(connection);
            const [row] = await sql`
            select pid from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid() and query like 'insert%'`;
            await sql.end({ timeout: 0 });
            Deno.kill(Number(row?.pid), "SIGKILL");
          }
          if (victims === "server" || victims === "both") Deno.kill(pid, "SIGKILL");
          if (victims === "launcher" || victims === "both") child.kill("SIGKILL");
          // Do not wait: the next start must cope with processes that are still ending, zombies too.
          const began = performance.now();
          if (victims === "server" || victims === "backend") {
            await writer.done;
            child.kill("SIGKILL");
          }
          await using pg = await startPostgres({ home });
          console.log(`    ready after ${Math.round(performance.now() - began)} ms`);
          await writer.done;
          assert.ok(writer.acknowledged.length > 0);
          kept.push(...writer.acknowledged);
          const found = new Set(await rows(pg.connection));
          assert.deepEqual(kept.filter((n) => !found.has(n)), [], "no acknowledged row is lost");
          kept.splice(0, kept.length, ...found);
          await child.status;
        },
      );
    }
  }

  await t.step("a server that nobody guards any more is stopped by the next start", async () => {
    const { child, pid } = await launch(home);
    const guards = await runProgram("pgrep", ["-f", `sh ${pid} ${home}/`]);
    for (const guard of guards.trim().split("\n")) {
      Deno.kill(Number(guard), "SIGKILL");
    }
    child.kill("SIGKILL");
    await child.status;
    await pause(1_000);
    assert.ok(await isAlive(pid), "without its guard it lives on");
    const notices: string[] = [];
    await using pg = await startPostgres({ home, warn: (text) => notices.push(text) });
    assert.ok(!await isAlive(pid));
    assert.match(notices.join(), /earlier Trunkline had left running/);
    assert.equal((await rows(pg.connection)).length, kept.length);
  });

  await t.step("backends that outlive their postmaster in a long statement are ended", async () => {
    const { child, pid, connection } = await launch(home);
    const sql = connect(connection);
    // A busy loop does not check whether its postmaster is alive.
    const busy = sql.unsafe("select count(*) from generate_series(1, 4000000000) n").catch(
      () => {},
    );
    await pause(300);
    Deno.kill(pid, "SIGKILL");
    child.kill("SIGKILL");
    await using pg = await startPostgres({ home });
    await sql.end({ timeout: 0 });
    await busy;
    assert.equal((await rows(pg.connection)).length, kept.length);
    await child.status;
  });

  await t.step("a start that is killed half-way is made again", async () => {
    for (const afterMs of [100, 300, 600, 900]) {
      const fresh = await Deno.makeTempDir({ prefix: "trunkline-" });
      const module = new URL("../embedded/postgres/start_postgres.ts", import.meta.url).href;
      const program = `
        import { startPostgres } from ${JSON.stringify(module)};
        console.log("up");
        await startPostgres({ home: ${JSON.stringify(fresh)} });`;
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--quiet", "--no-check", "-A", "--config", CONFIG],
          `data:application/typescript,${encodeURIComponent(program)}`,
        ],
        stdout: "piped",
      }).spawn();
      for await (const _ of child.stdout) break;
      await pause(afterMs);
      child.kill("SIGKILL");
      await using pg = await startPostgres({ home: fresh });
      const sql = connect(pg.connection);
      await sql`create table works ()`;
      await sql.end();
      await child.status;
    }
  });

  await Deno.remove(home, { recursive: true });
});
