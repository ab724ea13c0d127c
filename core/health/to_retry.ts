import type { Part } from "../base/trouble.ts";
import type { Facts } from "./picture.ts";

/** Servers that several parts of a process wait for, each with attempts and delays of its own. */
const SHARED: readonly Part[] = ["kafka", "postgres"];

/**
 * The workers that should try again at once: they say that a server is away, or wait to be started again, and somebody else
 * has found a server back since `before`.
 */
export function toRetry(before: Facts, now: Facts): ReadonlySet<string> {
  const names = new Set<string>();
  const tellersBefore = tellersOf(before);
  const tellers = tellersOf(now);
  for (const part of SHARED) {
    const found = tellersBefore.some(({ id, parts }) =>
      parts.has(part) && tellers.some((each) => each.id === id && !each.parts.has(part))
    );
    if (!found) continue;
    for (const { name, parts } of tellers) if (parts.has(part)) names.add(name);
    // Why these failed is known in words only.
    for (const { name, state } of now.workers) if (state === "starting") names.add(name);
  }
  return names;
}

/**
 * Which parts each worker, and the process itself, says not to be well. A worker that has failed says nothing any more, which
 * is no recovery: by `id` it is another one from then on.
 */
function tellersOf({ workers, troubles }: Facts) {
  const all = workers.map(({ name, restarts, failures, troubles }) => ({
    name,
    id: `${name} ${restarts} ${failures.length}`,
    troubles,
  }));
  return [...all, { name: "", id: "", troubles }].map(({ name, id, troubles }) => ({
    name,
    id,
    parts: new Set(troubles.map(({ part }) => part)),
  }));
}
