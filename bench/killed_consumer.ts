import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import { preload, removeTopics, startBroker } from "../testing/backlog_topic.ts";
import { benchRecords } from "../testing/bench_records.ts";
import { startTrunkline } from "./trunkline_process.ts";

const INSTANCE = "social.example";
/** More than a consumer applies before it is killed. */
const RECORDS = 150_000;
/** How long a consumer works before it is killed: it has joined its group, and sends heartbeats. */
const WORKS_MS = 500;

/** How long a `consume` takes to its first commit on services that run, s. */
export interface ConsumerStarts {
  readonly fresh: number;
  /** After a kill of the one before, median of 3. */
  readonly killed: number;
}

/** Starts a consumer, and after each kill another one of the same group. */
export async function measureConsumerStarts(
  directory: string,
  say: (line: string) => void,
): Promise<ConsumerStarts> {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await freshDatabase());
  const sql = connectPostgres(connection, { applicationName: "bench start" });
  stack.defer(() => sql.end());
  await migrate(sql);
  const bootstrap = Deno.env.get("TEST_KAFKA") || await startBroker(stack, { directory, say });
  const topic = `bench-start-${crypto.randomUUID().slice(0, 8)}`;
  await preload({ bootstrap, topic }, benchRecords({ count: RECORDS, instance: INSTANCE }));
  const { username, password, host, port, database } = connection;
  const start = async () => {
    const before = await nextOffset(sql);
    const consumer = startTrunkline(["consume"], {
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
    await consumer.whileItRuns(offsetPast(sql, before));
    const seconds = (performance.now() - consumer.startedAt) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, WORKS_MS));
    Deno.kill(consumer.pid, "SIGKILL");
    await consumer.exited;
    return seconds;
  };
  const fresh = await start();
  const killed = [await start(), await start(), await start()].sort((a, b) => a - b);
  await removeTopics(bootstrap, topic);
  return { fresh, killed: killed[1] ?? NaN };
}

async function nextOffset(sql: Sql): Promise<number> {
  const [row] = await sql<{ next: number }[]>`
    select max(next_offset)::float8 as next from masto.stream_offsets`;
  return row?.next ?? 0;
}

async function offsetPast(sql: Sql, before: number): Promise<void> {
  while (await nextOffset(sql) <= before) await new Promise((resolve) => setTimeout(resolve, 5));
}
