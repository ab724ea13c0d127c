import type { PostgresConnection } from "../core/config/connections.ts";
import { isLocked } from "../core/home/lock.ts";
import { readLive } from "../core/home/home.ts";

/** A claim on the shared test server, which runs while there are claims and a little longer. */
export interface TestServer extends Disposable {
  readonly connection: PostgresConnection;
}

/** A claim is a shared lock on this file; the keeper ends once it gets the exclusive lock. */
export const CLAIMS = "claims";
const START_WITHIN_MS = 60_000;
const SPAWN_AGAIN_MS = 3_000;

/**
 * The embedded PostgreSQL that all test files of all processes of this user share: `deno test` gives every file an
 * isolate of its own, and each would otherwise start a server. The first that needs it starts its keeper.
 */
export async function claimTestServer(): Promise<TestServer> {
  const folder = `${temporaryFolder()}/trunkline-test-server-${Deno.uid() ?? "user"}`;
  await Deno.mkdir(folder, { recursive: true });
  const claim = await Deno.open(`${folder}/${CLAIMS}`, { create: true, read: true, write: true });
  try {
    await claim.lock(false); // waits for a keeper that is just ending
    const connection = await connectionIn(folder);
    return { connection, [Symbol.dispose]: () => claim.close() };
  } catch (error) {
    claim.close();
    throw error;
  }
}

async function connectionIn(folder: string): Promise<PostgresConnection> {
  let spawned = -Infinity;
  for (const began = performance.now(); performance.now() - began < START_WITHIN_MS;) {
    const live = await readLive(`${folder}/home`);
    if (live?.postgres !== undefined) return live.postgres;
    const now = performance.now();
    if (now - spawned > SPAWN_AGAIN_MS && !await isLocked(`${folder}/home/lock`)) {
      spawned = now;
      await spawnKeeper(folder);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`Cannot start the test server within a minute. Its log is ${folder}/keeper.log`);
}

/** Starts the keeper through a shell that ends at once, so that it is no child of a test. */
async function spawnKeeper(folder: string): Promise<void> {
  const keeper = new URL("./test_server_keeper.ts", import.meta.url).pathname;
  await new Deno.Command("/bin/sh", {
    args: [
      "-c",
      `log=$1; shift; "$@" </dev/null >>"$log" 2>&1 &`,
      "sh",
      `${folder}/keeper.log`,
      Deno.execPath(),
      ...["run", "--quiet", "--no-check", "-A", keeper, folder],
    ],
    detached: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn().status;
}

function temporaryFolder(): string {
  return Deno.env.get("TMPDIR")?.replace(/\/$/, "") ?? "/tmp";
}
