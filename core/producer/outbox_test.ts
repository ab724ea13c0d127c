import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { anyText } from "../../testing/any_text.ts";
import { Spool } from "./spool.ts";
import { fullDisk } from "../../testing/full_disk.ts";
import {
  cutDeadLetter,
  type DeadLetter,
  encodeDeadLetter,
  encodeSmallDeadLetter,
  PAYLOAD_LIMIT,
} from "../kafka/dead_letter.ts";
import { Outbox, type OutboxOptions } from "./outbox.ts";
import { decodeOutgoing, encodeOutgoing, type Outgoing } from "../kafka/outgoing.ts";
import type { Sender } from "../kafka/record_sender.ts";

/** A Kafka whose state the test decides; the real one is stopped and killed in chaos/kafka_outage_suite.ts. */
class FakeKafka implements Sender {
  readonly taken: string[] = [];
  /** How often it was asked to take something. */
  asked = 0;
  throttledUntil = -Infinity;
  /** Batches of more bytes are refused as too large, and records that are marked so. */
  largest = Infinity;
  /** Results of the next sends: an answer, an error, or no answer until `release`. */
  state: "up" | "down" | "hanging" | "answer_lost" = "up";
  #release = Promise.withResolvers<void>();

  async send(batch: readonly Outgoing[]): Promise<void> {
    this.asked++;
    if (this.state === "hanging") await this.#release.promise;
    if (this.state === "down") throw new Error("Kafka is down");
    const large = batch.some(({ value }) => value.toString().includes("large"));
    const bytes = batch.reduce((sum, { value }) => sum + value.byteLength, 0);
    if (large || bytes > this.largest) {
      throw Object.assign(new Error("x"), { type: "MESSAGE_TOO_LARGE" });
    }
    this.taken.push(...batch.map(({ value }) => value.toString()));
    if (this.state === "answer_lost") throw new Error("the answer was lost");
  }
  release(): void {
    this.state = "up";
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
  const kafka = new FakeKafka();
  const notices: string[] = [];
  const outbox = new Outbox({
    sender: kafka,
    spool,
    log: (_level, text) => notices.push(text),
    stallMs: 20,
    retryMs: 5,
    ...options,
  });
  const stop = new AbortController();
  return {
    directory,
    spool,
    kafka,
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

/** Waits until it is so; a test that waits in vain ends by its own time limit. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(1);
}

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
  assert.deepEqual(box.kafka.taken, numbers(0, 1000));
  assert.deepEqual([...Deno.readDirSync(box.directory)], []);
});

for (const state of ["down", "hanging", "answer_lost"] as const) {
  Deno.test(`while Kafka is ${state} records go to disk; then all arrive in order`, async () => {
    using box = setUp();
    const running = box.run();
    for (const each of numbers(0, 100)) await box.push(each);
    await pause(10);
    box.kafka.state = state;
    for (const each of numbers(100, 200)) await box.push(each);
    await until(() => box.spool.length >= 99);
    for (const each of numbers(200, 300)) await box.push(each);
    box.kafka.release();
    await pause(20);
    for (const each of numbers(300, 400)) await box.push(each);
    box.outbox.close();
    assert.equal(await running, 0);
    assertInOrder(box.kafka.taken, numbers(0, 400));
    if (state !== "answer_lost") assert.equal(box.kafka.taken.length, 400);
    assert.equal(box.notices.filter((each) => /reading goes on/.test(each)).length, 1);
  });
}

Deno.test("a quota's wait is no outage: records go to disk and that is said; silence behind it is one", async () => {
  const troubles: (string | undefined)[] = [];
  using box = setUp({ trouble: (words) => void troubles.push(words) });
  box.kafka.state = "hanging";
  box.kafka.throttledUntil = performance.now() + 300;
  const running = box.run();
  for (const each of numbers(0, 10)) await box.push(each);
  await until(() => box.notices.some((each) => /a quota of the broker makes it wait/.test(each)));
  assert.equal(box.spool.length, 10);
  if (performance.now() < box.kafka.throttledUntil) assert.deepEqual(troubles, []);
  await until(() => troubles.some((each) => /does not answer/.test(each ?? "")));
  assert.ok(performance.now() >= box.kafka.throttledUntil);
  box.kafka.release();
  box.outbox.close();
  assert.equal(await running, 0);
  assert.equal(troubles.at(-1), undefined);
  assertInOrder(box.kafka.taken, numbers(0, 10));
});

Deno.test("a quota that makes one attempt wait again and again is no outage", async () => {
  const troubles: (string | undefined)[] = [];
  const stallMs = 100;
  using box = setUp({ stallMs, trouble: (words) => void troubles.push(words) });
  box.kafka.state = "hanging";
  // At each look a wait has just ended; the last one ended long ago.
  const endedAgoMs = [25, 25, 25, 25];
  const startedAt = performance.now();
  Object.defineProperty(box.kafka, "throttledUntil", {
    get: () => Math.max(startedAt + 50, performance.now() - (endedAgoMs.shift() ?? 1_000)),
  });
  const running = box.run();
  await box.push("0");
  await until(() => endedAgoMs.length === 0 || troubles.length > 0);
  assert.deepEqual(troubles, []);
  await until(() => troubles.some((each) => /does not answer/.test(each ?? "")));
  box.kafka.release();
  box.outbox.close();
  assert.equal(await running, 0);
});

Deno.test("what a stopped process leaves is sent first by the next one", async () => {
  using first = setUp();
  first.kafka.state = "down";
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
  assertInOrder(second.kafka.taken, numbers(0, 60));
});

Deno.test("a client that hangs does not delay the end", async () => {
  using box = setUp();
  box.kafka.state = "hanging";
  const running = box.run();
  await box.push("a");
  await pause(5);
  box.stop.abort();
  assert.equal(await running, 1);
  box.kafka.release();
});

Deno.test("a full spool makes the reader wait, says so once, and loses nothing", async () => {
  using box = setUp({ maxBytes: 2000, memoryBytes: 500 });
  box.kafka.state = "down";
  const running = box.run();
  let pushed = 0;
  const pushing = (async () => {
    for (const each of numbers(0, 300)) {
      await box.push(each);
      pushed++;
    }
  })();
  const isFull = (notice: string) => /Cannot keep records on disk/.test(notice);
  await until(() => box.notices.some(isFull));
  // Time for attempts that must not be logged.
  await pause(20);
  assert.ok(pushed < 150, `${pushed} were taken`);
  assert.equal(box.notices.filter(isFull).length, 1);
  box.kafka.release();
  await pushing;
  box.outbox.close();
  await running;
  assertInOrder(box.kafka.taken, numbers(0, 300));
});

for (
  const { name, maxBytes, values } of [
    { name: "the spool is smaller than any record", maxBytes: 10, values: numbers(0, 50) },
    {
      name: "one record is larger than the whole spool",
      maxBytes: 500,
      values: [...numbers(0, 5), "x".repeat(1_000), ...numbers(5, 50)],
    },
  ]
) {
  Deno.test(`${name}: with Kafka away once, all go on from memory, in order, and timers run`, async () => {
    using box = setUp({ maxBytes });
    box.kafka.state = "down";
    const running = box.run();
    for (const each of values) await box.push(each);
    // Without a wait between two attempts no timer ever comes.
    await until(() => box.kafka.asked > 2);
    const { asked } = box.kafka;
    await pause(20);
    assert.ok(box.kafka.asked - asked < 15, "a failure is followed by a wait");
    assert.equal(box.notices.filter((each) => /Cannot keep records on disk/.test(each)).length, 1);
    box.kafka.release();
    box.outbox.close();
    assert.equal(await running, 0);
    assert.deepEqual(box.kafka.taken, values);
    assert.deepEqual(box.outbox.stats, { sent: values.length, waiting: 0, spooled: 0, lost: 0 });
  });
}

Deno.test("a full disk that has room again takes what waits in memory, and the order is kept", async () => {
  using box = setUp();
  using disk = fullDisk();
  box.kafka.state = "down";
  const running = box.run();
  for (const each of numbers(0, 20)) await box.push(each);
  await until(() => box.kafka.asked > 1);
  assert.deepEqual(box.outbox.stats, { sent: 0, waiting: 20, spooled: 0, lost: 0 });
  disk.full = false;
  await until(() => box.outbox.stats.waiting === 0);
  assert.deepEqual(box.outbox.stats, { sent: 0, waiting: 0, spooled: 20, lost: 0 });
  for (const each of numbers(20, 40)) await box.push(each);
  disk.full = true;
  for (const each of numbers(40, 60)) await box.push(each);
  box.kafka.release();
  box.outbox.close();
  assert.equal(await running, 0);
  assert.deepEqual(box.kafka.taken, numbers(0, 60));
});

Deno.test("with the disk full and Kafka away at the end, it ends and says how many records are lost", async () => {
  using box = setUp();
  using _disk = fullDisk();
  box.kafka.state = "down";
  const running = box.run();
  for (const each of numbers(0, 20)) await box.push(each);
  await pause(20);
  box.outbox.close();
  box.stop.abort();
  assert.equal(await running, 0);
  assert.equal(box.outbox.stats.lost, 20);
  assert.match(box.notices.at(-1) ?? "", /^20 records are lost: .*No space left on device/);
});

Deno.test("while neither Kafka nor the disk takes anything, push waits at the memory's bound, for either", async () => {
  for (const mends of ["Kafka", "the disk"]) {
    using box = setUp({ memoryBytes: 500 });
    using disk = fullDisk();
    box.kafka.state = "down";
    const running = box.run();
    let pushed = 0;
    const pushing = (async () => {
      for (const each of numbers(0, 100)) {
        await box.push(each);
        pushed++;
      }
    })();
    await pause(20);
    assert.ok(pushed < 20, `${pushed} were taken`);
    if (mends === "Kafka") box.kafka.release();
    else disk.full = false;
    await pushing;
    box.kafka.release();
    box.outbox.close();
    await running;
    assertInOrder(box.kafka.taken, numbers(0, 100));
  }
});

Deno.test("property: whatever Kafka and the disk do, all records arrive in order, and no attempt follows a failure at once", async () => {
  const state = fc.constantFrom("up", "down", "hanging", "answer_lost");
  const step = fc.oneof(
    fc.record({ type: fc.constant("push" as const), count: fc.nat(20), size: fc.nat(300) }),
    fc.record({ type: fc.constant("kafka" as const), state }),
    fc.record({ type: fc.constant("limit" as const), largest: fc.integer({ min: 320, max: 900 }) }),
    fc.record({ type: fc.constant("disk" as const), full: fc.boolean() }),
    fc.record({ type: fc.constant("pause" as const), ms: fc.nat(12) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.constantFrom(10, 700, 1e6),
      async (steps, maxBytes) => {
        using box = setUp({ maxBytes, stallMs: 4, retryMs: 2 });
        using disk = fullDisk();
        disk.full = false;
        const running = box.run();
        const pushed: string[] = [];
        for (const each of steps) {
          switch (each.type) {
            case "push":
              for (let n = 0; n < each.count; n++) {
                const value = `${pushed.length} `.padEnd(each.size, ".");
                pushed.push(value);
                void box.push(value);
              }
              break;
            case "kafka":
              box.kafka.release();
              box.kafka.state = each.state;
              break;
            case "limit":
              box.kafka.largest = each.largest;
              break;
            case "disk":
              disk.full = each.full;
              break;
            case "pause":
              await pause(each.ms);
          }
        }
        box.kafka.state = "down";
        box.kafka.release();
        box.kafka.state = "down";
        await pause(4);
        const { asked } = box.kafka;
        await pause(4);
        assert.ok(box.kafka.asked - asked < 10, "a failure is followed by a wait");
        box.kafka.release();
        box.outbox.close();
        assert.equal(await running, 0);
        assertInOrder(box.kafka.taken, pushed);
        assert.deepEqual([...Deno.readDirSync(box.directory)], []);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("a record too large for any batch leaves the queue, its neighbours arrive once", async () => {
  const large: string[] = [];
  using box = setUp({ tooLarge: ({ value }) => large.push(value.toString()) });
  for (const each of ["a", "b", "large", "c"]) await box.push(each);
  box.outbox.close();
  await box.run();
  assert.deepEqual(box.kafka.taken, ["a", "b", "c"]);
  assert.deepEqual(large, ["large"]);
  assert.equal(box.outbox.stats.sent, 3);
});

Deno.test("in place of a record that is too large goes something smaller, at its place, and only if it is", async () => {
  const instead = new Map([["large one", "1"], ["large two", "large 2"], ["large 2", "2"]]);
  instead.set("large", "not smaller than it");
  const left: string[] = [];
  const withValue = (value: string): Outgoing => ({
    topic: "t",
    key: null,
    value: Buffer.from(value),
  });
  using box = setUp({
    smaller: ({ value }) => {
      const found = instead.get(value.toString());
      return found === undefined ? undefined : withValue(found);
    },
    tooLarge: ({ value }, sent) => left.push(`${value} ${sent?.value}`),
  });
  const running = box.run();
  for (const each of ["a", "large one", "b", "large two", "large", "large three", "c"]) {
    await box.push(each);
  }
  box.outbox.close();
  await running;
  assert.deepEqual(box.kafka.taken, ["a", "1", "b", "2", "c"]);
  assert.deepEqual(left, [
    "large one 1",
    "large two 2",
    "large undefined",
    "large three undefined",
  ]);
  assert.equal(box.outbox.stats.sent, 5);
});

Deno.test("property: an outgoing record survives the spool's encoding", () => {
  const record = fc.record({
    topic: fc.string(),
    key: fc.option(anyText()),
    value: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(fc.property(record, (each) => {
    const back = decodeOutgoing(encodeOutgoing(each));
    assert.deepEqual([back.topic, back.key], [each.topic, each.key]);
    assert.ok(back.value.equals(each.value));
  }));
});

function letterOf(payload: Uint8Array, more: Partial<DeadLetter> = {}): DeadLetter {
  const source = { stream: "public", instance: "a.example" };
  return { reason: "not_json", error: "no", source, at: "2026-01-01T00:00:00Z", payload, ...more };
}

Deno.test("a dead letter keeps its bytes, cut past 256 KB with length and hash", () => {
  const letter = (payload: Uint8Array) =>
    JSON.parse(encodeDeadLetter(letterOf(payload)).toString());
  const small = letter(new Uint8Array([0, 255]));
  assert.deepEqual([small.payload_base64, small.payload_length], ["AP8=", undefined]);
  const big = letter(new Uint8Array(PAYLOAD_LIMIT + 1));
  assert.equal(Buffer.from(big.payload_base64, "base64").length, PAYLOAD_LIMIT);
  assert.equal(big.payload_length, PAYLOAD_LIMIT + 1);
  assert.match(big.payload_sha256, /^[0-9a-f]{64}$/);
});

Deno.test("a dead letter is cut in few steps until nothing of its payload is left, and says what it was", () => {
  for (const size of [0, 1, 300, 5_000, PAYLOAD_LIMIT, PAYLOAD_LIMIT + 1]) {
    const payload = new Uint8Array(size).fill(7);
    let value = encodeDeadLetter(letterOf(payload));
    const whole = JSON.parse(
      encodeDeadLetter(letterOf(new Uint8Array(PAYLOAD_LIMIT + 1).fill(7))).toString(),
    );
    let cuts = 0;
    for (let cut = cutDeadLetter(value); cut !== undefined; cut = cutDeadLetter(cut)) {
      assert.ok(cut.byteLength < value.byteLength || size < 100, "each is smaller");
      value = cut;
      cuts++;
    }
    const last = JSON.parse(value.toString());
    assert.deepEqual([last.payload_base64, last.reason], ["", "not_json"]);
    assert.ok(cuts <= 7, `${cuts} cuts`);
    if (size > 0) assert.equal(last.payload_length, size);
    if (size > PAYLOAD_LIMIT) assert.equal(last.payload_sha256, whole.payload_sha256);
  }
});

Deno.test("a dead letter about something too large is smaller than it, or has no payload", () => {
  for (const size of [10, 200, 400, 1_000, 10_000, 310_000, 900_000]) {
    const small = encodeSmallDeadLetter(letterOf(new Uint8Array(size)), size);
    const { payload_base64, payload_length } = JSON.parse(small.toString());
    assert.ok(small.byteLength < size || payload_base64 === "", `${size}`);
    assert.equal(payload_length ?? size, size);
  }
});
