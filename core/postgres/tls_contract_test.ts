/** TLS to a real PostgreSQL server with certificates of the test's own. */
import assert from "node:assert/strict";
import type { PostgresConnection } from "../config/connections.ts";
import { serverUser } from "../../embedded/postgres/server_user.ts";
import { startPostgres } from "../../embedded/postgres/start_postgres.ts";
import { PermanentError } from "../base/errors.ts";
import { type Certificates, makeCertificates } from "../../testing/certificates.ts";
import { connectPostgres } from "./connect.ts";
import { explainPostgresError } from "./postgres_errors.ts";

/** A server that speaks TLS, with a certificate for `names`. */
async function tlsServer(names: readonly string[]) {
  const stack = new AsyncDisposableStack();
  const home = await Deno.makeTempDir({ prefix: "trunkline_tls_home_" });
  stack.defer(() => Deno.remove(home, { recursive: true }));
  const certificates: Certificates = stack.use(await makeCertificates(names));
  const user = await serverUser(`${home}/none`);
  if (user !== undefined) await Deno.chown(certificates.key, user.uid, user.gid);
  await Deno.chmod(certificates.key, 0o600);
  const settings = {
    ssl: "on",
    ssl_cert_file: certificates.certificate,
    ssl_key_file: certificates.key,
  };
  const server = stack.use(await startPostgres({ home, settings }));
  return {
    connection: server.connection,
    certificates,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

type Tls = NonNullable<PostgresConnection["tls"]>;

/** Whether the session that these settings open is encrypted; rejects in the words a user gets. */
async function isEncrypted(
  connection: PostgresConnection,
  change: { readonly tls?: Tls; readonly host?: string },
): Promise<boolean> {
  const changed = { ...connection, ...change };
  const sql = connectPostgres(changed, { applicationName: "test" });
  try {
    const [row] = await sql<{ ssl: boolean }[]>`
      select ssl from pg_stat_ssl where pid = pg_backend_pid()`;
    return row?.ssl ?? assert.fail("no row");
  } catch (error) {
    throw explainPostgresError(error, changed);
  } finally {
    await sql.end();
  }
}

function refusedAs(words: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof PermanentError, `${error}`);
    assert.match(error.message, words);
    assert.equal(error.exitCode, 2);
    return true;
  };
}

Deno.test("sslmode decides: plain, encrypted, or encrypted with a certificate that must hold", async (test) => {
  await using server = await tlsServer(["IP:127.0.0.1", "DNS:localhost"]);
  await using others = await makeCertificates(["IP:127.0.0.1"]);
  const { connection, certificates: { ca } } = server;

  await test.step("none: not encrypted", async () => {
    assert.equal(await isEncrypted(connection, {}), false);
  });
  await test.step("require: encrypted, whoever signed", async () => {
    assert.equal(await isEncrypted(connection, { tls: { mode: "require" } }), true);
  });
  await test.step("verify-full with the CA: by address and by name", async () => {
    const tls: Tls = { mode: "verify-full", ca };
    assert.equal(await isEncrypted(connection, { tls }), true);
    assert.equal(await isEncrypted(connection, { tls, host: "localhost" }), true);
  });
  await test.step("another CA, or none, is refused in words", async () => {
    const words = /its certificate does not hold \(.+\)\. Name the file of its CA in PG_TLS_CA/;
    for (const tls of [{ mode: "verify-full", ca: others.ca }, { mode: "verify-full" }] as const) {
      await assert.rejects(isEncrypted(connection, { tls }), refusedAs(words));
    }
  });
  await test.step("a statement is cancelled over TLS too", async () => {
    const tls: Tls = { mode: "verify-full", ca };
    const sql = connectPostgres({ ...connection, tls }, { applicationName: "test" });
    try {
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
});

Deno.test("a certificate for another host is refused in words, by address and by name", async () => {
  await using server = await tlsServer(["DNS:db.example"]);
  const { connection, certificates: { ca } } = server;
  const tls: Tls = { mode: "verify-full", ca };
  for (const host of ["127.0.0.1", "localhost"]) {
    await assert.rejects(
      isEncrypted(connection, { tls, host }),
      refusedAs(/its certificate does not hold \(.+\).*in PG_URL the host that it was made for/),
    );
  }
  assert.equal(await isEncrypted(connection, { tls: { mode: "require" } }), true);
});
