import assert from "node:assert/strict";
import { askProcess } from "./local_health.ts";
import { serveHealth } from "./health_server.ts";
import { metricsText } from "./metrics.ts";
import type { Facts, PartHealth } from "./picture.ts";
import { processHealth } from "./process_health.ts";

const kafka: PartHealth = { part: "kafka", state: "ok", words: "Well", since: 0 };
const page: PartHealth = { part: "page", state: "ok", words: "Well", since: 0 };

/** Every figure that a metric is made of. */
const EVERY_STAT = new Map([
  ["producer", {
    ...{ events: 9, posts: 5, edits: 1, deletes: 2, sent: 8, lost: 0, letters_dropped: 0 },
    ...{ audits: 9, audit_posts: 2, audit_edits: 0, audit_deletes: 1, audit_share: 80 },
    ...{ reconnects: 1, dead_letters: 1, spooled: 3, waiting: 2, dropped_noindex: 4 },
  }],
  ["consumer", {
    ...{ deadLetters: 1, applied: 7, posts: 5, late: 1, rows: 4, dropped: 1, lag: 3 },
    ...{ lagMs: 1_500, stoppedPartitions: 0 },
  }],
  ["batch", { runs: 2, finishedAt: 1_000 }],
  ["table_scorer", { judged: 3 }],
]);

function facts(): Facts {
  return {
    workers: [{
      ...{ name: "producer", kind: "producer", isView: false, state: "ready", since: 0 },
      ...{ silentMs: 0, restarts: 2, failures: [], failedBecause: "x", troubles: [] },
    }],
    ...{ stats: EVERY_STAT, troubles: [], uses: [], batchIntervalMs: 1 },
    disk: { path: "/", freeBytes: 5 },
  };
}

async function serving(body: (url: string, parts: PartHealth[]) => Promise<void>): Promise<void> {
  const parts = [kafka, page];
  const stop = new AbortController();
  const listening = Promise.withResolvers<string>();
  const served = serveHealth({
    ...{ host: "127.0.0.1", port: 0, insist: true, facts, log: () => {} },
    health: () => processHealth("a/1/run", parts, 0),
  }, { signal: stop.signal, listening: listening.resolve });
  await body(await listening.promise, parts);
  stop.abort();
  await served;
}

async function get(url: string, headers: HeadersInit = {}): Promise<[number, string]> {
  const response = await fetch(url, { headers });
  return [response.status, await response.text()];
}

Deno.test("ready follows what posts pass, alive does not, and both name what is wrong", async () => {
  await serving(async (url, parts) => {
    assert.deepEqual(await get(`${url}/readyz`), [200, "ready\n"]);
    parts[1] = { ...page, state: "down", words: "The port is in use" };
    assert.deepEqual(await get(`${url}/readyz`), [200, "ready\npage down: The port is in use\n"]);
    parts[0] = { ...kafka, state: "down", words: "refused" };
    const [status, text] = await get(`${url}/readyz`);
    assert.equal(status, 503);
    assert.match(text, /^not ready\nkafka down: refused\n/);
    assert.deepEqual(await get(`${url}/healthz`), [200, "running\n"]);
    assert.equal((await askProcess(url))?.state, "down");
  });
});

Deno.test("another site cannot point its own name at the port on loopback", async () => {
  await serving(async (url) => {
    const connection = await Deno.connect({
      hostname: "127.0.0.1",
      port: Number(new URL(url).port),
    });
    const request = "GET /status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    await connection.write(new TextEncoder().encode(request));
    const answer = await new Response(connection.readable).text();
    assert.match(answer, /^HTTP\/1.1 421/);
  });
});

Deno.test("a port that is taken is waited for if it was chosen, else a free one is taken", async () => {
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  for (const insist of [true, false]) {
    const stop = new AbortController();
    const said = Promise.withResolvers<string>();
    const served = serveHealth({
      ...{ host: "127.0.0.1", port, insist, facts, log: (_, text) => said.resolve(text) },
      health: () => processHealth("a/1/run", [], 0),
    }, { signal: stop.signal, listening: () => {} });
    assert.match(await said.promise, insist ? /in use.*Trying again/ : /on a free port/);
    stop.abort();
    await served;
  }
  taken.close();
});

Deno.test("a process that takes a question and does not answer is down, an empty port is no process", async () => {
  const hung = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${hung.addr.port}`;
  assert.equal((await askProcess(url, 100))?.state, "down");
  hung.close();
  assert.equal(await askProcess(url, 1_000), undefined);
});

Deno.test("docs/operate.md explains every metric, and no other", async () => {
  const text = await metricsText(processHealth("a/1/run", [kafka], 0), facts());
  const served = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name).sort();
  const docs = await Deno.readTextFile(new URL("../../docs/operate.md", import.meta.url));
  const told = [...docs.matchAll(/^\| `((?:trunkline|process)_\w+)/gm)].map(([, name]) => name)
    .sort();
  assert.deepEqual(told, served);
});
