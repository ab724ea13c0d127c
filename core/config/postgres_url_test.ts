import assert from "node:assert/strict";
import { BadPostgresUrl, parsePostgresUrl } from "./postgres_url.ts";

Deno.test("both forms of a PostgreSQL URL name the same server", () => {
  const expected = {
    host: "db.example",
    port: 5433,
    database: "masto",
    username: "ana",
    password: "p@ss",
  };
  assert.deepEqual(parsePostgresUrl("postgres://ana:p%40ss@db.example:5433/masto"), expected);
  assert.deepEqual(
    parsePostgresUrl("jdbc:postgresql://db.example:5433/masto?user=ana&password=p%40ss"),
    expected,
  );
  assert.deepEqual(
    parsePostgresUrl("jdbc:postgresql://db.example:5433/masto", {
      username: "ana",
      password: "p@ss",
    }),
    expected,
  );
});

Deno.test("several servers keep their order, each with its port", () => {
  const url = parsePostgresUrl(
    "postgres://ana:p%2C@a,b:5433,[::1]:80,192.0.2.7/masto?target_session_attrs=read-write",
  );
  assert.deepEqual([url.host, url.port, url.others, url.password], [
    "a",
    5432,
    [{ host: "b", port: 5433 }, { host: "::1", port: 80 }, { host: "192.0.2.7", port: 5432 }],
    "p,",
  ]);
});

Deno.test("port and database have PostgreSQL's defaults, and TLS is what sslmode says", () => {
  const url = parsePostgresUrl("postgres://ana@[::1]/?sslmode=verify-full", { ca: "PEM" });
  assert.deepEqual(url, {
    host: "::1",
    port: 5432,
    database: "ana",
    username: "ana",
    password: "",
    tls: { mode: "verify-full", ca: "PEM" },
  });
});

Deno.test("a URL that cannot be used says why and never shows the password", () => {
  const bad = [
    "mysql://a:secret@h/d",
    "postgres://h/d",
    "postgres://a:sec%ret@h/d",
    "postgres://a:secret@h:99999/d",
    "postgres://a:secret@h/d?sslmode=maybe",
  ];
  for (const text of bad) {
    assert.throws(
      () => parsePostgresUrl(text),
      (error: unknown) => error instanceof BadPostgresUrl && !/sec%?ret/.test(error.message),
      text,
    );
  }
});
