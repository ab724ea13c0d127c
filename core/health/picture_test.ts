import assert from "node:assert/strict";
import fc from "fast-check";
import { type Part, PARTS, type Trouble } from "../base/trouble.ts";
import type { WorkerFacts } from "../supervision/supervised_worker.ts";
import { type Facts, isReady, judge, overall } from "./picture.ts";

const NOW = 1_000_000;

function worker(kind: string, change: Partial<WorkerFacts> = {}): WorkerFacts {
  return {
    ...{ name: kind, kind, isView: false, state: "ready", since: 0, silentMs: 0, restarts: 0 },
    ...{ failures: [], failedBecause: undefined, troubles: [] },
    ...change,
  };
}

const EVERY_WORKER = ["broker", "postgres", "consumer", "producer", "batch", "table_scorer"];
const VIEWS = ["dashboard"];

function facts(change: Partial<Facts> = {}): Facts {
  return {
    workers: [...EVERY_WORKER, ...VIEWS].map((kind) => worker(kind)),
    stats: new Map([["producer", { events: 1 }], ["consumer", { lag: 0, lagMs: 0 }]]),
    troubles: [],
    uses: ["disk"],
    disk: { path: "/srv", freeBytes: 2 ** 33 },
    batchIntervalMs: 60_000,
    ...change,
  };
}

/** The facts of a process in which one worker differs. */
function with_(kind: string, change: Partial<WorkerFacts>): Facts {
  return facts({
    workers: facts().workers.map((one) => one.kind === kind ? worker(kind, change) : one),
  });
}

function trouble(part: Part, state: Trouble["state"] = "down"): Trouble {
  return { part, state, words: `${part} is away`, since: NOW - 5_000 };
}

function states(given: Facts): Record<string, string> {
  return Object.fromEntries(
    judge(given, NOW).filter(({ state }) => state !== "ok").map(({ part, state }) => [part, state]),
  );
}

Deno.test("a whole pipeline that works is well in every part, and ready", () => {
  const parts = judge(facts(), NOW);
  assert.deepEqual(parts.map(({ part }) => part), [...PARTS]);
  assert.equal(overall(parts), "ok");
  assert.ok(isReady(parts));
});

Deno.test("the producer says how many events could not be read", () => {
  const words = (stats: Record<string, number>) =>
    judge(facts({ stats: new Map([["producer", stats]]) }), NOW)
      .find(({ part }) => part === "producer")?.words;
  assert.equal(words({ dead_letters: 0 }), "Well");
  assert.match(words({ dead_letters: 1_047 }) ?? "", /1,047 events could not be read/);
});

Deno.test("the source says what comparing with REST has found, and of what there is no audit", () => {
  const words = (stats: Record<string, number | string>) =>
    judge(facts({ stats: new Map([["producer", stats]]) }), NOW)
      .find(({ part }) => part === "source")?.words;
  assert.equal(words({ audits: 0 }), "The stream is open");
  const nothing = { audits: 1_200, audit_posts: 0, audit_edits: 0, audit_deletes: 0 };
  assert.match(
    words({ ...nothing, audit_share: 100 }) ?? "",
    /; compared with REST 1,200 times, nothing was lost$/,
  );
  assert.match(
    words({ ...nothing, audit_share: 16, audit_posts: 3, audit_deletes: 1, audit_unverified: 2 }) ??
      "",
    /, now 16 % of it, 4 events were lost on the way and read again, 2 posts could not be verified$/,
  );
  assert.match(
    words({ audits: 0, audit_impossible: "user: why" }) ?? "",
    /; no audit of user: why$/,
  );
});

Deno.test("a process is judged only by the parts that it has", () => {
  const producer = facts({ workers: [worker("producer")], uses: ["kafka"], disk: undefined });
  const parts = judge(producer, NOW).map(({ part }) => part);
  assert.deepEqual(parts, ["source", "producer", "spool", "kafka", "workers"]);
});

const lost = new Map([["producer", { spooled: 7_600 }], ["consumer", { lag: 0, lagMs: 0 }]]);
const TABLE: readonly [what: string, given: Facts, says: Record<string, string>][] = [
  ["Kafka is away for both sides", {
    ...facts({ stats: lost }),
    workers: facts().workers.map((one) =>
      ["producer", "consumer"].includes(one.kind)
        ? worker(one.kind, { troubles: [trouble("kafka")] })
        : one
    ),
  }, { spool: "degraded", kafka: "down", consumer: "degraded" }],
  [
    "Kafka throttles the consumer by a quota",
    with_("consumer", { troubles: [trouble("kafka", "degraded")] }),
    { kafka: "degraded" },
  ],
  ["the stream is cut", with_("producer", { troubles: [trouble("source")] }), { source: "down" }],
  ["the stream is silent", with_("producer", { troubles: [trouble("source", "degraded")] }), {
    source: "degraded",
  }],
  [
    "post after post is two days ahead",
    facts({ stats: new Map([["producer", { implausible_in_a_row: 10 }]]) }),
    { source: "degraded" },
  ],
  [
    "a few posts are two days ahead",
    facts({ stats: new Map([["producer", { implausible_in_a_row: 9 }]]) }),
    {},
  ],
  ["PostgreSQL does not answer the process", facts({ troubles: [trouble("postgres")] }), {
    postgres: "down",
  }],
  [
    "a worker is being started again",
    with_("consumer", { state: "starting", failedBecause: "x" }),
    {
      consumer: "down",
    },
  ],
  ["a worker hangs", with_("producer", { silentMs: 3_000 }), { producer: "degraded" }],
  ["a worker keeps failing", with_("batch", { failures: [NOW - 9_000, NOW - 2_000] }), {
    workers: "degraded",
  }],
  ["a worker failed once and is back", with_("batch", { failures: [NOW - 9_000] }), {}],
  ["a worker failed long ago", with_("batch", { failures: [0, 1, 2] }), {}],
  ["the page's port is taken", with_("dashboard", { state: "starting", failedBecause: "in use" }), {
    page: "down",
  }],
  ["the broker is gone", with_("broker", { state: "failed", failedBecause: "gone" }), {
    kafka: "down",
  }],
  ["the tables are behind", facts({ stats: new Map([["consumer", { lag: 9, lagMs: 31_000 }]]) }), {
    consumer: "degraded",
  }],
  ["dead letters were dropped", facts({ stats: new Map([["producer", { letters_dropped: 1 }]]) }), {
    producer: "degraded",
  }],
  ["the batch job is late", facts({ stats: new Map([["batch", { finishedAt: NOW - 301_000 }]]) }), {
    batch: "degraded",
  }],
  ["the disk is nearly full", facts({ disk: { path: "/", freeBytes: 2 ** 26 } }), {
    disk: "degraded",
  }],
  ["the disk is full", facts({ disk: { path: "/", freeBytes: 0 } }), { disk: "down" }],
  [
    "a worker that ends loses its stream",
    with_("producer", {
      state: "draining",
      troubles: [trouble("source")],
    }),
    {},
  ],
];

for (const [what, given, says] of TABLE) {
  Deno.test(`${what}: the picture says so, and of no other part`, () => {
    assert.deepEqual(states(given), says);
  });
}

Deno.test("ready is lost with any part that posts pass, and never with one that only reads the tables", () => {
  for (const part of PARTS) {
    const parts = judge(facts({ troubles: [trouble(part)], uses: [...PARTS] }), NOW);
    const reads = ["scorer", "batch", "page", "workers"].includes(part);
    assert.equal(isReady(parts), reads, part);
  }
});

Deno.test("property: a state keeps its beginning while it lasts, and no beginning lies in the future", () => {
  const parts = fc.array(fc.constantFrom(...PARTS), { maxLength: 4 });
  const steps = fc.array(fc.record({ parts, after: fc.integer({ min: 1, max: 60_000 }) }), {
    minLength: 2,
    maxLength: 20,
  });
  fc.assert(fc.property(steps, (history) => {
    let now = NOW;
    let before = judge(facts(), now);
    for (const { parts, after } of history) {
      now += after;
      const next = judge(facts({ troubles: parts.map((part) => trouble(part)) }), now, before);
      for (const each of next) {
        const last = before.find(({ part }) => part === each.part);
        assert.ok(each.since <= now);
        if (last?.state === each.state) assert.equal(each.since, last.since);
      }
      before = next;
    }
  }));
});
