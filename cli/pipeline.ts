import type { KafkaConnection, PostgresConnection } from "../core/config/connections.ts";
import type { Config } from "../core/config/config.ts";
import { PermanentError } from "../core/base/errors.ts";
import { type Lock, lock } from "../core/home/lock.ts";
import { makePrivateFolder } from "../core/home/home.ts";
import { storageError } from "../core/home/storage_error.ts";
import { migrate, type Migrated } from "../core/postgres/migrate.ts";
import { withPoolerFound } from "../core/postgres/detect_pooler.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { withStore } from "../core/postgres/with_store.ts";
import type { ConsumerConfig } from "../workers/consumer.ts";
import type { DashboardConfig } from "../workers/dashboard.ts";
import type { ProducerConfig } from "../workers/producer.ts";
import { modelOf, neutralBand } from "./model_paths.ts";
import type { Invocation } from "./command.ts";
import type { Session } from "./session.ts";

/** The server to read. Call it before services are started: a usage error must not cost seconds and a database. */
export function requireServer({ mastodon: { baseUrl } }: Config): string {
  if (baseUrl !== undefined) return baseUrl;
  throw new PermanentError(
    "MASTODON_BASE_URL is not set. Set it to your server, such as https://mastodon.example, " +
      "or try the pipeline on made-up posts with: deno task demo",
    { exitCode: 2 },
  );
}

/**
 * The configuration of the producer. Locks the spool for this process until the end of the session.
 *
 * @throws {PermanentError} if another producer has the spool
 */
export async function producerConfig(
  session: Session,
  config: Config,
  services: { readonly kafka: KafkaConnection; readonly home: string },
): Promise<ProducerConfig> {
  const baseUrl = requireServer(config);
  const { token, stream, proxies } = config.mastodon;
  const directory = `${services.home}/spool`;
  const held = await session.onDisk(() => claimSpool(directory));
  session.atEnd(() => Promise.resolve(held[Symbol.dispose]()));
  return {
    mastodon: {
      baseUrl,
      stream,
      ...(token === undefined ? {} : { token }),
      ...(proxies === undefined ? {} : { proxies }),
    },
    instance: new URL(baseUrl).host,
    kafka: services.kafka,
    topics: config.topics,
    partitions: config.partitions,
    consent: config.consent,
    filters: config.filters,
    ...(config.blockList === undefined ? {} : { blockList: config.blockList }),
    ...(config.compat === undefined ? {} : { compat: config.compat }),
    spool: { directory, maxBytes: config.spoolMaxBytes },
    recheckHours: config.recheckHours,
    auditMs: config.auditMs,
  };
}

/**
 * Creates the folder of a spool if it is missing, and locks it for this process: two producers with one spool would
 * send each other's records.
 *
 * @throws {PermanentError} if another producer has it, or it cannot be written
 */
async function claimSpool(directory: string): Promise<Lock> {
  let held: Awaited<ReturnType<typeof lock>>;
  try {
    await makePrivateFolder(directory);
    held = await lock(`${directory}/lock`);
  } catch (error) {
    throw storageError(`open the spool ${directory}`, error);
  }
  if (!("takenBy" in held)) return held;
  const owner = held.takenBy === undefined
    ? "another producer"
    : `another producer (process ${held.takenBy})`;
  throw new PermanentError(
    `Cannot use the spool ${directory}: ${owner} has it. Stop that one, or set TRUNKLINE_HOME to another folder`,
  );
}

/** The configuration of the consumer. */
export function consumerConfig(
  config: Config,
  services: { readonly kafka: KafkaConnection; readonly postgres: PostgresConnection },
): ConsumerConfig {
  return {
    kafka: services.kafka,
    topics: config.topics,
    partitions: config.partitions,
    checkPartitions: config.partitionsGiven,
    groupId: config.consumerGroup,
    postgres: services.postgres,
    // The schema was brought up to date just before.
    postgresUsed: true,
    defaultInstance: config.defaultInstance,
    outOfOrdernessMs: config.outOfOrdernessMs,
    sourceHoldMs: config.sourceHoldMs,
    scoring: { model: modelOf(config), band: neutralBand(config) },
  };
}

/** The configuration of the dashboard; `port` is that of the command line, if given. */
export function dashboardConfig(
  { dashboard: { host, token, port: configured, hosts, embedders } }: Config,
  postgres: PostgresConnection,
  port: number | undefined,
): DashboardConfig {
  return {
    host,
    port: port ?? configured,
    postgres,
    hosts,
    embedders,
    ...(token === undefined ? {} : { token }),
  };
}

/** Brings the schema to this build's version before anything writes to it; prints each migration. */
export async function migrateStore(
  { terminal }: Invocation,
  connection: PostgresConnection,
): Promise<Migrated> {
  return await withStore(
    connection.direct ?? connection,
    "trunkline migrate",
    (sql) =>
      migrate(sql, {
        onStep: ({ version, name }) =>
          terminal.log({
            name: "PostgreSQL",
            level: "info",
            text: `migration ${version} (${name})`,
          }),
      }),
  );
}

/**
 * As {@linkcode migrateStore}, for a command that runs for days: waits for a database that is unreachable, starting,
 * read-only or full, as after a restart in the middle of a failover.
 *
 * @returns the connection to use, now that the server was reached: with a pooler, if there is one
 */
export async function migrateStoreThroughOutages(
  session: Session,
  given: PostgresConnection,
): Promise<PostgresConnection> {
  const { invocation } = session;
  let connection = given;
  await session.race(throughOutages(async () => {
    connection = await withPoolerFound(given);
    await migrateStore(invocation, connection);
  }, {
    signal: session.ending,
    usedBefore: false,
    log: (level, text) => session.say("PostgreSQL", level, text),
  }));
  return connection;
}
