/** Faults: every single failure is said by `status`, `/readyz`, the page and the log within 5 s, and so is its end. */
import assert from "node:assert/strict";
import type { PartHealth } from "../core/health/picture.ts";
import { formatDuration } from "../core/base/duration.ts";
import { pause } from "../testing/trunkline_command.ts";
import { type Cause, CAUSES } from "./health/causes.ts";
import { type WatchedRun, watchedRun } from "./health/watched_run.ts";

const SAID_WITHIN_MS = 5_000;
/** The page is told by its own process, and reads what others write to the database. */
const SHOWN_WITHIN_MS = 5_000;
/** What one part finds back, the others try at once; it is said half a second later. */
const BACK_WITHIN_MS = 5_000;
/** A machine that others use is given more time, up to so much; the output says by how much. */
const BUSY_FACTOR_MAX = 3;

Deno.test("each of more than twenty failures is said within 5 s, and its end with how long it lasted", async (test) => {
  assert.ok(CAUSES.length >= 20);
  await using it = await watchedRun();
  await until(it, (parts) => parts.length === 11 && parts.every(isOk), 60_000);
  const causes = CAUSES.filter(({ part }) => part !== "disk" || it.disk !== undefined);
  for (const cause of causes) {
    await test.step(cause.what, async () => {
      const failed = await caused(it, cause).catch((error: unknown) => ({ error }));
      // Mended in any case: the next cause is a single one too.
      const back = await mended(it, cause);
      if (typeof failed === "object") throw failed.error;
      console.log(
        `  ${cause.part}: said after ${formatDuration(failed)}, over ${
          formatDuration(back)
        } after it was mended (at most ${
          formatDuration(BACK_WITHIN_MS * busyFactor())
        } on a machine as busy as this)`,
      );
    });
  }
  it.command.kill("SIGTERM");
  assert.equal((await it.command.ended).code, 0, it.command.stderr);
});

/** Causes a failure, and checks who says it. @returns after how long it was said, ms */
async function caused(it: WatchedRun, cause: Cause): Promise<number> {
  const { part, says, notReady } = cause;
  const from = it.command.stderr.length;
  const began = performance.now();
  await cause.cause(it);
  if (cause.brief) {
    // It may be over before the picture is drawn again, twice a second: then the log alone has it.
    const line = new RegExp(`warning (health: ${part} is |\\w+: .*; starting again).*`, "g");
    await until(it, () => linesOf(it, from, line).some((each) => says.test(each)), SAID_WITHIN_MS);
    return performance.now() - began;
  }
  const isSaid = (each: PartHealth) => each.part === part && !isOk(each) && says.test(each.words);
  await until(it, (parts) => parts.some(isSaid), SAID_WITHIN_MS);
  const noticed = performance.now() - began;
  const isShown = (shown: readonly string[]) => shown.includes(part) || shown.includes("database");
  await untilPage(it, isShown, SHOWN_WITHIN_MS);
  const said = it.command.stderr.slice(from);
  assert.match(said, new RegExp(`warning health: ${part} is (down|degraded): `));
  const ready = await fetch(`${it.url}/readyz`);
  const text = await ready.text();
  assert.match(text, new RegExp(`^${part} (down|degraded): `, "m"));
  if (notReady) assert.equal(ready.status, 503, text);
  const status = await it.status();
  assert.equal(status.code, 1, status.stdout + status.stderr);
  assert.ok(status.seconds < 15, `status took ${status.seconds} s`);
  const { problems }: { problems: string[] } = JSON.parse(status.stdout);
  assert.ok(problems.some((problem) => problem.includes(`: ${part} is `)), status.stdout);
  return noticed;
}

/** Mends it, and checks that its end is said. @returns how long that took, ms */
async function mended(it: WatchedRun, cause: Cause): Promise<number> {
  const { part } = cause;
  const began = performance.now();
  await cause.mend(it);
  // That a worker has failed twice is shown for five minutes, whatever it does since.
  const isBack = (each: PartHealth) =>
    isOk(each) || (each.part === "workers" && part !== "workers");
  const withinMs = BACK_WITHIN_MS * busyFactor();
  await until(it, (parts) => parts.every(isBack), withinMs);
  const back = performance.now() - began;
  await untilPage(it, (shown) => shown.every((each) => each === "workers"), withinMs);
  const end = cause.brief
    ? `(health: ${part} is well again|\\w+: is back)`
    : `health: ${part} is well again`;
  assert.match(it.command.stderr.slice(-4_000), new RegExp(`info ${end}, after \\d.*\\n`));
  return back;
}

/** 1 on a machine that has a core for each process that wants one, more on one that has not. */
function busyFactor(): number {
  const [load = 0] = Deno.loadavg();
  return Math.min(BUSY_FACTOR_MAX, Math.max(1, load / navigator.hardwareConcurrency));
}

/** What the log has said since `from`, as far as it matches. */
function linesOf(it: WatchedRun, from: number, line: RegExp): readonly string[] {
  return it.command.stderr.slice(from).match(line) ?? [];
}

async function until(
  it: WatchedRun,
  isSo: (parts: readonly PartHealth[]) => boolean,
  withinMs: number,
): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    const { parts } = await it.health();
    if (isSo(parts)) return;
    assert.ok(
      performance.now() < end,
      `${JSON.stringify(parts.filter((each) => !isOk(each)))}\n${it.command.stderr.slice(-3_000)}`,
    );
    await pause(100);
  }
}

/** Waits until the page shows it so. */
async function untilPage(
  it: WatchedRun,
  isSo: (shown: readonly string[]) => boolean,
  withinMs: number,
): Promise<void> {
  for (const end = performance.now() + withinMs;; await pause(100)) {
    const shown = await it.page().catch(() => ["nothing"]);
    if (isSo(shown)) return;
    assert.ok(performance.now() < end, `the page shows ${shown.join(", ") || "that all is well"}`);
  }
}

function isOk({ state }: PartHealth): boolean {
  return state === "ok";
}
