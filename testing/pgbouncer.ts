import type { PostgresConnection } from "../core/config/connections.ts";
import { freePort } from "./run_program.ts";

/** A running pgbouncer before a server. */
export interface Pgbouncer extends AsyncDisposable {
  /** The connection through it; whether there is a pooler is left to be found out. */
  readonly connection: PostgresConnection;
}

const CANDIDATES = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];

/** The program, or undefined where it is not installed (Debian: the package pgbouncer). */
export function pgbouncerProgram(): string | undefined {
  return CANDIDATES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Starts one in transaction mode, with the settings that it has after its installation, on a free port of loopback. */
export async function startPgbouncer(
  { host, port, database, username, password }: PostgresConnection,
  { poolSize = 4, settings = {} }: {
    readonly poolSize?: number;
    readonly settings?: Readonly<Record<string, string>>;
  } = {},
): Promise<Pgbouncer> {
  const program = pgbouncerProgram();
  if (program === undefined) throw new Error("Cannot start pgbouncer: it is not installed");
  const folder = await Deno.makeTempDir({ prefix: "trunkline_pgbouncer_" });
  const own = freePort();
  await Deno.writeTextFile(
    `${folder}/pgbouncer.ini`,
    `[databases]
* = host=${host} port=${port} user=${username} password='${password}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${folder}/users.txt
default_pool_size = ${poolSize}
max_client_conn = 100
${
      Object.entries({ pool_mode: "transaction", ...settings })
        .map(([name, value]) => `${name} = ${value}\n`).join("")
    }`,
  );
  await Deno.writeTextFile(`${folder}/users.txt`, `"${username}" "${password}"\n`);
  // It refuses to run as root.
  const isRoot = Deno.uid() === 0;
  if (isRoot) {
    await Deno.chmod(folder, 0o755);
    for (const name of ["pgbouncer.ini", "users.txt"]) await Deno.chmod(`${folder}/${name}`, 0o644);
  }
  const child = new Deno.Command(program, {
    args: [...(isRoot ? ["-u", "nobody"] : []), "-q", `${folder}/pgbouncer.ini`],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = new Response(child.stderr).text();
  await listening(own, child.status.then(async () => new Error(`pgbouncer ended: ${await said}`)));
  return {
    connection: { host: "127.0.0.1", port: own, database, username, password },
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await child.status;
      await said;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function listening(port: number, ended: Promise<Error>): Promise<void> {
  let failure: Error | undefined;
  void ended.then((error) => failure = error);
  for (let tries = 0; tries < 200; tries++) {
    if (failure !== undefined) throw failure;
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error("Cannot reach pgbouncer: it does not listen after 5 s");
}
