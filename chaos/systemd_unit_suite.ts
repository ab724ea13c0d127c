/** deploy/trunkline.service without systemd: what Trunkline asks of the kernel is what the unit lets it ask. */
import assert from "node:assert/strict";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { runProgram, succeeds } from "../testing/run_program.ts";
import { temporaryHome } from "../testing/temporary_home.ts";
import { startCommand } from "../testing/trunkline_command.ts";

const hasTools = await succeeds("strace", ["-V"]) &&
  await succeeds("systemd-analyze", ["--version"]);

/** The system calls of a set of systemd's, such as `@system-service`, and of those in it. */
async function callsOf(set: string): Promise<readonly string[]> {
  const text = await runProgram("systemd-analyze", ["syscall-filter", set]);
  const words = text.split("\n").slice(1).map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const calls = await Promise.all(
    words.map((word) => word.startsWith("@") ? callsOf(word) : [word]),
  );
  return calls.flat();
}

Deno.test({
  name: "run makes only system calls that the unit allows",
  ignore: !hasTools,
  fn: async () => {
    const unit = await Deno.readTextFile(
      new URL("../deploy/trunkline.service", import.meta.url),
    );
    const [filter = ""] = /(?<=^SystemCallFilter=).+/m.exec(unit) ?? [];
    const allowed = new Set((await Promise.all(filter.split(" ").map(callsOf))).flat());
    await using home = await temporaryHome();
    await using simulator = startSimulator({ rate: 50 });
    const table = `${home.path}.strace`;
    await using command = startCommand(
      // Strace ends at a signal, and would leave what it traces behind.
      ["run", "--duration", "45s"],
      { TRUNKLINE_HOME: home.path, MASTODON_BASE_URL: simulator.url },
      ["strace", "-f", "-c", "-o", table],
    );
    const { stderr } = await command.ended;
    assert.match(stderr, /applied [1-9]/);
    const lines = (await Deno.readTextFile(table)).split("\n").slice(2);
    const used = lines.map((line) => line.trim().split(/\s+/).at(-1) ?? "")
      .filter((name) => /^[a-z]\w+$/.test(name) && name !== "total");
    assert.ok(used.length > 50, `${used.length} system calls\n${stderr}`);
    assert.deepEqual(used.filter((name) => !allowed.has(name)), []);
    await Deno.remove(table);
  },
});
