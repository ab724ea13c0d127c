import { calibrated, type SidedCalibration } from "./calibration.ts";
import { calibratedOdds, type OddsCalibration } from "./odds_calibration.ts";
import type { Network } from "./network.ts";
import { NetworkScorer } from "./network_scorer.ts";
import { Features } from "../text/features.ts";
import type { HeadSignals } from "../text/head.ts";
import { HeadScorer } from "./head_scorer.ts";
import { NEGATIVE, NEUTRAL, POSITIVE } from "../data/labelled_rows.ts";
import { lexiconPrior } from "../text/lexicon_prior.ts";
import { postText } from "../text/post_text.ts";
import { levelTable, type Quantised } from "./quantised.ts";
import { readSignals, readTokens, SIGNAL_COUNT } from "../text/signals.ts";
import { type UnscoredReason, whyUnscored } from "./why_unscored.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import type { WordTable } from "./word_table.ts";
import type { WordFilter } from "../text/word_filter.ts";

export type LabelName = "positive" | "negative" | "neutral";

export interface Scored {
  /** P(positive | not neutral) in millionths, an integer, so that sums are exact. */
  readonly probPos: number;
  readonly label: LabelName;
}

export type Score = Scored | { readonly unscored: UnscoredReason };

/** What scores a text in a language. */
export interface TextScorer {
  score(text: string, language: string): Score;
}

/** A band of `prob_pos` that is called neutral (`NEUTRAL_LOW`, `NEUTRAL_HIGH`), 0 to 1. */
export interface NeutralBand {
  readonly low: number;
  readonly high: number;
}

/** A network that is mixed with the linear model. */
export interface NetworkPart {
  readonly network: Network;
  /** Its share of the logits, 0 to 1; the linear model has the rest. */
  readonly share: number;
}

/** All numbers of one language's part of a model: a two-class model, or a head, or a head on a two-class model. */
export interface ModelParts {
  readonly twoClass?: Quantised;
  /** Calibrates the two-class logit. */
  readonly calibration: SidedCalibration;
  readonly words: WordFilter;
  readonly vocabulary: Vocabulary;
  /** Absent: a two-class model. */
  readonly head?: {
    readonly sparse: Quantised;
    readonly signals: HeadSignals;
    /** Weights of words that come from their vectors, if it learned any. */
    readonly table?: WordTable;
    /** Calibrates the difference of the positive and the negative logit. */
    readonly calibration: OddsCalibration;
  };
  /** Absent: a linear model. */
  readonly network?: NetworkPart;
}

const TWO_CLASS_BAND: NeutralBand = { low: 0.45, high: 0.55 };
const NO_WEIGHTS: Quantised = { levels: new Int8Array(0), largest: 0 };

/** The model of one language, ready to score. Not shared between threads: it reuses its buffers. */
export class SentimentModel {
  readonly #features: Features;
  readonly #signals = new Float32Array(SIGNAL_COUNT);
  readonly #two;
  readonly #head: HeadScorer | undefined;
  readonly #network: NetworkScorer | undefined;

  /**
   * @param version identifies the weights; stored with each score
   * @param features what reads texts: heads of a directory share it, as they read one after the other
   */
  constructor(
    readonly parts: ModelParts,
    readonly version: string,
    features = new Features(parts.vocabulary),
  ) {
    const { twoClass = NO_WEIGHTS, head, network } = parts;
    this.#features = features;
    this.#two = { levels: twoClass.levels, table: levelTable(twoClass.largest) };
    this.#head = head && new HeadScorer(head, parts.words);
    this.#network = network && new NetworkScorer(network.network);
  }

  get classes(): 2 | 3 {
    return this.parts.head === undefined ? 2 : 3;
  }

  /**
   * Scores a text that is known to be in the model's language.
   *
   * @param text plain text
   * @param band replaces the model's own decision what is neutral
   */
  score(text: string, band?: NeutralBand): Score {
    this.#features.tokens.scan(postText(text));
    return this.scoreScanned(band);
  }

  /** Scores the text that the features' tokens scanned last. */
  scoreScanned(band?: NeutralBand): Score {
    const { words, twoClass } = this.parts;
    this.#features.readScanned(this.parts.vocabulary);
    const unscored = whyUnscored(this.#features.tokens, words, twoClass === undefined);
    if (unscored !== undefined) return { unscored };
    return this.#head === undefined ? this.#ofTwo(band) : this.#ofThree(this.#head, band);
  }

  #ofTwo(band: NeutralBand = TWO_CLASS_BAND): Scored {
    const logit = readSignals(this.#features, this.#two, this.#signals);
    const withPrior = logit + lexiconPrior(this.#features);
    const probability = calibrated(this.#mixed(withPrior), this.parts.calibration);
    return { probPos: millionths(probability), label: banded(probability, band) };
  }

  #ofThree(scorer: HeadScorer, band: NeutralBand | undefined): Scored {
    if (this.parts.twoClass === undefined) readTokens(this.#features, this.#signals);
    else readSignals(this.#features, this.#two, this.#signals);
    const logits = scorer.logits(this.#features, this.#signals);
    this.#mix(logits);
    const odds = logits[POSITIVE]! - logits[NEGATIVE]!;
    const { words } = this.#features.tokens;
    const probability = calibratedOdds(odds, words, this.parts.head!.calibration);
    const label = band === undefined ? mostProbable(logits) : banded(probability, band);
    return { probPos: millionths(probability), label };
  }

  /** Mixes the network's logit into the two-class one. */
  #mixed(linear: number): number {
    if (this.#network === undefined) return linear;
    const { share } = this.parts.network!;
    const logits = this.#network.read(this.#features.tokens);
    return (1 - share) * linear + share * (logits[POSITIVE]! - logits[NEGATIVE]!);
  }

  /** Mixes the network's logits into the three-class ones. */
  #mix(linear: Float64Array): void {
    if (this.#network === undefined) return;
    const { share } = this.parts.network!;
    const logits = this.#network.read(this.#features.tokens);
    for (let c = 0; c < 3; c++) linear[c] = (1 - share) * linear[c]! + share * logits[c]!;
  }
}

/** In millionths, limited to 0.0001 … 0.9999: the labels that the model was trained on are no surer. */
function millionths(probability: number): number {
  return Math.min(999_900, Math.max(100, Math.round(probability * 1e6)));
}

function banded(probability: number, band: NeutralBand): LabelName {
  if (probability >= band.low && probability <= band.high) return "neutral";
  return probability > band.high ? "positive" : "negative";
}

function mostProbable(logits: Float64Array): LabelName {
  const neutral = logits[NEUTRAL]!;
  if (logits[POSITIVE]! >= logits[NEGATIVE]!) {
    return logits[POSITIVE]! >= neutral ? "positive" : "neutral";
  }
  return logits[NEGATIVE]! >= neutral ? "negative" : "neutral";
}
