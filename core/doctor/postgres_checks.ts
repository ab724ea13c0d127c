import type { PostgresConnection } from "../config/connections.ts";
import { formatDuration } from "../base/duration.ts";
import { codeOf, messageOf } from "../base/errors.ts";
import { orAborted } from "../base/or_aborted.ts";
import type { Sql } from "../postgres/connect.ts";
import { withPoolerFound } from "../postgres/detect_pooler.ts";
import { pendingMigrations, readApplied } from "../postgres/migrate.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "../postgres/migrations.ts";
import { explainPostgresError } from "../postgres/postgres_errors.ts";
import { reserveConnection, type ReservedConnection } from "../postgres/reserve.ts";
import {
  type Check,
  type Finding,
  ok,
  once,
  skipped,
  splitRemedy,
  Unavailable,
  wrong,
} from "./check.ts";
import { FACTS, type Facts, RIGHTS, type TableRights } from "./postgres_facts.ts";

export interface PostgresOptions {
  /** Undefined: the embedded database, which does not run now. */
  readonly connection: PostgresConnection | undefined;
  /** `PG_READER_URL`. */
  readonly reader: PostgresConnection | undefined;
  readonly isEmbedded: boolean;
}

const CONNECT_SECONDS = 5;
const OLDEST = 150_000;
const CLOCK_MS = 60_000;
/** Connections of `run`, its page and a command beside it. */
const CONNECTIONS = 20;
/** The sessions that are asked in turn, to see whether they share one of the server's. */
const TURNS = 3;

/** Checks PostgreSQL: login, version, rights, schema, settings, connections, clock, pooler, reader role. */
export function postgresChecks(options: PostgresOptions): readonly Check[] {
  const { connection, isEmbedded } = options;
  if (connection === undefined) {
    const run = () =>
      Promise.resolve(
        skipped("the embedded PostgreSQL (PG_URL is not set), which does not run now"),
      );
    return [{ group: "postgres", name: "login", run }];
  }
  const probe = new PostgresProbe(connection);
  const check = (name: string, ask: () => Promise<Finding>): Check => ({
    group: "postgres",
    name,
    run: (signal) => probe.within(signal, ask),
  });
  return [
    check("login", () => login(probe, isEmbedded)),
    check("version", () => version(probe)),
    check("primary", () => primary(probe)),
    check("encoding", () => encoding(probe)),
    check("schema", () => schema(probe)),
    check("rights", () => rights(probe)),
    check("settings", () => settings(probe)),
    check("durability", () => durability(probe)),
    check("connections", () => connections(probe)),
    check("clock", () => clock(probe)),
    check("pooler", () => pooler(probe)),
    check("reader role", () => readerRole(probe, options)),
  ];
}

/** What several checks of one database need to know; each is asked for once. */
class PostgresProbe {
  readonly connection: PostgresConnection;
  #running = 0;
  readonly #opened: ReservedConnection[] = [];

  constructor(connection: PostgresConnection) {
    this.connection = connection;
  }

  /** Runs a check; connections are closed behind the last one. */
  async within(signal: AbortSignal, ask: () => Promise<Finding>): Promise<Finding> {
    this.#running++;
    try {
      return await orAborted(ask(), signal);
    } finally {
      if (--this.#running === 0) { for (const each of this.#opened) each.destroy(); }
    }
  }

  /** Where Trunkline's workers connect: with `pooled` set where a pooler is found. */
  readonly #found = once(() => withPoolerFound(this.connection).catch(() => this.connection));

  /** Opens a connection as Trunkline's workers do. Rejects in words. */
  async open(connection?: PostgresConnection): Promise<Sql> {
    const target = connection ?? await this.#found();
    try {
      const reserved = await reserveConnection(target, {
        applicationName: "trunkline doctor",
        connectTimeoutSeconds: CONNECT_SECONDS,
      });
      this.#opened.push(reserved);
      return reserved.sql;
    } catch (error) {
      throw explainPostgresError(error, target);
    }
  }

  readonly sql = once(() => this.open());
  readonly facts = once(async () => {
    // What holds in a transaction: behind a pooler, settings are made for each one. Other checks use the first connection
    // meanwhile, and an error of theirs would end it.
    const sql = await this.open();
    await sql`begin`;
    const [facts] = await sql.unsafe<Facts[]>(FACTS);
    await sql`commit`;
    if (facts === undefined) throw new Error("Cannot ask PostgreSQL about itself: no answer");
    return { ...facts, answeredAt: Date.now() };
  });

  /** The first connection; where it failed, the check "login" says why. */
  async need<T>(question: () => Promise<T>): Promise<T> {
    try {
      await this.sql();
    } catch {
      throw new Unavailable('needs what the check "login" found wrong');
    }
    return await question();
  }
}

async function login(probe: PostgresProbe, isEmbedded: boolean): Promise<Finding> {
  const { host, port, username, database, tls } = probe.connection;
  try {
    await probe.sql();
  } catch (error) {
    const { words, remedy } = splitRemedy(messageOf(error));
    return wrong(words, remedy);
  }
  return ok(
    `${username} at ${host}:${port}/${database}${
      tls === undefined ? "" : `, with TLS (${tls.mode})`
    }` +
      (isEmbedded ? ", the embedded server that runs now" : ""),
  );
}

async function version(probe: PostgresProbe): Promise<Finding> {
  const { version, versionName } = await probe.need(probe.facts);
  return version >= OLDEST
    ? ok(`PostgreSQL ${versionName}`)
    : wrong(`PostgreSQL ${versionName} is older than 15`, "Update it to 15 or newer");
}

async function primary(probe: PostgresProbe): Promise<Finding> {
  const { standby, readOnly } = await probe.need(probe.facts);
  if (standby) {
    return wrong("it is a standby, which takes no writes", "Point PG_URL at the primary");
  }
  return readOnly
    ? wrong(
      "sessions are read-only (default_transaction_read_only)",
      "Run: alter role … reset default_transaction_read_only (or the same of the database or the server)",
    )
    : ok("takes writes");
}

async function encoding(probe: PostgresProbe): Promise<Finding> {
  const { encoding } = await probe.need(probe.facts);
  return encoding === "UTF8" ? ok(encoding) : wrong(
    `the database is in ${encoding}: most posts cannot be stored`,
    "Create a database with encoding UTF8 and name it in PG_URL",
  );
}

async function schema(probe: PostgresProbe): Promise<Finding> {
  const sql = await probe.need(probe.sql);
  try {
    const applied = await readApplied(sql);
    if (applied === undefined) {
      return ok("is not there yet; run, consume and migrate make it");
    }
    const pending = pendingMigrations(MIGRATIONS, applied);
    const version = applied.at(-1)?.version ?? 0;
    return pending.length === 0 ? ok(`version ${version}`) : wrong(
      `the schema masto is at version ${version}, and this build's is ${SCHEMA_VERSION}`,
      "Run deno task migrate (run and consume do it when they start)",
    );
  } catch (error) {
    if (codeOf(error) === "42501") {
      return wrong(
        "this user may not read masto.schema_migrations",
        "Set PG_USER to the owner of the schema masto, or grant it that role",
      );
    }
    throw explainPostgresError(error, probe.connection);
  }
}

async function rights(probe: PostgresProbe): Promise<Finding> {
  const facts = await probe.need(probe.facts);
  if (!facts.schemaThere) {
    return facts.mayCreate ? ok("may create the schema masto") : wrong(
      `user ${facts.username} may not create a schema in ${facts.database}`,
      `Run: grant create on database ${facts.database} to ${facts.username}`,
    );
  }
  if (facts.owner) return ok("owns the schema masto");
  const tables = await (await probe.sql()).unsafe<TableRights[]>(RIGHTS);
  const lacks = tables.filter(({ lacks }) => lacks.length > 0);
  if (!facts.mayUse || lacks.length > 0) {
    const what = lacks.slice(0, 4).map(({ name, lacks }) => `${lacks.join("/")} on ${name}`);
    const more = lacks.length > what.length ? ` and on ${lacks.length - what.length} more` : "";
    return wrong(
      `user ${facts.username} does not own the schema masto and lacks ` +
        (facts.mayUse ? `${what.join(", ")}${more}` : "the right to use it"),
      "Set PG_USER to its owner, or grant it that role",
    );
  }
  return ok("reads and writes the tables of masto; only its owner can migrate");
}

/** The values that hold in a session as Trunkline opens it: what a role or a pooler forces upon it shows here. */
async function settings(probe: PostgresProbe): Promise<Finding> {
  const facts = await probe.need(probe.facts);
  const limits = {
    statement_timeout: facts.statementTimeout,
    transaction_timeout: facts.transactionTimeout,
    idle_session_timeout: facts.idleSessionTimeout,
  };
  const forced = Object.entries(limits).filter(([, value]) => value !== null && value !== "0");
  if (forced.length > 0) {
    return wrong(
      `sessions are limited by ${
        forced.map(([name, value]) => `${name} = ${value}`).join(", ")
      }: ` +
        "migrations, the batch job and large batches are cancelled",
      "Take it off the role or the database (alter role … reset …); behind a pooler, also there",
    );
  }
  const set = facts.roleSettings.filter((each) => /timeout/.test(each));
  return ok(
    set.length === 0
      ? "no limits on statements and transactions"
      : `${set.join(", ")} of the role or the database; Trunkline's own transactions lift it`,
  );
}

async function durability(probe: PostgresProbe): Promise<Finding> {
  const { fsync, fullPageWrites, autovacuum } = await probe.need(probe.facts);
  const off = [
    ...(fsync ? [] : ["fsync"]),
    ...(fullPageWrites ? [] : ["full_page_writes"]),
    ...(autovacuum ? [] : ["autovacuum"]),
  ];
  return off.length === 0 ? ok("fsync, full_page_writes and autovacuum are on") : wrong(
    `${off.join(" and ")} ${off.length === 1 ? "is" : "are"} off: ` +
      (fsync && fullPageWrites
        ? "tables grow and statements slow down"
        : "a crash of the machine can destroy the database"),
    `Switch ${off.length === 1 ? "it" : "them"} on in postgresql.conf`,
  );
}

async function connections(probe: PostgresProbe): Promise<Finding> {
  const { connectionsLeft, connectionsMax } = await probe.need(probe.facts);
  const words = `${connectionsLeft} of ${connectionsMax} left for this user`;
  return connectionsLeft >= CONNECTIONS ? ok(words) : wrong(
    `${words}, and run and a command beside it use up to ${CONNECTIONS}`,
    "Raise max_connections, or the connection limit of the role or the database",
  );
}

/** The database's clock bounds every watermark. */
async function clock(probe: PostgresProbe): Promise<Finding> {
  const { now, answeredAt } = await probe.need(probe.facts);
  const ahead = answeredAt - Number(now);
  const off = Math.abs(ahead);
  if (off < 2_000) return ok("agrees with this machine's");
  const words = `${formatDuration(off)} ${ahead > 0 ? "behind" : "ahead of"} this machine's`;
  return off < CLOCK_MS ? ok(words) : wrong(
    `its clock is ${words}: minutes become final too early or too late`,
    "Set the clocks of both machines by NTP",
  );
}

/** Two open sessions that take turns on one of the server's: a pooler in transaction mode gave it to both. */
async function pooler(probe: PostgresProbe): Promise<Finding> {
  const first = await probe.need(probe.sql);
  const second = await probe.open();
  const pids: number[][] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, sql] of [first, second].entries()) {
      const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
      pids[index]?.push(row?.pid ?? 0);
    }
  }
  const [ofFirst = [], ofSecond = []] = pids.map((each) => new Set(each));
  const shared = [...ofFirst].some((pid) => new Set(ofSecond).has(pid)) ||
    new Set(ofFirst).size > 1 || new Set(ofSecond).size > 1;
  return shared
    ? ok(
      "one in transaction mode: settings are made for each transaction, and the page asks four times a second " +
        "for what has changed, unless PG_DIRECT_URL leads past it",
    )
    : ok("none, or one that keeps sessions apart");
}

async function readerRole(
  probe: PostgresProbe,
  { reader }: PostgresOptions,
): Promise<Finding> {
  const facts = await probe.need(probe.facts);
  if (reader !== undefined) {
    try {
      await probe.open(reader);
      return ok(`${reader.username} can log in (PG_READER_URL)`);
    } catch (error) {
      const { words, remedy } = splitRemedy(messageOf(error));
      return wrong(words, remedy.replaceAll(/PG_(URL|USER and PG_PASS)/g, "PG_READER_URL"));
    }
  }
  const role = `${facts.database}_reader`;
  if (facts.readerThere) return ok(`${role} is there`);
  return facts.mayCreateRole ? ok(`${role} is not there yet; migrate makes it`) : wrong(
    `user ${facts.username} may not create the role ${role}, which the live page reads with`,
    "Have an administrator run the statements that deno task migrate prints, and set PG_READER_URL",
  );
}
