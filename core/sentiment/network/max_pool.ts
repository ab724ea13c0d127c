import * as tf from "@tensorflow/tfjs";

/**
 * Convolution and max pooling as one tfjs operation: windows × filters, then the maximum of each filter over the lines of
 * a post; [posts, filters]. A post without lines gives 0.
 *
 * The gradient is written by hand: only the maximal line of a post has one, one number in seventeen, and tfjs's matMul
 * would multiply all the zeros.
 *
 * @param windows [lines, width]
 * @param convolution [width, filters]
 * @param starts lines of post p: from starts[p] to starts[p + 1]
 */
export function maxPool(
  windows: tf.Tensor2D,
  convolution: tf.Tensor2D,
  starts: Uint32Array,
): tf.Tensor2D {
  const operation = tf.customGrad((...inputs) => {
    const [u, w, save] = inputs as [tf.Tensor2D, tf.Tensor2D, (tensors: tf.Tensor[]) => void];
    const [width, filters] = w.shape;
    const answers = tf.matMul(u, w);
    const { values, lines } = poolLines(answers.dataSync<"float32">(), starts, filters);
    answers.dispose();
    save([u, w]);
    return {
      value: tf.tensor2d(values, [starts.length - 1, filters]),
      gradFunc: (above: tf.Tensor, saved: tf.Tensor[]) => {
        const [windowsAt, filtersAt] = saved.map((tensor) => tensor.dataSync<"float32">());
        const { down, across } = passBack(above.dataSync<"float32">(), lines, {
          windows: windowsAt!,
          convolution: filtersAt!,
          width,
        });
        return [tf.tensor(down, u.shape), tf.tensor(across, w.shape)];
      },
    };
  });
  return operation(windows, convolution) as tf.Tensor2D;
}

const NOWHERE = 0xffffffff;

/** The maximum of each column over each post's lines, and the line that has it. */
function poolLines(answers: Float32Array, starts: Uint32Array, filters: number) {
  const posts = starts.length - 1;
  const values = new Float32Array(posts * filters);
  const lines = new Uint32Array(posts * filters).fill(NOWHERE);
  for (let p = 0; p < posts; p++) {
    const to = p * filters;
    for (let line = starts[p]!; line < starts[p + 1]!; line++) {
      const from = line * filters;
      const first = line === starts[p];
      for (let f = 0; f < filters; f++) {
        const answer = answers[from + f]!;
        if (first || answer > values[to + f]!) {
          values[to + f] = answer;
          lines[to + f] = line;
        }
      }
    }
  }
  return { values, lines };
}

/** Gradients of the windows (`down`) and of the convolution (`across`). */
function passBack(
  above: Float32Array,
  lines: Uint32Array,
  { windows, convolution, width }: {
    readonly windows: Float32Array;
    readonly convolution: Float32Array;
    readonly width: number;
  },
) {
  const filters = convolution.length / width;
  const down = new Float32Array(windows.length);
  // Transposed, so that both inner loops below read consecutive numbers.
  const byFilter = transposed(convolution, width, filters);
  const across = new Float32Array(convolution.length);
  for (let at = 0; at < above.length; at++) {
    const gradient = above[at]!;
    if (gradient === 0 || lines[at] === NOWHERE) continue;
    const filter = (at % filters) * width;
    const line = lines[at]! * width;
    for (let i = 0; i < width; i++) {
      down[line + i]! += gradient * byFilter[filter + i]!;
      across[filter + i]! += gradient * windows[line + i]!;
    }
  }
  return { down, across: transposed(across, filters, width) };
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) turned[c * rows + r] = matrix[r * columns + c]!;
  }
  return turned;
}
