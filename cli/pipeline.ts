import type { KafkaConnection, PostgresConnection } from "../core/config/connections.ts";
import type { Config } from "../core/config/config.ts";
import { PermanentError } from "../core/base/errors.ts";
import { migrate, type Migrated } from "../core/postgres/migrate.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { withStore } from "../core/postgres/with_store.ts";
import type { ConsumerConfig } from "../workers/consumer.ts";
import type { ProducerConfig } from "../workers/producer.ts";
import { modelOf } from "./model_paths.ts";
import { neutralBand } from "./neutral_band.ts";
import { claimSpool } from "./claim_spool.ts";
import type { Invocation } from "./command.ts";
import type { Session } from "./session.ts";

/** The server to read. Ask before services are started: a usage error must not cost seconds and a database. */
export function requireServer({ mastodon: { baseUrl } }: Config): string {
  if (baseUrl !== undefined) return baseUrl;
  throw new PermanentError(
    "MASTODON_BASE_URL is not set. Set it to your server, such as https://mastodon.example, " +
      "or try the pipeline on made-up posts with: deno task demo",
    { exitCode: 2 },
  );
}

/**
 * What the producer is told, from the configuration. The spool becomes this process's until the session's end.
 *
 * @throws {PermanentError} if another producer has the spool
 */
export async function producerConfig(
  session: Session,
  config: Config,
  services: { readonly kafka: KafkaConnection; readonly home: string },
): Promise<ProducerConfig> {
  const baseUrl = requireServer(config);
  const { token, stream } = config.mastodon;
  const directory = `${services.home}/spool`;
  const held = await claimSpool(directory);
  session.atEnd(() => Promise.resolve(held[Symbol.dispose]()));
  return {
    mastodon: { baseUrl, stream, ...(token === undefined ? {} : { token }) },
    instance: new URL(baseUrl).host,
    kafka: services.kafka,
    topics: config.topics,
    partitions: config.partitions,
    consent: config.consent,
    filters: config.filters,
    ...(config.blockList === undefined ? {} : { blockList: config.blockList }),
    ...(config.compat === undefined ? {} : { compat: config.compat }),
    spool: { directory, maxBytes: config.spoolMaxBytes },
  };
}

/** What a consumer is told, from the configuration. */
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

/** Brings the schema to this build's version before anything writes to it, and says which steps that took. */
export async function migrateStore(
  { terminal }: Invocation,
  connection: PostgresConnection,
): Promise<Migrated> {
  return await withStore(connection, "trunkline migrate", (sql) =>
    migrate(sql, {
      onStep: ({ version, name }) => terminal.say(`PostgreSQL: migration ${version} (${name})`),
    }));
}

/**
 * The same for a command that goes on for days: a database that is away, starting, read-only or full is waited for, as a
 * process that is started again in the middle of a failover meets it.
 */
export async function migrateStoreThroughOutages(
  session: Session,
  connection: PostgresConnection,
): Promise<void> {
  const { invocation } = session;
  await session.race(throughOutages(() => migrateStore(invocation, connection), {
    signal: session.ending,
    usedBefore: false,
    log: (level, text) => session.say("PostgreSQL", level, text),
  }));
}
