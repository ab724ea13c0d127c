import assert from "node:assert/strict";
import type { PostgresConnection } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "../core/postgres/migrations.ts";
import { toPermissions } from "../core/supervision/grants.ts";
import type { Level, Report } from "../core/supervision/protocol.ts";
import { sourceText } from "../core/post/source_text.ts";
import { type Fields, postFields } from "../testing/applied_tables.ts";
import { embeddedBroker } from "../testing/brokers.ts";
import { migratedDatabase } from "../testing/databases.ts";
import { TcpProxy } from "../embedded/mastodon/tcp_proxy.ts";
import type { ConsumerConfig } from "./consumer.ts";
import { WORKERS } from "./registry.ts";

/** The worker, with the permissions of the table, and what it reported. */
function spawn(config: ConsumerConfig, isRestart = false) {
  const reports: Report[] = [];
  const worker = new Worker(new URL("./consumer.ts", import.meta.url), {
    type: "module",
    deno: { permissions: toPermissions(WORKERS.consumer.grants(config)) },
  });
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.type !== "beat") reports.push(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reports.push({ type: "failed", message: event.message, permanent: false, exitCode: 1 });
  };
  worker.postMessage({ type: "start", config, isRestart });
  return {
    drain: () => worker.postMessage({ type: "drain" }),
    notices: (level?: Level) =>
      reports.flatMap((report) =>
        report.type === "log" && report.level === (level ?? report.level) ? [report.text] : []
      ),
    async until<Type extends Report["type"]>(type: Type): Promise<Report & { type: Type }> {
      return await eventually(type, () => {
        const failed = reports.find((report) => report.type === "failed");
        if (failed !== undefined) throw new Error(failed.message);
        return Promise.resolve(
          reports.find((report): report is Report & { type: Type } => report.type === type),
        );
      });
    },
    failed: () =>
      eventually("failure", () => Promise.resolve(reports.find(({ type }) => type === "failed"))),
    [Symbol.dispose]: () => worker.terminate(),
  };
}

/** A topic of two partitions with a few records, tables, and a consumer's configuration for both. */
async function setUp() {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await embeddedBroker());
  const { connection } = stack.use(await migratedDatabase());
  const sql = connectPostgres(connection, { applicationName: "trunkline test" });
  stack.defer(() => sql.end());
  const kafka = kafkaClient({ bootstrap: [broker.bootstrap] }, "consumer-test");
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  stack.defer(() => admin.disconnect());
  stack.defer(() => producer.disconnect());
  await admin.createTopics({ topics: [{ topic: "posts", numPartitions: 2 }] });
  const all = stack.move();
  return {
    sql,
    config: (postgres: PostgresConnection = connection, untilEnd = false): ConsumerConfig => ({
      kafka: { bootstrap: [broker.bootstrap] },
      topics: { stream: "posts", errors: "errors" },
      partitions: 2,
      groupId: "group",
      postgres,
      defaultInstance: "social.example",
      outOfOrdernessMs: 30_000,
      untilEnd,
    }),
    connection,
    /** Changes one bit of the last record of a partition where it lies on the disk; again, and it is as it was. */
    async spoil(partition: number) {
      const topics = `${broker.directory}/topics`;
      const all = await Array.fromAsync(Deno.readDir(topics), ({ name }) => name);
      const topic = all.find((name) => name.startsWith("posts."));
      const path = `${topics}/${topic}/${partition}/${"0".repeat(20)}.log`;
      const log = await Deno.readFile(path);
      // Behind it is only the number of its headers.
      log[log.length - 2]! ^= 1;
      await Deno.writeFile(path, log);
    },
    async send(...records: Fields[]) {
      const messages = records.map((record, at) => ({
        value: JSON.stringify(record),
        partition: at % 2,
      }));
      await producer.send({ topic: "posts", messages });
    },
    async committed() {
      const [offsets] = await admin.fetchOffsets({ groupId: "group", topics: ["posts"] });
      return offsets?.partitions.toSorted((a, b) => a.partition - b.partition).map(({ offset }) =>
        offset
      );
    },
    async stored(): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        select status_id as id from masto.toots_raw order by status_id`;
      return rows.map(({ id }) => id);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function eventually<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + 15_000; Date.now() < until;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`no ${what}`);
}

const posts = ["1", "2", "3"].map((id) => postFields(id));

Deno.test({
  name:
    "a consumer with narrow permissions applies what comes, and asked to drain it commits and ends",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts, { event: "delete", id: "3" });
    using worker = spawn(parts.config());
    const { stats: ready } = await worker.until("ready");
    assert.deepEqual([ready["topic"], ready["group"]], ["posts", "group"]);
    await eventually("row", async () => (await parts.stored()).length === 2 || undefined);
    await parts.send(postFields("4"), { id: "no post" });
    await eventually("row", async () => (await parts.stored()).includes("4") || undefined);
    worker.drain();
    const { stats } = await worker.until("stopped");

    assert.deepEqual(await parts.stored(), ["1", "2", "4"]);
    assert.deepEqual(
      [stats["applied"], stats["posts"], stats["deletes"], stats["deadLetters"], stats["lag"]],
      [6, 4, 1, 1, 0],
    );
    assert.deepEqual(await parts.committed(), ["3", "3"]);
    assert.deepEqual(worker.notices(), []);
    const connected = () =>
      parts.sql`select from pg_stat_activity
         where datname = current_database() and application_name like 'trunkline consumer%'`;
    await eventually(
      "closed connection",
      async () => (await connected()).length === 0 || undefined,
    );
  },
});

Deno.test({
  name: "a consumer that is to stop at the end applies what is there, and ends by itself",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts);
    using worker = spawn(parts.config(undefined, true));
    const { stats } = await worker.until("stopped");
    assert.deepEqual([stats["applied"], stats["lag"]], [3, 0]);
    assert.deepEqual(await parts.stored(), ["1", "2", "3"]);
    assert.deepEqual(await parts.committed(), ["2", "1"]);
    // And where nothing is new, at once.
    using isRestart = spawn(parts.config(undefined, true));
    assert.equal((await isRestart.until("stopped")).stats["applied"], 0);
  },
});

Deno.test({
  name:
    "a consumer that runs while a newer build migrates ends with 1 in words, and writes nothing more",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts);
    using worker = spawn(parts.config());
    await eventually("row", async () => (await parts.stored()).length === 3 || undefined);
    const version = SCHEMA_VERSION + 1;
    const sql = "alter table masto.toots_raw add column newer integer";
    await migrate(parts.sql, { migrations: [...MIGRATIONS, { version, name: "newer", sql }] });
    await parts.send(postFields("4"), { event: "delete", id: "1" });
    assert.deepEqual(await worker.failed(), {
      type: "failed",
      message: `Cannot use the schema "masto": it is at version ${version}, ` +
        `this build knows ${SCHEMA_VERSION}. Use the newer build`,
      permanent: true,
      exitCode: 1,
    });
    assert.deepEqual(await parts.stored(), ["1", "2", "3"]);
    // Nor does one start again.
    using restarted = spawn(parts.config());
    await assert.rejects(restarted.until("ready"), /Use the newer build/);
  },
});

Deno.test({
  name:
    "a partition that was made anew stops, the other is applied up to its end, and the end says why",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts);
    using first = spawn(parts.config(undefined, true));
    assert.equal((await first.until("stopped")).stats["stoppedPartitions"], 0);
    // Partition 1 is shorter than what the tables have of it.
    await parts.sql`update masto.stream_offsets set next_offset = 99 where "partition" = 1`;
    await parts.send(postFields("4"), postFields("5"), postFields("6"));
    using worker = spawn(parts.config(undefined, true));
    const { stats } = await worker.until("stopped");

    assert.deepEqual(await parts.stored(), ["1", "2", "3", "4", "6"]);
    const why =
      /^Cannot consume posts\/1: the topic was deleted and made anew \(it ends at offset 2/;
    assert.equal(stats["stoppedPartitions"], 1);
    assert.match(String(stats["stopped"]), why);
    const [said = "", ...others] = worker.notices();
    assert.match(said, why);
    assert.match(said, /This partition is stopped; the others are read on$/);
    assert.deepEqual(others, []);
    const rows = await parts.sql<{ stopped: string | null }[]>`
      select stopped from masto.v_pipeline_health order by "partition"`;
    assert.deepEqual(rows.map(({ stopped }) => stopped && why.test(stopped)), [null, true]);
  },
});

Deno.test({
  name:
    "a record that names no instance stops its partition in words where nobody stated one, and is applied once somebody did",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const instance = "social.example";
    const named = (id: string) => postFields(id, { instance });
    await parts.send(named("1"), named("2"), { id: "no post" }, named("4"), postFields("5"));
    await parts.send(named("7"));
    using worker = spawn({ ...parts.config(), defaultInstance: undefined });
    await eventually("rows", async () => (await parts.stored()).length === 3 || undefined);
    await eventually("log", () => Promise.resolve(worker.notices()[0]));
    worker.drain();
    const { stats } = await worker.until("stopped");
    assert.deepEqual(await parts.stored(), ["1", "2", "4"]);
    assert.equal(stats["stoppedPartitions"], 1);
    const why = "Cannot consume posts/0: the record at offset 2 names no instance. " +
      "Set DEFAULT_INSTANCE to the host of the server that these posts were read from";
    assert.equal(stats["stopped"], why);
    assert.match(worker.notices("warning")[0] ?? "", new RegExp(`^${why}`));
    const letters = await parts.sql<{ reason: string }[]>`select reason from masto.dead_letters`;
    assert.deepEqual(letters.map(({ reason }) => reason), ["bad_id"]);

    using isRestart = spawn(parts.config(undefined, true));
    assert.equal((await isRestart.until("stopped")).stats["stoppedPartitions"], 0);
    assert.deepEqual(await parts.stored(), ["1", "2", "4", "5", "7"]);
  },
});

Deno.test({
  name: "a delete whose row id belongs to a post of another instance is an alarm, and counted",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const deletion = (id: string) => ({ event: "delete", id, instance: "mastodon.example" });
    // As a consumer stored them that made up the instance of records without one.
    const stored = (id: string) => postFields(id, { instance: "unknown" });
    await parts.send(stored("7"), stored("8"), deletion("7"), deletion("9"));
    using worker = spawn(parts.config(undefined, true));
    const { stats } = await worker.until("stopped");
    assert.equal(stats["clashedDeletes"], 1);
    assert.deepEqual(await parts.stored(), ["7", "8"]);
    const [alarm = "", ...others] = worker.notices("error");
    assert.deepEqual(others, []);
    assert.match(alarm, /^Cannot delete mastodon\.example\/7 \(record posts\/0 at offset 1; /);
    assert.match(alarm, /its row id 7 belongs to unknown\/7\)/);
    assert.match(alarm, /DEFAULT_INSTANCE/);
  },
});

Deno.test({
  name:
    "a damaged batch stops its partition behind the batch before it, and the other is applied up to its end",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts);
    await parts.send(postFields("4"), postFields("5"), postFields("6"));
    await parts.spoil(0);
    using worker = spawn(parts.config(undefined, true));
    const { stats } = await worker.until("stopped");

    assert.deepEqual(await parts.stored(), ["1", "2", "3", "5"]);
    assert.equal(stats["stoppedPartitions"], 1);
    const why = "Cannot consume posts/0: the batch at offset 2 is damaged: its CRC is wrong. ";
    assert.ok(String(stats["stopped"]).startsWith(why), String(stats["stopped"]));
    assert.ok(worker.notices()[0]?.startsWith(why), worker.notices().join());

    // The remedy, as it stands in the line: on behind the batch.
    const [remedy = ""] =
      /update masto\.stream_offsets .* "partition" = 0/.exec(why + stats["stopped"]) ?? [];
    await parts.sql.unsafe(remedy);
    await parts.send(postFields("7"));
    using isRestart = spawn(parts.config(undefined, true));
    assert.equal((await isRestart.until("stopped")).stats["stoppedPartitions"], 0);
    assert.deepEqual(await parts.stored(), ["1", "2", "3", "5", "7"]);
  },
});

Deno.test({
  name:
    "a consumer that is to stop at the end does not wait for a partition that another one of its group has stopped",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts);
    await parts.send(postFields("4"), postFields("5"));
    await parts.spoil(0);
    using first = spawn(parts.config());
    await eventually("log", () => Promise.resolve(first.notices()[0]));
    // Whichever of the two the group gives the partition to.
    using second = spawn(parts.config(undefined, true));
    const { stats } = await second.until("stopped");
    assert.equal(stats["stoppedPartitions"], 1);
    assert.match(
      String(stats["stopped"]),
      /^Cannot consume posts\/0: the batch at offset 2 is damaged/,
    );
    assert.deepEqual(await parts.stored(), ["1", "2", "3", "5"]);
    await parts.spoil(0);
    await eventually("post", async () => (await parts.stored()).includes("4") || undefined);
    first.drain();
    assert.equal((await first.until("stopped")).stats["stoppedPartitions"], 0);
  },
});

Deno.test({
  name:
    "what was applied is announced in the end, though announcements failed, and though the consumer was killed",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const { sql } = parts;
    const changes = async () =>
      Number((await sql`select changes from masto.pipeline`)[0]!["changes"]);
    const moved = (from: number) =>
      eventually("announcement", async () => (await changes()) > from || undefined);
    // While it is there nothing can be announced.
    const gag = () =>
      sql.unsafe(`
        create or replace function gag() returns trigger language plpgsql as
          $$ begin raise exception 'no announcement' using errcode = 'disk_full'; end $$;
        create trigger gag before update on masto.pipeline execute function gag()`);
    const ungag = () => sql.unsafe("drop trigger gag on masto.pipeline");
    const stored = (count: number) =>
      eventually("rows", async () => (await parts.stored()).length === count || undefined);
    {
      using worker = spawn(parts.config());
      await worker.until("ready");
      await moved(0);
      await gag();
      const before = await changes();
      await parts.send(...posts);
      await stored(3);
      await new Promise((resolve) => setTimeout(resolve, 600));
      await ungag();
      await moved(before);
      // From here on until its kill it can tell nobody.
      await gag();
      await parts.send(postFields("4"), postFields("5"));
      await stored(5);
    }
    await ungag();
    const before = await changes();
    using _next = spawn(parts.config());
    await moved(before);
  },
});

Deno.test({
  name:
    "a PostgreSQL that goes away while partitions are given out is named, and not Kafka; then it goes on",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    await parts.send(...posts);
    using proxy = new TcpProxy({ target: parts.connection });
    using worker = spawn(
      parts.config({ ...parts.connection, host: "127.0.0.1", port: proxy.port }),
    );
    // The group is joined after this, and partitions are given out then.
    await worker.until("ready");
    proxy.close();
    await eventually("log", () => Promise.resolve(worker.notices()[0]));
    await new Promise((done) => setTimeout(done, 1_000));
    proxy.open();
    await eventually("rows", async () => (await parts.stored()).length === 3 || undefined);
    worker.drain();
    await worker.until("stopped");
    const [first = "", ...others] = worker.notices();
    assert.match(first, new RegExp(`PostgreSQL at 127\\.0\\.0\\.1:${proxy.port}: .*Trying again`));
    assert.match(others.join("\n"), /^posts is read again, after [^\n]+$/);
  },
});

Deno.test({
  name:
    "a consumer counts posts anew that the build before stored, once no consumer of that one runs",
  sanitizeResources: false,
  async fn() {
    await using parts = await setUp();
    const html = "<p>one</p>\n\n<p>two  three</p>";
    const former = postFields("1", { content_html: html, content: sourceText(html) });
    // Records without our header: their text stays as it is, also one like ours was.
    await parts.send(former, postFields("2"));
    using first = spawn(parts.config(undefined, true));
    await first.until("stopped");
    await parts.sql`update masto.recounts set done_at = null`;
    const formerSession = connectPostgres(parts.connection, {
      applicationName: "trunkline consumer control",
    });
    await formerSession`select 1`;
    using worker = spawn(parts.config());
    await eventually("log", () => {
      const waits = worker.notices("info").some((text) =>
        text.includes("no consumer of an earlier version")
      );
      return Promise.resolve(waits || undefined);
    });
    const text = async () => {
      const [row] = await parts.sql<{ text: string }[]>`
        select content_txt as text from masto.toots_raw where id = 1`;
      return row?.text;
    };
    assert.equal(await text(), sourceText(html));
    await formerSession.end();
    await eventually("text", async () => await text() === "one\ntwo three" || undefined);
    await eventually("log", () => {
      const [, done] = worker.notices("info");
      return Promise.resolve(
        done?.startsWith("1 of 2 stored posts were counted anew") || undefined,
      );
    });
    const [window] = await parts.sql<{ length: number }[]>`
      select length_sum::int as length from masto.toot_metrics_windowed`;
    assert.equal(window?.length, "one\ntwo three".length + "post 2".length);
    worker.drain();
    await worker.until("stopped");
    assert.deepEqual(worker.notices("warning"), []);
  },
});

Deno.test("a consumer that is started again without its model stores posts, and one that starts ends", async () => {
  await using it = await setUp();
  const model = `${await Deno.makeTempDir({ prefix: "trunkline_no_model_" })}/model`;
  const config = { ...it.config(), scoring: { model } };
  {
    using first = spawn(config);
    const failed = await first.failed();
    assert.match(failed?.type === "failed" ? failed.message : "", /Cannot load the model/);
  }
  await it.send(postFields("1"), postFields("2"));
  using again = spawn(config, true);
  await eventually("two posts", async () => (await it.stored()).length === 2 || undefined);
  assert.match(
    again.notices("warning").join(),
    /Cannot load the model in .* stored without a score/,
  );
  again.drain();
  await again.until("stopped");
  await Deno.remove(model.replace(/\/model$/, ""));
});
