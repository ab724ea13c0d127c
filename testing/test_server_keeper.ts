/** Runs the shared test server in a given folder until there has been no claim for a while. */

import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { openHome } from "../core/home/home.ts";
import { CLAIMS } from "./test_server.ts";

const IDLE_MS = 8_000;
const POLL_INTERVAL_MS = 500;

async function isRunning(home: string): Promise<boolean> {
  return await Deno.stat(`${home}/postgres/data/postmaster.pid`).then(() => true, () => false);
}

const folder = Deno.args[0];
if (folder === undefined) throw new Error("Cannot keep a test server: no folder given");

{
  await using home = await openHome(`${folder}/home`); // one keeper; a second one ends here
  // Databases of tests that were killed go with it, unless a server is still up in there.
  if (!await isRunning(home.path)) {
    await Deno.remove(`${home.path}/postgres/data`, { recursive: true }).catch(() => {});
  }
  await using server = await startPostgres({
    home: home.path,
    // The data are temporary; tests of durability use a server of their own.
    settings: { fsync: "off", full_page_writes: "off", max_connections: "200" },
  });
  await home.publish({ postgres: server.connection });

  using claims = await Deno.open(`${folder}/${CLAIMS}`, { create: true, read: true, write: true });
  // Keeps the exclusive lock to the end: a new claim waits for it and then starts a new keeper.
  for (let idle = 0; idle < IDLE_MS;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    if (!await claims.tryLock(true)) {
      idle = 0;
      continue;
    }
    idle += POLL_INTERVAL_MS;
    if (idle < IDLE_MS) await claims.unlock();
  }
}
