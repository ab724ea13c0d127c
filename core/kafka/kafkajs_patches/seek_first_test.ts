import assert from "node:assert/strict";
import ConsumerGroup from "kafkajs/src/consumer/consumerGroup.js";
import { patchKafkajs } from "./patch_kafkajs.ts";
import { seekFirst } from "./seek_first.ts";

/** A group that notes what happens before its fetch. */
function groupOf(groupId: string) {
  const steps: string[] = [];
  const group = {
    groupId,
    seekOffset: { pop: () => void steps.push("look for a seek") },
    offsetManager: { resolveOffsets: () => Promise.resolve() },
  };
  const fetch = async () => {
    await ConsumerGroup.prototype.seekOffsets.call(group, [{ topic: "t", partitions: [0] }]);
    steps.push("fetch");
  };
  return { steps, fetch };
}

Deno.test("a fetch waits for positions that are being looked up, and takes the seek that follows", async () => {
  patchKafkajs();
  const { steps, fetch } = groupOf("one");
  const position = Promise.withResolvers<void>();
  using _ = seekFirst("one", () => position.promise.then(() => void steps.push("position known")));
  const fetching = fetch();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(steps, ["look for a seek"]);
  position.resolve();
  await fetching;
  assert.deepEqual(steps, ["look for a seek", "position known", "look for a seek", "fetch"]);
});

Deno.test("a fetch waits for nothing where no position is looked up, or by another group", async () => {
  patchKafkajs();
  using _ = seekFirst("one", () => undefined);
  for (const group of ["one", "another"]) {
    const { steps, fetch } = groupOf(group);
    await fetch();
    assert.deepEqual(steps, ["look for a seek", "fetch"]);
  }
});
