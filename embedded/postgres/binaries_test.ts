import assert from "node:assert/strict";
import { layDown } from "./binaries.ts";
import { findPackage } from "./package_directory.ts";

/** A package in miniature: what matters is which files come, whole, with modes and links. */
async function miniature(): Promise<{ source: ReturnType<typeof findPackage>; folder: string }> {
  const native = `${await Deno.makeTempDir()}/native`;
  for (const folder of ["bin", "lib/postgresql/pgxs", "share/postgresql"]) {
    await Deno.mkdir(`${native}/${folder}`, { recursive: true });
  }
  for (
    const path of ["bin/postgres", "lib/liba.so.1.2", "lib/liba.a", "share/postgresql/postgres.bki"]
  ) await Deno.writeTextFile(`${native}/${path}`, path, { mode: 0o600 });
  await Deno.writeTextFile(
    `${native}/pg-symlinks.json`,
    JSON.stringify([{ source: "native/lib/liba.so.1.2", target: "native/lib/liba.so.1" }]),
  );
  const folder = await Deno.makeTempDir();
  return { source: { native, name: "1-here", major: 1 }, folder };
}

Deno.test("what a server needs is laid down for any user to run, with its libraries' other names", async () => {
  const { source, folder } = await miniature();
  const { root, postgres } = await layDown(source, folder);
  assert.equal(root, `${folder}/1-here`);
  assert.equal(((await Deno.stat(postgres)).mode ?? 0) & 0o777, 0o755);
  assert.equal(
    ((await Deno.stat(`${root}/share/postgresql/postgres.bki`)).mode ?? 0) & 0o777,
    0o644,
  );
  assert.equal(await Deno.readTextFile(`${root}/lib/liba.so.1`), "lib/liba.so.1.2");
  await assert.rejects(Deno.stat(`${root}/lib/liba.a`), Deno.errors.NotFound);
});

Deno.test("a complete copy is reused, an incomplete one is not", async () => {
  const { source, folder } = await miniature();
  const { root } = await layDown(source, folder);
  const made = (await Deno.stat(root)).ino;
  await layDown(source, folder);
  assert.equal((await Deno.stat(root)).ino, made);

  await Deno.truncate(`${root}/lib/liba.so.1.2`, 3);
  await layDown(source, folder);
  assert.equal(await Deno.readTextFile(`${root}/lib/liba.so.1.2`), "lib/liba.so.1.2");

  await Deno.remove(`${root}/complete.json`);
  await Deno.remove(`${root}/bin/postgres`);
  await layDown(source, folder);
  assert.equal(await Deno.readTextFile(`${root}/bin/postgres`), "bin/postgres");
});

Deno.test("an incomplete copy of a killed start is removed", async () => {
  const { source, folder } = await miniature();
  await Deno.mkdir(`${folder}/laying-12345678/bin`, { recursive: true });
  await layDown(source, folder);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["1-here"]);
});

Deno.test("a copy that fails rejects once, and leaves nothing that takes room", async () => {
  const { source, folder } = await miniature();
  // Copies that fail at once, among many that take longer.
  for (let n = 0; n < 20; n++) {
    await Deno.symlink("/nowhere", `${source.native}/bin/broken${n}`);
    await Deno.writeFile(`${source.native}/lib/large${n}`, new Uint8Array(1_000_000));
  }
  await assert.rejects(layDown(source, folder), /Cannot lay down PostgreSQL/);
  assert.deepEqual([...Deno.readDirSync(folder)], []);
});

Deno.test("the package of this platform is found in the cache", () => {
  const { native, name, major } = findPackage();
  assert.ok(Deno.statSync(`${native}/share`).isDirectory);
  assert.match(name, /^18\.\d+\.\d.*-(linux|darwin|windows)-(x64|arm64)$/);
  assert.equal(major, 18);
});
