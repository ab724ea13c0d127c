import assert from "node:assert/strict";
import { type Grants, toPermissions } from "../core/supervision/grants.ts";
import { exampleEvaluation } from "../testing/evaluation.ts";
import type { Attempts } from "../testing/workers/probe.ts";
import { type WorkerConfigs, WORKERS } from "./registry.ts";

const kafka = { bootstrap: ["127.0.0.1:19092"] };
const topics = { stream: "s", errors: "e" };
const postgres = { host: "127.0.0.1", port: 15432, database: "d", username: "u", password: "p" };
const HOME = await Deno.makeTempDir();

/** A configuration for each kind, and what it may then touch of all that is tried. */
const TABLE: { readonly [Kind in keyof WorkerConfigs]: [WorkerConfigs[Kind], readonly string[]] } =
  {
    simulator: [
      { port: 13000, replay: `${HOME}/posts.jsonl` },
      [`read ${HOME}/posts.jsonl`, "connect 127.0.0.1:13000"],
    ],
    producer: [
      {
        mastodon: { baseUrl: "http://127.0.0.1:13000", stream: "public" },
        instance: "a.example",
        kafka,
        topics,
        partitions: 1,
        consent: "default",
        filters: { keywords: [], languages: [] },
        spool: { directory: `${HOME}/spool`, maxBytes: 1 },
      },
      [
        `read ${HOME}/spool`,
        `write ${HOME}/spool`,
        "connect 127.0.0.1:13000",
        "connect 127.0.0.1:19092",
      ],
    ],
    consumer: [
      {
        kafka,
        topics,
        partitions: 1,
        groupId: "g",
        postgres,
        defaultInstance: "a",
        outOfOrdernessMs: 1,
      },
      ["connect 127.0.0.1:19092", "connect 127.0.0.1:15432"],
    ],
    batch: [{ postgres, activityMinToots: 5 }, ["connect 127.0.0.1:15432"]],
    alerts: [
      { postgres, track: [], locale: "en", silenceMs: 1, webhook: "http://127.0.0.1:13000/hook" },
      ["connect 127.0.0.1:13000", "connect 127.0.0.1:15432"],
    ],
    reporter: [
      { connection: postgres, out: `${HOME}/out` },
      [`read ${HOME}/out`, `write ${HOME}/out`, "connect 127.0.0.1:15432"],
    ],
    exporter: [
      { connection: postgres, out: `${HOME}/out` },
      [`read ${HOME}/out`, `write ${HOME}/out`, "connect 127.0.0.1:15432"],
    ],
    dashboard: [
      { host: "127.0.0.1", port: 18080, postgres },
      ["connect 127.0.0.1:18080", "connect 127.0.0.1:15432"],
    ],
    trainer: [
      { task: "train", data: `${HOME}/posts.jsonl`, model: `${HOME}/out/model` },
      [`read ${HOME}/posts.jsonl`, `read ${HOME}/out`, `write ${HOME}/out`],
    ],
    evaluation_reporter: [
      { evaluation: exampleEvaluation(2), file: "posts.csv", out: `${HOME}/out` },
      [`read ${HOME}/out`, `write ${HOME}/out`],
    ],
    scorer: [
      { model: `${HOME}/spool`, input: `${HOME}/posts.jsonl`, output: `${HOME}/out/scored.csv` },
      [`read ${HOME}/spool`, `read ${HOME}/posts.jsonl`, `read ${HOME}/out`, `write ${HOME}/out`],
    ],
    table_scorer: [
      { postgres, model: `${HOME}/spool` },
      [`read ${HOME}/spool`, "connect 127.0.0.1:15432"],
    ],
    broker: [
      { directory: `${HOME}/kafka`, port: 19092 },
      [`read ${HOME}/kafka`, `write ${HOME}/kafka`, "connect 127.0.0.1:19092"],
    ],
    // The launcher starts programs of its own folder, on loopback, as another user. That is its whole job.
    postgres: [
      { home: HOME },
      [
        ...["posts.jsonl", "spool", "kafka", "out"].map((name) => `read ${HOME}/${name}`),
        ...["spool", "kafka", "out"].map((name) => `write ${HOME}/${name}`),
        ...[13000, 19092, 15432, 18080, 22].map((port) => `connect 127.0.0.1:${port}`),
      ],
    ],
  };

const ATTEMPTS: Attempts = {
  read: [
    `${HOME}/posts.jsonl`,
    `${HOME}/spool`,
    `${HOME}/kafka`,
    `${HOME}/out`,
    "/etc/shadow",
    "deno.json",
  ],
  write: [`${HOME}/spool`, `${HOME}/kafka`, `${HOME}/out`, "/etc", "."],
  connect: [
    "127.0.0.1:13000",
    "127.0.0.1:19092",
    "127.0.0.1:15432",
    "127.0.0.1:18080",
    "127.0.0.1:22",
    "192.0.2.1:443",
  ],
};

for (const kind of Object.keys(TABLE) as (keyof WorkerConfigs)[]) {
  Deno.test(`a ${kind} may touch what is in its row, and nothing else`, async () => {
    const [config, allowed] = TABLE[kind];
    assert.deepEqual((await probe(grantsOf(kind, config))).toSorted(), allowed.toSorted());
  });
}

Deno.test("a worker that is granted nothing may touch nothing", async () => {
  assert.deepEqual(await probe({}), []);
});

Deno.test("only the launcher of PostgreSQL may run programs, and only its own", () => {
  for (const kind of Object.keys(TABLE) as (keyof WorkerConfigs)[]) {
    const { run } = grantsOf(kind, TABLE[kind][0]);
    assert.equal(run !== undefined, kind === "postgres", kind);
  }
});

function grantsOf<Kind extends keyof WorkerConfigs>(
  kind: Kind,
  config: WorkerConfigs[Kind],
): Grants {
  return WORKERS[kind].grants(config);
}

/** What a worker with these grants could do of all that it tried. */
async function probe(grants: Grants): Promise<readonly string[]> {
  const worker = new Worker(new URL("../testing/workers/probe.ts", import.meta.url).href, {
    type: "module",
    deno: { permissions: toPermissions(grants) },
  });
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  worker.onmessage = ({ data }: MessageEvent<readonly string[]>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  worker.postMessage(ATTEMPTS);
  return await promise.finally(() => worker.terminate());
}
