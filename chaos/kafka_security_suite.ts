/** A real Kafka with TLS and SASL. Faults: wrong credentials, certificates and mechanisms, each with its error text. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { KafkaConnection } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { topicPlans } from "../core/kafka/topics.ts";
import { RecordSender } from "../core/kafka/record_sender.ts";
import { freshName } from "../testing/brokers.ts";
import { type Certificates, makeCertificates } from "../testing/certificates.ts";
import { freshDatabase } from "../testing/databases.ts";
import { CAN_START_KAFKA, kafkaService } from "../testing/kafka_service.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { type CommandEnv, runCommand, startCommand } from "../testing/trunkline_command.ts";
import { runProgram } from "../testing/run_program.ts";

const PORT = 15740;
const DIRECTORY = `/var/tmp/trunkline-kafka-security-${PORT}`;
const PORTS = { sasl: PORT + 2, tls: PORT + 3, both: PORT + 4 };
const USER = { username: "trunkline", password: "trunkline" };

const kafka = (...args: readonly string[]) => kafkaService(...args, "--dir", DIRECTORY);

/** Sends three records and counts them in the topic. */
async function roundTrip(connection: KafkaConnection): Promise<number> {
  const kafka = kafkaClient(connection, "test");
  const stream = freshName("secure");
  const topics = topicPlans({ stream, errors: `${stream}-e` }, 2);
  await using sender = new RecordSender(kafka, { topics });
  const values = ["a", "b", "c"].map((key) => ({
    topic: stream,
    key,
    value: Buffer.from(key),
  }));
  await sender.send(values, new AbortController().signal);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(stream);
  await admin.deleteTopics({ topics: topics.map(({ topic }) => topic) });
  await admin.disconnect();
  return ends.reduce((sum, { high }) => sum + Number(high), 0);
}

/** A TLS proxy with a test certificate in front of another port. */
function tlsDoor(to: number, { cert, key }: { readonly cert: string; readonly key: string }) {
  const listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
  void (async () => {
    for (;;) {
      const client = await listener.accept();
      const server = await Deno.connect({ hostname: "127.0.0.1", port: to });
      void client.readable.pipeTo(server.writable).catch(() => {});
      void server.readable.pipeTo(client.writable).catch(() => {});
    }
  })().catch(() => {});
  return { port: listener.addr.port, [Symbol.dispose]: () => listener.close() };
}

/** The authority as Java reads it: a key store that it trusts the only certificate of. */
async function trustStore({ folder }: Certificates): Promise<string> {
  const path = `${folder}/trust.p12`;
  await runProgram("openssl", [
    ...["pkcs12", "-export", "-in", `${folder}/ca.pem`, "-inkey", `${folder}/ca.key`],
    ...["-out", path, "-passout", "pass:trunkline"],
  ]);
  return path;
}

Deno.test({
  name: "Kafka with TLS and SASL: the right keys open it, each wrong one is told in one line",
  ignore: !CAN_START_KAFKA,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    await using clients = await makeCertificates(["DNS:client.example"]);
    // The listener with TLS alone asks clients for a certificate of this authority.
    const mutual = [
      "ssl.client.auth=required",
      `ssl.truststore.location=${await trustStore(clients)}`,
    ].flatMap((setting) => ["--set", `listener.name.ssl.${setting}`]);
    await kafka("start", "--port", String(PORT), "--tls", "--sasl", "--heap", "400m", ...mutual);
    try {
      const file = `${DIRECTORY}/tls/ca.pem`;
      const ca = await Deno.readTextFile(file);
      const own = {
        cert: await Deno.readTextFile(clients.certificate),
        key: await Deno.readTextFile(clients.key),
      };
      const at = (port: number, host = "127.0.0.1") => ({ bootstrap: [`${host}:${port}`] });
      for (
        const [what, connection] of Object.entries<KafkaConnection>({
          "TLS by address": { ...at(PORTS.tls), tls: { ca, ...own } },
          "TLS by name": { ...at(PORTS.tls, "localhost"), tls: { ca, ...own } },
          "SASL PLAIN": { ...at(PORTS.sasl), sasl: { mechanism: "plain", ...USER } },
          "TLS and PLAIN": {
            ...at(PORTS.both),
            tls: { ca },
            sasl: { mechanism: "plain", ...USER },
          },
          "TLS and SCRAM-SHA-256": {
            ...at(PORTS.both),
            tls: { ca },
            sasl: { mechanism: "scram-sha-256", ...USER },
          },
          "TLS and SCRAM-SHA-512": {
            ...at(PORTS.both),
            tls: { ca },
            sasl: { mechanism: "scram-sha-512", ...USER },
          },
        })
      ) {
        await test.step(`${what} works`, async () => assert.equal(await roundTrip(connection), 3));
      }

      await using database = await freshDatabase();
      const { host, port, username, password, database: name } = database.connection;
      const consumer = {
        PG_URL: `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
        KAFKA_TOPIC: freshName("secure"),
      };
      const ends = async (env: CommandEnv) => {
        await using home = await temporaryHome();
        const all = { TRUNKLINE_HOME: home.path, ...consumer, ...env };
        return await runCommand(["consume", "--until-end"], all);
      };
      const both: CommandEnv = {
        KAFKA_BOOTSTRAP: `127.0.0.1:${PORTS.both}`,
        KAFKA_TLS_CA: file,
        KAFKA_SASL_MECHANISM: "scram-sha-512",
        KAFKA_SASL_USERNAME: USER.username,
        KAFKA_SASL_PASSWORD: USER.password,
      };
      await test.step("a consumer with its permissions reads through TLS and SCRAM", async () => {
        const { code, stderr } = await ends(both);
        assert.equal(code, 0, stderr);
      });

      const mutualTls: CommandEnv = {
        KAFKA_BOOTSTRAP: `127.0.0.1:${PORTS.tls}`,
        KAFKA_TLS_CA: file,
        KAFKA_TLS_CERT: clients.certificate,
        KAFKA_TLS_KEY: clients.key,
      };
      await test.step("a consumer with its permissions reads with a certificate of its own", async () => {
        const { code, stderr } = await ends(mutualTls);
        assert.equal(code, 0, stderr);
      });

      await using others = await makeCertificates(["DNS:kafka.example"]);
      using door = tlsDoor(PORT, {
        cert: await Deno.readTextFile(others.certificate),
        key: await Deno.readTextFile(others.key),
      });
      const certificate =
        /it shows a certificate that does not hold \(.+\)\. Name the file of its CA in KAFKA_TLS_CA/;
      const wrong: Readonly<Record<string, { env: CommandEnv; code: number; says: RegExp }>> = {
        "another CA": {
          env: { ...both, KAFKA_TLS_CA: `${others.folder}/ca.pem` },
          code: 2,
          says: certificate,
        },
        "no CA": {
          env: { ...both, KAFKA_TLS_CA: "", KAFKA_TLS: "true" },
          code: 2,
          says: certificate,
        },
        "a certificate for another host": {
          env: {
            KAFKA_BOOTSTRAP: `127.0.0.1:${door.port}`,
            KAFKA_TLS_CA: `${others.folder}/ca.pem`,
          },
          code: 2,
          says: certificate,
        },
        "no certificate of its own": {
          env: { KAFKA_BOOTSTRAP: `127.0.0.1:${PORTS.tls}`, KAFKA_TLS_CA: file },
          code: 2,
          says:
            /it does not accept our certificate, or wants one \(received fatal alert: \w+\)\. .+ KAFKA_TLS_CERT/,
        },
        "a certificate of its own from another CA": {
          env: { ...mutualTls, KAFKA_TLS_CERT: others.certificate, KAFKA_TLS_KEY: others.key },
          code: 2,
          says:
            /it does not accept our certificate, or wants one \(received fatal alert: \w+\)\. .+ KAFKA_TLS_CERT/,
        },
        "a wrong password": {
          env: { ...both, KAFKA_SASL_PASSWORD: "not-it" },
          code: 2,
          says: /it does not let us in \(.+\)\. Check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD/,
        },
      };
      // A broker that closes connections may also be starting.
      const waits: Readonly<Record<string, CommandEnv>> = {
        "TLS where there is none": { KAFKA_BOOTSTRAP: `127.0.0.1:${PORT}`, KAFKA_TLS_CA: file },
        "no TLS where there is": { KAFKA_BOOTSTRAP: `127.0.0.1:${PORTS.tls}` },
      };
      for (const [what, env] of Object.entries(waits)) {
        await test.step(`${what} is told in one line, and waited for`, async () => {
          await using home = await temporaryHome();
          const all = { TRUNKLINE_HOME: home.path, ...consumer, ...env };
          await using command = startCommand(["consume"], all);
          await command.untilStderr(
            /it closes the connection, as where one side speaks TLS alone\. .*or KAFKA_TLS.*Trying again/,
          );
          command.kill("SIGINT");
          assert.equal((await command.ended).code, 0);
        });
      }
      for (const [what, { env, code, says }] of Object.entries(wrong)) {
        await test.step(`${what} is told in one line`, async () => {
          const ended = await ends(env);
          const verdicts = ended.stderr.split("\n").filter((line) =>
            line.startsWith("trunkline: ")
          );
          assert.equal(verdicts.length, 1, ended.stderr);
          assert.match(verdicts[0] ?? "", says);
          assert.ok(!ended.stderr.includes("not-it"), "no secret");
          assert.equal(ended.code, code, ended.stderr);
        });
      }
    } finally {
      await kafka("stop", "--wipe");
    }
  },
});
