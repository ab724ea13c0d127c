/** Several streams of one server, over one socket or over one each, through drops and kills: every post once, none missing. */
import assert from "node:assert/strict";
import type { Sql } from "../core/postgres/connect.ts";
import type { SimulatorOptions } from "../embedded/mastodon/start_simulator.ts";
import { pause } from "../testing/trunkline_command.ts";
import { assertLevel, sourceUnderFaults } from "../testing/source_under_faults.ts";

const STREAMS = ["public", "public:local", "user"];
/** Deletes and edits of stored posts while nobody listens are looked up again by another part. */
const CALM: SimulatorOptions["mix"] = { edits: 0, deletes: 0 };

const SERVERS: Readonly<
  Record<string, { readonly sockets: number; readonly options: SimulatorOptions }>
> = {
  "a server that multiplexes": { sockets: 1, options: {} },
  "a server with a socket for each stream": {
    sockets: 3,
    options: { version: "2.7.2 (compatible; Akkoma 3.13.2)", streamInUrl: true },
  },
};

/** Waits until the tables know of coverage of each stream. */
async function untilCovered(sql: Sql): Promise<void> {
  for (const end = performance.now() + 30_000;; await pause(100)) {
    const covered = await sql<{ stream: string }[]>`
      select distinct stream from masto.v_stream_coverage order by 1`;
    const names = covered.map(({ stream }) => stream);
    if (names.length === STREAMS.length) return assert.deepEqual(names, [...STREAMS].sort());
    assert.ok(performance.now() < end, `only ${names.join(", ")}`);
  }
}

for (const [name, { sockets, options }] of Object.entries(SERVERS)) {
  Deno.test(`${name}: three streams through a drop and a kill -9`, async () => {
    await using it = await sourceUnderFaults({ mix: CALM, ...options, stream: STREAMS.join(",") });
    const { simulator, sql } = it;
    await it.start();
    await it.untilPosts(40);
    // What comes before the first coverage of a stream is not collected, and nobody reads it again.
    await untilCovered(sql);
    assert.equal(simulator.clients, sockets);
    simulator.fault({ type: "drop" });
    await pause(4_000);
    await it.kill();
    await pause(4_000);
    await it.start();
    const compared = await it.settle();
    assertLevel(compared, it.log.join("\n"));
    assert.ok(compared.posts > 100);
  });
}
