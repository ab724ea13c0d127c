import assert from "node:assert/strict";
import { checksumLines, objectionsTo, type ReleaseState } from "./release.ts";

const READY: ReleaseState = {
  gitStatus: "",
  gitTags: "v1.1.9\nv11.2.0\n",
  denoJson: `{ "version": "1.2.0" }`,
  changelog: "# Changes\n\n## 1.2.0 (2026-11-29)\n\n- New.\n\n## 1.1.9 (2026-10-01)\n",
  compose: "services:\n  image: trunkline:1.2.0\n",
};

Deno.test("a clean tree whose version, changelog and image agree can be released", () => {
  assert.deepEqual(objectionsTo(READY), []);
});

Deno.test("what is not ready for a release is named with the remedy", () => {
  const table: [Partial<ReleaseState>, RegExp][] = [
    [{ gitStatus: " M main.ts\n" }, /working tree has changes: commit/],
    [{ gitStatus: "?? new.ts\n" }, /working tree has changes/],
    [{ gitTags: "v1.2.0\n" }, /tag v1\.2\.0 exists: raise/],
    [{ denoJson: "{}" }, /version in deno.json is undefined/],
    [{ denoJson: `{ "version": "1.2" }` }, /use three numbers/],
    [{ changelog: "## 1.2.0 (unreleased)\n" }, /is "1\.2\.0 \(unreleased\)": name it "1\.2\.0 \(/],
    [{ changelog: "## Unreleased\n\n## 1.2.0 (2026-11-29)\n" }, /is "Unreleased"/],
    [{ changelog: "## 1x2.0 (2026-11-29)\n" }, /topmost section/],
    [{ changelog: "# Changes\n" }, /topmost section/],
    [{ compose: "image: trunkline:1.1.9\n" }, /image trunkline:1\.1\.9: set it to 1\.2\.0/],
  ];
  for (const [change, says] of table) {
    const objections = objectionsTo({ ...READY, ...change });
    assert.equal(objections.length, 1, JSON.stringify(change));
    assert.match(objections[0] ?? "", says);
  }
});

Deno.test("checksums are lines that sha256sum reads", () => {
  const files = new Map([["a b", new Uint8Array()], ["c", new TextEncoder().encode("abc")]]);
  assert.equal(
    checksumLines(files),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a b\n" +
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  c\n",
  );
});
