import assert from "node:assert/strict";
import { readConfig } from "./config.ts";
import { VARIABLES, WITHDRAWN_VARIABLES } from "./variables.ts";
import type { Env } from "./env_reader.ts";
import { PermanentError } from "../base/errors.ts";

const PEM = "-----BEGIN CERTIFICATE-----\n";
const read = (env: Env) => readConfig(env, (path) => path === "/ca.pem" ? PEM : `${path}\n`);

Deno.test("nothing set means everything embedded, with the contract's defaults", () => {
  const config = read({});
  assert.equal(config.kafka, undefined);
  assert.equal(config.postgres, undefined);
  assert.equal(config.partitions, 4);
  assert.equal(config.topics.stream, "mastodon_stream");
  assert.equal(config.topics.errors, "mastodon_errors");
  assert.equal(config.home, "./.trunkline");
  assert.equal(config.activityMinToots, 5);
  assert.equal(config.batchIntervalMs, 60_000);
  assert.deepEqual(config.filters, { keywords: [], languages: [] });
});

Deno.test("an empty variable counts as unset", () => {
  assert.deepEqual(read(Object.fromEntries(VARIABLES.map((name) => [name, " "]))), read({}));
});

Deno.test("a duration may be longer than a timer holds, and zero where that means something", () => {
  assert.equal(read({ BATCH_INTERVAL: "30d" }).batchIntervalMs, 30 * 86_400_000);
  assert.equal(read({ OUT_OF_ORDERNESS: "0" }).outOfOrdernessMs, 0);
});

Deno.test("the default instance is the host of the Mastodon server", () => {
  assert.equal(
    read({ MASTODON_BASE_URL: "https://m.example:8443/" }).defaultInstance,
    "m.example:8443",
  );
  assert.equal(
    read({ MASTODON_BASE_URL: "https://m.example", DEFAULT_INSTANCE: "old.example" })
      .defaultInstance,
    "old.example",
  );
});

Deno.test("a hashtag's stream may be named with its sign", () => {
  for (const stream of ["hashtag:tea", "hashtag:#tea", "hashtag:＃Café"]) {
    assert.equal(read({ MASTODON_STREAM: stream }).mastodon.stream, stream);
  }
  assert.throws(() => read({ MASTODON_STREAM: "hashtag:#" }), /MASTODON_STREAM is "hashtag:#"/);
});

Deno.test("languages to keep are folded as those of posts are, and refused where they are none", () => {
  assert.deepEqual(read({ FILTER_LANGS: "EN, pt_br,zh-hant ,und" }).filters.languages, [
    "en",
    "pt-BR",
    "zh-Hant",
    "und",
  ]);
  assert.throws(() => read({ FILTER_LANGS: "en,not a tag" }), /FILTER_LANGS has "not a tag"/);
});

Deno.test("no default instance is made up, and one is a host however it is written", () => {
  assert.equal(read({}).defaultInstance, undefined);
  for (const text of ["old.example", "Old.Example", "https://old.example/", " old.example "]) {
    assert.equal(read({ DEFAULT_INSTANCE: text }).defaultInstance, "old.example");
  }
  assert.equal(read({ DEFAULT_INSTANCE: "old.example:8443" }).defaultInstance, "old.example:8443");
  for (const text of ["https://old.example/@ada", "a b", "ada@old.example"]) {
    assert.throws(() => read({ DEFAULT_INSTANCE: text }), /DEFAULT_INSTANCE .*use the host/);
  }
});

Deno.test("Kafka's TLS and SASL are read with their files", () => {
  const { kafka } = read({
    KAFKA_BOOTSTRAP: "a:9092, b:9093",
    KAFKA_TLS_CA: "/ca.pem",
    KAFKA_SASL_USERNAME: "u",
    KAFKA_SASL_PASSWORD: "p",
    KAFKA_SASL_MECHANISM: "SCRAM-SHA-512",
  });
  assert.deepEqual(kafka, {
    bootstrap: ["a:9092", "b:9093"],
    tls: { ca: PEM },
    sasl: { mechanism: "scram-sha-512", username: "u", password: "p" },
  });
});

Deno.test("a secret comes from its variable or from the file that NAME_FILE names, without the line's end", () => {
  const files = read({
    PG_URL: "postgres://ana@h/d",
    PG_PASS_FILE: "of the file",
    MASTODON_ACCESS_TOKEN_FILE: "token",
    DASHBOARD_TOKEN_FILE: "sixteen-or-more-of-them",
  });
  assert.equal(files.postgres?.password, "of the file");
  assert.equal(files.mastodon.token, "token");
  assert.equal(files.dashboard.token, "sixteen-or-more-of-them");
  assert.equal(read({ PG_URL_FILE: "postgres://ana:p@h/d" }).postgres?.password, "p");
  assert.equal(read({ PG_URL: "postgres://a@h/d", PG_PASS: " p " }).postgres?.password, " p ");
  assert.throws(
    () => read({ PG_URL: "postgres://a@h/d", PG_PASS: "p", PG_PASS_FILE: "f" }),
    /^PermanentError: PG_PASS_FILE and PG_PASS are both set; set one of them/,
  );
});

Deno.test("PostgreSQL's TLS: a CA is used, whichever way it is named", () => {
  const table: [string, Env, unknown][] = [
    ["", {}, undefined],
    ["", { PG_TLS_CA: "/ca.pem" }, { mode: "verify-full", ca: PEM }],
    ["?sslrootcert=/ca.pem", {}, { mode: "verify-full", ca: PEM }],
    ["?sslrootcert=system", {}, { mode: "verify-full" }],
    ["?sslmode=require", {}, { mode: "require" }],
    ["?ssl=true", {}, { mode: "require" }],
    ["?ssl=true&sslmode=verify-full", {}, { mode: "verify-full" }],
    ["?sslmode=require", { PG_TLS_CA: "/ca.pem" }, { mode: "verify-ca", ca: PEM }],
    ["?sslmode=verify-ca&sslrootcert=/ca.pem", {}, { mode: "verify-ca", ca: PEM }],
    ["?sslmode=verify-full", { PG_TLS_CA: "/ca.pem" }, { mode: "verify-full", ca: PEM }],
  ];
  for (const [query, env, tls] of table) {
    const config = read({ PG_URL: `postgres://ana@h/d${query}`, ...env });
    assert.deepEqual(config.postgres?.tls, tls, query);
  }
  const wrong: [string, Env][] = [
    ["?sslmode=disable", { PG_TLS_CA: "/ca.pem" }],
    ["?sslrootcert=/ca.pem", { PG_TLS_CA: "/ca.pem" }],
  ];
  for (const [query, env] of wrong) {
    assert.throws(() => read({ PG_URL: `postgres://ana@h/d${query}`, ...env }), /PG_URL has ssl/);
  }
});

Deno.test("what cannot be used is refused by name, with exit code 2 and no secret", () => {
  const table: [string, Env][] = [
    ["MASTODON_BASE_URL", { MASTODON_BASE_URL: "mastodon.example" }],
    ["MASTODON_STREAM", { MASTODON_STREAM: "pubic" }],
    ["KAFKA_BOOTSTRAP", { KAFKA_BOOTSTRAP: "kafka://a" }],
    ["KAFKA_BOOTSTRAP", { KAFKA_BOOTSTRAP: "kafka://u:s3cret@a:9092" }],
    ["MASTODON_BASE_URL", { MASTODON_BASE_URL: "ftp://u:s3cret@a" }],
    ["KAFKA_PARTITIONS", { KAFKA_PARTITIONS: "4.5" }],
    ["KAFKA_SASL_PASSWORD", { KAFKA_BOOTSTRAP: "a:1", KAFKA_SASL_USERNAME: "u" }],
    ["PG_URL", { PG_URL: "postgres://u:s3cret@h:port/d" }],
    ["CONSENT", { CONSENT: "maybe" }],
    ["BATCH_INTERVAL", { BATCH_INTERVAL: "soon" }],
    // Without a pause between them runs never rest.
    ["BATCH_INTERVAL", { BATCH_INTERVAL: "0" }],
    ["BATCH_INTERVAL", { BATCH_INTERVAL: "-1s" }],
    ["BATCH_INTERVAL", { BATCH_INTERVAL: "1ms" }],
    ["BATCH_INTERVAL", { BATCH_INTERVAL: "99999999999999d" }],
    ["OUT_OF_ORDERNESS", { OUT_OF_ORDERNESS: "-1s" }],
    ["OUT_OF_ORDERNESS", { OUT_OF_ORDERNESS: "99999999999999d" }],
    ["SAMPLE_FRACTION", { SAMPLE_FRACTION: "2" }],
    ["NEUTRAL_LOW", { NEUTRAL_LOW: "0.9" }],
  ];
  for (const [name, env] of table) {
    assert.throws(
      () => read(env),
      (error: unknown) =>
        error instanceof PermanentError && error.exitCode === 2 &&
        error.message.startsWith(`${name} `) &&
        !error.message.includes("s3cret"),
      name,
    );
  }
});

Deno.test("two topics of one name are refused with both variables, also where one is a default", () => {
  const table: [RegExp, Env][] = [
    [/^KAFKA_ERRORS_TOPIC and KAFKA_TOPIC both name the topic t;/, {
      KAFKA_TOPIC: "t",
      KAFKA_ERRORS_TOPIC: " t ",
    }],
    [/^KAFKA_ERRORS_TOPIC and KAFKA_TOPIC both/, { KAFKA_TOPIC: "mastodon_errors" }],
    [/^KAFKA_ERRORS_TOPIC and KAFKA_TOPIC both/, { KAFKA_ERRORS_TOPIC: "mastodon_stream" }],
  ];
  for (const [message, env] of table) {
    assert.throws(() => read(env), (error: unknown) => {
      assert.ok(error instanceof PermanentError && error.exitCode === 2);
      assert.match(error.message, message);
      return true;
    });
  }
});

Deno.test("a variable that does nothing is refused, whatever its value", () => {
  for (const name of WITHDRAWN_VARIABLES) {
    for (const value of ["mastodon_source", "mastodon_stream", "x"]) {
      assert.throws(() => read({ [name]: value }), (error: unknown) => {
        assert.ok(error instanceof PermanentError && error.exitCode === 2);
        assert.equal(error.message, `${name} does nothing in this version; remove it`);
        return true;
      });
    }
    assert.deepEqual(read({ [name]: " " }), read({}), "an empty one counts as unset");
  }
});
