import { dirname } from "node:path";
import type { PostgresConnection } from "../core/config/connections.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { freePort, runProgram } from "./run_program.ts";

/** A primary and its synchronous standby: real servers, of the PostgreSQL that is installed. */
export interface PostgresPair extends AsyncDisposable {
  readonly primary: PostgresConnection;
  readonly standby: PostgresConnection;
  /** Kills the primary as a failing machine would, and promotes the standby. */
  failOver(): Promise<void>;
}

/** Whoever runs the servers: they refuse to run as root. */
const NOBODY = 65_534;

/** Makes and starts both on free ports of loopback. Needs `initdb`, `pg_ctl` and `pg_basebackup`. */
export async function startPostgresPair(database: string): Promise<PostgresPair> {
  const folder = await Deno.makeTempDir({ prefix: "trunkline_pair_" });
  const user = Deno.uid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (Deno.uid() === 0) await Deno.chown(folder, NOBODY, NOBODY);
  const programs = await programFolder();
  const run = (program: string, ...args: string[]) =>
    runProgram(`${programs}/${program}`, args, { cwd: folder, ...user });
  const start = (name: string, port: number) =>
    run(
      "pg_ctl",
      ...["-D", name, "-w", "-t", "60", "-l", `${name}.log`],
      ...["-o", `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`, "start"],
    );
  const ports = [freePort(), freePort()] as const;
  const connectionTo = (port: number): PostgresConnection => ({
    host: "127.0.0.1",
    port,
    database,
    username: "postgres",
    password: "",
  });
  const [primary, standby] = [connectionTo(ports[0]), connectionTo(ports[1])];
  await run("initdb", "-D", "a", "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8");
  await start("a", ports[0]);
  const sql = connectPostgres({ ...primary, database: "postgres" }, { applicationName: "test" });
  try {
    await sql.unsafe(`create database ${database}`);
    await run(
      "pg_basebackup",
      ...["-h", "127.0.0.1", "-p", `${ports[0]}`, "-U", "postgres", "-D", "b", "-R"],
      ...["-C", "-S", "b", "--checkpoint=fast", "--no-sync"],
    );
    await start("b", ports[1]);
    await sql.unsafe("alter system set synchronous_standby_names = '*'");
    await sql`select pg_reload_conf()`;
    for (;;) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from pg_stat_replication where sync_state = 'sync'`;
      if (row?.n === 1) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await sql.end();
  }
  const stop = (name: string) =>
    run("pg_ctl", "-D", name, "-m", "immediate", "-w", "stop").catch(() => {});
  return {
    primary,
    standby,
    async failOver() {
      await stop("a");
      await run("pg_ctl", "-D", "b", "-w", "promote");
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([stop("a"), stop("b")]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Where `pg_ctl` is, and with it the other programs: links on the PATH lead there. */
async function programFolder(): Promise<string> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    try {
      const path = dirname(await Deno.realPath(`${folder}/pg_ctl`));
      await Deno.stat(`${path}/pg_basebackup`);
      return path;
    } catch {
      continue;
    }
  }
  throw new Error("Cannot start PostgreSQL: no pg_ctl and pg_basebackup are installed");
}
