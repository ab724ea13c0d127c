import type { KafkaConnection, PostgresConnection } from "../core/config/connections.ts";
import type { Config } from "../core/config/config.ts";
import { storageError } from "../core/home/storage_error.ts";
import { embeddedConnection } from "../embedded/postgres/connection.ts";
import { PermanentError } from "../core/base/errors.ts";
import { type Home, makePrivateFolder, openHome, readLive } from "../core/home/home.ts";
import type { Live } from "../core/home/live.ts";
import { withPoolerFound } from "../core/postgres/detect_pooler.ts";
import type { Session } from "./session.ts";

/** The services that a command needs. */
export interface Needs {
  readonly kafka?: boolean;
  readonly postgres?: boolean;
  /** The command owns its state directory: a second one is refused. */
  readonly own?: boolean;
  /** The embedded broker and the spool start empty. */
  readonly fresh?: boolean;
}

/** The Kafka and the PostgreSQL of a command, and its state directory. */
export interface Services<K = KafkaConnection, P = PostgresConnection> {
  readonly kafka: K;
  readonly postgres: P;
  /** Absolute path of the state directory; it need not exist if nothing is kept in it. */
  readonly home: string;
}

/**
 * Checks that there are stored posts to work on: a command that only reads them must not make an empty database first.
 *
 * @throws {PermanentError} with exit code 2 if neither `PG_URL` is set nor a database is in the state directory
 */
export async function requireDatabase({ postgres, home }: Config): Promise<void> {
  if (postgres !== undefined || await hasDatabase(home) || await readLive(home) !== undefined) {
    return;
  }
  throw new PermanentError(
    `Cannot find stored posts: there is no database in ${home} yet. Fill one with: deno task run. ` +
      "Or set PG_URL, or TRUNKLINE_HOME, to where they are",
    { exitCode: 2 },
  );
}

/** Whether there is an embedded database in a state directory. */
export async function hasDatabase(home: string): Promise<boolean> {
  try {
    await Deno.stat(`${home}/postgres/data`);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw storageError(`look into the state directory ${home}`, error);
  }
}

type Given<Need, T> = Need extends true ? T : undefined;

/**
 * Finds or starts the services: the configured ones; else those of the Trunkline that runs with this state directory;
 * else embedded ones, which end with the session.
 */
export async function openServices<const N extends Needs>(
  session: Session,
  needs: N,
): Promise<Services<Given<N["kafka"], KafkaConnection>, Given<N["postgres"], PostgresConnection>>>;
export async function openServices(
  session: Session,
  needs: Needs,
): Promise<Services<KafkaConnection | undefined, PostgresConnection | undefined>> {
  const { health, invocation: { config } } = session;
  health?.begin();
  const services = await findOrStart(session, needs);
  health?.useHome(services.home);
  if (services.kafka !== undefined) health?.uses("kafka");
  // A producer has no database; where one is configured, others learn from it how the producer is.
  const written = services.postgres ?? config.postgres;
  if (written !== undefined) {
    health?.writeTo(written, { depends: services.postgres !== undefined });
  }
  return services;
}

async function findOrStart(
  session: Session,
  needs: Needs,
): Promise<Services<KafkaConnection | undefined, PostgresConnection | undefined>> {
  const { config } = session.invocation;
  const embed = {
    kafka: needs.kafka === true && config.kafka === undefined,
    postgres: needs.postgres === true && config.postgres === undefined,
  };
  const configured = {
    kafka: needs.kafka === true ? config.kafka : undefined,
    postgres: needs.postgres === true ? await session.race(withPooler(config.postgres)) : undefined,
  };
  if (!embed.kafka && !embed.postgres && needs.own !== true) {
    return { ...configured, home: await absolute(config.home) };
  }
  const live = needs.own === true ? undefined : await readLive(config.home);
  if (live !== undefined) {
    return { ...fromLive(live, embed, configured), home: await absolute(config.home) };
  }

  const home = await session.onDisk(() => openHome(config.home));
  session.atEnd(() => home[Symbol.asyncDispose]());
  if (needs.fresh === true) await empty(home);
  const starting = [...(embed.kafka ? ["Kafka"] : []), ...(embed.postgres ? ["PostgreSQL"] : [])];
  const hideLive = session.showLive(() => `Starting ${starting.join(" and ")}`);
  const [kafka, postgres] = await Promise.all([
    embed.kafka ? startBroker(session, home) : configured.kafka,
    embed.postgres ? startPostgres(session, home) : configured.postgres,
  ]).finally(hideLive);
  await session.onDisk(() =>
    home.publish({
      ...(embed.kafka && kafka !== undefined ? { kafka: { bootstrap: kafka.bootstrap } } : {}),
      ...(embed.postgres && postgres !== undefined ? { postgres } : {}),
    })
  );
  return { kafka, postgres, home: home.path };
}

/** A server that is away is waited for, or reported, where it is used. */
async function withPooler(
  connection: PostgresConnection | undefined,
): Promise<PostgresConnection | undefined> {
  if (connection === undefined) return undefined;
  return await withPoolerFound(connection).catch(() => connection);
}

function fromLive(
  live: Live,
  embed: { readonly kafka: boolean; readonly postgres: boolean },
  configured: {
    readonly kafka: KafkaConnection | undefined;
    readonly postgres: PostgresConnection | undefined;
  },
) {
  const refuse = (service: string, variable: string) =>
    new PermanentError(
      `Cannot use the ${service} of the Trunkline that runs here (process ${live.pid}): it uses an external one. ` +
        `Set ${variable} as it was set for that one`,
      { exitCode: 2 },
    );
  if (embed.kafka && live.kafka === undefined) throw refuse("Kafka", "KAFKA_BOOTSTRAP");
  if (embed.postgres && live.postgres === undefined) throw refuse("PostgreSQL", "PG_URL");
  return {
    kafka: embed.kafka ? live.kafka : configured.kafka,
    postgres: embed.postgres ? live.postgres : configured.postgres,
  };
}

async function startBroker(session: Session, home: Home): Promise<KafkaConnection> {
  const directory = `${home.path}/kafka`;
  await session.onDisk(() => makePrivateFolder(directory));
  const waits = session.health !== undefined;
  const { port } = await session.ready(session.start("broker", { directory, waits }));
  return { bootstrap: [`127.0.0.1:${port}`] };
}

async function startPostgres(session: Session, home: Home): Promise<PostgresConnection> {
  const waits = session.health !== undefined;
  const { port } = await session.ready(session.start("postgres", { home: home.path, waits }));
  return await embeddedConnection(home.path, Number(port));
}

async function empty(home: Home): Promise<void> {
  for (const folder of ["kafka", "spool"]) {
    await Deno.remove(`${home.path}/${folder}`, { recursive: true }).catch((error: unknown) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

async function absolute(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    return path;
  }
}
