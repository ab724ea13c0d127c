/** One call of {@linkcode race} that waits. */
interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The calls that wait for a promise that has not settled. */
const WAITING = new WeakMap<Promise<unknown>, Set<Waiting>>();

/**
 * `Promise.race` for promises that outlive the call, such as the end of a connection. `Promise.race` leaves some 300 bytes
 * with each of its promises until that settles: raced against for every batch, the promise of a connection that stays open
 * keeps gigabytes. This takes them back.
 */
export function race<T>(promises: readonly Promise<T>[]): Promise<T> {
  const { promise: first, ...ends } = Promise.withResolvers<T>();
  const waiting = ends as Waiting;
  for (const promise of promises) waitingFor(promise).add(waiting);
  return first.finally(() => {
    for (const promise of promises) WAITING.get(promise)?.delete(waiting);
  });
}

function waitingFor(promise: Promise<unknown>): Set<Waiting> {
  const known = WAITING.get(promise);
  if (known !== undefined) return known;
  const all = new Set<Waiting>();
  WAITING.set(promise, all);
  const settle = (how: (waiting: Waiting) => void) => {
    WAITING.delete(promise);
    for (const waiting of all) how(waiting);
  };
  promise.then(
    (value) => settle(({ resolve }) => resolve(value)),
    (error) => settle(({ reject }) => reject(error)),
  );
  return all;
}
