/** What embedded services keep on disk is readable by its owner alone. */
import assert from "node:assert/strict";
import { sleep } from "../core/base/sleep.ts";
import { startSimulator } from "../embedded/mastodon/start_simulator.ts";
import { startCommand } from "../testing/trunkline_command.ts";
import { temporaryHome } from "../testing/temporary_home.ts";

/** Without posts and secrets: the server's user must read these where we are root. */
const PUBLIC = /^(\.gitignore|postgres\/(port|[^/]*\.conf|\d[^/]*\/.*))$/;
/** Rights of others to read or to write. */
const READ = 0o044;
const WRITE = 0o022;
const NOBODY = 65_534;

Deno.test("embedded data is the owner's alone, with a umask of 0 and in folders that others made and left open", async () => {
  await using home = await temporaryHome();
  await using simulator = startSimulator({ rate: 100 });
  const isRoot = Deno.build.os !== "windows" && Deno.uid() === 0;
  for (const folder of ["", "/kafka", "/spool", "/postgres"]) {
    await Deno.mkdir(`${home.path}${folder}`);
    await Deno.chmod(`${home.path}${folder}`, 0o777);
    // Its maker could read it whatever its mode.
    if (isRoot && folder !== "") await Deno.chown(`${home.path}${folder}`, NOBODY, NOBODY);
  }
  await using command = startCommand(
    ["run"],
    { TRUNKLINE_HOME: home.path, MASTODON_BASE_URL: simulator.url },
    ["sh", "-c", `umask 000; exec "$@"`, "sh"],
  );
  await command.untilStderr(/The dashboard is at/, 60_000);
  await sleep(4_000);
  command.kill("SIGTERM");
  const { code, stderr } = await command.ended;
  assert.equal(code, 0, stderr);
  const seen: string[] = [];
  const open: string[] = [];
  await walk(home.path, "");
  async function walk(path: string, name: string): Promise<void> {
    const { mode, uid, isDirectory, isSymlink } = await Deno.lstat(path);
    if (uid === NOBODY) open.push(`${name} is another user's`);
    seen.push(name);
    if (isSymlink) return;
    const rights = (mode ?? 0) & 0o077;
    const isOpen = (rights & WRITE) !== 0 ||
      ((rights & READ) !== 0 && !isDirectory && !PUBLIC.test(name));
    if (isOpen) open.push(`${name} ${(mode ?? 0).toString(8)}`);
    if (!isDirectory) return;
    // Nobody else gets through: what lies in it does not matter.
    if (rights === 0) return;
    for await (const entry of Deno.readDir(path)) {
      await walk(`${path}/${entry.name}`, name === "" ? entry.name : `${name}/${entry.name}`);
    }
  }
  assert.ok(seen.includes("kafka") && seen.includes("spool"), seen.join(" "));
  assert.deepEqual(open, []);
});
