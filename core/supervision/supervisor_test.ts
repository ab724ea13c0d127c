import assert from "node:assert/strict";
import type { Config } from "../../testing/workers/misbehaving.ts";
import { type Grants, toPermissions } from "./grants.ts";
import type { WorkerEvent, WorkerSpec } from "./supervised_worker.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { Supervisor } from "./supervisor.ts";

const spawn = (kind: string, grants: Grants) =>
  new Worker(new URL(`../../testing/workers/${kind}.ts`, import.meta.url).href, {
    type: "module",
    deno: { permissions: toPermissions(grants) },
  });

function spec(behaviour: Config["behaviour"], more: Partial<WorkerSpec> = {}): WorkerSpec {
  return {
    name: behaviour,
    kind: "misbehaving",
    config: { behaviour },
    grants: () => ({}),
    ...more,
  };
}

/** A supervisor whose events are kept as lines; `seen` resolves once a line holds the text. */
function supervisor() {
  const lines: string[] = [];
  const waiting: { text: string; resolve: () => void }[] = [];
  const tell = (name: string, event: WorkerEvent) => {
    lines.push(`${name}: ${event.type === "state" ? event.state : JSON.stringify(event)}`);
    for (const { text, resolve } of waiting) if (lines.at(-1)?.includes(text)) resolve();
  };
  const seen = (text: string) =>
    new Promise<void>((resolve) => {
      if (lines.some((line) => line.includes(text))) return resolve();
      waiting.push({ text, resolve });
    });
  return { supervisor: new Supervisor(spawn, tell), lines, seen };
}

Deno.test("a worker becomes ready, drains when asked and gives its last facts", async () => {
  const { supervisor: it, lines } = supervisor();
  const worker = it.start("pipeline", spec("obey"));
  assert.deepEqual(await it.ready(worker), { port: 4711 });
  assert.deepEqual(await it.drain(), []);
  assert.deepEqual(await worker.ended, { drained: "yes" });
  assert.deepEqual(lines, ["obey: ready", "obey: draining", "obey: stopped"]);
});

for (const behaviour of ["throw", "uncaught", "exit", "close", "hang"] as const) {
  Deno.test(`a worker that ends by "${behaviour}" is noticed and started again on its port`, async () => {
    const { supervisor: it, seen, lines } = supervisor();
    const began = performance.now();
    it.start("pipeline", spec(behaviour, { silenceMs: 1_500 }));
    await seen("starting again");
    assert.ok(performance.now() - began < 5_000);
    await seen(`${behaviour}: starting`);
    assert.ok(lines.includes(`${behaviour}: ready`));
    it.kill();
  });
}

Deno.test("a worker that keeps failing has failed for good when its budget is used up", async () => {
  const { supervisor: it } = supervisor();
  const restart = { firstDelayMs: 1, maxDelayMs: 1, budget: 2, windowMs: 60_000 };
  it.start("pipeline", spec("throw", { restart }));
  await assert.rejects(it.failed, /^WorkerFailed: throw: as told \(failed 3 times\)$/);
});

Deno.test("an error that a restart cannot mend ends the worker at once with its exit code", async () => {
  const { supervisor: it } = supervisor();
  const worker = it.start("pipeline", spec("refuse"));
  await assert.rejects(it.ready(worker), { exitCode: 2, message: "refuse: Cannot go on: as told" });
});

Deno.test("a worker that does not drain in time is ended and named", async () => {
  const { supervisor: it } = supervisor();
  const worker = it.start("service", spec("ignore drain"));
  await it.ready(worker);
  const began = performance.now();
  assert.deepEqual(await it.drain(), ["ignore drain"]);
  assert.ok(performance.now() - began < 4_000);
});

Deno.test("a worker follows an address that its server named only if it may", async () => {
  const { supervisor: it, lines } = supervisor();
  const config = { behaviour: "follow", address: "broker.example:9092" };
  const grants = () => ({ net: ["127.0.0.1:9092"] });
  const allowed = it.start("pipeline", spec("follow", { config, grants, mayFollow: true }));
  assert.deepEqual(await it.ready(allowed), { port: 4711 });
  assert.match(lines.join("\n"), /follows its server to broker\.example:9092/);

  const restart = { firstDelayMs: 1, maxDelayMs: 1, budget: 0, windowMs: 60_000 };
  const denied = it.start("pipeline", {
    ...spec("follow", { config, grants, restart }),
    name: "denied",
  });
  await assert.rejects(denied.ready, /was not given this address/);
  await it.drain();
});

Deno.test({
  name: "a broker's name that may not be looked up counts as refused",
  permissions: { net: ["127.0.0.1:9092"] },
  fn() {
    // As kafkajs words it: the look-up of a refused name fails as that of an unknown one does.
    const failure = (broker: string) =>
      new Error("Retries exceeded", {
        cause: Object.assign(new Error("getaddrinfo ENOTFOUND"), { broker }),
      });
    assert.deepEqual(refusedAddresses(failure("broker.example:9092")), ["broker.example:9092"]);
    assert.deepEqual(refusedAddresses(failure("127.0.0.1:9092")), []);
  },
});

Deno.test("a server cannot name an address in what a worker quotes of it", async () => {
  const { supervisor: it, lines } = supervisor();
  const config = { behaviour: "quote", address: "10.0.0.1:22" };
  const worker = it.start("source", { ...spec("quote"), config, mayFollow: true });
  await assert.rejects(it.ready(worker), /the server says/);
  assert.doesNotMatch(lines.join("\n"), /follows its server/);
});

Deno.test("a refusal of what was accepted before is waited for, by workers that outlast it", async () => {
  const { supervisor: it, seen, lines } = supervisor();
  const restart = { firstDelayMs: 1, maxDelayMs: 1, budget: Infinity, windowMs: 60_000 };
  it.start("source", spec("refuse later", { restart, outlastsRefusals: true }));
  it.failed.catch(() => lines.push("the supervisor has failed"));
  const told = () => lines.filter((line) => /starting again/.test(line)).length;
  while (told() < 4) await new Promise((resolve) => setTimeout(resolve, 10));
  await seen("is back, after");
  assert.ok(!lines.includes("the supervisor has failed"));
  it.kill();
  const other = supervisor().supervisor;
  other.start("pipeline", spec("refuse later"));
  await assert.rejects(other.failed, { exitCode: 2 }, "one that does one thing ends at once");
});

for (const behaviour of ["throw", "refuse"] as const) {
  Deno.test(`a view that keeps failing (${behaviour}) is started again and again, says so, and ends nobody`, async () => {
    const { supervisor: it, lines } = supervisor();
    const restart = { firstDelayMs: 1, maxDelayMs: 1, budget: Infinity, windowMs: 60_000 };
    const pipeline = it.start("pipeline", spec("obey"));
    const view = it.start("pipeline", spec(behaviour, { restart, isView: true }));
    it.failed.catch(() => lines.push("the supervisor has failed"));
    const told = () => lines.filter((line) => /starting again/.test(line)).length;
    while (told() < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(pipeline.state, "ready");
    assert.ok(!lines.includes("the supervisor has failed"));
    await it.drain();
    assert.equal(pipeline.state, "stopped");
    assert.match(view.state, /stopped|failed/);
  });
}
