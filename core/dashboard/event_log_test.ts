import assert from "node:assert/strict";
import { EventLog } from "./event_log.ts";
import type { PushedEvent } from "./page_protocol.ts";

const windows = (step: number): PushedEvent => ({
  type: "windows",
  step,
  data: { now: 0, watermark: null, rows: [], gone: [], minutes: [] },
});
const gaps: PushedEvent = { type: "gaps", data: [] };

const HOUR = { step: 1, range: "1h" } as const;

Deno.test("a page that comes back gets what it missed, of its own step length only", () => {
  const log = new EventLog("a");
  log.append(windows(1));
  const { version } = log;
  log.append(windows(5));
  log.append(windows(1));
  log.append(gaps);
  assert.deepEqual(log.since(version, HOUR)?.map(({ number }) => number), [3, 4]);
  assert.deepEqual(log.since(log.version, HOUR), []);
});

Deno.test("a version of another worker, a nonsense one, one too old or from the future is not known", () => {
  const log = new EventLog("a");
  for (let count = 0; count < 700; count++) log.append(gaps);
  for (const version of ["b-700", "", "a-x", "a-99", "a-701"]) {
    assert.equal(log.since(version, HOUR), undefined, version);
  }
  assert.equal(log.since("a-100", HOUR)?.length, 600);
});

Deno.test("an event goes over the wire as one block with its version", () => {
  const { bytes } = new EventLog("a").append(gaps);
  assert.equal(new TextDecoder().decode(bytes), "id: a-1\nevent: gaps\ndata: []\n\n");
});
