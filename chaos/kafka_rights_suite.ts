/** A real Kafka that grants nothing: each missing right is named, and what is granted suffices. */
import assert from "node:assert/strict";
import { kafkaClient } from "../core/kafka/client.ts";
import { freshName } from "../testing/brokers.ts";
import { freshDatabase } from "../testing/databases.ts";
import { CAN_START_KAFKA, kafkaService } from "../testing/kafka_service.ts";
import { TinyMastodon, tinyStatus } from "../testing/tiny_mastodon.ts";
import { type CommandEnv, runCommand, startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";

const PORT = 15780;
const DIRECTORY = `/var/tmp/trunkline-kafka-rights-${PORT}`;
const AUTHORIZER = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

const kafka = (...args: readonly string[]) => kafkaService(...args, "--dir", DIRECTORY);
/** Rights are granted by the port without a login, whose users are administrators here. */
const grant = (...args: readonly string[]) =>
  kafkaService(
    ...["tool", "--dir", DIRECTORY, "acls", "--force", "--add"],
    ...["--allow-principal", "User:trunkline", ...args],
  );

Deno.test({
  name: "without rights each missing one is named, and with those of docs/operate.md all works",
  ignore: !CAN_START_KAFKA,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    await kafka(
      ...["start", "--port", String(PORT), "--sasl", "--heap", "400m"],
      ...["--set", `authorizer.class.name=${AUTHORIZER}`, "--set", "super.users=User:ANONYMOUS"],
      ...["--set", "auto.create.topics.enable=false"],
    );
    try {
      await using database = await freshDatabase();
      await using home = await temporaryHome();
      await using server = new TinyMastodon();
      const { host, port, username, password, database: name } = database.connection;
      const topic = freshName("rights");
      const env: CommandEnv = {
        TRUNKLINE_HOME: home.path,
        KAFKA_BOOTSTRAP: `127.0.0.1:${PORT + 2}`,
        KAFKA_SASL_USERNAME: "trunkline",
        KAFKA_SASL_PASSWORD: "trunkline",
        KAFKA_TOPIC: topic,
        KAFKA_ERRORS_TOPIC: `${topic}-errors`,
        KAFKA_GROUP: topic,
        DEFAULT_INSTANCE: "social.example",
      };
      const consumer = {
        ...env,
        PG_URL: `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${name}`,
      };
      const producer = {
        ...env,
        MASTODON_BASE_URL: server.baseUrl,
        MASTODON_ACCESS_TOKEN: "token",
      };
      /** Starts a command, and waits until it names what it lacks. */
      const says = async (command: string, given: CommandEnv, words: RegExp) => {
        await using running = startCommand([command], given);
        await running.untilStderr(words, 60_000);
      };
      await test.step("no Create", async () => {
        await says("consume", consumer, new RegExp(`lacks the right Create on the topic ${topic}`));
      });
      const admin = kafkaClient({ bootstrap: [`127.0.0.1:${PORT}`] }, "admin").admin();
      await admin.connect();
      await admin.createTopics({
        topics: [topic, `${topic}-errors`].map((each) => ({ topic: each, numPartitions: 1 })),
      });
      await admin.disconnect();
      await grant("--operation", "Describe", "--topic", topic);
      await test.step("no Read on the group", async () => {
        await says("consume", consumer, new RegExp(`lacks the right Read on the group ${topic}`));
      });
      await grant("--operation", "Read", "--group", topic);
      await test.step("no Read on the topic", async () => {
        await says("consume", consumer, new RegExp(`lacks the right Read on the topic ${topic}`));
      });
      await test.step("no Write on the topic", async () => {
        await says("produce", producer, new RegExp(`lacks the right Write on the topic ${topic}`));
      });
      await grant("--operation", "Read", "--topic", topic);
      await grant("--operation", "Write", "--topic", topic);
      await grant("--operation", "Describe", "--operation", "Write", "--topic", `${topic}-errors`);
      await test.step("with these rights what is read is sent and applied", async () => {
        const before = server.subscriptions.length;
        {
          await using sending = startCommand(["produce"], producer);
          await Promise.race([
            server.subscribed(before + 1),
            sending.ended.then(({ stderr }) => assert.fail(stderr)),
          ]);
          server.send("update", tinyStatus({ id: "1" }));
          await new Promise((resolve) => setTimeout(resolve, 2_000));
          sending.kill("SIGINT");
          assert.equal((await sending.ended).code, 0);
        }
        const applied = await runCommand(["consume", "--until-end", "--json"], consumer);
        assert.equal(applied.code, 0, applied.stderr);
        assert.match(applied.stdout, /"applied":[1-9]/);
      });
    } finally {
      await kafka("stop", "--wipe");
    }
  },
});
