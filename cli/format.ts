import type { Stats } from "../core/supervision/protocol.ts";

/** A count as people read it: `1,234,567`. */
export function count(value: number | string | undefined): string {
  return typeof value === "number" ? value.toLocaleString("en") : value ?? "0";
}

/** A number of the stats; 0 if there is none yet. */
export function factNumber(stats: Stats, name: string): number {
  const value = stats[name];
  return typeof value === "number" ? value : 0;
}

/** Lines of two columns, the second right-aligned. */
export function ledger(rows: readonly (readonly [string, number | string])[]): string[] {
  const left = Math.max(...rows.map(([name]) => name.length));
  const right = Math.max(...rows.map(([, value]) => count(value).length));
  return rows.map(([name, value]) => `  ${name.padEnd(left)}  ${count(value).padStart(right)}`);
}
