/** Input: batches that librdkafka or the broker compressed, with every codec. All of them must be applied. */

import assert from "node:assert/strict";
import { kafkaClient } from "../core/kafka/client.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { postFields } from "../testing/applied_tables.ts";
import { type BrokerKind, brokers, freshName } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { runCommand } from "../testing/trunkline_command.ts";
import { runProgram, succeeds } from "../testing/run_program.ts";

const CODECS = ["none", "gzip", "snappy", "lz4", "zstd"] as const;

/** Whether kcat is installed; CI installs it, since there no test may be skipped. */
const kcatIsThere = await succeeds("kcat", ["-V"]);
if (!kcatIsThere) console.error("kcat is not on PATH: its tests are skipped. apt-get install kcat");

async function setUp(kind: BrokerKind, compressionType = "producer") {
  await using stack = new AsyncDisposableStack();
  const { bootstrap } = stack.use(await kind.open());
  const { connection } = stack.use(await freshDatabase());
  const home = stack.use(await temporaryHome());
  const topic = freshName("codecs");
  const admin = kafkaClient({ bootstrap: [bootstrap] }, "chaos").admin();
  await admin.connect();
  stack.defer(() => admin.disconnect());
  const configEntries = [{ name: "compression.type", value: compressionType }];
  await admin.createTopics({ topics: [{ topic, numPartitions: 2, configEntries }] });
  stack.defer(() => admin.deleteTopics({ topics: [topic] }).catch(() => {}));
  const { host, port, database, username, password } = connection;
  const all = stack.move();
  return {
    /** Writes posts with these numbers by librdkafka, a batch of one partition in one go. */
    async write(numbers: readonly number[], codec: string, partition: number): Promise<void> {
      const lines = numbers.map((n) => JSON.stringify(postFields(String(n))));
      const options = ["-b", bootstrap, "-P", "-t", topic, "-p", `${partition}`, "-z", codec];
      await runProgram("kcat", options, { input: `${lines.join("\n")}\n` });
    },
    consume: () =>
      runCommand(["consume", "--until-end"], {
        TRUNKLINE_HOME: home.path,
        KAFKA_BOOTSTRAP: bootstrap,
        KAFKA_TOPIC: topic,
        KAFKA_ERRORS_TOPIC: `${topic}-e`,
        KAFKA_GROUP: topic,
        PG_URL: `postgres://${username}:${
          encodeURIComponent(password)
        }@${host}:${port}/${database}`,
        MASTODON_BASE_URL: "https://social.example",
      }),
    async stored(): Promise<number[]> {
      const sql = connectPostgres(connection, { applicationName: "chaos judge" });
      const rows = await sql<{ n: number }[]>`select id::int as n from masto.toots_raw order by id`;
      await sql.end();
      return rows.map(({ n }) => n);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

for (const kind of brokers()) {
  Deno.test({
    name:
      `posts that librdkafka packed by any codec, mixed in one partition, are all applied (${kind.name} Kafka)`,
    ignore: !kcatIsThere,
    async fn() {
      await using it = await setUp(kind);
      for (const [at, codec] of [...CODECS, ...CODECS.toReversed()].entries()) {
        await it.write(range(1 + 50 * at, 50), codec, at % 2);
      }
      // Large enough for librdkafka to make several batches of it.
      await it.write(range(501, 2_000), "lz4", 0);
      const { code, stderr } = await it.consume();
      assert.equal(code, 0, stderr);
      assert.doesNotMatch(stderr, /Lost Kafka|is stopped/);
      assert.deepEqual(await it.stored(), range(1, 2_500));
    },
  });

  for (const compressionType of CODECS.slice(1)) {
    Deno.test({
      name:
        `posts in a topic whose broker packs by ${compressionType} are all applied (${kind.name} Kafka)`,
      ignore: !kcatIsThere,
      async fn() {
        await using it = await setUp(kind, compressionType);
        await it.write(range(1, 300), "none", 0);
        await it.write(range(301, 50), "gzip", 1);
        const { code, stderr } = await it.consume();
        assert.equal(code, 0, stderr);
        assert.deepEqual(await it.stored(), range(1, 350));
      },
    });
  }
}
