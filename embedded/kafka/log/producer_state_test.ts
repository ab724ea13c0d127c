import assert from "node:assert/strict";
import type { BatchHeader } from "../records/batch_header.ts";
import { ProducerState } from "./producer_state.ts";

function header(
  { epoch = 0, sequence = 0, count = 1, baseOffset = 0, producerId = 9 } = {},
): BatchHeader {
  return {
    baseOffset,
    byteLength: 100,
    attributes: 0,
    lastOffsetDelta: count - 1,
    baseTimestamp: 0,
    maxTimestamp: 0,
    producerId,
    producerEpoch: epoch,
    baseSequence: sequence,
    recordCount: count,
  };
}

Deno.test("a producer goes on where it stopped, and the last five batches may be repeated", () => {
  const state = new ProducerState();
  for (let i = 0; i < 8; i++) {
    const next = header({ sequence: i * 2, count: 2, baseOffset: i * 2 });
    assert.equal(state.check(next).type, "append");
    state.record(next);
  }
  const again = state.check(header({ sequence: 6, count: 2 }));
  assert.equal(again.type === "duplicate" && again.of.baseOffset, 6);
  assert.equal(state.check(header({ sequence: 4, count: 2 })).type, "out of order");
  assert.equal(state.check(header({ sequence: 18 })).type, "out of order");
  assert.equal(state.check(header({ sequence: 6, count: 1 })).type, "out of order");
});

Deno.test("an unknown producer may start anywhere, a new epoch only at 0, an old one nowhere", () => {
  const state = new ProducerState();
  assert.equal(state.check(header({ sequence: 500 })).type, "append");
  state.record(header({ epoch: 3, sequence: 500 }));
  assert.equal(state.check(header({ epoch: 4, sequence: 501 })).type, "out of order");
  assert.equal(state.check(header({ epoch: 4, sequence: 0 })).type, "append");
  assert.equal(state.check(header({ epoch: 2, sequence: 0 })).type, "old epoch");
  assert.equal(state.check(header({ producerId: -1, sequence: -1 })).type, "append");
});

Deno.test("sequences wrap around after 2^31 - 1", () => {
  const state = new ProducerState();
  state.record(header({ sequence: 2 ** 31 - 2, count: 2 }));
  assert.equal(state.check(header({ sequence: 0 })).type, "append");
  state.record(header({ sequence: 0, baseOffset: 2 }));
  assert.equal(state.check(header({ sequence: 1 })).type, "append");
});

Deno.test("the producer state is the same after it was saved and loaded", () => {
  const state = new ProducerState();
  for (let i = 0; i < 3; i++) state.record(header({ sequence: i, baseOffset: i }));
  const copy = new ProducerState(JSON.parse(JSON.stringify(state.entries())));
  assert.deepEqual(copy.check(header({ sequence: 1 })), state.check(header({ sequence: 1 })));
  assert.equal(copy.check(header({ sequence: 3 })).type, "append");
});
