/** Faults: a real Kafka refuses dead letters, loses the errors topic, and limits record sizes. Posts must still be written. */
import assert from "node:assert/strict";
import { kafkaClient } from "../core/kafka/client.ts";
import { toPermissions } from "../core/supervision/grants.ts";
import type { Report, Stats } from "../core/supervision/protocol.ts";
import { CAN_START_KAFKA, kafkaService } from "../testing/kafka_service.ts";
import { readTopic } from "../testing/read_topic.ts";
import { TinyMastodon, tinyStatus } from "../testing/tiny_mastodon.ts";
import type { ProducerConfig } from "../workers/producer.ts";

const PORT = 15760;
const BOOTSTRAP = `127.0.0.1:${PORT}`;
const DIRECTORY = `/var/tmp/trunkline-errors-topic-${PORT}`;
const POSTS = 200;
const AUTHORIZER = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

const kafka = (...args: readonly string[]) => kafkaService(...args, "--dir", DIRECTORY);
const acl = (...args: readonly string[]) =>
  kafkaService("tool", "--dir", DIRECTORY, "acls", "--force", ...args);

/** The producer with its permissions, and its log. */
function launch(config: ProducerConfig, mastodon: TinyMastodon) {
  const { directory } = config.spool;
  const worker = new Worker(new URL("../workers/producer.ts", import.meta.url), {
    type: "module",
    deno: {
      permissions: toPermissions({
        net: [mastodon.host, BOOTSTRAP],
        read: [directory],
        write: [directory],
      }),
    },
  });
  const notices: string[] = [];
  let stats: Stats = {};
  let end = "";
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.type === "log") notices.push(data.text);
    if (data.type === "status" || data.type === "stopped") stats = data.stats;
    if (data.type === "stopped") end = "stopped";
    if (data.type === "failed") end = data.message;
  };
  worker.postMessage({ type: "start", config });
  return {
    notices,
    fact: (name: string) => Number(stats[name] ?? 0),
    async until(condition: () => boolean) {
      for (let tries = 0; !condition(); tries++) {
        assert.ok(tries < 1_200 && end === "", `in vain: ${end} ${JSON.stringify(stats)}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    async drain() {
      worker.postMessage({ type: "drain" });
      for (let tries = 0; end === "" && tries < 200; tries++) {
        await new Promise((done) => setTimeout(done, 50));
      }
      worker.terminate();
      assert.equal(end, "stopped");
    },
  };
}

async function distinctKeys(topic: string): Promise<number> {
  const records = await readTopic({ bootstrap: [BOOTSTRAP] }, topic);
  // Between the posts stand events that say what was read of the stream.
  const posts = records.filter(({ key }) => !key?.startsWith("coverage/"));
  return new Set(posts.map(({ key }) => key)).size;
}

Deno.test({
  name:
    "an errors topic without the right to write, then deleted, then back: posts go on, letters wait and arrive",
  ignore: !CAN_START_KAFKA,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await kafka(
      "start",
      ...["--port", String(PORT), "--set", `authorizer.class.name=${AUTHORIZER}`],
      ...["--set", "allow.everyone.if.no.acl.found=true", "--set", "super.users=User:admin"],
      ...["--set", "auto.create.topics.enable=false"],
    );
    const directory = await Deno.makeTempDir({ prefix: "errors_topic" });
    await using mastodon = new TinyMastodon();
    const config: ProducerConfig = {
      mastodon: { baseUrl: mastodon.baseUrl, stream: "public" },
      instance: "a.example",
      kafka: { bootstrap: [BOOTSTRAP] },
      topics: { stream: "posts", errors: "errors" },
      partitions: 4,
      consent: "default",
      filters: { keywords: [], languages: [] },
      spool: { directory, maxBytes: 2 ** 26 },
    };
    const denied = [
      "--topic",
      "errors",
      "--operation",
      "All",
      "--deny-principal",
      "User:ANONYMOUS",
    ];
    let next = 0;
    const send = async () => {
      for (let n = 0; n < POSTS; n++) mastodon.send("update", tinyStatus({ id: String(++next) }));
      mastodon.sendRaw(`{nonsense ${next}`);
      await new Promise((done) => setTimeout(done, 100));
    };
    try {
      await acl("--add", ...denied);
      const producer = launch(config, mastodon);
      /** Whether so many events were read, and what they gave is in Kafka or spooled. */
      const heard = (events: number) =>
        producer.fact("events") >= events && producer.fact("waiting") === 0;
      await mastodon.subscribed(1);
      await send();
      await producer.until(() => heard(next + 1) && producer.fact("spooled") >= 1);
      assert.ok(producer.notices.some((each) => /Cannot send dead letters to Kafka/.test(each)));

      await acl("--remove", ...denied);
      await producer.until(() => producer.fact("spooled") === 0);
      const admin = kafkaClient({ bootstrap: [BOOTSTRAP] }, "suite").admin();
      await admin.connect();
      await admin.deleteTopics({ topics: ["errors"] });
      await send();
      await producer.until(() => heard(next + 2) && producer.fact("spooled") === 0);
      await admin.disconnect();
      await producer.drain();
      assert.equal(await distinctKeys("posts"), next);
      assert.equal((await readTopic({ bootstrap: [BOOTSTRAP] }, "errors")).length, 1);
      assert.deepEqual([producer.fact("lost"), producer.fact("letters_dropped")], [0, 0]);
    } finally {
      await kafka("stop", "--wipe");
      await Deno.remove(directory, { recursive: true });
    }
  },
});
