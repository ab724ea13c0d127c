import assert from "node:assert/strict";
import { Subscribers } from "./subscribers.ts";
import type { LoggedEvent } from "./event_log.ts";
import { Subscriber } from "./subscriber.ts";

const event = (size: number, step?: number): LoggedEvent => ({
  number: 1,
  step,
  range: undefined,
  bytes: new Uint8Array(size),
});

Deno.test("a subscriber that does not read costs a bounded queue, and is sent a restart once it reads", async () => {
  const subscriber = new Subscriber({ step: 1, range: "1h" }, () => {});
  for (let count = 0; count < 100; count++) subscriber.send(event(10_000), 1_000);
  assert.equal(subscriber.stalledFor(4_000), 3_000);
  const reader = subscriber.stream.getReader();
  let bytes = 0;
  let last = "";
  while (!last.startsWith("event: reset")) {
    const { value = new Uint8Array() } = await reader.read();
    bytes += value.length;
    last = new TextDecoder().decode(value);
  }
  assert.ok(bytes < 300_000, `${bytes} bytes waited`);
  assert.equal(subscriber.stalledFor(5_000), 0);
  subscriber.send(event(3), 5_000);
  assert.equal((await reader.read()).value?.length, 3);
  subscriber.close();
});

Deno.test("a subscriber gets events for everyone and those of its own step length", async () => {
  const subscriber = new Subscriber({ step: 5, range: "24h" }, () => {});
  for (const [size, step] of [[1, 1], [2, 5], [3, undefined]] as const) {
    subscriber.send(event(size, step), 0);
  }
  subscriber.close();
  const sizes: number[] = [];
  for await (const chunk of subscriber.stream) sizes.push(chunk.length);
  assert.deepEqual(sizes, [2, 3]);
});

Deno.test("rising hashtags go to the pages that show their range", async () => {
  const subscriber = new Subscriber({ step: 1, range: "15m" }, () => {});
  for (const [size, range] of [[1, "1h"], [2, "15m"]] as const) {
    subscriber.send({ ...event(size), range }, 0);
  }
  subscriber.close();
  const sizes: number[] = [];
  for await (const chunk of subscriber.stream) sizes.push(chunk.length);
  assert.deepEqual(sizes, [2]);
});

Deno.test("subscribers are limited for each address and in all, and those that left no longer count", async () => {
  const subscribers = new Subscribers();
  for (let count = 0; count < 128; count++) {
    assert.ok(subscribers.admit("a", { step: 1, range: "1h" }));
  }
  assert.equal(subscribers.admit("a", { step: 1, range: "1h" }), undefined);
  const one = subscribers.admit("b", { step: 60, range: "7d" });
  assert.ok(one);
  assert.equal(subscribers.watches(60), true);
  assert.deepEqual([...subscribers.ranges].sort(), ["1h", "7d"]);
  await one.stream.cancel();
  assert.equal(subscribers.watches(60), false);
  assert.equal(subscribers.size, 128);
  subscribers.close();
  assert.equal(subscribers.size, 0);
});
