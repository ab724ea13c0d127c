import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { startBroker } from "../embedded/kafka/broker.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { readTopic } from "../testing/read_topic.ts";
import { toPermissions } from "../core/supervision/grants.ts";
import type { Report } from "../core/supervision/protocol.ts";
import { TinyMastodon, tinyStatus } from "../testing/tiny_mastodon.ts";
import type { ProducerConfig } from "./producer.ts";

/** The worker, with exactly the permissions that it is to have, and what it reported. */
function spawn(config: ProducerConfig, net: readonly string[]) {
  const reports: Report[] = [];
  const worker = new Worker(new URL("./producer.ts", import.meta.url), {
    type: "module",
    deno: {
      permissions: toPermissions({
        net,
        read: [config.spool.directory],
        write: [config.spool.directory],
      }),
    },
  });
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.type !== "beat") reports.push(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reports.push({ type: "failed", message: event.message, permanent: false, exitCode: 1 });
  };
  worker.postMessage({ type: "start", config });
  const find = <Type extends Report["type"]>(type: Type) =>
    reports.find((report): report is Report & { type: Type } => report.type === type);
  return {
    reports,
    drain: () => worker.postMessage({ type: "drain" }),
    async until<Type extends Report["type"]>(type: Type): Promise<Report & { type: Type }> {
      for (let tries = 0; tries < 1500; tries++) {
        const report = find(type);
        if (report !== undefined) return report;
        const failed = find("failed");
        if (failed !== undefined) throw new Error(failed.message);
        await new Promise((done) => setTimeout(done, 10));
      }
      throw new Error(`no ${type}: ${JSON.stringify(reports)}`);
    },
    [Symbol.dispose]: () => worker.terminate(),
  };
}

/** A server, a broker, a spool and a producer's configuration for them. */
async function setUp() {
  const directory = Deno.makeTempDirSync({ prefix: "producer_test" });
  const mastodon = new TinyMastodon();
  const broker = await startBroker({ directory: `${directory}/kafka` });
  let stopped = false;
  const stopBroker = async () => {
    if (!stopped) await broker[Symbol.asyncDispose]();
    stopped = true;
  };
  return {
    mastodon,
    stopBroker,
    bootstrap: broker.bootstrap,
    config: configFor(mastodon, { bootstrap: broker.bootstrap, directory: `${directory}/spool` }),
    async [Symbol.asyncDispose]() {
      await mastodon[Symbol.asyncDispose]();
      await stopBroker();
      Deno.removeSync(directory, { recursive: true });
    },
  };
}

function configFor(
  mastodon: TinyMastodon,
  { bootstrap, directory }: { bootstrap: string; directory: string },
): ProducerConfig {
  return {
    mastodon: { baseUrl: mastodon.baseUrl, token: "secret-token", stream: "public" },
    instance: "a.example",
    kafka: { bootstrap: [bootstrap] },
    topics: { stream: "posts", errors: "errors" },
    partitions: 2,
    consent: "default",
    filters: { keywords: [], languages: [] },
    spool: { directory, maxBytes: 1e8 },
  };
}

/** Everything in the topics, by topic, in order. */
async function readTopics(
  bootstrap: string,
  { topics, count }: { topics: readonly string[]; count: number },
) {
  const kafka = kafkaClient({ bootstrap: [bootstrap] }, "producer-test");
  const consumer = kafka.consumer({ groupId: crypto.randomUUID() });
  const records: {
    topic: string;
    key: string | undefined;
    schema: string | undefined;
    value: Record<string, unknown>;
  }[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  const done = Promise.withResolvers<void>();
  await consumer.run({
    eachMessage: ({ topic, message }) => {
      records.push({
        topic,
        key: message.key?.toString(),
        schema: message.headers?.schema?.toString(),
        value: JSON.parse(String(message.value)),
      });
      if (records.length === count) done.resolve();
      return Promise.resolve();
    },
  });
  await done.promise;
  await consumer.disconnect();
  return records;
}

Deno.test({
  name: "a producer with narrow permissions turns events into records and dead letters, and drains",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const { mastodon, config, bootstrap } = parts;
    using worker = spawn(config, [mastodon.host, bootstrap]);
    await worker.until("ready");
    await mastodon.subscribed(1);
    assert.deepEqual(mastodon.subscriptions, [{ type: "subscribe", stream: "public" }]);
    mastodon.send("update", tinyStatus({ id: "1" }));
    mastodon.send("update", tinyStatus({ id: "2", visibility: "unlisted" }));
    mastodon.send("status.update", tinyStatus({ id: "1", content: "<p>Edited</p>" }));
    mastodon.send("status.update", tinyStatus({ id: "3", visibility: "private" }));
    mastodon.sendRaw("{nonsense");
    mastodon.sendRaw(new Uint8Array([0xff, 0xfe]));
    mastodon.send("update", { id: "4" });
    mastodon.send("delete", "1");
    const [once, twice] = ["2026-01-01T00:01:00.000Z", "2026-01-01T00:02:00.000Z"];
    mastodon.send("update", tinyStatus({ id: "5" }));
    mastodon.send(
      "status.update",
      tinyStatus({ id: "5", edited_at: once, visibility: "private" }),
    );
    mastodon.send("status.update", tinyStatus({ id: "5", edited_at: twice }));
    const records = await readTopics(bootstrap, {
      topics: [config.topics.stream, config.topics.errors],
      count: 10,
    });
    worker.drain();
    const { stats } = await worker.until("stopped");

    const stream = records.filter(({ topic }) => topic === config.topics.stream);
    assert.ok(stream.every(({ schema }) => schema === "2"));
    assert.deepEqual(
      stream.filter(({ key }) => key === "a.example/1").map(({ value }) => [
        value.event,
        value.content,
      ]),
      [["update", "Hello, world"], ["status.update", "Edited"], ["delete", undefined]],
    );
    assert.deepEqual(
      stream.filter(({ key }) => key === "a.example/3").map(({ value }) => [
        value.event,
        value.reason,
        value.edited_at,
      ]),
      [["delete", "consent", null]],
    );
    assert.deepEqual(
      stream.filter(({ key }) => key === "a.example/5").map(({ value }) => [
        value.event,
        value.edited_at,
      ]),
      [["update", null], ["delete", once], ["status.update", twice]],
    );
    const letters = records.filter(({ topic }) => topic === config.topics.errors)
      .map(({ value }) => [
        value.reason,
        Buffer.from(String(value.payload_base64), "base64").toString("latin1"),
      ]);
    assert.deepEqual(letters.slice(0, 2), [["not_json", "{nonsense"], ["not_utf8", "\xff\xfe"]]);
    assert.equal(letters[2]?.[0], "bad_status");
    assert.deepEqual(
      [stats.posts, stats.edits, stats.deletes, stats.taken_back, stats.dropped_not_public],
      [2, 2, 1, 2, 3],
    );
    assert.deepEqual([stats.dead_letters, stats.sent, stats.spooled], [3, 10, 0]);
  },
});

Deno.test({
  name:
    "blank frames, an error, a frame too large and unknown events leave nothing but their words",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const { mastodon, config, bootstrap } = parts;
    using worker = spawn(config, [mastodon.host, bootstrap]);
    await worker.until("ready");
    await mastodon.subscribed(1);
    mastodon.send("update", tinyStatus({ id: "1" }));
    for (const blank of ["", " ", "\n", '""']) mastodon.sendRaw(blank);
    mastodon.send("sunrise", "{}");
    mastodon.sendRaw('{"error":"Something went wrong","status":400}');
    await mastodon.subscribed(2);
    mastodon.send("update", tinyStatus({ id: "2" }));
    mastodon.sendRaw("x".repeat(17 * 2 ** 20));
    await mastodon.subscribed(3);
    mastodon.send("update", tinyStatus({ id: "3" }));
    const records = await readTopics(bootstrap, {
      topics: [config.topics.stream, config.topics.errors],
      count: 3,
    });
    worker.drain();
    const { stats } = await worker.until("stopped");
    assert.deepEqual(records.map(({ value }) => value.id).toSorted(), ["1", "2", "3"]);
    assert.deepEqual(
      [stats.posts, stats.dead_letters, stats.ignored, stats.reconnects, stats.events],
      [3, 0, 1, 2, 4],
    );
    const said = worker.reports.flatMap((report) => report.type === "log" ? [report.text] : []);
    assert.match(said.join("\n"), /the server says "Something went wrong" \(400\)/);
    assert.match(said.join("\n"), /a frame of 17 MB was refused/);
    assert.match(said.join("\n"), /is back: it was away for/);
  },
});

Deno.test({
  name: "a refused token ends the producer with one line that names the variable",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const { mastodon, config, bootstrap } = parts;
    mastodon.answers.timeline = 401;
    using worker = spawn(config, [mastodon.host, bootstrap]);
    await assert.rejects(
      worker.until("stopped"),
      /does not accept the access token.*MASTODON_ACCESS_TOKEN/,
    );
    const failed = worker.reports.find((report) => report.type === "failed");
    assert.deepEqual([failed?.permanent, failed?.exitCode], [true, 2]);
    assert.ok(!JSON.stringify(worker.reports).includes("secret-token"));
  },
});

Deno.test({
  name: "a streaming host outside the permissions is named, so that the supervisor can grant it",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const { mastodon, config, bootstrap } = parts;
    mastodon.answers.streamingUrl = "wss://streaming.elsewhere.example";
    using worker = spawn(config, [mastodon.host, bootstrap]);
    await assert.rejects(worker.until("stopped"), /streaming\.elsewhere\.example:443/);
  },
});

Deno.test({
  name:
    "a Kafka that is not there is named with the remedy, and the stream is read into the spool until it is there",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const nowhere = "127.0.0.1:15797";
    const config = { ...parts.config, kafka: { bootstrap: [nowhere] } };
    using worker = spawn(config, [parts.mastodon.host, nowhere]);
    const { text } = await worker.until("log");
    assert.match(
      text,
      /^Kafka at 127\.0\.0\.1:15797 cannot be reached: the connection is refused\. Start it.*KAFKA_BOOTSTRAP/,
    );
    await worker.until("ready");
    assert.equal(worker.reports.some(({ type }) => type === "failed"), false);
  },
});

Deno.test({
  name: "a block list that cannot be read and a spool that cannot be written are named",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const net = [parts.mastodon.host, parts.bootstrap];
    using unread = spawn({ ...parts.config, blockList: "/no/such/list" }, net);
    await assert.rejects(unread.until("stopped"), /Cannot read the block list \/no\/such\/list/);
    const spool = { directory: "/proc/no-spool", maxBytes: 1e6 };
    using unwritten = spawn({ ...parts.config, spool }, net);
    await assert.rejects(unwritten.until("stopped"), /Cannot open the spool in \/proc\/no-spool/);
  },
});

/** Makes the producer's topics with a limit for each. */
async function limitTopics(
  { bootstrap, config: { topics } }: { bootstrap: string; config: ProducerConfig },
  { stream, errors, errorsPolicy = "delete" }: {
    stream: number;
    errors: number;
    errorsPolicy?: "delete" | "compact";
  },
): Promise<void> {
  const admin = kafkaClient({ bootstrap: [bootstrap] }, "producer-test").admin();
  await admin.connect();
  const limit = (bytes: number) => ({ name: "max.message.bytes", value: String(bytes) });
  await admin.createTopics({
    topics: [
      { topic: topics.stream, numPartitions: 2, configEntries: [limit(stream)] },
      {
        topic: topics.errors,
        configEntries: [limit(errors), { name: "cleanup.policy", value: errorsPolicy }],
      },
    ],
  });
  await admin.disconnect();
}

/** What is in a topic, by key in order, without repetitions. */
async function readByKey(bootstrap: string, topic: string) {
  const records = await readTopic({ bootstrap: [bootstrap] }, topic);
  const parsed = records.map(({ key, value }) => ({
    key: key ?? "",
    ...JSON.parse(String(value)),
  }));
  return Map.groupBy(parsed, ({ key }) => key);
}

const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => String(from + place));

for (const limit of [300_000, 100_000, 10_000, 1_000]) {
  Deno.test({
    name:
      `a limit of ${limit} bytes: posts go on, each refusal is one dead letter below the limit, ` +
      "and an edit that is refused takes the old text back",
    sanitizeResources: false,
    async fn() {
      await using parts = await setUp();
      const { mastodon, config, bootstrap } = parts;
      await limitTopics(parts, { stream: limit, errors: limit });
      using worker = spawn(config, [mastodon.host, bootstrap]);
      await worker.until("ready");
      await mastodon.subscribed(1);
      const content = `<p>${"y".repeat(limit)}</p>`;
      const edited_at = "2026-01-02T03:10:00.000Z";
      for (const id of ids(1, 40)) mastodon.send("update", tinyStatus({ id }));
      mastodon.send("update", tinyStatus({ id: "big", content }));
      mastodon.send("status.update", tinyStatus({ id: "1", edited_at, content }));
      mastodon.sendRaw(`{nonsense${"z".repeat(limit)}`);
      for (const id of ids(40, 80)) mastodon.send("update", tinyStatus({ id }));
      for (let tries = 0; tries < 500; tries++) {
        const last = worker.reports.findLast((report) => report.type === "status");
        if (last?.stats.events === 82 && last.stats.waiting === 0 && last.stats.spooled === 0) {
          break;
        }
        await new Promise((done) => setTimeout(done, 20));
      }
      worker.drain();
      const { stats } = await worker.until("stopped");
      const stream = await readByKey(bootstrap, config.topics.stream);
      assert.deepEqual(
        new Set(stream.keys()),
        new Set(ids(1, 80).map((id) => `a.example/${id}`)),
      );
      const last = stream.get("a.example/1")?.at(-1);
      assert.deepEqual(
        [last?.event, last?.reason, last?.edited_at],
        ["delete", "filter", edited_at],
      );
      const letters = [...(await readByKey(bootstrap, config.topics.errors)).values()].flat();
      assert.deepEqual(letters.map(({ reason }) => reason).toSorted(), [
        "not_json",
        "too_large",
        "too_large",
      ]);
      for (const { payload_length } of letters) assert.ok(payload_length > limit);
      assert.deepEqual(
        [stats.dead_letters, stats.letters_dropped, stats.too_large, stats.taken_back, stats.lost],
        [3, 0, 2, 1, 0],
      );
    },
  });
}

for (
  const { name, errors, errorsPolicy, dropped, spooled } of [
    {
      name: "takes no dead letter of any size",
      errors: 60,
      errorsPolicy: "delete",
      dropped: 2,
      spooled: 0,
    },
    {
      name: "refuses dead letters for another reason than their size",
      errors: 1e6,
      errorsPolicy: "compact",
      dropped: 0,
      spooled: 2,
    },
  ] as const
) {
  Deno.test({
    name: `an errors topic that ${name} does not stop the posts, and it is said`,
    sanitizeResources: false,
    async fn() {
      await using parts = await setUp();
      const { mastodon, config, bootstrap } = parts;
      await limitTopics(parts, { stream: 2_000, errors, errorsPolicy });
      using worker = spawn(config, [mastodon.host, bootstrap]);
      await worker.until("ready");
      await mastodon.subscribed(1);
      mastodon.sendRaw("{nonsense");
      mastodon.send("update", tinyStatus({ id: "big", content: "y".repeat(3_000) }));
      await worker.until("log");
      for (const id of ids(1, 30)) mastodon.send("update", tinyStatus({ id }));
      for (let tries = 0; tries < 500; tries++) {
        const last = worker.reports.findLast((report) => report.type === "status");
        if (Number(last?.stats.sent) >= 29 && last?.stats.spooled === spooled) break;
        await new Promise((done) => setTimeout(done, 20));
      }
      worker.drain();
      const { stats } = await worker.until("stopped");
      const stream = await readByKey(bootstrap, config.topics.stream);
      assert.equal(stream.size, 29);
      assert.deepEqual([stats.letters_dropped, stats.spooled, stats.lost], [dropped, spooled, 0]);
      const notices = worker.reports.flatMap((each) => each.type === "log" ? [each.text] : []);
      assert.match(
        notices.join("\n"),
        /Cannot write a dead letter: errors|Cannot send dead letters to Kafka/,
      );
    },
  });
}

Deno.test({
  name: "with Kafka away, the spool full and the memory too, a drain ends and says what is lost",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const { mastodon, config, bootstrap } = parts;
    const spool = { ...config.spool, maxBytes: 1_000 };
    using worker = spawn({ ...config, spool }, [mastodon.host, bootstrap]);
    await worker.until("ready");
    await mastodon.subscribed(1);
    await parts.stopBroker();
    const content = "y".repeat(450_000);
    for (const id of ids(1, 31)) mastodon.send("update", tinyStatus({ id, content }));
    for (let tries = 0; tries < 500; tries++) {
      const last = worker.reports.findLast((report) => report.type === "status");
      if (Number(last?.stats.waiting) > 15) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    const began = performance.now();
    worker.drain();
    const { stats } = await worker.until("stopped");
    assert.ok(performance.now() - began < 5_000, "in the time that a drain has");
    assert.ok(Number(stats.lost) > 15, `${stats.lost} are lost`);
    const notices = worker.reports.flatMap((each) => each.type === "log" ? [each.text] : []);
    assert.ok(notices.some((each) => each.startsWith(`${stats.lost} records are lost: `)));
  },
});
