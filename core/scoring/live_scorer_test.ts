import assert from "node:assert/strict";
import { LiveScorer, type LiveScorerOptions } from "./live_scorer.ts";
import { LIVE_POSTS_PER_SECOND } from "./live_budget.ts";

const SHIPPED = new URL("../../models/posts", import.meta.url).pathname;
const POST = {
  ...{ content: "What a wonderful day", contentHtml: "", lang: "en", spoilerText: "" },
  pollText: null,
};

async function scorer(options: Partial<LiveScorerOptions> = {}) {
  const state = { lag: 0 };
  const warnings: string[] = [];
  const live = await LiveScorer.open({
    model: SHIPPED,
    lag: () => state.lag,
    untilEnd: false,
    isRestart: false,
    log: (_, text) => warnings.push(text),
    ...options,
  });
  return { live, state, warnings };
}

/** Scores until the model is there. */
async function eventuallyScored(live: LiveScorer): Promise<void> {
  while (live.scoreText(POST) === null) await new Promise((resolve) => setTimeout(resolve, 5));
}

Deno.test("the first batch of a consumer that keeps up waits for the model, and is scored", async () => {
  const { live } = await scorer();
  assert.equal(live.scoreText(POST), null);
  await live.beforeBatch();
  const score = live.scoreText(POST);
  assert.equal(score !== null && "label" in score && score.label, 1);
  assert.equal(live.beforeBatch(), undefined);
});

Deno.test("a backlog does not load the model; once it is applied, posts are scored, and no batch waits", async () => {
  const { live, state } = await scorer();
  state.lag = LIVE_POSTS_PER_SECOND + 1;
  assert.equal(live.beforeBatch(), undefined);
  state.lag = LIVE_POSTS_PER_SECOND;
  assert.equal(live.scoreText(POST), null);
  assert.equal(live.beforeBatch(), undefined);
  await eventuallyScored(live);
  state.lag = LIVE_POSTS_PER_SECOND + 1;
  assert.equal(live.scoreText(POST), null);
});

Deno.test("a consumer that is started again has its model before the first batch", async () => {
  const { live } = await scorer({ isRestart: true });
  assert.notEqual(live.scoreText(POST), null);
  assert.equal(live.beforeBatch(), undefined);
});

Deno.test("a backlog that is the last thing to do is left to the table scorer to its end", async () => {
  const { live, state } = await scorer({ untilEnd: true });
  state.lag = LIVE_POSTS_PER_SECOND + 1;
  live.beforeBatch();
  state.lag = 1;
  assert.equal(live.beforeBatch(), undefined);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(live.scoreText(POST), null);
});

Deno.test("a model that is missing ends a consumer that starts, and is one warning for one that is started again", async () => {
  const model = "/nowhere/at/all";
  await assert.rejects(scorer({ model }), /Cannot load the model in \/nowhere\/at\/all/);
  const { live, warnings } = await scorer({ model, isRestart: true });
  assert.match(warnings.join(), /^Cannot load the model .* stored without a score$/);
  assert.equal(live.beforeBatch(), undefined);
  assert.equal(live.scoreText(POST), null);
});

Deno.test("a model that is back is loaded and used, and that is said with how long it was away", async () => {
  const folder = await Deno.makeTempDir({ prefix: "trunkline_away_model_" });
  const model = `${folder}/model`;
  const { live, warnings } = await scorer({ model, isRestart: true, retryMs: 1 });
  await Deno.mkdir(`${folder}/copy`);
  for await (const { name } of Deno.readDir(SHIPPED)) {
    await Deno.copyFile(`${SHIPPED}/${name}`, `${folder}/copy/${name}`);
  }
  await Deno.rename(`${folder}/copy`, model);
  for (; live.scoreText(POST) === null; await new Promise((resolve) => setTimeout(resolve, 5))) {
    void live.beforeBatch();
  }
  assert.match(warnings.at(-1) ?? "", /^Posts are scored as they are stored, after \d/);
  assert.equal(warnings.length, 2);
  assert.equal(live.beforeBatch(), undefined);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a damaged model ends a consumer with its first batch, and a later batch only without scores", async () => {
  const model = await Deno.makeTempDir({ prefix: "trunkline_damaged_model_" });
  await Deno.writeTextFile(`${model}/manifest.json`, "{}");
  const first = await scorer({ model });
  await assert.rejects(async () => await first.live.beforeBatch(), /Cannot load the model/);
  const { live, state, warnings } = await scorer({ model });
  state.lag = LIVE_POSTS_PER_SECOND + 1;
  live.beforeBatch();
  state.lag = 0;
  assert.equal(live.beforeBatch(), undefined);
  while (warnings.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(warnings.join(), /stored without a score$/);
  await Deno.remove(model, { recursive: true });
});
