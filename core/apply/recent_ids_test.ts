import assert from "node:assert/strict";
import { RecentIds } from "./recent_ids.ts";

/** Snowflakes of consecutive posts. */
const idAt = (n: number) =>
  String((BigInt(1_768_500_000_000 + n * 7) << 16n) | BigInt(n * 40503 & 0xffff));

Deno.test("of 200,000 ids few new ones count as recent, and few recent ones as new", () => {
  const ids = new RecentIds();
  let wrong = 0;
  for (let n = 0; n < 200_000; n++) {
    if (ids.add(idAt(n))) wrong++;
    const recent = n - 1 - (n * 7_919) % Math.min(20_000, n || 1);
    if (n > 0 && !ids.add(idAt(recent))) wrong++;
  }
  assert(wrong < 60, `${wrong} of 400,000`);
});
