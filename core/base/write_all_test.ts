import assert from "node:assert/strict";
import { writeAll, writeAllSync } from "./write_all.ts";

Deno.test("all is written, piece by piece; what takes nothing ends it", async () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5]);
  const taken: number[] = [];
  let most = 2;
  const writeSync = (some: Uint8Array) => {
    const now = some.subarray(0, most);
    taken.push(...now);
    return now.byteLength;
  };
  writeAllSync({ writeSync }, bytes);
  await writeAll({ write: (some) => Promise.resolve(writeSync(some)) }, bytes);
  assert.deepEqual(taken, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  most = 0;
  assert.throws(() => writeAllSync({ writeSync }, bytes), /nothing was taken/);
  await assert.rejects(
    writeAll({ write: () => Promise.resolve(0) }, bytes),
    /nothing was taken/,
  );
});
