import assert from "node:assert/strict";
import { lchown } from "node:fs/promises";
import { PermanentError } from "../base/errors.ts";
import { makePrivateFolder, openHome, readLive } from "./home.ts";

const POSTGRES = { host: "127.0.0.1", port: 1, database: "d", username: "u", password: "secret" };

Deno.test("a new state directory is closed to others and ignored by git", async () => {
  const path = `${await Deno.makeTempDir()}/a/b`;
  await using home = await openHome(path);
  assert.equal(home.path, await Deno.realPath(path));
  assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o700);
  assert.equal(await Deno.readTextFile(`${path}/.gitignore`), "*\n");
});

Deno.test("a folder that was there before keeps its mode and gets no .gitignore", async () => {
  const path = await Deno.makeTempDir();
  await Deno.chmod(path, 0o755);
  await using _ = await openHome(path);
  assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o755);
  await assert.rejects(Deno.stat(`${path}/.gitignore`));
});

Deno.test({
  name: "a folder that another user has made becomes root's own, and a link of theirs is refused",
  ignore: Deno.build.os === "windows" || Deno.uid() !== 0,
  async fn() {
    const NOBODY = 65_534;
    const parent = await Deno.makeTempDir();
    await Deno.mkdir(`${parent}/theirs`, { mode: 0o777 });
    await Deno.chown(`${parent}/theirs`, NOBODY, NOBODY);
    await makePrivateFolder(`${parent}/theirs`);
    const { uid, mode } = await Deno.stat(`${parent}/theirs`);
    assert.deepEqual([uid, (mode ?? 0) & 0o777], [0, 0o700]);

    await Deno.mkdir(`${parent}/elsewhere`, { mode: 0o755 });
    await Deno.symlink(`${parent}/elsewhere`, `${parent}/link`);
    await makePrivateFolder(`${parent}/link`);
    await Deno.chmod(`${parent}/elsewhere`, 0o755);
    await lchown(`${parent}/link`, NOBODY, NOBODY);
    await assert.rejects(makePrivateFolder(`${parent}/link`), PermanentError);
    assert.equal(((await Deno.stat(`${parent}/elsewhere`)).mode ?? 0) & 0o777, 0o755);
  },
});

Deno.test("addresses and passwords of running services are published with mode 0600, and removed at the end", async () => {
  const path = await Deno.makeTempDir();
  {
    await using home = await openHome(path);
    assert.equal(await readLive(path), undefined);
    await home.publish({ kafka: { bootstrap: ["127.0.0.1:9"] }, postgres: POSTGRES });
    assert.equal(((await Deno.stat(`${path}/live.json`)).mode ?? 0) & 0o777, 0o600);
    assert.deepEqual(await readLive(path), {
      pid: Deno.pid,
      kafka: { bootstrap: ["127.0.0.1:9"] },
      postgres: POSTGRES,
    });
  }
  await assert.rejects(Deno.stat(`${path}/live.json`));
  assert.equal(await readLive(path), undefined);
});

Deno.test("another process that owns the directory is named, seen as live, and dead once it is killed", async () => {
  const path = await Deno.makeTempDir();
  const owner = own(path);
  try {
    await firstLine(owner.stdout);
    await assert.rejects(openHome(path), (error: unknown) => {
      assert.ok(error instanceof PermanentError);
      assert.match(error.message, new RegExp(`process ${owner.pid}\\).*Stop that one, or set`));
      return true;
    });
    assert.equal((await readLive(path))?.pid, owner.pid);
  } finally {
    owner.kill("SIGKILL");
    await owner.status;
  }
  assert.equal(await readLive(path), undefined, "live.json is still there, and means nothing");
  await using home = await openHome(path);
  await assert.rejects(Deno.stat(`${home.path}/live.json`));
});

Deno.test("commands that look at the lock never keep an owner from getting it", async () => {
  const path = await Deno.makeTempDir();
  let looking = true;
  const looks = Promise.all(Array.from({ length: 4 }, async () => {
    while (looking) {
      await readLive(path);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }));
  for (let i = 0; i < 20; i++) await (await openHome(path))[Symbol.asyncDispose]();
  looking = false;
  await looks;
});

Deno.test("a place that cannot be a directory is refused with the remedy", async () => {
  const path = await Deno.makeTempFile();
  await assert.rejects(
    openHome(`${path}/home`),
    /Cannot make the state directory .*TRUNKLINE_HOME/,
  );
});

Deno.test("a full disk is named as that", async () => {
  // The real thing: this device has no room, ever. Deno lets only those write to it who may do everything.
  const program = `
    import { storageError } from ${
    JSON.stringify(new URL("./storage_error.ts", import.meta.url).href)
  };
    const error = await Deno.writeTextFile("/dev/full", "x").catch((error) => error);
    console.log(storageError("write x", error).message);`;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", "-q", program] })
    .output();
  assert.match(new TextDecoder().decode(stdout), /Cannot write x: the disk is full\. Make room/);
});

function own(path: string): Deno.ChildProcess {
  const module = new URL("./home.ts", import.meta.url).href;
  const program = `
    import { openHome } from ${JSON.stringify(module)};
    await using home = await openHome(${JSON.stringify(path)});
    await home.publish({});
    console.log("mine");
    await new Promise(() => setInterval(() => {}, 1000));`;
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "-A",
      `data:application/typescript,${encodeURIComponent(program)}`,
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _ of stream) return;
}
