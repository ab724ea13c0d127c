import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { PermanentError } from "../../base/errors.ts";
import { Tokens } from "../text/tokens.ts";
import { openBackend } from "./backend.ts";
import { Batch } from "./batch.ts";
import { testBackend } from "./known_answers.ts";
import { batchLogits, lossGradient } from "./loss.ts";
import { newNetwork } from "../model/network.ts";
import { packNetwork, settled, unpackNetwork } from "../model/network_file.ts";
import { NetworkScorer } from "../model/network_scorer.ts";
import { Sequences } from "../model/sequences.ts";

const SHAPE = { bits: 10, size: 6, filters: 7 };
const WORDS = "good bad day not never :) 🎉 @you https://x.example ! sooo it".split(" ");

function sequencesOf(texts: readonly string[]): Sequences {
  const sequences = new Sequences(SHAPE.bits);
  const tokens = new Tokens();
  for (const text of texts) {
    tokens.read(text);
    sequences.push(tokens);
  }
  return sequences;
}

/** Compares what the scorer says of each text with what tfjs says of all together. */
function assertAgree(scorer: NetworkScorer, texts: readonly string[]): void {
  const posts = Uint32Array.from(texts.keys());
  const batch = new Batch(sequencesOf(texts), posts, scorer.network);
  const expected = batchLogits(scorer.network, batch);
  const tokens = new Tokens();
  texts.forEach((text, post) => {
    tokens.read(text);
    scorer.read(tokens).forEach((logit, c) => {
      assert.ok(Math.abs(logit - expected[post * 3 + c]!) < 1e-4, `${text}: ${logit}`);
    });
  });
}

Deno.test("the scorer gives the logits that tfjs gives, whatever it scored before", async () => {
  await openBackend();
  const network = newNetwork(SHAPE, 3);
  network.bias.fill(-0.02);
  const scorer = new NetworkScorer(network);
  const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 90 }).map((w) => w.join(" "));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
      assertAgree(scorer, texts);
    }),
    { numRuns: 60 },
  );
});

Deno.test("two words of a post that fall into the same slot of the scorer stay two", async () => {
  await openBackend();
  const texts = ["wordzga wordaja", "wordaja wordzga wordaja", "wordzga wordzga"];
  const tokens = new Tokens();
  tokens.read(texts[0]!);
  assert.equal((tokens.hash[0]! ^ tokens.hash[1]!) & 0x7fff, 0, "their hashes end alike");
  assertAgree(new NetworkScorer(newNetwork(SHAPE, 3)), texts);
});

Deno.test("the gradient of each embedding row is what a small change of it does to the loss", async () => {
  await openBackend();
  const network = newNetwork(SHAPE, 5);
  const texts = ["good good day", "not bad !", "never"];
  const sequences = sequencesOf(texts);
  const posts = Uint32Array.from(texts.keys());
  const targets = { weights: Float32Array.of(1, 0, 0, 0, 0, 0.5, 0, 2, 0), mask: [0, 0, 0] };
  const lossAt = () => lossGradient(network, new Batch(sequences, posts, network), targets).loss;

  const batch = new Batch(sequences, posts, network);
  const { windows, means } = lossGradient(network, batch, targets);
  const slopes = new Float64Array(network.embedding.length);
  batch.eachGradient(windows, means, (rows, gradient) => {
    for (const row of rows) {
      gradient.forEach((slope, d) => {
        slopes[row * SHAPE.size + d]! += slope / Math.sqrt(rows.length);
      });
    }
  });
  const moved = (at: number, by: number) => {
    const kept = network.embedding[at]!;
    network.embedding[at] = kept + by;
    const loss = lossAt();
    network.embedding[at] = kept;
    return loss;
  };
  const touched = [...slopes.keys()].filter((at) => slopes[at] !== 0);
  assert.ok(touched.length > 50);
  for (const at of touched.filter((_, i) => i % 5 === 0)) {
    const quotient = (moved(at, 0.01) - moved(at, -0.01)) / 0.02;
    assert.ok(Math.abs(quotient - slopes[at]!) < 1e-3, `${at}: ${slopes[at]} against ${quotient}`);
  }
});

Deno.test("a backend whose kernel errs is refused before it is used", async () => {
  await openBackend();
  testBackend();
  const right = tf.getKernel("Relu", "wasm");
  const wrong = tf.getKernel("Abs", "wasm").kernelFunc;
  tf.unregisterKernel("Relu", "wasm");
  tf.registerKernel({ ...right, kernelFunc: wrong });
  try {
    assert.throws(testBackend, (error: Error) => {
      assert.ok(error instanceof PermanentError);
      return /for a known network is .* and should be .*Train on another machine/.test(
        error.message,
      );
    });
  } finally {
    tf.unregisterKernel("Relu", "wasm");
    tf.registerKernel(right);
  }
  testBackend();
});

Deno.test("a network comes back from its bytes as it was packed", () => {
  const network = settled(newNetwork(SHAPE, 9));
  assert.deepEqual(unpackNetwork(packNetwork(network), SHAPE), network);
});
