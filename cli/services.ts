import type { KafkaConnection, PostgresConnection } from "../core/config/connections.ts";
import { embeddedConnection } from "../embedded/postgres/connection.ts";
import { PermanentError } from "../core/base/errors.ts";
import { type Home, openHome, readLive } from "../core/home/home.ts";
import type { Live } from "../core/home/live.ts";
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
  const { config } = session.invocation;
  const embed = {
    kafka: needs.kafka === true && config.kafka === undefined,
    postgres: needs.postgres === true && config.postgres === undefined,
  };
  const configured = {
    kafka: needs.kafka === true ? config.kafka : undefined,
    postgres: needs.postgres === true ? config.postgres : undefined,
  };
  if (!embed.kafka && !embed.postgres && needs.own !== true) {
    return { ...configured, home: await absolute(config.home) };
  }
  const live = needs.own === true ? undefined : await readLive(config.home);
  if (live !== undefined) {
    return { ...fromLive(live, embed, configured), home: await absolute(config.home) };
  }

  const home = await openHome(config.home);
  session.atEnd(() => home[Symbol.asyncDispose]());
  if (needs.fresh === true) await empty(home);
  const starting = [...(embed.kafka ? ["Kafka"] : []), ...(embed.postgres ? ["PostgreSQL"] : [])];
  const hideLive = session.showLive(() => `Starting ${starting.join(" and ")}`);
  const [kafka, postgres] = await Promise.all([
    embed.kafka ? startBroker(session, home) : configured.kafka,
    embed.postgres ? startPostgres(session, home) : configured.postgres,
  ]).finally(hideLive);
  await home.publish({
    ...(embed.kafka && kafka !== undefined ? { kafka: { bootstrap: kafka.bootstrap } } : {}),
    ...(embed.postgres && postgres !== undefined ? { postgres } : {}),
  });
  return { kafka, postgres, home: home.path };
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
  await Deno.mkdir(directory, { recursive: true });
  const { port } = await session.ready(session.start("broker", { directory }));
  return { bootstrap: [`127.0.0.1:${port}`] };
}

async function startPostgres(session: Session, home: Home): Promise<PostgresConnection> {
  const { port } = await session.ready(session.start("postgres", { home: home.path }));
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
