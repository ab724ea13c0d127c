import assert from "node:assert/strict";
import { PartitionFault } from "../kafka/partition_fault.ts";
import { StoppedPartitions } from "./stopped_partitions.ts";

function setUp() {
  const said: string[] = [];
  const stopped = new StoppedPartitions("posts", (level, text) => said.push(`${level}: ${text}`));
  return { stopped, take: () => said.splice(0) };
}

const warning = (why: string) =>
  `warning: ${why}. This partition is stopped; the others are read on`;

Deno.test("the reason of a stopped partition is said at once and every minute, however often it is tried", () => {
  const { stopped, take } = setUp();
  const fault = new PartitionFault("Cannot consume posts/1: damaged", 7);
  stopped.stop(1, fault, 0);
  assert.deepEqual(take(), [warning("Cannot consume posts/1: damaged")]);
  const tried: number[] = [];
  const saidAt: number[] = [];
  for (let now = 250; now <= 180_000; now += 250) {
    for (const partition of stopped.turn(now)) {
      tried.push(partition);
      assert.ok(!stopped.has(partition), "while it is tried, stretches of it are taken");
      assert.equal(stopped.why(partition), fault.message, "and it still counts as not read on");
      stopped.stop(partition, fault, now);
    }
    saidAt.push(...take().map(() => now));
  }
  assert.deepEqual(saidAt, [60_000, 120_000, 180_000]);
  assert.equal(tried.length, 18, "every ten seconds");
});

Deno.test("a partition goes on once a stretch ends behind its fault, and not before", () => {
  const { stopped, take } = setUp();
  stopped.stop(1, new PartitionFault("first", 7), 0);
  stopped.stop(2, new PartitionFault("made anew"), 0);
  take();
  assert.deepEqual(stopped.turn(10_000), [1, 2]);
  stopped.passed(1, 7, 11_000);
  assert.deepEqual([...stopped.reasons.keys()], [1, 2]);
  stopped.passed(1, 8, 12_000);
  stopped.passed(2, 0, 13_000);
  stopped.passed(3, 100, 13_000);
  assert.deepEqual(take(), [
    "info: posts/1 is read again, after 12.0 s",
    "info: posts/2 is read again, after 13.0 s",
  ]);
  assert.equal(stopped.reasons.size, 0);
});

Deno.test("that a partition goes on is said with how long it was stopped, through other reasons and a rebalance", () => {
  const { stopped, take } = setUp();
  stopped.stop(1, new PartitionFault("first", 7), 0);
  stopped.stop(1, new PartitionFault("second", 9), 30_000);
  stopped.clear();
  take();
  stopped.passed(1, 9, 40_000);
  assert.deepEqual(take(), []);
  stopped.passed(1, 10, 60_000);
  stopped.passed(1, 11, 61_000);
  assert.deepEqual(take(), ["info: posts/1 is read again, after 1 min 00 s"]);
});

Deno.test("another reason is said at once, and one that a rebalance brings again is not", () => {
  const { stopped, take } = setUp();
  stopped.stop(1, new PartitionFault("first", 7), 0);
  stopped.clear();
  stopped.stop(1, new PartitionFault("first", 7), 500);
  stopped.stop(1, new PartitionFault("second", 9), 1_000);
  assert.deepEqual(take(), [warning("first"), warning("second")]);
  stopped.clear();
  assert.deepEqual(stopped.turn(100_000), [], "what the group gave to someone else is not tried");
  assert.deepEqual(take(), []);
});
