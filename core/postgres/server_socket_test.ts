import assert from "node:assert/strict";
import { freshDatabase } from "../../testing/databases.ts";
import { connectPostgres } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";
import { reserveConnection } from "./reserve.ts";

const PATIENCE_SECONDS = 1;

/** Something that listens where a PostgreSQL should, and does with each connection what the test says. */
function listener(serve: (connection: Deno.Conn) => Promise<void> | void, backlog = 128) {
  // Deno's types do not know the size of the queue of connections.
  const options: Deno.ListenOptions & { transport: "tcp" } & Record<string, unknown> = {
    hostname: "127.0.0.1",
    port: 0,
    transport: "tcp",
    tcpBacklog: backlog,
  };
  const listening = Deno.listen(options);
  const held: Deno.Conn[] = [];
  const seen = { connections: 0 };
  const accepting = backlog === 1 ? undefined : (async () => {
    for await (const connection of listening) {
      seen.connections++;
      held.push(connection);
      await Promise.resolve(serve(connection)).catch(() => {});
    }
  })().catch(() => {});
  return {
    port: listening.addr.port,
    seen,
    held,
    async [Symbol.asyncDispose]() {
      listening.close();
      await accepting;
      for (const connection of held) {
        try {
          connection.close();
        } catch { /* it was closed as planned */ }
      }
    },
  };
}

/** Tries to connect; returns the message for the user, and after how many ms it came. */
async function attempt(port: number, tls?: "require"): Promise<{ text: string; ms: number }> {
  const connection = {
    ...{ host: "127.0.0.1", port, database: "x", username: "ada", password: "pw" },
    ...(tls === undefined ? {} : { tls: { mode: tls } }),
  };
  const began = performance.now();
  const options = { applicationName: "test", connectTimeoutSeconds: PATIENCE_SECONDS };
  const error = await reserveConnection(connection, options).then(
    () => assert.fail("it connected"),
    (error: unknown) => explainPostgresError(error, connection),
  );
  return { text: error.message, ms: performance.now() - began };
}

const NO_ANSWER =
  /^Cannot reach PostgreSQL at 127\.0\.0\.1:\d+: no answer\. Check PG_URL and the network$/;
/** The timeout, and an allowance for a busy machine. */
const IN_TIME_MS = PATIENCE_SECONDS * 1_000 + 700;

async function readOnce(connection: Deno.Conn): Promise<void> {
  await connection.read(new Uint8Array(512));
}

for (const tls of [undefined, "require"] as const) {
  const how = tls === undefined ? "plain" : "TLS";

  Deno.test(`a host that takes the connection and says nothing is told within the timeout (${how})`, async () => {
    await using silent = listener(() => {});
    const { text, ms } = await attempt(silent.port, tls);
    assert.match(text, NO_ANSWER);
    assert.ok(ms < IN_TIME_MS, `${ms} ms`);
  });

  Deno.test(`a host that drops each packet is told within the timeout (${how})`, async () => {
    await using full = listener(() => {}, 1);
    // With its queue full and nobody there to accept, the system drops what comes.
    for (let n = 0; n < 8; n++) {
      void Deno.connect({ hostname: "127.0.0.1", port: full.port }).then(
        (connection) => full.held.push(connection),
        () => {},
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { text, ms } = await attempt(full.port, tls);
    assert.match(text, NO_ANSWER);
    assert.ok(ms < IN_TIME_MS, `${ms} ms`);
  });

  Deno.test(`what closes each connection at once is told, and not tried for ever (${how})`, async () => {
    await using proxy = listener((connection) => connection.close());
    const { text } = await attempt(proxy.port, tls);
    assert.match(text, /: it closes each connection at once, as a proxy without a server does\./);
    assert.ok(proxy.seen.connections <= 3, `${proxy.seen.connections} connections`);
  });

  Deno.test(`what is no PostgreSQL is told (${how})`, async () => {
    await using web = listener(async (connection) => {
      await readOnce(connection);
      await connection.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    const { text } = await attempt(web.port, tls);
    assert.match(text, /: what listens there is no PostgreSQL\. Correct PG_URL$/);
  });
}

Deno.test("a server that falls silent in the middle of the login is told within the timeout", async () => {
  await using stuck = listener(async (connection) => {
    await readOnce(connection);
    // AuthenticationSASL: SCRAM-SHA-256.
    const mechanisms = "SCRAM-SHA-256\0\0";
    const bytes = new Uint8Array([82, 0, 0, 0, 8 + mechanisms.length, 0, 0, 0, 10]);
    await connection.write(new Uint8Array([...bytes, ...new TextEncoder().encode(mechanisms)]));
  });
  const { text, ms } = await attempt(stuck.port);
  assert.match(text, NO_ANSWER);
  assert.ok(ms < IN_TIME_MS, `${ms} ms`);
});

Deno.test("a server without TLS is told where TLS is asked for", async () => {
  await using database = await freshDatabase();
  const { text } = await attempt(database.connection.port, "require");
  assert.match(
    text,
    /: it does not offer TLS\. Switch ssl on there, or take sslmode out of PG_URL$/,
  );
});

Deno.test("a client goes on after a failed attempt, and a statement can be cancelled", async () => {
  await using database = await freshDatabase();
  await using door = listener(async (connection) => {
    if (door.seen.connections <= 2) return connection.close();
    const server = await Deno.connect({ hostname: "127.0.0.1", port: database.connection.port });
    void connection.readable.pipeTo(server.writable).catch(() => {});
    void server.readable.pipeTo(connection.writable).catch(() => {});
  });
  const sql = connectPostgres({ ...database.connection, port: door.port }, {
    applicationName: "test",
  });
  try {
    await assert.rejects(sql`select 1`, { code: "CONNECTION_CUT" });
    const [row] = await sql<{ one: number }[]>`select 1 as one`;
    assert.equal(row?.one, 1);
    for (let round = 0; round < 3; round++) {
      const slow = sql`select pg_sleep(30)`;
      slow.catch(() => {});
      setTimeout(() => slow.cancel(), 100);
      await assert.rejects(slow, { code: "57014" });
    }
  } finally {
    await sql.end();
  }
});
