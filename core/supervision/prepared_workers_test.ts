import assert from "node:assert/strict";
import type { Grants } from "./grants.ts";
import { PreparedWorkers } from "./prepared_workers.ts";

function made() {
  const workers: { readonly kind: string; ended: boolean; worker: Worker }[] = [];
  const create = (kind: string) => {
    const source = "data:application/javascript,onmessage = ({ data }) => postMessage(data)";
    const worker = new Worker(source, { type: "module" });
    const made = { kind, ended: false, worker };
    const terminate = worker.terminate.bind(worker);
    worker.terminate = () => {
      made.ended = true;
      terminate();
    };
    workers.push(made);
    return worker;
  };
  return { workers, create };
}

const GRANTS: Grants = { net: ["127.0.0.1:1"], read: [] };

Deno.test("a prepared worker is taken once, by who asks for its permissions", async () => {
  const { workers, create } = made();
  using prepared = new PreparedWorkers(create);
  prepared.prepare("consumer", GRANTS);
  const taken = prepared.spawn("consumer", { ...GRANTS });
  assert.equal(taken, workers[0]?.worker);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  taken.onmessage = ({ data }) => resolve(data);
  taken.postMessage("hello");
  assert.equal(await promise, "hello");
  const again = prepared.spawn("consumer", GRANTS);
  assert.equal(again, workers[1]?.worker);
  taken.terminate();
  again.terminate();
});

Deno.test("a prepared worker with other permissions, and one that nobody takes, is ended", () => {
  const { workers, create } = made();
  {
    using prepared = new PreparedWorkers(create);
    prepared.prepare("consumer", GRANTS);
    prepared.spawn("consumer", { net: ["127.0.0.1:2"], read: [] }).terminate();
    prepared.prepare("consumer", GRANTS);
  }
  assert.deepEqual(workers.map(({ ended }) => ended), [true, true, true]);
});
