import assert from "node:assert/strict";
import { OutageTeller } from "./outage_teller.ts";

/** What is said of an outage whose attempts fail at these times (s). */
function said(times: readonly number[], patienceMs = 0): string[] {
  const lines: string[] = [];
  const teller = new OutageTeller((_level, text) => lines.push(text), { patienceMs });
  for (const at of times) teller.failed("Away", "Trying again", at * 1_000);
  teller.over("It is back");
  return lines;
}

Deno.test("an outage is told at once, again while it lasts, and its end", () => {
  assert.deepEqual(said([0, 1, 5]), ["Away. Trying again", "It is back"]);
  assert.deepEqual(said([0, 10, 31, 40, 62]), [
    "Away. Trying again",
    "Away. Trying again, for 31.0 s now",
    "Away. Trying again, for 1 min 02 s now",
    "It is back",
  ]);
});

Deno.test("while it lasts no minute passes without a word, though an attempt takes half of one", () => {
  let saidAt = 0;
  const teller = new OutageTeller(() => void (saidAt = now));
  let now = 0;
  for (; now < 3_600_000; now += 28_000) {
    teller.failed("Away", "Trying again", now);
    assert.ok(now - saidAt <= 60_000 - 28_000, `${now - saidAt} ms without a word`);
  }
});

Deno.test("what is shorter than the patience is not told, nor its end; the next outage begins anew", () => {
  assert.deepEqual(said([0, 1, 2], 10_000), []);
  assert.equal(said([0, 5, 11], 10_000)[0], "Away. Trying again");
  const lines: string[] = [];
  const teller = new OutageTeller((_level, text) => lines.push(text));
  for (const at of [0, 1_000]) {
    teller.failed("Away", "Trying again", at);
    teller.over("Back");
  }
  assert.deepEqual(lines, ["Away. Trying again", "Back", "Away. Trying again", "Back"]);
});

Deno.test("another reason than was told is told soon", () => {
  const lines: string[] = [];
  const teller = new OutageTeller((_level, text) => lines.push(text));
  teller.failed("The connection was lost", "Trying again", 0);
  for (const at of [1, 5, 11, 15]) teller.failed("It refused the user", "Trying again", at * 1_000);
  assert.deepEqual(lines, [
    "The connection was lost. Trying again",
    "It refused the user. Trying again, for 11.0 s now",
  ]);
});
