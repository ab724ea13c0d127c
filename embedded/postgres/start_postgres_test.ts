import assert from "node:assert/strict";
import postgres from "postgres";
import type { PostgresConnection } from "../../core/config/connections.ts";
import { PermanentError } from "../../core/base/errors.ts";
import { embeddedConnection } from "./connection.ts";
import { type EmbeddedPostgres, startPostgres } from "./start_postgres.ts";

function connect({ tls: _, ...connection }: PostgresConnection) {
  return postgres({ ...connection, max: 1, onnotice: () => {} });
}

async function query(pg: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const sql = connect(pg.connection);
  try {
    return (await sql.unsafe(text)).map((row) => ({ ...row }));
  } finally {
    await sql.end();
  }
}

Deno.test("a start that is cancelled ends at once, at whatever step, and the next one is whole", async () => {
  const home = await Deno.makeTempDir({ prefix: "trunkline-" });
  for (const afterMs of [0, 30, 100, 300, 600, 1_000]) {
    const reason = new Error(`cancelled after ${afterMs} ms`);
    const stop = new AbortController();
    const cancel = setTimeout(() => stop.abort(reason), afterMs);
    const started = await startPostgres({ home, signal: stop.signal }).catch((error) => error);
    clearTimeout(cancel);
    if (started === reason) continue;
    // A quick machine is ready before the signal comes.
    assert.ok(!(started instanceof Error), String(started));
    await started[Symbol.asyncDispose]();
  }
  await using pg = await startPostgres({ home });
  assert.deepEqual(await query(pg, "select 1 as one"), [{ one: 1 }]);
  const drafts = (await Array.fromAsync(Deno.readDir(`${home}/postgres`)))
    .filter(({ name }) => /^(creating|laying)-/.test(name));
  assert.deepEqual(drafts, []);
});

// One cluster for all the steps: each begins where the one before has left the state directory.
Deno.test("the embedded PostgreSQL", async (t) => {
  const home = await Deno.makeTempDir({ prefix: "trunkline-" });
  const folder = `${home}/postgres`;
  let port = 0;

  await t.step(
    "starts from nothing as UTF-8, UTC, durable, with a role that is no superuser",
    async () => {
      await using pg = await startPostgres({ home });
      port = pg.connection.port;
      const [row] = await query(
        pg,
        `select pg_encoding_to_char(encoding) as encoding, datlocprovider::text as provider, datlocale as locale,
         current_setting('timezone') as zone, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
         current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
         (select rolsuper from pg_roles where rolname = current_user) as super, lower('ÀÉ') as lower
       from pg_database where datname = current_database()`,
      );
      assert.deepEqual(row, {
        encoding: "UTF8",
        provider: "b",
        locale: "C.UTF-8",
        zone: "UTC",
        fsync: "on",
        commit: "on",
        checksums: "on",
        addresses: "127.0.0.1",
        sockets: "",
        super: false,
        lower: "àé",
      });
      await query(pg, "create table kept (n int)");
      await query(pg, "insert into kept values (1)");
      await assert.rejects(query(pg, "copy kept to program 'cat'"), /permission denied/);
    },
  );

  await t.step(
    "keeps its password in a file that only its owner reads, and lets nobody in without",
    async () => {
      const { mode } = await Deno.stat(`${folder}/password`);
      assert.equal((mode ?? 0) & 0o777, 0o600);
      await using pg = await startPostgres({ home });
      assert.deepEqual(await embeddedConnection(home, port), pg.connection);
      for (const wrong of [{ password: "guess" }, { username: "postgres", password: "" }]) {
        const sql = connect({ ...pg.connection, ...wrong });
        await assert.rejects(sql`select 1`, /password authentication failed|rejects connection/);
        await sql.end();
      }
    },
  );

  await t.step("keeps port and rows, and is one at a time", async () => {
    await using pg = await startPostgres({ home });
    assert.equal(pg.connection.port, port);
    assert.deepEqual(await query(pg, "select n from kept"), [{ n: 1 }]);
    await assert.rejects(startPostgres({ home }), (error: unknown) => {
      assert.ok(error instanceof PermanentError);
      assert.match(error.message, new RegExp(`process ${Deno.pid} has it\\. Stop that one`));
      return true;
    });
  });

  await t.step(
    "loses no committed row to a SIGKILL of the server, and says how it ended",
    async () => {
      const pg = await startPostgres({ home });
      await query(pg, "insert into kept values (2)");
      Deno.kill(pg.pid, "SIGKILL");
      assert.equal(typeof await pg.exited, "string");
      await using again = await startPostgres({ home });
      assert.deepEqual(await query(again, "select n from kept order by n"), [{ n: 1 }, { n: 2 }]);
    },
  );

  await t.step(
    "takes another port where the last one is taken, but not where it was asked for",
    async () => {
      using taker = Deno.listen({ hostname: "127.0.0.1", port });
      assert.equal(taker.addr.port, port);
      await assert.rejects(startPostgres({ home, port }), (error: unknown) => {
        assert.ok(error instanceof PermanentError && error.exitCode === 2);
        assert.match(error.message, new RegExp(`port ${port} is in use\\. Stop`));
        return true;
      });
      await using pg = await startPostgres({ home });
      assert.notEqual(pg.connection.port, port);
    },
  );

  await t.step(
    "starts beside a stale postmaster.pid whose number is another process's now",
    async () => {
      const { uid, gid } = await Deno.stat(`${folder}/data`);
      // A process of the server's own user, which is what PostgreSQL itself takes for a running server.
      const stranger = new Deno.Command("sleep", {
        args: ["60"],
        cwd: "/",
        ...(Deno.uid() === 0 ? { uid: uid ?? 0, gid: gid ?? 0 } : {}),
      }).spawn();
      try {
        const file = `${stranger.pid}\n${folder}/data\n1790000000\n${port}\n\n127.0.0.1\n`;
        await Deno.writeTextFile(`${folder}/data/postmaster.pid`, file);
        await using pg = await startPostgres({ home });
        assert.equal((await query(pg, "select n from kept")).length, 2);
      } finally {
        stranger.kill("SIGKILL");
        await stranger.status;
      }
    },
  );

  await t.step("makes a new password where the file of it was lost", async () => {
    await Deno.remove(`${folder}/password`);
    await using pg = await startPostgres({ home });
    assert.equal((await query(pg, "select n from kept")).length, 2);
  });

  await t.step("quotes the server where a person's settings are wrong", async () => {
    await Deno.writeTextFile(`${folder}/local.conf`, "shared_buffers = lots\n");
    await assert.rejects(startPostgres({ home }), /Cannot start .*"shared_buffers".*server\.log/);
    await Deno.writeTextFile(`${folder}/local.conf`, "work_mem = 3MB\n");
    await using pg = await startPostgres({ home });
    assert.deepEqual(await query(pg, "show work_mem"), [{ work_mem: "3MB" }]);
  });

  await t.step("refuses a cluster of another major version, with the remedy", async () => {
    await Deno.writeTextFile(`${folder}/data/PG_VERSION`, "17\n");
    await assert.rejects(
      startPostgres({ home }),
      /PostgreSQL 17 made it, and this build brings 18/,
    );
  });

  await Deno.remove(home, { recursive: true });
});

if (Deno.build.os !== "windows" && Deno.uid() === 0) {
  Deno.test("root is told of a place that the server's user cannot come to", async () => {
    const closed = await Deno.makeTempDir();
    await Deno.chmod(closed, 0o700);
    const home = `${closed}/home`;
    await Deno.mkdir(home);
    await assert.rejects(startPostgres({ home }), (error: unknown) => {
      assert.ok(error instanceof PermanentError);
      assert.match(error.message, new RegExp(`${closed} is closed to that\\. Set TRUNKLINE_HOME`));
      return true;
    });
  });
}
