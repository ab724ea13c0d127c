import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { Spool } from "../spool/spool.ts";
import { encodeDeadLetter, PAYLOAD_LIMIT } from "./dead_letter.ts";
import { Outbox, type OutboxOptions } from "./outbox.ts";
import { decodeOutgoing, encodeOutgoing, type Outgoing } from "./outgoing.ts";
import type { Sender } from "./record_sender.ts";

/** A Kafka whose health the test decides; the real one is stopped and killed in chaos/producer_outage_suite.ts. */
class Patient implements Sender {
  readonly taken: string[] = [];
  /** What the next sends meet: an answer, an error, or no answer until `release`. */
  health: "well" | "ill" | "hung" | "answer_lost" = "well";
  #release = Promise.withResolvers<void>();

  async send(batch: readonly Outgoing[]): Promise<void> {
    if (this.health === "hung") await this.#release.promise;
    if (this.health === "ill") throw new Error("the patient is ill");
    const large = batch.find(({ value }) => value.toString().includes("large"));
    if (large !== undefined) throw Object.assign(new Error("x"), { type: "MESSAGE_TOO_LARGE" });
    this.taken.push(...batch.map(({ value }) => value.toString()));
    if (this.health === "answer_lost") throw new Error("the answer was lost");
  }
  release(): void {
    this.health = "well";
    this.#release.resolve();
    this.#release = Promise.withResolvers();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

function setUp(options: Partial<OutboxOptions> & { maxBytes?: number; directory?: string } = {}) {
  const directory = options.directory ?? Deno.makeTempDirSync({ prefix: "outbox" });
  const spool = new Spool({ directory, maxBytes: options.maxBytes ?? 1e6, segmentBytes: 1000 });
  const patient = new Patient();
  const notices: string[] = [];
  const outbox = new Outbox({
    sender: patient,
    spool,
    notice: (_level, text) => notices.push(text),
    stallMs: 20,
    retryMs: 5,
    ...options,
  });
  const stop = new AbortController();
  return {
    directory,
    spool,
    patient,
    notices,
    outbox,
    stop,
    push: (value: string) => outbox.push({ topic: "t", key: value, value: Buffer.from(value) }),
    run: () => outbox.run(stop.signal),
    [Symbol.dispose]() {
      spool[Symbol.dispose]();
      if (options.directory === undefined) Deno.removeSync(directory, { recursive: true });
    },
  };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => String(from + index));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The same, in order, though a stretch may be repeated. */
function assertInOrder(taken: readonly string[], all: readonly string[]): void {
  assert.deepEqual([...new Set(taken)], all);
}

Deno.test("records arrive in order, and the disk is not touched", async () => {
  using box = setUp();
  const running = box.run();
  for (const each of numbers(0, 1000)) await box.push(each);
  box.outbox.close();
  assert.equal(await running, 0);
  assert.deepEqual(box.patient.taken, numbers(0, 1000));
  assert.deepEqual([...Deno.readDirSync(box.directory)], []);
});

for (const health of ["ill", "hung", "answer_lost"] as const) {
  Deno.test(`while Kafka is ${health} records go to disk; then all arrive in order`, async () => {
    using box = setUp();
    const running = box.run();
    for (const each of numbers(0, 100)) await box.push(each);
    await pause(10);
    box.patient.health = health;
    for (const each of numbers(100, 200)) await box.push(each);
    await pause(60);
    assert.equal(box.spool.length >= 99, true, `${box.spool.length} on disk`);
    for (const each of numbers(200, 300)) await box.push(each);
    box.patient.release();
    await pause(20);
    for (const each of numbers(300, 400)) await box.push(each);
    box.outbox.close();
    assert.equal(await running, 0);
    assertInOrder(box.patient.taken, numbers(0, 400));
    if (health !== "answer_lost") assert.equal(box.patient.taken.length, 400);
    assert.equal(box.notices.filter((each) => /reading goes on/.test(each)).length, 1);
  });
}

Deno.test("what a stopped process leaves is sent first by the next one", async () => {
  using first = setUp();
  first.patient.health = "ill";
  const running = first.run();
  for (const each of numbers(0, 50)) await first.push(each);
  await pause(20);
  first.stop.abort();
  assert.equal(await running, 50);
  using second = setUp({ directory: first.directory });
  const again = second.run();
  for (const each of numbers(50, 60)) await second.push(each);
  second.outbox.close();
  assert.equal(await again, 0);
  assertInOrder(second.patient.taken, numbers(0, 60));
});

Deno.test("a stuck client does not hold up the end", async () => {
  using box = setUp();
  box.patient.health = "hung";
  const running = box.run();
  await box.push("a");
  await pause(5);
  box.stop.abort();
  assert.equal(await running, 1);
  box.patient.release();
});

Deno.test("a full spool makes the reader wait, says so once, and loses nothing", async () => {
  using box = setUp({ maxBytes: 2000, memoryBytes: 500 });
  box.patient.health = "ill";
  const running = box.run();
  let pushed = 0;
  const pushing = (async () => {
    for (const each of numbers(0, 300)) {
      await box.push(each);
      pushed++;
    }
  })();
  await pause(60);
  assert.ok(pushed < 150, `${pushed} were taken`);
  assert.equal(box.notices.filter((each) => /spool is full/.test(each)).length, 1);
  box.patient.release();
  await pushing;
  box.outbox.close();
  await running;
  assertInOrder(box.patient.taken, numbers(0, 300));
});

Deno.test("a record too large for any batch leaves the queue, its neighbours arrive", async () => {
  const large: string[] = [];
  using box = setUp({ tooLarge: ({ value }) => large.push(value.toString()) });
  for (const each of ["a", "b", "large", "c"]) await box.push(each);
  box.outbox.close();
  await box.run();
  assertInOrder(box.patient.taken, ["a", "b", "c"]);
  assert.deepEqual(large, ["large"]);
});

Deno.test("property: an outgoing record survives the spool's encoding", () => {
  const record = fc.record({
    topic: fc.string(),
    key: fc.option(fc.string({ unit: "binary" }).filter((key) => key.isWellFormed())),
    value: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(fc.property(record, (each) => {
    const back = decodeOutgoing(encodeOutgoing(each));
    assert.deepEqual([back.topic, back.key], [each.topic, each.key]);
    assert.ok(back.value.equals(each.value));
  }));
});

Deno.test("a dead letter keeps its bytes, cut past 256 KB with length and hash", () => {
  const letter = (payload: Uint8Array) =>
    JSON.parse(encodeDeadLetter({
      reason: "not_json",
      error: "no",
      source: { stream: "public", instance: "a.example" },
      at: "2026-01-01T00:00:00Z",
      payload,
    }));
  const small = letter(new Uint8Array([0, 255]));
  assert.deepEqual([small.payload_base64, small.payload_length], ["AP8=", undefined]);
  const big = letter(new Uint8Array(PAYLOAD_LIMIT + 1));
  assert.equal(Buffer.from(big.payload_base64, "base64").length, PAYLOAD_LIMIT);
  assert.equal(big.payload_length, PAYLOAD_LIMIT + 1);
  assert.match(big.payload_sha256, /^[0-9a-f]{64}$/);
});
