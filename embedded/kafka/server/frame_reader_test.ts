import assert from "node:assert/strict";
import fc from "fast-check";
import { MalformedError } from "../protocol/wire_reader.ts";
import { FrameReader } from "./frame_reader.ts";
import { MemoryBudget } from "./memory_budget.ts";

const LIMITS = { maxBytes: 4_000_000, stallMs: 50, idleMs: 50 };
const { signal } = new AbortController();

/** Gives out `bytes` in pieces of the given sizes, over and over; then ends, or says nothing more. */
function stream(bytes: Uint8Array, sizes: readonly number[], atEnd: "end" | "silence" = "end") {
  let at = 0;
  let turn = 0;
  return {
    read(into: Uint8Array): Promise<number | null> {
      if (at === bytes.byteLength) {
        return atEnd === "end" ? Promise.resolve(null) : new Promise(() => {});
      }
      const size = Math.min(
        sizes[turn++ % sizes.length] ?? 1,
        into.byteLength,
        bytes.byteLength - at,
      );
      into.set(bytes.subarray(at, at + size));
      at += size;
      return Promise.resolve(size);
    },
  };
}

function framed(lengths: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + 4 + length, 0));
  let at = 0;
  for (const [index, length] of lengths.entries()) {
    new DataView(bytes.buffer).setInt32(at, length);
    bytes.fill(index + 1, at + 4, at + 4 + length);
    at += 4 + length;
  }
  return bytes;
}

Deno.test("requests come out whole, however the stream is cut, and give their memory back", async () => {
  const length = fc.oneof(
    { weight: 5, arbitrary: fc.nat(300) },
    { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 3_000_000 }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(length, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 5 }),
      async (lengths, sizes) => {
        const budget = new MemoryBudget(3_000_004);
        {
          using reader = new FrameReader(stream(framed(lengths), [...sizes, 60_000]), {
            budget,
            limits: LIMITS,
          });
          for (const [index, wanted] of lengths.entries()) {
            const frame = await reader.next(signal);
            assert.equal(frame?.byteLength, wanted);
            assert.ok(frame.every((byte) => byte === index + 1));
          }
          assert.equal(await reader.next(signal), undefined);
        }
        using _all = await budget.take(3_000_004, AbortSignal.timeout(10));
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("a length that cannot be is refused at once, an unfinished request is the end", async () => {
  for (const length of [-1, LIMITS.maxBytes + 1]) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setInt32(0, length);
    using reader = new FrameReader(stream(bytes, [4]), {
      budget: new MemoryBudget(1),
      limits: LIMITS,
    });
    await assert.rejects(reader.next(signal), MalformedError);
  }
  for (const atEnd of ["end", "silence"] as const) {
    using reader = new FrameReader(stream(framed([100]).subarray(0, 50), [7], atEnd), {
      budget: new MemoryBudget(1),
      limits: LIMITS,
    });
    assert.equal(await reader.next(signal), undefined);
  }
});

Deno.test("requests for memory are granted in order, and can be aborted", async () => {
  const budget = new MemoryBudget(100);
  const first = await budget.take(80, signal);
  const order: string[] = [];
  const giveUp = new AbortController();
  const large = budget.take(90, giveUp.signal);
  const small = budget.take(10, signal).then((grant) => {
    order.push("small");
    return grant;
  });
  await Promise.resolve();
  assert.deepEqual(order, [], "the small one must not overtake the large one for ever");
  giveUp.abort();
  await assert.rejects(large);
  (await small)[Symbol.dispose]();
  first[Symbol.dispose]();
  using _all = await budget.take(1_000, signal);
});
