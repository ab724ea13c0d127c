/** How a head labels: row c, column k: share of the posts of class c that it calls k (negative, neutral, positive). */
export type HeadConfusion = readonly (readonly number[])[];

const CLASSES = 3;
/** Added to each count: what never happened in a few hundred rows may happen in others. */
const SUPPOSED = 0.5;

/**
 * How the heads of a directory confuse the three classes, by language, on rows that they had not learned from; by what its
 * manifest says. Heads that were not measured so are left out.
 */
export async function readConfusions(
  directory: string,
): Promise<ReadonlyMap<string, HeadConfusion>> {
  const confusions = new Map<string, HeadConfusion>();
  const manifest: unknown = await Deno.readTextFile(`${directory}/manifest.json`)
    .then(JSON.parse).catch(() => undefined);
  const { heads } = (manifest ?? {}) as { readonly heads?: Readonly<Record<string, unknown>> };
  for (const [language, head] of Object.entries(heads ?? {})) {
    const { measured } = (head ?? {}) as { readonly measured?: { readonly confusion?: unknown } };
    const shares = sharesOf(measured?.confusion);
    if (shares !== undefined) confusions.set(language, shares);
  }
  return confusions;
}

/** Counts as shares of their row; undefined for anything but three rows of three counts. */
function sharesOf(counts: unknown): HeadConfusion | undefined {
  const isRow = (row: unknown): row is number[] =>
    Array.isArray(row) && row.length === CLASSES &&
    row.every((count) => Number.isFinite(count) && count >= 0);
  if (!Array.isArray(counts) || counts.length !== CLASSES || !counts.every(isRow)) return undefined;
  return counts.map((row: readonly number[]) => {
    const all = row.reduce((sum, count) => sum + count + SUPPOSED, 0);
    return row.map((count) => (count + SUPPOSED) / all);
  });
}
