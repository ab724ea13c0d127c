import assert from "node:assert/strict";
import { Subscribers } from "./subscribers.ts";
import type { LoggedEvent } from "./event_log.ts";
import { Subscriber } from "./subscriber.ts";

const event = (size: number, step?: number): LoggedEvent => ({
  number: 1,
  step,
  bytes: new Uint8Array(size),
});

Deno.test("a viewer that does not read costs a bounded queue, and is told to start anew once it reads", async () => {
  const viewer = new Subscriber(1, () => {});
  for (let count = 0; count < 100; count++) viewer.send(event(10_000), 1_000);
  assert.equal(viewer.stalledFor(4_000), 3_000);
  const reader = viewer.stream.getReader();
  let bytes = 0;
  let last = "";
  while (!last.startsWith("event: reset")) {
    const { value = new Uint8Array() } = await reader.read();
    bytes += value.length;
    last = new TextDecoder().decode(value);
  }
  assert.ok(bytes < 300_000, `${bytes} bytes waited`);
  assert.equal(viewer.stalledFor(5_000), 0);
  viewer.send(event(3), 5_000);
  assert.equal((await reader.read()).value?.length, 3);
  viewer.close();
});

Deno.test("a viewer gets events for everyone and those of its own step length", async () => {
  const viewer = new Subscriber(5, () => {});
  for (const [size, step] of [[1, 1], [2, 5], [3, undefined]] as const) {
    viewer.send(event(size, step), 0);
  }
  viewer.close();
  const sizes: number[] = [];
  for await (const chunk of viewer.stream) sizes.push(chunk.length);
  assert.deepEqual(sizes, [2, 3]);
});

Deno.test("an audience is limited for each address and as a whole, and forgets who left", async () => {
  const audience = new Subscribers();
  for (let count = 0; count < 128; count++) assert.ok(audience.admit("a", 1));
  assert.equal(audience.admit("a", 1), undefined);
  const one = audience.admit("b", 60);
  assert.ok(one);
  assert.equal(audience.watches(60), true);
  await one.stream.cancel();
  assert.equal(audience.watches(60), false);
  assert.equal(audience.size, 128);
  audience.close();
  assert.equal(audience.size, 0);
});
