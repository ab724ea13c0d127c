import type { PostgresConnection } from "../core/config/connections.ts";
import { connectPostgres } from "../core/postgres/connect.ts";
import { freshDatabase } from "../testing/databases.ts";
import type { Truth } from "../testing/oracle/truth.ts";
import { cpuSeconds, peakMegabytes } from "./process_usage.ts";
import { sampled, type Usage } from "./sampled_usage.ts";
import { runProgram, succeeds } from "../testing/run_program.ts";

const SCRIPT = new URL("reference/consume.py", import.meta.url).pathname;
/** Outside the repository, and kept: the packages are fetched once. */
const FOLDER = `${Deno.env.get("HOME") ?? "/tmp"}/.cache/trunkline-bench`;
const PACKAGES = ["confluent-kafka", "orjson", "psycopg[binary]"];

/** What a good program of a few lines takes for the same records, from the start of its process to its end. */
export interface ScriptRun extends Usage {
  readonly seconds: number;
  /** Whether its rows, and the posts in its windows, are as many as they must be. */
  readonly isExact: boolean;
}

/** Runs `reference/consume.py --exact` on topics. */
export interface ReferenceScript {
  run(
    topic: { readonly bootstrap: string; readonly topic: string },
    expected: Truth,
  ): Promise<ScriptRun>;
}

/**
 * Prepares a virtual environment for the script, with packages from PyPI. Undefined where that cannot be done: `say` is told
 * why.
 */
export async function referenceScript(
  say: (line: string) => void,
): Promise<ReferenceScript | undefined> {
  const environment = `${FOLDER}/venv`;
  const python = `${environment}/bin/python`;
  try {
    if (!await succeeds(python, ["-c", "import confluent_kafka, orjson, psycopg"])) {
      say(`making a virtual environment for the reference in ${environment}`);
      await Deno.mkdir(FOLDER, { recursive: true });
      await runProgram("python3", ["-m", "venv", environment]);
      await runProgram(python, ["-m", "pip", "install", "-q", ...PACKAGES]);
    }
  } catch (error) {
    say(`the reference is skipped: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
  return { run: (topic, expected) => runScript(python, topic, expected) };
}

async function runScript(
  python: string,
  { bootstrap, topic }: { readonly bootstrap: string; readonly topic: string },
  expected: Truth,
): Promise<ScriptRun> {
  await using database = await freshDatabase();
  const startedAt = performance.now();
  const child = new Deno.Command(python, {
    args: [SCRIPT, "--until-end", "--exact"],
    env: { KAFKA_BOOTSTRAP: bootstrap, KAFKA_TOPIC: topic, PG_URL: url(database.connection) },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const usage = sampled(() => ({
    cpuSeconds: cpuSeconds(child.pid),
    peakMegabytes: peakMegabytes(child.pid),
  }));
  const { success, stderr } = await child.output();
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = usage.stop();
  if (!success) throw new Error(`The reference failed: ${new TextDecoder().decode(stderr)}`);
  return { seconds, ...used, isExact: await isExact(database.connection, expected) };
}

async function isExact(connection: PostgresConnection, expected: Truth): Promise<boolean> {
  const sql = connectPostgres(connection, { applicationName: "bench consume" });
  try {
    const [found] = await sql<{ posts: number; languages: number; users: number }[]>`
      select (select count(*) from masto.toots_raw)::float8 as posts,
             (select sum(toots_count) from masto.toot_metrics_windowed)::float8 as languages,
             (select sum(toots_count) from masto.user_avg_length_windowed)::float8 as users`;
    const { size } = expected.posts;
    return found?.posts === size && found.languages === size && found.users === size;
  } finally {
    await sql.end();
  }
}

function url({ username, password, host, port, database }: PostgresConnection): string {
  const [user, secret] = [username, password].map(encodeURIComponent);
  return `postgresql://${user}:${secret}@${host}:${port}/${database}`;
}
