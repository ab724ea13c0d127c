import { editDistance } from "../core/base/edit_distance.ts";

const TYPO_MAX = 2;

/** " Did you mean …?" for the name that was probably meant; empty if none is near. */
export function suggest(given: string, names: readonly string[]): string {
  const lower = given.toLowerCase();
  const near = names
    .map((name) => ({ name, distance: editDistance(lower, name, TYPO_MAX) }))
    .filter(({ name, distance }) => distance <= TYPO_MAX && distance < name.length - 1)
    .sort((a, b) => a.distance - b.distance)[0]?.name ??
    (lower.length < 3 ? undefined : names.find((name) => name.startsWith(lower)));
  return near === undefined ? "" : ` Did you mean ${near}?`;
}
