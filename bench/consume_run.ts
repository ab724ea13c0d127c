import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import { freshDatabase } from "../testing/databases.ts";
import { startPgbouncer } from "../testing/pgbouncer.ts";
import { differences } from "../testing/oracle/differences.ts";
import type { Truth } from "../testing/oracle/truth.ts";
import { sampled, type Usage } from "./sampled_usage.ts";
import { startTrunkline, type TrunklineProcess } from "./trunkline_process.ts";

const POLL_INTERVAL_MS = 15;

/** What one `consume --until-end` took for a backlog. */
export interface ConsumeRun extends Usage {
  /** From the first fetch until all was committed, s. */
  readonly seconds: number;
  /** From the start of the process to its end, s. */
  readonly wholeSeconds: number;
  /** Rows and windows that differ from the truth. */
  readonly wrong: number;
  /** Rows and windows. */
  readonly compared: number;
}

/** Where the backlog is, and whose posts it holds. */
export interface Backlog {
  readonly bootstrap: string;
  readonly topic: string;
  /** The state directory of the command. */
  readonly directory: string;
  readonly instance: string;
  /** Through a pgbouncer in transaction mode. */
  readonly pooled?: boolean;
}

/** Applies a backlog of `count` records to a database of its own, and compares every row and window with the truth. */
export async function runConsume(
  backlog: Backlog,
  { count, expected }: { readonly count: number; readonly expected: Truth },
): Promise<ConsumeRun> {
  await using database = await freshDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "bench consume" });
  try {
    await migrate(sql);
    await using pooler = backlog.pooled === true
      ? await startPgbouncer(database.connection)
      : undefined;
    const target = pooler?.connection ?? database.connection;
    const { username, password, host, port, database: name } = target;
    const trunkline = startTrunkline(["consume", "--until-end"], {
      TRUNKLINE_HOME: backlog.directory,
      KAFKA_BOOTSTRAP: backlog.bootstrap,
      KAFKA_TOPIC: backlog.topic,
      KAFKA_ERRORS_TOPIC: `${backlog.topic}-errors`,
      KAFKA_GROUP: backlog.topic,
      DEFAULT_INSTANCE: backlog.instance,
      PG_URL: `postgres://${host}:${port}/${name}`,
      PG_USER: username,
      PG_PASS: password,
    });
    const measured = await measure(trunkline, sql, { topic: backlog.topic, count });
    const { posts, byLanguage, byUser } = expected;
    return {
      ...measured,
      wrong: await differences(sql, expected),
      compared: posts.size + byLanguage.size + byUser.size,
    };
  } finally {
    await sql.end();
  }
}

async function measure(
  trunkline: TrunklineProcess,
  sql: Sql,
  { topic, count }: { readonly topic: string; readonly count: number },
): Promise<Omit<ConsumeRun, "wrong" | "compared">> {
  const usage = sampled(() => ({
    cpuSeconds: trunkline.cpuSeconds(),
    peakMegabytes: trunkline.peakMegabytes(),
  }));
  let began: number | undefined;
  let seconds = NaN;
  let ended = false;
  const exited = trunkline.exited.finally(() => ended = true);
  while (!ended && Number.isNaN(seconds)) {
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    const [row] = await sql<{ next: number }[]>`
      select next_offset::float8 as next from masto.stream_offsets where topic = ${topic}`;
    if (row === undefined) continue;
    began ??= performance.now();
    if (row.next >= count) seconds = (performance.now() - began) / 1_000;
  }
  const code = await exited;
  const wholeSeconds = (performance.now() - trunkline.startedAt) / 1_000;
  const used = usage.stop();
  if (code !== 0) throw new Error(`consume ended with ${code}`);
  return { seconds, wholeSeconds, ...used };
}
