import assert from "node:assert/strict";
import { writeFileAtomically, writeFileAtomicallySync } from "./atomic_file.ts";

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a file is replaced whole, from text, bytes or pieces", () =>
  inFolder(async (folder) => {
    const path = `${folder}/file`;
    await writeFileAtomically(path, "old");
    assert.equal(await Deno.readTextFile(path), "old");
    await writeFileAtomically(path, new TextEncoder().encode("bytes"));
    assert.equal(await Deno.readTextFile(path), "bytes");
    await writeFileAtomically(
      path,
      (async function* () {
        yield new TextEncoder().encode("pie");
        yield new TextEncoder().encode("ces");
      })(),
    );
    assert.equal(await Deno.readTextFile(path), "pieces");
    writeFileAtomicallySync(path, "at once");
    assert.equal(await Deno.readTextFile(path), "at once");
    writeFileAtomicallySync(path, ["in ", "turn"].map((text) => new TextEncoder().encode(text)));
    assert.equal(await Deno.readTextFile(path), "in turn");
    assert.deepEqual(namesIn(folder), ["file"]);
  }));

Deno.test("a write that fails leaves the old file and nothing else", () =>
  inFolder(async (folder) => {
    const path = `${folder}/file`;
    await writeFileAtomically(path, "old");
    const broken = async function* () {
      yield new Uint8Array(3);
      await Promise.reject(new Error("no more"));
    };
    await assert.rejects(writeFileAtomically(path, broken()), /no more/);
    await assert.rejects(writeFileAtomically(`${folder}/none/file`, "text"), Deno.errors.NotFound);
    assert.equal(await Deno.readTextFile(path), "old");
    assert.deepEqual(namesIn(folder), ["file"]);
  }));

Deno.test({
  name: "the mode of a file holds whatever the umask, and replaces that of the file before",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      const path = `${folder}/secret`;
      const before = Deno.umask(0o077);
      try {
        await writeFileAtomically(path, "x", { mode: 0o644 });
        assert.equal((await Deno.stat(path)).mode! & 0o777, 0o644);
        await writeFileAtomically(path, "x", { mode: 0o600 });
        assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
      } finally {
        Deno.umask(before);
      }
    }),
});
