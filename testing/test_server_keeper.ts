/** Runs the shared test server in a given folder until there has been no claim for a while. */

import { createHash } from "node:crypto";
import { statfs } from "node:fs/promises";
import { startPostgres } from "../embedded/postgres/start_postgres.ts";
import { openHome } from "../core/home/home.ts";
import { CLAIMS } from "./test_server.ts";

/** Longer than the tests that need no server take, between two that need one: a start costs three seconds of a core. */
const IDLE_MS = 60_000;
const POLL_INTERVAL_MS = 500;

/** Linux's file system in memory, and the room that all suites at once need there, and more. */
const MEMORY = "/dev/shm";
const MEMORY_MIN_BYTES = 4 * 2 ** 30;

/**
 * Where the server keeps its data. A database is a thousand files, and every test makes one: in memory that takes a tenth of
 * the processor time that it takes on a disk with a journal. A container's `/dev/shm` of 64 MB is too small.
 */
async function dataHome(home: string): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  if (bavail * bsize < MEMORY_MIN_BYTES) return home;
  return `${MEMORY}/trunkline-tests-${
    createHash("sha256").update(home).digest("hex").slice(0, 16)
  }`;
}

async function isRunning(home: string): Promise<boolean> {
  return await Deno.stat(`${home}/postgres/data/postmaster.pid`).then(() => true, () => false);
}

const folder = Deno.args[0];
if (folder === undefined) throw new Error("Cannot keep a test server: no folder given");

{
  await using home = await openHome(`${folder}/home`); // one keeper; a second one ends here
  const data = await dataHome(home.path);
  // Databases of tests that were killed go with it, unless a server is still up in there.
  if (!await isRunning(data)) {
    await Deno.remove(`${data}/postgres/data`, { recursive: true }).catch(() => {});
  }
  await using server = await startPostgres({
    home: data,
    binariesIn: folder,
    // The data are temporary; tests of durability use a server of their own.
    settings: {
      fsync: "off",
      full_page_writes: "off",
      max_connections: "200",
      max_wal_size: "256MB",
    },
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
  await server[Symbol.asyncDispose]();
  if (data !== home.path) await Deno.remove(data, { recursive: true });
}
