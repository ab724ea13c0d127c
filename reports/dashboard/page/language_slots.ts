/**
 * Assigns a colour to each of the `count` languages used most. A language keeps its colour while it stays among them, so
 * that colours do not change while someone looks at the page.
 */
export function assignSlots(
  before: ReadonlyMap<string, string>,
  ranking: readonly string[],
  count: number,
): ReadonlyMap<string, string> {
  const top = ranking.slice(0, count);
  const kept = new Map([...before].filter(([lang]) => top.includes(lang)));
  const taken = new Set(kept.values());
  const free = Array.from({ length: count }, (_, index) => `slot${index}`).filter((slot) =>
    !taken.has(slot)
  );
  const slots = new Map<string, string>();
  for (const lang of top) {
    const slot = kept.get(lang) ?? free.shift();
    if (slot !== undefined) slots.set(lang, slot);
  }
  return slots;
}
