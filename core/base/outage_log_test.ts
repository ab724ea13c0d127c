import assert from "node:assert/strict";
import { OutageLog } from "./outage_log.ts";

/** What is said of an outage whose attempts fail at these times (s). */
function said(times: readonly number[], graceMs = 0): string[] {
  const lines: string[] = [];
  const outageLog = new OutageLog((_level, text) => lines.push(text), { graceMs });
  for (const at of times) outageLog.failed("Away", "Trying again", at * 1_000);
  outageLog.over("It is back", (times.at(-1) ?? 0) * 1_000);
  return lines;
}

Deno.test("an outage is logged at once, again while it lasts, and when it ends", () => {
  assert.deepEqual(said([0, 1, 5]), ["Away. Trying again", "It is back, after 5.0 s"]);
  assert.deepEqual(said([0, 10, 31, 40, 62]), [
    "Away. Trying again",
    "Away. Trying again, for 31.0 s now",
    "Away. Trying again, for 1 min 02 s now",
    "It is back, after 1 min 02 s",
  ]);
});

Deno.test("an outage that need not be said again is logged when it begins and when it ends", () => {
  const lines: string[] = [];
  const outageLog = new OutageLog((_level, text) => lines.push(text), { repeatMs: Infinity });
  for (let at = 0; at < 3_600_000; at += 10_000) outageLog.failed("Away", "Trying again", at);
  outageLog.over("It is back", 3_600_000);
  assert.deepEqual(lines, ["Away. Trying again", "It is back, after 1 h 00 min"]);
});

Deno.test("an outage that lasts is logged at least once a minute, even if an attempt takes 30 s", () => {
  let saidAt = 0;
  const outageLog = new OutageLog(() => void (saidAt = now));
  let now = 0;
  for (; now < 3_600_000; now += 28_000) {
    outageLog.failed("Away", "Trying again", now);
    assert.ok(now - saidAt <= 60_000 - 28_000, `${now - saidAt} ms without a word`);
  }
});

Deno.test("an outage shorter than the grace period is not logged, nor its end; the next one starts from zero", () => {
  assert.deepEqual(said([0, 1, 2], 10_000), []);
  assert.equal(said([0, 5, 11], 10_000)[0], "Away. Trying again");
  const lines: string[] = [];
  const outageLog = new OutageLog((_level, text) => lines.push(text));
  for (const at of [0, 1_000]) {
    outageLog.failed("Away", "Trying again", at);
    outageLog.over("Back", at + 500);
  }
  const once = ["Away. Trying again", "Back, after 500 ms"];
  assert.deepEqual(lines, [...once, ...once]);
});

Deno.test("an outage is a trouble from its first moment until it is over, whether or not it is logged", () => {
  const troubles: (string | undefined)[] = [];
  const outageLog = new OutageLog(undefined, {
    graceMs: 10_000,
    trouble: (words) => troubles.push(words),
  });
  outageLog.failed("Away", "Trying again", 0);
  outageLog.over();
  assert.deepEqual(troubles, ["Away", undefined]);
});

Deno.test("a changed reason is logged sooner than the same one", () => {
  const lines: string[] = [];
  const outageLog = new OutageLog((_level, text) => lines.push(text));
  outageLog.failed("The connection was lost", "Trying again", 0);
  for (const at of [1, 5, 11, 15]) {
    outageLog.failed("It refused the user", "Trying again", at * 1_000);
  }
  assert.deepEqual(lines, [
    "The connection was lost. Trying again",
    "It refused the user. Trying again, for 11.0 s now",
  ]);
});
