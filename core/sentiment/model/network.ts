import { mix32 } from "../text/hash.ts";
import { seededRandom } from "../../base/random.ts";

/** Tokens that one filter sees. */
export const WIDTH = 3;
export const CLASSES = 3;

/** How large a network is. */
export interface NetworkShape {
  /** Rows of the embedding, as a power of two; words and their pieces share them by hash. */
  readonly bits: number;
  /** Numbers in an embedding. */
  readonly size: number;
  /** Filters of the convolution. */
  readonly filters: number;
}

/**
 * All numbers of a network: hashed embeddings of words and their pieces → convolution over three tokens → the strongest
 * answer of each filter, and beside it the mean embedding → three logits.
 */
export interface Network {
  readonly shape: NetworkShape;
  /** 2^bits × size. */
  readonly embedding: Float32Array;
  /** (WIDTH × size) × filters: what stands before, at and after a token, one below the other. */
  readonly convolution: Float32Array;
  /** One a filter. */
  readonly bias: Float32Array;
  /** (filters + size) × CLASSES. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** The parts that tfjs's gradient reaches; the embedding's is sparse and made by hand. */
export const DENSE = ["convolution", "bias", "output", "outputBias"] as const;

/** A network that knows nothing yet: the same for the same seed. */
export function newNetwork(shape: NetworkShape, seed: number): Network {
  const { bits, size, filters } = shape;
  const random = seededRandom(mix32(seed ^ 0x6e6574));
  const spread = (length: number, limit: number) =>
    Float32Array.from({ length }, () => (2 * random() - 1) * limit);
  return {
    shape,
    embedding: spread(size << bits, 0.5 / Math.sqrt(size)),
    convolution: spread(WIDTH * size * filters, Math.sqrt(6 / (WIDTH * size + filters))),
    bias: new Float32Array(filters),
    output: spread((filters + size) * CLASSES, Math.sqrt(6 / (filters + size + CLASSES))),
    outputBias: new Float32Array(CLASSES),
  };
}

export function copyNetwork(network: Network): Network {
  return {
    shape: network.shape,
    embedding: network.embedding.slice(),
    convolution: network.convolution.slice(),
    bias: network.bias.slice(),
    output: network.output.slice(),
    outputBias: network.outputBias.slice(),
  };
}
