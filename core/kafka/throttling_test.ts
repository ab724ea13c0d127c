import assert from "node:assert/strict";
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";
import { patchKafkajs } from "./kafkajs_patches/patch_kafkajs.ts";
import { Throttling, throttling } from "./throttling.ts";

Deno.test("a throttling is felt from its first long wait until shortly after its last one", () => {
  const it = new Throttling();
  assert.ok(!it.isFelt(0));
  it.delayed(300, 0);
  assert.equal(it.until, 300);
  assert.ok(!it.isFelt(100), "a third of a second is nothing");
  it.delayed(4_000, 1_000);
  // Between two waits requests pass.
  for (const now of [1_000, 4_999, 5_500]) assert.ok(it.isFelt(now), `${now}`);
  it.delayed(2_000, 6_000);
  assert.ok(it.isFelt(8_500));
  assert.ok(!it.isFelt(10_500));
  it.delayed(10, 11_000);
  assert.ok(!it.isFelt(11_001));
});

Deno.test("what a broker asks kafkajs to wait is known, and kafkajs waits", () => {
  patchKafkajs();
  const queue = Object.assign(Object.create(RequestQueue.prototype), {
    logger: { debug: () => {} },
    throttledUntil: -1,
    maxInFlightRequests: null,
  });
  queue.maybeThrottle(null);
  queue.maybeThrottle(0);
  assert.equal(throttling.until, -Infinity);
  const before = performance.now();
  queue.maybeThrottle(30_000);
  assert.ok(throttling.until >= before + 30_000);
  assert.match(throttling.words(["k:1"]) ?? "", /^Kafka at k:1 throttles/);
  assert.equal(queue.canSendSocketRequestImmediately(), false);
});
