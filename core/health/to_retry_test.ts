import assert from "node:assert/strict";
import type { Part, Trouble } from "../base/trouble.ts";
import type { WorkerFacts, WorkerState } from "../supervision/supervised_worker.ts";
import type { Facts } from "./picture.ts";
import { toRetry } from "./to_retry.ts";

function away(...parts: readonly Part[]): readonly Trouble[] {
  return parts.map((part) => ({ part, state: "down", words: "away", since: 0 }));
}

function facts(
  workers: Readonly<Record<string, readonly Trouble[] | WorkerState>>,
  troubles: readonly Trouble[] = [],
  failures: readonly number[] = [],
): Facts {
  return {
    workers: Object.entries(workers).map(([name, told]): WorkerFacts => ({
      ...{ name, kind: name, isView: false, since: 0, silentMs: 0, restarts: 0, failures },
      ...{ failedBecause: undefined },
      ...(typeof told === "string"
        ? { state: told, troubles: [] }
        : { state: "ready", troubles: told }),
    })),
    ...{ stats: new Map(), troubles, uses: [], disk: undefined, batchIntervalMs: 1 },
  };
}

const TABLE: readonly [what: string, before: Facts, now: Facts, retry: readonly string[]][] = [
  [
    "nobody has found anything",
    facts({ consumer: away("postgres"), batch: away("postgres") }),
    facts({ consumer: away("postgres"), batch: away("postgres") }),
    [],
  ],
  [
    "one has found the database, another waits for it, a third for Kafka",
    facts({ consumer: away("postgres"), batch: away("postgres"), producer: away("kafka") }),
    facts({ consumer: [], batch: away("postgres"), producer: away("kafka") }),
    ["batch"],
  ],
  [
    "the process itself has found the database",
    facts({ consumer: away("postgres"), producer: [] }, away("postgres")),
    facts({ consumer: away("postgres"), producer: [] }),
    ["consumer"],
  ],
  [
    "one that failed waits to be started again",
    facts({ consumer: away("postgres"), dashboard: "starting" }),
    facts({ consumer: [], dashboard: "starting" }),
    ["dashboard"],
  ],
  [
    "one that failed says nothing any more, which is no recovery",
    facts({ consumer: away("postgres"), batch: away("postgres") }),
    facts({ consumer: "starting", batch: away("postgres") }, [], [1]),
    [],
  ],
  [
    "the stream is back, which only its reader waits for",
    facts({ producer: away("source"), dashboard: "starting" }),
    facts({ producer: [], dashboard: "starting" }),
    [],
  ],
];

for (const [what, before, now, retry] of TABLE) {
  Deno.test(`${what}: ${retry.join(", ") || "nobody"} tries again at once`, () => {
    assert.deepEqual([...toRetry(before, now)], retry);
  });
}
