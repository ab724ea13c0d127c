import assert from "node:assert/strict";
import fc from "fast-check";
import { KnownWindows } from "./known_windows.ts";
import type { WindowRow } from "./page_protocol.ts";

const row = (start: number, lang: string, posts: number): WindowRow => [
  ...[start, lang, posts] as const,
  ...[0, 0, 0, 0, 0, 0, 0] as const,
];

Deno.test("what was read again and is the same is no change", () => {
  const known = new KnownWindows();
  assert.equal(known.replace(0, 10, [row(1, "en", 3)]).rows.length, 1);
  assert.deepEqual(known.replace(0, 10, [row(1, "en", 3)]), { rows: [], gone: [] });
});

Deno.test("a window that is no longer there is gone, and only within what was read", () => {
  const known = new KnownWindows();
  known.replace(0, 10, [row(1, "en", 3), row(1, "fr", 1), row(8, "en", 2)]);
  assert.deepEqual(known.replace(0, 5, [row(1, "en", 3)]), { rows: [], gone: [[1, "fr"]] });
  assert.deepEqual(known.select(0, 10), [row(1, "en", 3), row(8, "en", 2)]);
});

Deno.test("applying every change gives what the known holds", () => {
  const rows = fc.uniqueArray(
    fc.record({
      start: fc.integer({ min: 0, max: 9 }),
      lang: fc.constantFrom("en", "fr"),
      posts: fc.nat(3),
    }),
    { selector: ({ start, lang }) => `${start} ${lang}` },
  );
  const reading = fc.record({ from: fc.nat(9), to: fc.nat(10), rows });
  fc.assert(fc.property(fc.array(reading), (readings) => {
    const known = new KnownWindows();
    const copy = new Map<string, WindowRow>();
    for (const { from, to, rows } of readings) {
      const within = rows.filter(({ start }) => start >= from && start < to)
        .map(({ start, lang, posts }) => row(start, lang, posts));
      const change = known.replace(from, to, within);
      for (const each of change.rows) copy.set(`${each[0]} ${each[1]}`, each);
      for (const [start, lang] of change.gone) copy.delete(`${start} ${lang}`);
    }
    const sorted = (rows: Iterable<WindowRow>) => [...rows].map(String).sort();
    assert.deepEqual(sorted(copy.values()), sorted(known.select(0, 10)));
  }));
});
