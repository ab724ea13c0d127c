import * as tf from "@tensorflow/tfjs-core";

/**
 * Teaches tfjs the gradients of the operations that the network is made of.
 *
 * tfjs-core brings its own for bundlers only, and the whole of `@tensorflow/tfjs` has them beside 220 MB that nothing here
 * needs. Each is a line of calculus, and the backend's self-test holds them against difference quotients.
 */
export function registerGradients(): void {
  tf.registerGradient({
    kernelName: tf.Add,
    inputsToSave: ["a", "b"],
    gradFunc: (above, [a, b]) => ({
      a: () => summedLike(first(above), a!),
      b: () => summedLike(first(above), b!),
    }),
  });
  tf.registerGradient({
    kernelName: tf.Multiply,
    inputsToSave: ["a", "b"],
    gradFunc: (above, [a, b]) => ({
      a: () => summedLike(tf.mul(first(above), b!), a!),
      b: () => summedLike(tf.mul(first(above), a!), b!),
    }),
  });
  tf.registerGradient({
    kernelName: tf.BatchMatMul,
    inputsToSave: ["a", "b"],
    gradFunc: (above, [a, b]) => ({
      a: () => tf.matMul(first(above), b!, false, true),
      b: () => tf.matMul(a!, first(above), true, false),
    }),
  });
  tf.registerGradient({
    kernelName: tf.Relu,
    inputsToSave: ["x"],
    gradFunc: (above, [x]) => ({ x: () => tf.mul(first(above), tf.step(x!)) }),
  });
  // Of columns set side by side, and of the sum of everything: the network uses no other axis.
  tf.registerGradient({
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (above, parts) => {
      const columns = parts.map((part) => part.shape[1]!);
      return tf.split(first(above), columns, 1).map((share) => () => share) as never;
    },
  });
  tf.registerGradient({
    kernelName: tf.Sum,
    inputsToSave: ["x"],
    gradFunc: (above, [x]) => ({ x: () => tf.mul(first(above), tf.onesLike(x!)) }),
  });
}

function first(above: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(above) ? above[0]! : above;
}

/** Undoes broadcasting: what was added to every row takes the sum over the rows. */
function summedLike(gradient: tf.Tensor, input: tf.Tensor): tf.Tensor {
  let sum = gradient;
  while (sum.rank > input.rank) sum = tf.sum(sum, 0);
  return sum;
}
