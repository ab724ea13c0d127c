import * as tf from "@tensorflow/tfjs";
import type { Batch } from "./batch.ts";
import { CLASSES, type Network, WIDTH } from "../model/network.ts";
import { maxPool } from "./max_pool.ts";

/** Expected classes of a batch, with mask and dropout. */
export interface Targets {
  /** posts × CLASSES: the post's weight in the column of its class, 0 in the others. */
  readonly weights: Float32Array;
  /** Added to the logits: −1e9 excludes a class (neutral, where a corpus does not have it). */
  readonly mask: readonly number[];
  /** posts × (filters + size): factor of each feature; absent outside training. */
  readonly dropout?: Float32Array;
}

export interface LossGradient {
  /** Mean cross-entropy over the batch, nats. */
  readonly loss: number;
  readonly convolution: Float32Array;
  readonly bias: Float32Array;
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
  readonly windows: Float32Array;
  readonly means: Float32Array;
}

/** The network in tfjs: logits [posts, CLASSES] of a batch. */
function logitsOf(inputs: readonly tf.Tensor[], batch: Batch, dropout?: tf.Tensor): tf.Tensor2D {
  const [windows, means, convolution, bias, output, outputBias] = inputs as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor1D,
  ];
  const strongest = maxPool(windows, convolution, batch.starts);
  const features = tf.concat2d([tf.relu(tf.add(strongest, bias)), means], 1);
  const kept = dropout === undefined ? features : tf.mul(features, dropout);
  return tf.add(tf.matMul(kept as tf.Tensor2D, output), outputBias);
}

function inputsOf(network: Network, batch: Batch): tf.Tensor[] {
  const { size, filters } = network.shape;
  return [
    tf.tensor2d(batch.windows, [batch.lines, WIDTH * size]),
    tf.tensor2d(batch.means, [batch.posts.length, size]),
    tf.tensor2d(network.convolution, [WIDTH * size, filters]),
    tf.tensor1d(network.bias),
    tf.tensor2d(network.output, [filters + size, CLASSES]),
    tf.tensor1d(network.outputBias),
  ];
}

/** Logits of a batch as tfjs computes them, post by post. */
export function batchLogits(network: Network, batch: Batch): Float32Array {
  return inScope(() => logitsOf(inputsOf(network, batch), batch).dataSync<"float32">().slice());
}

/** The loss of a batch and its gradient by each parameter and input. */
export function lossGradient(network: Network, batch: Batch, targets: Targets): LossGradient {
  const { size, filters } = network.shape;
  const posts = batch.posts.length;
  return inScope(() => {
    const weights = tf.tensor2d(targets.weights, [posts, CLASSES]);
    const mask = tf.tensor1d([...targets.mask]);
    const dropout = targets.dropout && tf.tensor2d(targets.dropout, [posts, filters + size]);
    const loss = (...inputs: tf.Tensor[]) => {
      const logits = tf.add(logitsOf(inputs, batch, dropout), mask);
      return tf.mul(tf.sum(tf.mul(weights, tf.logSoftmax(logits))), -1 / posts);
    };
    const { value, grads } = tf.valueAndGrads(loss)(inputsOf(network, batch));
    const [windows, means, convolution, bias, output, outputBias] = grads
      .map((gradient) => gradient.dataSync<"float32">().slice());
    return {
      loss: value.dataSync()[0]!,
      windows: windows!,
      means: means!,
      convolution: convolution!,
      bias: bias!,
      output: output!,
      outputBias: outputBias!,
    };
  });
}

/** Like `tf.tidy`, which would search the returned arrays number by number for tensors and take nine tenths of the time. */
function inScope<T>(compute: () => T): T {
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
  }
}
