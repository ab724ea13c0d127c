import assert from "node:assert/strict";
import { Texts } from "./generated_post.ts";
import { GeneratedSource } from "./generated_source.ts";
import { History } from "./history.ts";
import { Journal } from "./journal.ts";
import { World } from "./world.ts";

Deno.test("a journal that keeps sums of older posts says what one says that keeps every post", () => {
  const world = new World({ seed: 7, users: 300 });
  const mix = { edits: 0.1, deletes: 0.1, duplicates: 0.05, strayDeletes: 0.02, overtaking: 0.5 };
  const source = new GeneratedSource({
    ...{ seed: 7, texts: new Texts(world, 500), history: new History(7, mix) },
    ...{ lateShare: 0.1, nonPublicShare: 0.05 },
  });
  const [whole, sums] = [new Journal(), new Journal({ rememberPosts: 10_000 })];
  const begun = Date.parse("2026-11-29T12:00:00Z");
  for (let n = 0; n < 45_000; n++) {
    // Ten posts a second: the windows of most minutes are counted and forgotten before the end.
    const emission = source.next(begun + n * 100);
    for (const journal of [whole, sums]) {
      if (emission.type === "update") journal.update(emission.version);
      else if (emission.type === "status.update") journal.edit(emission.version);
      else if (emission.type === "delete") journal.delete(emission.id);
    }
    if (n % 7_919 === 0) assert.deepEqual(sums.stats(), whole.stats());
  }
  assert.deepEqual(sums.stats(), whole.stats());
  assert.deepEqual(sums.counts(), whole.counts());
  assert.ok([...sums.survivors()].length <= 10_001);
  assert.ok(Number(whole.stats()["survivors"]) > 25_000);
});
