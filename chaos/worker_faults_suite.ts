/** Faults: each worker of `run` hangs, exits, throws or fails for good under load, while the others go on. */
import assert from "node:assert/strict";
import { embeddedBroker } from "../testing/brokers.ts";
import type { Fault } from "../testing/faulty_workers/fail_on_command.ts";
import { pause, type RunningCommand } from "../testing/trunkline_command.ts";
import { isExact, readIds, underLoad, untilPosts, withTables } from "../testing/under_load.ts";

const FAULTY = "testing/faulty_trunkline.ts";
const NOTICED_WITHIN_MS = 5_000;
/** The longest backoff of the supervisor in these tests, plus a margin. */
const RESTARTED_WITHIN_MS = 1_000;
/** Posts that must arrive after a fault before the stream counts as restored. */
const POSTS_AFTER = 300;

/** Makes a worker fail, and waits until its supervisor reports it. @returns how long that took, ms */
async function strike(command: RunningCommand, kind: string, fault: Fault): Promise<number> {
  const said = new RegExp(`warning ${kind}: .*starting again`, "g");
  const before = [...command.stderr.matchAll(said)].length;
  const struck = performance.now();
  await command.writeLine(`${kind} ${fault}`);
  while ([...command.stderr.matchAll(said)].length === before) {
    assert.ok(
      performance.now() - struck < NOTICED_WITHIN_MS,
      `${kind} ${fault}: not noticed: ${command.stderr}`,
    );
    await pause(10);
  }
  const noticed = performance.now() - struck;
  // Wait for the restarted worker, so that the next fault does not hit its predecessor.
  await pause(RESTARTED_WITHIN_MS);
  return noticed;
}

/** The faults of each worker. A hanging service cannot be restarted and has a test of its own below. */
const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  consumer: ["hang", "exit", "throw"],
  producer: ["hang", "exit", "throw"],
  broker: ["exit", "throw"],
  postgres: ["exit", "throw"],
};

for (const [kind, faults] of Object.entries(FAULTS)) {
  Deno.test(`the ${kind} alone (${faults.join(", ")}): it is started again, and the tables are exact`, async () => {
    await using it = await underLoad(FAULTY);
    const command = it.start();
    await untilPosts(command, it.home, POSTS_AFTER);
    let mustHave = await withTables(it.home, readIds);
    for (const fault of faults) {
      const began = performance.now();
      const noticed = await strike(command, kind, fault);
      await untilPosts(command, it.home, mustHave.size + POSTS_AFTER);
      const back = performance.now() - began;
      mustHave = await withTables(it.home, readIds);
      console.log(
        `  ${fault}: noticed in ${noticed.toFixed(0)} ms, ${POSTS_AFTER} posts more after ${
          back.toFixed(0)
        } ms`,
      );
    }
    command.kill("SIGTERM");
    assert.equal((await command.ended).code, 0, command.stderr);
    await isExact(it.home, { simulator: it.simulator, mustHave });
  });
}

Deno.test("the page, the batch job and the scorer fail for good, and the stream is stored as before", async () => {
  await using it = await underLoad(FAULTY);
  const command = it.start();
  await command.untilStderr(/The dashboard is at/);
  await untilPosts(command, it.home, POSTS_AFTER);
  for (const kind of ["dashboard", "batch", "table_scorer"]) {
    await command.writeLine(`${kind} refuse`);
    await command.untilStderr(
      new RegExp(`warning ${kind}: Cannot go on: as told; starting again in 30`),
      NOTICED_WITHIN_MS,
    );
  }
  const mustHave = await withTables(it.home, readIds);
  await untilPosts(command, it.home, mustHave.size + POSTS_AFTER);
  command.kill("SIGTERM");
  assert.equal((await command.ended).code, 0, command.stderr);
  await isExact(it.home, { simulator: it.simulator, mustHave });
});

// A hanging thread cannot be ended (see core/home/lock.ts), and keeps the resources that its successor needs.
for (const kind of ["broker", "postgres"]) {
  Deno.test(`the ${kind} hangs for good: that is told, and a plain restart finds nothing lost`, async () => {
    await using it = await underLoad(FAULTY);
    const first = it.start();
    await untilPosts(first, it.home, POSTS_AFTER);
    const mustHave = await withTables(it.home, readIds);
    await strike(first, kind, "hang");
    const { code, stderr } = await first.ended;
    assert.equal(code, 1, stderr);
    assert.match(stderr, /trunkline: .* hangs in this process\. Start Trunkline again\n$/);
    const second = it.start();
    await untilPosts(second, it.home, mustHave.size + POSTS_AFTER);
    second.kill("SIGTERM");
    assert.equal((await second.ended).code, 0, second.stderr);
    await isExact(it.home, { simulator: it.simulator, mustHave });
  });
}

Deno.test("a consumer and a producer that are started again while Kafka is away wait for it, and go on", async () => {
  const directory = await Deno.makeTempDir({ prefix: "trunkline_away_" });
  let broker = await embeddedBroker({ directory });
  const { bootstrap } = broker;
  const port = Number(bootstrap.split(":")[1]);
  try {
    await using it = await underLoad(FAULTY, { KAFKA_BOOTSTRAP: bootstrap });
    const command = it.start();
    await untilPosts(command, it.home, POSTS_AFTER);
    await broker[Symbol.asyncDispose]();
    const mustHave = await withTables(it.home, readIds);
    await strike(command, "consumer", "exit");
    await strike(command, "producer", "throw");
    // Longer than the attempts of a first start.
    await pause(12_000);
    const waits = command.stderr.match(/warning consumer: Kafka at \S+ cannot be reached/g);
    assert.equal(waits?.length, 1, command.stderr);
    assert.doesNotMatch(command.stderr, /trunkline: /, "it runs on");
    broker = await embeddedBroker({ directory, port });
    await command.untilStderr(/consumer: Kafka at \S+ is there/, 15_000);
    await untilPosts(command, it.home, mustHave.size + POSTS_AFTER);
    command.kill("SIGTERM");
    assert.equal((await command.ended).code, 0, command.stderr);
    await broker[Symbol.asyncDispose]();
    await isExact(it.home, { simulator: it.simulator, mustHave, topicIn: directory });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
