import { mix32 } from "../text/hash.ts";
import { seededRandom } from "../../base/random.ts";

/** Tokens that a filter spans. */
export const WIDTH = 3;
export const CLASSES = 3;

/** Dimensions of a network. */
export interface NetworkShape {
  /** Base-2 logarithm of the embedding's rows; words and their character n-grams are hashed to them. */
  readonly bits: number;
  /** Numbers in an embedding. */
  readonly size: number;
  /** Filters of the convolution. */
  readonly filters: number;
}

/**
 * Parameters of a network: hashed embeddings of words and their character n-grams → convolution over three tokens → maximum
 * of each filter, concatenated with the mean embedding → three logits.
 */
export interface Network {
  readonly shape: NetworkShape;
  /** 2^bits × size. */
  readonly embedding: Float32Array;
  /** (WIDTH × size) × filters: weights for the previous, own and next token, one below the other. */
  readonly convolution: Float32Array;
  /** One a filter. */
  readonly bias: Float32Array;
  /** (filters + size) × CLASSES. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** The parts whose gradient tfjs computes; the embedding's is sparse and computed by hand. */
export const DENSE = ["convolution", "bias", "output", "outputBias"] as const;

/** An untrained network; the same seed gives the same parameters. */
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
