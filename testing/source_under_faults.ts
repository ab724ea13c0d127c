/** Shared by suites of a hostile server: producer and consumer as processes, and the comparison with its journal. */
import assert from "node:assert/strict";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { migrate } from "../core/postgres/migrate.ts";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../embedded/mastodon/start_simulator.ts";
import { embeddedBroker } from "./brokers.ts";
import { freshDatabase } from "./databases.ts";
import { pause } from "./trunkline_command.ts";
import { startWorkerProcess, type WorkerProcess } from "./worker_process.ts";
import type { ConsumerConfig } from "../workers/consumer.ts";
import type { ProducerConfig } from "../workers/producer.ts";
import { WORKERS } from "../workers/registry.ts";

/** How long a start, or some posts, may take where fifteen pipelines start at once on a machine with other work. */
const BUSY_MS = 180_000;

/** A server, a producer that reads it, and tables. */
export interface SourceUnderFaults extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly sql: Sql;
  /** Starts a producer; it has the spool of the one before. Resolves once its stream is open. */
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** A regular end. */
  stop(): Promise<void>;
  /** SIGKILL of the consumer, and another one at once. */
  killConsumer(): Promise<void>;
  /** Kafka is away, or back with what it had. */
  stopKafka(): Promise<void>;
  startKafka(): Promise<void>;
  /** The producer's spool. */
  readonly spool: string;
  /** Stops the producer's process as it is (SIGSTOP), or lets it go on. */
  freeze(on: boolean): void;
  /** Log lines of all producers so far. */
  readonly log: readonly string[];
  /** Waits until this many posts are in the tables. */
  untilPosts(count: number): Promise<void>;
  /**
   * No more posts from now on: waits until the tables hold what the server has, or patience is over. `isSaid`: until the
   * ledger says what they lack.
   */
  settle(until?: { readonly patienceMs?: number; readonly isSaid?: boolean }): Promise<Comparison>;
}

/** How the tables differ from the server's journal. */
export interface Comparison {
  /** On the server and not in the tables. */
  readonly missing: readonly string[];
  /** In the tables and no longer on the server. */
  readonly kept: readonly string[];
  /** In the tables in another version. */
  readonly stale: readonly string[];
  readonly posts: number;
  /** Posts that differ in minutes that are called complete or filled. */
  readonly hidden: readonly string[];
  /** Posts of which the ledger says that nothing certain is known. */
  readonly unverified: number;
  /** Events that no client got at a time of which the ledger says that the stream was read. */
  readonly unsaid: number;
  readonly states: Readonly<Record<string, number>>;
  readonly gaps: readonly {
    readonly seconds: number;
    readonly complete: boolean;
    readonly posts: number;
  }[];
}

/** Starts all but the producer. */
export async function sourceUnderFaults(
  options: SimulatorOptions & {
    readonly stream?: string;
    readonly confirmMs?: number;
    readonly auditMs?: number;
    /** What the spool holds at most. */
    readonly spoolBytes?: number;
  } = {},
): Promise<SourceUnderFaults> {
  await using stack = new AsyncDisposableStack();
  const { stream = "public", confirmMs = 3_000, auditMs, spoolBytes = 1e8, ...simulated } = options;
  const { token } = simulated;
  const simulator = stack.use(
    startSimulator({ rate: 15, users: 500, breakable: true, ...simulated }),
  );
  const brokerDirectory = await Deno.makeTempDir({ prefix: "trunkline_broker_" });
  stack.defer(() => Deno.remove(brokerDirectory, { recursive: true }));
  let broker = await embeddedBroker({ directory: brokerDirectory });
  const { bootstrap } = broker;
  stack.defer(() => broker[Symbol.asyncDispose]());
  const { connection } = stack.use(await freshDatabase());
  const sql = connectPostgres(connection, { applicationName: "trunkline suite" });
  stack.defer(() => sql.end());
  await migrate(sql);
  const spool = await Deno.makeTempDir({ prefix: "trunkline_spool_" });
  stack.defer(() => Deno.remove(spool, { recursive: true }));
  const kafka = { bootstrap: [bootstrap] };
  const topics = { stream: "posts", errors: "errors" };
  const instance = new URL(simulator.url).host;
  const producing: ProducerConfig = {
    mastodon: { baseUrl: simulator.url, stream, ...(token !== undefined && { token }) },
    instance,
    kafka,
    topics,
    partitions: 3,
    consent: "default",
    filters: { keywords: [], languages: [] },
    spool: { directory: spool, maxBytes: spoolBytes },
    confirmMs,
    ...(auditMs !== undefined && { auditMs }),
  };
  const consuming: ConsumerConfig = {
    ...{ kafka, topics, partitions: 3, groupId: "suite", postgres: connection },
    defaultInstance: instance,
    outOfOrdernessMs: 2_000,
  };
  const startConsumer = () =>
    all.use(startWorkerProcess("consumer", consuming, WORKERS.consumer.grants(consuming)));
  const producers: WorkerProcess[] = [];
  const running = () => {
    const last = producers.at(-1);
    if (last === undefined) throw new Error("No producer was started");
    return last;
  };
  const log = () =>
    producers.flatMap(({ reports }) =>
      reports.flatMap((each) => each.type === "log" ? [each.text] : [])
    );
  const count = async () => {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from masto.toots_raw`;
    return row?.n ?? 0;
  };
  const all = stack.move();
  let consumer = startConsumer();
  return {
    simulator,
    sql,
    get log() {
      return log();
    },
    async start() {
      const grants = WORKERS.producer.grants(producing);
      producers.push(all.use(startWorkerProcess("producer", producing, grants)));
      for (const end = performance.now() + BUSY_MS;; await pause(20)) {
        const { reports } = running();
        if (reports.some(({ type }) => type === "ready")) return;
        const failed = reports.find((each) => each.type === "failed");
        if (failed !== undefined) throw new Error(failed.message);
        assert.ok(performance.now() < end, `no stream: ${log().join("\n")}`);
      }
    },
    kill: () => running().kill(),
    async stop() {
      assert.equal(await running().drain(), 0, log().join("\n"));
    },
    async killConsumer() {
      await consumer.kill();
      consumer = startConsumer();
    },
    async stopKafka() {
      await broker[Symbol.asyncDispose]();
    },
    async startKafka() {
      const port = Number(bootstrap.split(":")[1]);
      broker = await embeddedBroker({ directory: brokerDirectory, port });
    },
    spool,
    freeze: (on) => running().signal(on ? "SIGSTOP" : "SIGCONT"),
    async untilPosts(wanted) {
      for (const end = performance.now() + BUSY_MS; await count() < wanted; await pause(50)) {
        assert.ok(performance.now() < end, `${await count()} posts: ${log().join("\n")}`);
      }
    },
    async settle({ patienceMs = 40_000, isSaid = false } = {}) {
      await simulator.drain();
      let differences = await differ(simulator, sql);
      for (const end = performance.now() + patienceMs; performance.now() < end;) {
        if ((isSaid || isEqual(differences)) && await isSettled(sql)) {
          if (!isSaid) break;
          const ledger = await withLedger(differences, simulator, sql);
          const { kept, stale, unverified, gaps } = ledger;
          const isCounted = kept.length + stale.length <= unverified;
          if (isCounted && gaps.some(({ complete }) => !complete)) return ledger;
        }
        await pause(500);
        differences = await differ(simulator, sql);
      }
      return await withLedger(differences, simulator, sql);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Whether every gap is closed, in one way or the other. */
export async function isSettled(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ open: boolean }[]>`
    select exists (
      select from (select instance, stream, range_agg(covered) as covered from masto.v_stream_coverage group by 1, 2) c
       where tstzmultirange(tstzrange(lower(covered), upper(covered))) <> covered) as open`;
  return row?.open === false;
}

export type Differences = Pick<Comparison, "missing" | "kept" | "stale" | "posts">;

/** Whether the tables hold what the server has. */
export function isEqual({ missing, kept, stale }: Differences): boolean {
  return missing.length + kept.length + stale.length === 0;
}

/** Asserts that the tables hold what the server has. `said`: the log, for the message of a failure. */
export function assertLevel({ missing, kept, stale }: Differences, said: string): void {
  assert.deepEqual({ missing, kept, stale }, { missing: [], kept: [], stale: [] }, said);
}

/** How the tables differ from the server's journal. */
export async function differ(simulator: Simulator, sql: Sql): Promise<Differences> {
  const survivors = new Map([...simulator.journal.survivors()].map((each) => [each.id, each]));
  const rows = await sql<{ id: string; at: number; length: number; author: string }[]>`
    select status_id as id, extract(epoch from created_at)::float8 * 1000 as at, content_len as length,
           username as author
      from masto.toots_raw`;
  const stored = new Map(rows.map((row) => [row.id, row]));
  const missing = [...survivors.keys()].filter((id) => !stored.has(id));
  const kept = [...stored.keys()].filter((id) => !survivors.has(id));
  const stale = [...stored.values()].filter(({ id, length }) => {
    const survivor = survivors.get(id);
    return survivor?.length !== undefined && survivor.length !== length;
  }).map(({ id }) => id);
  return { missing, kept, stale, posts: stored.size };
}

/** What the ledger says of the differences. */
export async function withLedger(
  differences: Differences,
  simulator: Simulator,
  sql: Sql,
): Promise<Comparison> {
  const survivors = new Map([...simulator.journal.survivors()].map((each) => [each.id, each]));
  const minutes = await sql<{ start: number; state: string }[]>`
    select extract(epoch from window_start)::float8 * 1000 as start, state
      from masto.window_completeness(now() - interval '50 hours', now())`;
  const good = new Set(
    minutes.filter(({ state }) => state === "complete" || state === "filled").map(({ start }) =>
      start
    ),
  );
  const minuteOf = (at: number) => Math.floor(at / 60_000) * 60_000;
  const hidden = differences.missing.filter((id) =>
    good.has(minuteOf(survivors.get(id)!.createdAt))
  );
  const gaps = await sql<Comparison["gaps"][number][]>`
    select seconds, complete, posts_recovered::int as posts from masto.stream_gaps
     where to_time is not null order by from_time`;
  const [counted] = await sql<{ n: number }[]>`
    select coalesce(sum(deletes_unverified), 0)::int as n from masto.stream_gaps`;
  const unverified = counted?.n ?? 0;
  const unheard = JSON.stringify(simulator.journal.unheardAt);
  const [live] = await sql<{ n: number }[]>`
    select count(*)::int as n from json_array_elements_text(${unheard}::text::json) as at
     where exists (select from masto.v_stream_coverage
                    where state = 'live' and covered @> to_timestamp(at::float8 / 1000))`;
  const states: Record<string, number> = {};
  for (const { state } of minutes) states[state] = (states[state] ?? 0) + 1;
  return { ...differences, hidden, unverified, unsaid: live?.n ?? 0, states, gaps: [...gaps] };
}
