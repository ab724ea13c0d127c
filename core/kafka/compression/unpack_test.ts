import assert from "node:assert/strict";
import fc from "fast-check";
import { PACKED, UNPACKED } from "../../../testing/packed_samples.ts";
import { Codec, unpack, UnpackError } from "./unpack.ts";

const samples = PACKED.map(([codec, length, name, packed]) => ({
  codec: Codec[codec],
  unpacked: UNPACKED.subarray(0, length),
  name,
  packed: Uint8Array.fromBase64(packed),
}));
const ENOUGH = UNPACKED.length;

for (const { codec, unpacked, name, packed } of samples) {
  Deno.test(`what other implementations have packed is unpacked: ${name}`, () => {
    assert.deepEqual(new Uint8Array(unpack(codec, packed, unpacked.length)), unpacked);
    // Behind other bytes, as it lies in a fetch.
    const within = new Uint8Array([1, 2, 3, ...packed]).subarray(3);
    assert.deepEqual(new Uint8Array(unpack(codec, within, 2 * ENOUGH)), unpacked);
    assert.throws(
      () => unpack(codec, packed, unpacked.length - 1),
      (error) => error instanceof UnpackError && /unpacks to more than/.test(error.message),
    );
  });
}

Deno.test("property: any bytes are refused or unpacked within the bound, and unpacking ends", () => {
  const damaged = fc.record({
    sample: fc.constantFrom(...samples),
    at: fc.array(fc.nat(10_000), { maxLength: 4 }),
    to: fc.nat(255),
    cut: fc.oneof(fc.constant(0), fc.nat(400)),
  });
  fc.assert(
    fc.property(damaged, ({ sample: { codec, packed }, at, to, cut }) => {
      const bytes = packed.slice(0, Math.max(0, packed.length - cut));
      for (const each of at) if (bytes.length > 0) bytes[each % bytes.length] = to;
      assertBounded(codec, bytes);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(fc.property(fc.constantFrom(1, 2, 3, 4), fc.uint8Array(), assertBounded));
});

Deno.test("lengths that point backwards or too far ahead are refused", () => {
  // Literals of a length that 32 bits with a sign take for −5: a reader that goes there reads for ever.
  const snappy = new Uint8Array([100, 0xfc, 0xfa, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.throws(() => unpack(Codec.snappy, snappy, ENOUGH), UnpackError);
  const java = new Uint8Array([
    0x82,
    0x53,
    0x4e,
    0x41,
    0x50,
    0x50,
    0x59,
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    1,
  ]);
  const negative = new Uint8Array([...java, 0xff, 0xff, 0xff, 0xfc, 1, 0, 0, 0]);
  assert.throws(() => unpack(Codec.snappy, negative, ENOUGH), UnpackError);
  const lz4 = new Uint8Array([
    4,
    0x22,
    0x4d,
    0x18,
    0x60,
    0x40,
    0x82,
    5,
    0,
    0,
    0,
    0x10,
    65,
    2,
    0,
    0,
  ]);
  assert.throws(() => unpack(Codec.lz4, lz4, ENOUGH), UnpackError, "a match before the start");
});

Deno.test("an unknown codec is named by its number", () => {
  for (const codec of [5, 6, 7]) {
    assert.throws(() => unpack(codec, new Uint8Array(9), ENOUGH), {
      message: `is packed by codec ${codec}, which this version does not know`,
    });
  }
});

function assertBounded(codec: number, bytes: Uint8Array): void {
  try {
    assert.ok(unpack(codec, bytes, 2 * ENOUGH).length <= 2 * ENOUGH);
  } catch (error) {
    assert.ok(error instanceof UnpackError, String(error));
  }
}
