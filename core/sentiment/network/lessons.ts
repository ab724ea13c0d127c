import type { NetworkShape } from "../model/network.ts";

/** How a network learns. */
export interface LessonOptions {
  /** Passes at most. */
  readonly epochs: number;
  /** Passes without gain before it stops. */
  readonly patience: number;
  /** Posts a step. */
  readonly batch: number;
  /** Of Adam, at the start; falls to 0 in a straight line, as the next. */
  readonly rate: number;
  /** Of the embedding's Adagrad. */
  readonly rowRate: number;
  /** Share of features left out of a step. */
  readonly dropout: number;
  /** Share of tokens left out of a step. */
  readonly gaps: number;
}

/** Chosen on validation rows; see docs/sentiment.md. */
export const NETWORK_SHAPE: NetworkShape = { bits: 16, size: 32, filters: 64 };

/** On the distant corpus. */
export const FIRST_LESSON: LessonOptions = {
  epochs: 3,
  patience: 1,
  batch: 128,
  rate: 0.002,
  rowRate: 0.05,
  dropout: 0.4,
  gaps: 0.15,
};

/** On human labels, after the first. */
export const SECOND_LESSON: LessonOptions = {
  epochs: 4,
  patience: 1,
  batch: 64,
  rate: 0.0005,
  rowRate: 0.01,
  dropout: 0.5,
  gaps: 0.15,
};
