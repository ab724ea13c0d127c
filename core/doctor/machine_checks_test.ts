import assert from "node:assert/strict";
import { type Result, runChecks } from "./check.ts";
import { machineChecks, type MachineOptions } from "./machine_checks.ts";
import { assertWrong } from "../../testing/doctor_checks.ts";

const MODEL = new URL("../../models/posts", import.meta.url).pathname;

async function examine(
  home: string,
  options: Partial<MachineOptions> = {},
): Promise<ReadonlyMap<string, Result>> {
  const checks = machineChecks({
    home,
    model: MODEL,
    blockList: undefined,
    spoolMaxBytes: 2 ** 20,
    holdsData: false,
    embedsPostgres: false,
    secrets: [],
    trunkline: "1.2.3",
    ...options,
  });
  const results = await runChecks(checks, {
    signal: new AbortController().signal,
    limitMs: 8_000,
  });
  return new Map(results.map((result) => [result.name, result]));
}

Deno.test("a state directory that is there, or can be made, is fine, and nothing is left in it", async () => {
  await using folder = await temporary();
  assertWrong(await examine(folder.path), {});
  assertWrong(await examine(`${folder.path}/not/yet`), {});
  assert.deepEqual([...Deno.readDirSync(folder.path)], []);
});

Deno.test("a file in the way of the state directory is named", async () => {
  await using folder = await temporary();
  await Deno.writeTextFile(`${folder.path}/home`, "");
  const results = await examine(`${folder.path}/home`);
  assert.match(results.get("state directory")?.words ?? "", /a file is in the way of the folder/);
});

Deno.test("a folder that the embedded PostgreSQL of root cannot pass through is named", async () => {
  await using folder = await temporary();
  const home = `${folder.path}/home`;
  const closed = await examine(home, { embedsPostgres: true });
  if (Deno.uid() !== 0) return assertWrong(closed, {});
  assertWrong(closed, {
    "state directory": [/closed to other users/, /chmod o\+x .*trunkline_doctor_/],
  });
  await Deno.chmod(folder.path, 0o711);
  assertWrong(await examine(home, { embedsPostgres: true }), {});
});

Deno.test("files with passwords that others can read are named with the command that closes them", async () => {
  await using folder = await temporary();
  const env = `${folder.path}/env`;
  await Deno.writeTextFile(env, "MASTODON_ACCESS_TOKEN=x\n", { mode: 0o600 });
  await Deno.writeTextFile(`${folder.path}/trunkline_reader.password`, "x", { mode: 0o600 });
  const options = { secrets: [env, `${folder.path}/none`] };
  const closed = await examine(folder.path, options);
  assertWrong(closed, {});
  assert.match(closed.get("secrets")?.words ?? "", /^2 files/);
  await Deno.chmod(env, 0o644);
  await Deno.chmod(`${folder.path}/trunkline_reader.password`, 0o640);
  assertWrong(await examine(folder.path, options), {
    secrets: [/env \(644\), .*reader\.password \(640\)/, /^Run: chmod 600 .*env .*password$/],
  });
});

Deno.test("a disk that a spool or embedded servers would fill is told with what is free", async () => {
  await using folder = await temporary();
  assertWrong(await examine(folder.path, { spoolMaxBytes: 1e15 }), {
    "disk space": [/ free for .*: a spool of .* would fill it/, /SPOOL_MAX_BYTES lower/],
  });
});

Deno.test("a model that is not there, or damaged, is told with the remedy", async () => {
  await using folder = await temporary();
  assertWrong(await examine(folder.path, { model: `${folder.path}/none` }), {
    model: [/manifest\.json is missing/, /MODEL_DIR, or train again/],
  });
  const copy = `${folder.path}/copy`;
  await Deno.mkdir(copy);
  for await (const { name } of Deno.readDir(MODEL)) {
    await Deno.copyFile(`${MODEL}/${name}`, `${copy}/${name}`);
  }
  {
    using file = await Deno.open(`${copy}/en.bin`, { write: true });
    await file.write(new Uint8Array([1, 2, 3, 4]));
  }
  assertWrong(await examine(folder.path, { model: copy }), {
    model: [/not the file that its manifest describes/, /./],
  });
});

Deno.test("a block list that is not there is told by its variable", async () => {
  await using folder = await temporary();
  const blockList = `${folder.path}/list`;
  assertWrong(await examine(folder.path, { blockList }), {
    "block list": [/BLOCK_LIST is .*there is no such file/, /Correct BLOCK_LIST/],
  });
  await Deno.writeTextFile(blockList, "ada@a.example\nb.example\n");
  assert.match(
    (await examine(folder.path, { blockList })).get("block list")?.words ?? "",
    /2 entries/,
  );
});

async function temporary() {
  const path = await Deno.makeTempDir({ prefix: "trunkline_doctor_" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
