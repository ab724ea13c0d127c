import assert from "node:assert/strict";
import type { Result } from "../core/doctor/check.ts";

/** Asserts that exactly these checks of doctor are wrong, each with its words and its remedy. */
export function assertWrong(
  results: ReadonlyMap<string, Result>,
  expected: Readonly<Record<string, readonly [words: RegExp, remedy: RegExp]>>,
): void {
  const bad = [...results.values()].filter(({ type }) => type === "wrong");
  assert.deepEqual(bad.map(({ name }) => name), Object.keys(expected), JSON.stringify(bad));
  for (const [name, [words, remedy]] of Object.entries(expected)) {
    const result = results.get(name);
    assert.ok(result?.type === "wrong");
    assert.match(result.words, words);
    assert.match(result.remedy, remedy);
  }
}
