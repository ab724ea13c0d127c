import assert from "node:assert/strict";
import { loadModel } from "./model_file.ts";
import { readModelVersion } from "./model_version.ts";

const OURS = new URL("../../../models/posts", import.meta.url).pathname;

Deno.test("the version that the manifest says is that of the loaded model", async () => {
  assert.equal(await readModelVersion(OURS), (await loadModel(OURS)).version);
});

Deno.test("a manifest that does not say its heads plainly has no version: loading says what is wrong", async () => {
  const directory = await Deno.makeTempDir({ prefix: "model_version_" });
  try {
    assert.equal(await readModelVersion(directory), undefined);
    for (const text of ["", "[]", "{}", '{"heads":{}}', '{"heads":{"en":{}}}', "{"]) {
      await Deno.writeTextFile(`${directory}/manifest.json`, text);
      assert.equal(await readModelVersion(directory), undefined, text);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
