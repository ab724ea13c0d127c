import type { NetworkShape } from "../model/network.ts";

/** Hyperparameters of one training of the network. */
export interface Hyperparameters {
  /** Passes at most. */
  readonly epochs: number;
  /** Passes without improvement before training stops. */
  readonly patience: number;
  /** Posts a step. */
  readonly batch: number;
  /** Adam's learning rate for the dense parts at the start; falls linearly to 0. */
  readonly rate: number;
  /** Adagrad's learning rate for the embedding at the start; falls linearly to 0. */
  readonly rowRate: number;
  /** Share of features left out of a step. */
  readonly dropout: number;
  /** Share of tokens left out of a step. */
  readonly gaps: number;
}

/** Chosen on validation rows; see docs/sentiment.md. */
export const NETWORK_SHAPE: NetworkShape = { bits: 16, size: 32, filters: 64 };

/** For positive against negative, on the distant corpus. */
export const POLARITY_HYPERPARAMETERS: Hyperparameters = {
  epochs: 3,
  patience: 1,
  batch: 128,
  rate: 0.002,
  rowRate: 0.05,
  dropout: 0.4,
  gaps: 0.15,
};

/** For the three classes, on human labels, starting from the polarity network. */
export const NEUTRAL_HYPERPARAMETERS: Hyperparameters = {
  epochs: 4,
  patience: 1,
  batch: 64,
  rate: 0.0005,
  rowRate: 0.01,
  dropout: 0.5,
  gaps: 0.15,
};
