/** `demo --interrupt`: a server that goes away and a producer that is killed, and books that agree all the same. */
import assert from "node:assert/strict";
import type { Missed } from "../cli/interrupted_demo.ts";
import { startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";

Deno.test("a demo with a cut and a kill has every post at its end, and says what was filled", async () => {
  await using home = await temporaryHome();
  const args = [
    "demo",
    "--interrupt",
    "--duration",
    "50s",
    "--rate",
    "20",
    "--port",
    "0",
    "--json",
  ];
  await using demo = startCommand([...args, "--out", `${home.path}-report`], {
    TRUNKLINE_HOME: home.path,
  });
  const { code, stdout, stderr } = await demo.ended;
  assert.equal(code, 0, stdout + stderr);
  const { agree, missed }: { agree: boolean; missed: Missed } = JSON.parse(stdout);
  assert.ok(agree);
  assert.equal(missed.gaps.length, 2, JSON.stringify(missed));
  assert.ok(missed.gaps.every(({ complete, unverified }) => complete && unverified === 0));
  const [cut] = missed.gaps;
  assert.ok(cut!.seconds >= 10 && cut!.recovered >= 100, JSON.stringify(cut));
  assert.match(stderr, /killed in the middle of its work/);
});

Deno.test("an interrupted demo that is too short is refused before anything is started", async () => {
  for (const flags of [["--duration", "20s"], ["--duration", "1m", "--rate", "2"]]) {
    await using demo = startCommand(["demo", "--interrupt", ...flags], {});
    const { code, stderr } = await demo.ended;
    assert.equal(code, 2);
    assert.match(stderr, /--interrupt/);
  }
});
