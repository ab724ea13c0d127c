import assert from "node:assert/strict";
import { PermanentError } from "../../base/errors.ts";
import { readWordVectors } from "./word_vectors.ts";

async function withFile(text: string, use: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(path, text);
    await use(path);
  } finally {
    await Deno.remove(path);
  }
}

const HEAD = '{"precision":8,"dimensions":2,"words":["the","]","\\""],"vectors":{';

Deno.test("vectors are read with their words, made as long as each other, and centred", async () => {
  await withFile(
    `${HEAD}"the":[3,4,5,0],"]":[0,2,2,1],"\\"":[-0.5,0,0.5,2],"nul":[0,0,0,3]},"unkVector":[0,0]}`,
    async (path) => {
      const { words, size, values, sha256 } = await readWordVectors(path);
      assert.deepEqual(words, ["the", "]", '"', "nul"]);
      assert.equal(size, 2);
      assert.deepEqual([...values].map((value) => Math.round(value * 1_000)), [
        ...[600 + 100, 800 - 450, 100, 1_000 - 450],
        ...[-1_000 + 100, -450, 100, -450],
      ]);
      assert.match(sha256, /^[0-9a-f]{64}$/);
      const few = await readWordVectors(path, { most: 2 });
      assert.deepEqual(few.words, ["the", "]"]);
      assert.equal(few.sha256, sha256);
    },
  );
});

Deno.test("what holds no vectors is refused with what to name", async () => {
  for (const text of ["", "{}", "the 0.1 0.2\n", `${HEAD}}}`, `${HEAD}"the":[1,"x"]}}`]) {
    await withFile(text, (path) =>
      assert.rejects(() => readWordVectors(path), (error) => {
        assert.ok(error instanceof PermanentError, String(error));
        assert.match(error.message, /--vectors/);
        return true;
      }));
  }
});
