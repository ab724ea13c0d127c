import assert from "node:assert/strict";
import { OffsetStore } from "./offset_store.ts";

const committed = (offset: number) => ({ offset, leaderEpoch: 0, metadata: "m é", at: 1 });

Deno.test("committed offsets outlive the process, and a torn last line", async () => {
  const path = await Deno.makeTempFile({ prefix: "trunkline_offsets_" });
  {
    using store = new OffsetStore(path);
    for (let i = 0; i < 10; i++) {
      store.commit("g", [{ topic: "t", partition: i % 2, committed: committed(i) }]);
    }
    store.commit("h", [{ topic: "t", partition: 0, committed: committed(1) }]);
    store.remove("h");
  }
  await Deno.writeTextFile(path, '0badcafe ["g","t",0,{"off', { append: true });
  for (let round = 0; round < 2; round++) {
    using store = new OffsetStore(path);
    assert.deepEqual(store.groups(), ["g"]);
    assert.deepEqual(store.get("g", "t", 0), committed(8 + round * 92));
    assert.deepEqual(store.get("g", "t", 1), committed(9));
    store.commit("g", [{ topic: "t", partition: 0, committed: committed(100) }]);
  }
  await Deno.remove(path);
});

Deno.test("the file is written anew before it grows without end", async () => {
  const path = await Deno.makeTempFile({ prefix: "trunkline_offsets_" });
  {
    using store = new OffsetStore(path);
    const offsets = Array.from({ length: 1000 }, (_, i) => i);
    for (let round = 0; round < 100; round++) {
      store.commit(
        "g",
        offsets.map((partition) => ({ topic: "t", partition, committed: committed(round) })),
      );
    }
  }
  assert.ok((await Deno.stat(path)).size < 5 * 2 ** 20);
  {
    using store = new OffsetStore(path);
    assert.equal(store.get("g", "t", 999)?.offset, 99);
  }
  await Deno.remove(path);
});
