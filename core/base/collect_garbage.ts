/** In so long the buffers of a few connections gather; a pause of some 20 ms does not count. */
const COLLECT_MS = 300_000;

/**
 * Collects all garbage of this thread every five minutes, where V8 was started with `--expose-gc`, as by `deno task run`.
 *
 * V8 collects a whole heap once it has grown by some megabytes, and hardly counts the buffers outside of it, such as the 64 KiB
 * of each connection: a thread that does little would keep those of hours. The timer keeps no program alive.
 */
export function collectGarbage(everyMs = COLLECT_MS): void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc !== undefined) Deno.unrefTimer(setInterval(() => gc(), everyMs));
}
