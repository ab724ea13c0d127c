/**
 * `bench consume` measures how fast a backlog goes from the topic to committed rows and both kinds of windows: one
 * `main.ts consume --until-end` on one partition (embedded broker, or `--kafka HOST:PORT`).
 *
 * Reference: `psql \copy` of the same posts into a bare table, before and after in the same run. Read the share of `\copy`,
 * which is comparable between machines; records per second are not. Rows and windows that differ from the truth model
 * must be 0, else no figure counts.
 */
import { parseArgs } from "@std/cli/parse-args";
import { CompressionTypes } from "kafkajs";
import type { PostgresConnection } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { textArray } from "../core/apply/backlog/text_format.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import { differences } from "../testing/oracle/differences.ts";
import { benchRecords } from "./records.ts";
import type { Bench, Figure } from "./result.ts";
import { spawnWorker } from "./spawned_worker.ts";
import { startTrunkline } from "./trunkline_process.ts";
import { type Truth, truth } from "../testing/oracle/truth.ts";
import { copyText } from "./copy_text.ts";

const INSTANCE = "social.example";
/** Records in a produce request of the preload. */
const REQUEST_RECORDS = 1_000;
const LOOK_EVERY_MS = 15;
const MEASURE_EVERY_MS = 150;

export const bench: Bench = {
  summary:
    "a backlog from the topic to exact tables, against \\copy [--records N] [--kafka HOST:PORT]",
  async run(args, say) {
    const flags = parseArgs([...args], { string: ["records", "kafka"] });
    const count = Number(flags.records ?? 200_000);
    await using stack = new AsyncDisposableStack();
    const directory = await Deno.makeTempDir({ prefix: "bench_consume_" });
    stack.defer(() => Deno.remove(directory, { recursive: true }));
    const database = stack.use(await freshDatabase());
    const { connection } = database;
    const sql = connectPostgres(connection, { applicationName: "bench consume" });
    stack.defer(() => sql.end());
    const bootstrap = flags.kafka ?? Deno.env.get("TEST_KAFKA") ??
      await startBroker(stack, { directory, say });
    const topic = `bench-consume-${crypto.randomUUID().slice(0, 8)}`;

    const expected = truth(benchRecords({ count }), INSTANCE);
    say(`writing ${count} records to ${topic} on ${bootstrap}`);
    await preload(bootstrap, topic, count);
    say("migrating, then \\copy, consume, and \\copy again");
    await migrate(sql);
    const path = await writeCopyFile(directory, expected);
    const copied = () => copyReference(sql, connection, { path, rows: expected.posts.size });
    const before = await copied();
    const consumed = await consume(sql, connection, { bootstrap, topic, directory, count });
    const after = await copied();
    const copy = 2 / (1 / before + 1 / after);
    say("comparing every row and window with the truth");
    const wrong = await differences(sql, expected);
    await removeTopics(bootstrap, topic);

    const rate = count / consumed.seconds;
    return [
      {
        what: "consume, records from the first fetch to the last commit",
        value: rate,
        unit: "/s",
        reference: { what: "\\copy rows/s, before and after", value: copy },
      },
      {
        what: "… as a share of \\copy",
        value: rate / copy,
        unit: "",
        goal: { at: 0.3, better: "higher" },
      },
      {
        what: "whole process, start included",
        value: consumed.wholeSeconds,
        unit: "s",
        reference: { what: "the replaced system, tuned", value: 28 },
        goal: { at: 7, better: "lower" },
      },
      {
        what: "CPU for 100,000 records",
        value: consumed.cpuSeconds / count * 100_000,
        unit: "s",
        goal: { at: 2.5, better: "lower" },
      },
      {
        what: "peak memory",
        value: consumed.peakMegabytes,
        unit: "MB",
        goal: { at: 300, better: "lower" },
      },
      {
        what: "rows and windows that differ from the truth",
        value: wrong,
        unit: "",
        reference: {
          what: "rows and windows",
          value: expected.posts.size + expected.byLanguage.size + expected.byUser.size,
        },
        goal: { at: 0, better: "lower" },
      },
    ] satisfies Figure[];
  },
};

async function startBroker(
  stack: AsyncDisposableStack,
  { directory, say }: { directory: string; say: (line: string) => void },
): Promise<string> {
  const data = `${directory}/kafka`;
  const grants = { net: ["127.0.0.1"], read: [data], write: [data] };
  const broker = await spawnWorker("broker", { config: { directory: data }, grants, say });
  stack.use(broker);
  return `127.0.0.1:${broker.ready.port}`;
}

async function preload(bootstrap: string, topic: string, count: number): Promise<void> {
  const kafka = kafkaClient({ bootstrap: [bootstrap] }, "bench");
  const admin = kafka.admin();
  await admin.connect();
  // The records' timestamps are long past: with the usual retention, Kafka would delete them at once.
  const configEntries = [{ name: "retention.ms", value: "-1" }];
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  let messages: { key: string; value: string; timestamp: string }[] = [];
  const send = async () => {
    if (messages.length === 0) return;
    await producer.send({ topic, messages, acks: -1, compression: CompressionTypes.None });
    messages = [];
  };
  for (const { key, value, timestamp } of benchRecords({ count })) {
    messages.push({ key, value, timestamp: `${timestamp}` });
    if (messages.length === REQUEST_RECORDS) await send();
  }
  await send();
  await producer.disconnect();
}

/** Writes the posts that remain after all records, in the format of `\copy`. @returns the path */
async function writeCopyFile(directory: string, expected: Truth): Promise<string> {
  const path = `${directory}/toots.copy`;
  const file = await Deno.open(path, { create: true, write: true });
  const writer = file.writable.getWriter();
  const encoder = new TextEncoder();
  let lines = "";
  for (const post of expected.posts.values()) {
    lines += [
      post.id,
      post.created_at,
      ...[post.username, post.user_id, post.language, post.content, post.content_html].map(
        copyText,
      ),
      copyText(textArray(post.hashtags)),
      post.favourites,
      post.reblogs,
    ].join("\t") + "\n";
    if (lines.length > 1 << 20) {
      await writer.write(encoder.encode(lines));
      lines = "";
    }
  }
  await writer.write(encoder.encode(lines));
  await writer.close();
  return path;
}

/** Rows per second of `psql \copy` of ten columns into a logged table with a bigint key and nothing else. */
async function copyReference(
  sql: Sql,
  connection: PostgresConnection,
  { path, rows }: { readonly path: string; readonly rows: number },
): Promise<number> {
  await sql.unsafe(`
    create table public.bare_toots (
      id bigint primary key, created_at timestamptz, username text, user_id text, lang text, content_txt text,
      content_html text, hashtags text[], favourites int, reblogs int)`);
  const start = performance.now();
  const { success, stderr } = await new Deno.Command("psql", {
    args: ["-q", "-v", "ON_ERROR_STOP=1", "-c", `\\copy public.bare_toots from '${path}'`],
    env: {
      PGHOST: connection.host,
      PGPORT: `${connection.port}`,
      PGDATABASE: connection.database,
      PGUSER: connection.username,
      PGPASSWORD: connection.password,
    },
  }).output();
  const seconds = (performance.now() - start) / 1_000;
  if (!success) throw new Error(`Cannot \\copy: ${new TextDecoder().decode(stderr)}`);
  await sql`drop table public.bare_toots`;
  return rows / seconds;
}

interface Consumed {
  /** From the first fetch until all was committed, s. */
  readonly seconds: number;
  /** From the start of the process to its end, s. */
  readonly wholeSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

async function consume(
  sql: Sql,
  connection: PostgresConnection,
  { bootstrap, topic, directory, count }: {
    bootstrap: string;
    topic: string;
    directory: string;
    count: number;
  },
): Promise<Consumed> {
  const { username, password, host, port, database } = connection;
  const trunkline = startTrunkline(["consume", "--until-end"], {
    TRUNKLINE_HOME: directory,
    KAFKA_BOOTSTRAP: bootstrap,
    KAFKA_TOPIC: topic,
    KAFKA_ERRORS_TOPIC: `${topic}-errors`,
    KAFKA_GROUP: topic,
    DEFAULT_INSTANCE: INSTANCE,
    PG_URL: `postgres://${host}:${port}/${database}`,
    PG_USER: username,
    PG_PASS: password,
  });
  let figures = { cpuSeconds: 0, peakMegabytes: 0 };
  const measuring = setInterval(() => figures = measured(trunkline) ?? figures, MEASURE_EVERY_MS);
  let began: number | undefined;
  let seconds = NaN;
  let ended = false;
  const exited = trunkline.exited.finally(() => ended = true);
  while (!ended && Number.isNaN(seconds)) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const [row] = await sql<{ next: number }[]>`
      select next_offset::float8 as next from masto.stream_offsets where topic = ${topic}`;
    if (row === undefined) continue;
    began ??= performance.now();
    if (row.next >= count) seconds = (performance.now() - began) / 1_000;
  }
  const code = await exited;
  clearInterval(measuring);
  const wholeSeconds = (performance.now() - trunkline.startedAt) / 1_000;
  if (code !== 0) throw new Error(`consume ended with ${code}`);
  return { seconds, wholeSeconds, ...figures };
}

/** The worker's figures; undefined once its process has ended. */
function measured(process: ReturnType<typeof startTrunkline>) {
  try {
    const figures = {
      cpuSeconds: process.cpuSeconds(),
      peakMegabytes: process.peakMegabytes(),
    };
    return Number.isNaN(figures.peakMegabytes) ? undefined : figures;
  } catch {
    return undefined;
  }
}

async function removeTopics(bootstrap: string, topic: string): Promise<void> {
  const admin = kafkaClient({ bootstrap: [bootstrap] }, "bench").admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic, `${topic}-errors`] });
  await admin.disconnect();
}
