import assert from "node:assert/strict";
import type { Health } from "../../../core/dashboard/page_protocol.ts";
import { type StageInput, stagesOf } from "./pipeline_stages.ts";
import { localeOf } from "./locale.ts";

const NOW = 1_000_000_000;
const health: Health = {
  database: true,
  partitions: 4,
  active: 4,
  lag: 3,
  lastRecord: NOW - 2_000,
  applied: NOW - 1_000,
  heard: NOW - 1_000,
  deadLetters: [],
  unwell: [],
  feed: "listen",
  viewers: 1,
};
const total = {
  posts: 100,
  length: 0,
  late: 0,
  positive: 40,
  neutral: 20,
  negative: 20,
  unscored: 15,
};

function statuses(change: Partial<Health> = {}, more: Partial<StageInput> = {}): string {
  const input = {
    health: { ...health, ...change },
    gaps: [],
    total,
    watermark: NOW - 90_000,
    now: NOW,
  };
  return stagesOf({ ...input, ...more }, localeOf("en")).map(({ status }) => status).join(" ");
}

Deno.test("a pipeline that keeps up is fine at every stage", () => {
  assert.equal(statuses(), "good good good good good");
});

Deno.test("each stage is blamed for its own delay only", () => {
  assert.equal(statuses({ lastRecord: NOW - 700_000 }), "bad good good good good");
  assert.equal(statuses({ lag: 5_000 }), "good slow good good good");
  assert.equal(statuses({ heard: NOW - 200_000 }), "good bad good good good");
  assert.equal(statuses({}, { watermark: NOW - 400_000 }), "good good slow good good");
  assert.equal(statuses({}, { total: { ...total, posts: 200 } }), "good good good slow good");
  assert.equal(statuses({ database: false }), "good good good good bad");
});

Deno.test("a part that a process says is not well is shown at its stage, by name", () => {
  assert.equal(statuses({ unwell: [["kafka", "down"]] }), "good bad good good good");
  assert.equal(statuses({ unwell: [["spool", "degraded"]] }), "good slow good good good");
  assert.equal(
    statuses({ unwell: [["postgres", "down"], ["scorer", "degraded"], ["source", "down"]] }),
    "bad good bad slow good",
  );
  const input = { health: { ...health, unwell: [["kafka", "down"] as const] }, gaps: [], total };
  const stages = stagesOf({ ...input, watermark: NOW, now: NOW }, localeOf("fr"));
  assert.equal(stages[1]?.facts.at(-1), "kafka\u00a0: en panne");
});

Deno.test("what nobody told is not known, and never fine", () => {
  const nothing = { partitions: 0, lastRecord: null, heard: null, applied: null, lag: null };
  const empty = { ...total, posts: 0, positive: 0, neutral: 0, negative: 0, unscored: 0 };
  assert.equal(
    statuses(nothing, { watermark: null, total: empty }),
    "unknown unknown unknown unknown good",
  );
});
