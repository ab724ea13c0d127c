import assert from "node:assert/strict";
import { seededRandom } from "../../base/random.ts";
import { Tokens } from "../text/tokens.ts";
import { openBackend } from "./backend.ts";
import { Checkpoint } from "./checkpoint.ts";
import { learn, type LearnHooks, type LearningTask, startProgress } from "./learn.ts";
import { newNetwork } from "../model/network.ts";
import { packNetwork } from "../model/network_file.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import { Sequences } from "../model/sequences.ts";

const SHAPE = { bits: 9, size: 6, filters: 6 };
const SIDES = ["awful sad broken", "meeting train office", "great sunny happy"]
  .map((words) => words.split(" "));

/** Posts whose class is in one of their words. */
function task(epochs = 4): LearningTask {
  const random = seededRandom(11);
  const sequences = new Sequences(SHAPE.bits);
  const tokens = new Tokens();
  const labels = Uint8Array.from({ length: 1500 }, (_, i) => i % 3);
  for (const label of labels) {
    const word = SIDES[label]![Math.floor(random() * 3)];
    tokens.read(`so the ${word} day at ${Math.floor(random() * 9)}`);
    sequences.push(tokens);
  }
  const posts = [...labels.keys()];
  return {
    sequences,
    labels,
    learn: Uint32Array.from(posts.filter((post) => post % 5 !== 0)),
    validate: Uint32Array.from(posts.filter((post) => post % 5 === 0)),
    classWeights: [1, 1, 1],
    seed: 7,
    options: { epochs, patience: 1, batch: 8, rate: 0.01, rowRate: 0.1, dropout: 0.2, gaps: 0.1 },
  };
}

const begin = () => startProgress(newNetwork(SHAPE, 7));

Deno.test("a network learns three classes from posts that name them", async () => {
  await openBackend();
  const data = task();
  const losses: number[] = [];
  const network = await learn(data, begin(), { onEpoch: (_, loss) => losses.push(loss) });
  assert.ok(losses.at(-1)! < losses[0]!, `${losses}`);
  const scorer = new NetworkScorer(network);
  const right = [...data.validate].filter((post) => {
    const logits = scorer.readPost(data.sequences, post);
    return logits.indexOf(Math.max(...logits)) === data.labels[post];
  });
  assert.ok(right.length > 0.97 * data.validate.length, `${right.length}`);
});

Deno.test("learning stops when the validation posts have no more to gain, and keeps the best", async () => {
  await openBackend();
  const data = task(40);
  // Labels of chance: whatever is learned of the others does not hold for the validation posts.
  const random = seededRandom(1);
  for (const post of data.learn) data.labels[post] = Math.floor(random() * 3);
  const progress = begin();
  const losses: number[] = [];
  await learn(data, progress, { onEpoch: (_, loss) => losses.push(loss) });
  assert.ok(losses.length < 40, `${losses.length} passes`);
  assert.equal(progress.best.loss, Math.min(...losses));
  assert.equal(losses.length - progress.best.epoch, data.options.patience + 1);
});

Deno.test("learning that is killed anywhere goes on from its checkpoint to the same bytes", async () => {
  await openBackend();
  const directory = await Deno.makeTempDir();
  try {
    const data = task(3);
    const whole = packNetwork(await learn(data, begin()));
    const path = `${directory}/task`;
    // 150 steps a pass: the second save is at the end of one, the third in the middle of another.
    for (const killAfter of [2, 3]) {
      const kill = new AbortController();
      let saves = 0;
      let saved = 0;
      const hooks: LearnHooks = {
        signal: kill.signal,
        save(progress) {
          new Checkpoint(path, "same").save(progress);
          saved = progress.memory.steps;
          if (++saves === killAfter) kill.abort();
        },
      };
      await assert.rejects(() => learn(data, begin(), hooks), { name: "AbortError" });
      const resumed = begin();
      assert.ok(await new Checkpoint(path, "same").restore(resumed));
      assert.equal(resumed.memory.steps, saved);
      assert.deepEqual(packNetwork(await learn(data, resumed)), whole, `killed at ${saved}`);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("a checkpoint that is another's, cut short or no checkpoint is left aside", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const path = `${directory}/task`;
    const checkpoint = new Checkpoint(path, "mine");
    assert.equal(await checkpoint.restore(begin()), false);
    checkpoint.save(begin());
    assert.deepEqual([...Deno.readDirSync(directory)].map((entry) => entry.name), ["task"]);
    assert.equal(await new Checkpoint(path, "another").restore(begin()), false);
    assert.equal(await checkpoint.restore(begin()), true);
    const bytes = await Deno.readFile(path);
    for (const broken of [bytes.subarray(0, 5000), bytes.subarray(500), new Uint8Array()]) {
      await Deno.writeFile(path, broken);
      assert.equal(await checkpoint.restore(begin()), false);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
