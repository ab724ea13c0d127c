import { calibrated, type SidedCalibration } from "./calibration.ts";
import type { Network } from "./network.ts";
import { NetworkScorer } from "./network_scorer.ts";
import { Features } from "../text/features.ts";
import type { HeadSignals } from "../text/head.ts";
import { WordBuckets } from "./head_features.ts";
import { NEGATIVE, NEUTRAL, POSITIVE } from "../data/labelled_rows.ts";
import { lexiconPrior } from "../text/lexicon_prior.ts";
import { levelTable, type Quantised } from "./quantised.ts";
import { readSignals, SIGNAL_COUNT } from "../text/signals.ts";
import { TAG } from "../text/tokens.ts";
import { type UnscoredReason, whyUnscored } from "./why_unscored.ts";
import { WordPieces } from "../text/word_pieces.ts";
import { WordFilter } from "../text/word_filter.ts";

export type LabelName = "positive" | "negative" | "neutral";

export interface Scored {
  /** P(positive | not neutral) in millionths, an integer, so that sums are exact. */
  readonly probPos: number;
  readonly label: LabelName;
}

export type Score = Scored | { readonly unscored: UnscoredReason };

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

/** All numbers of a model. */
export interface ModelParts {
  readonly twoClass: Quantised;
  readonly calibration: SidedCalibration;
  readonly words: WordFilter;
  /** Absent: a two-class model. */
  readonly head?: {
    readonly sparse: Quantised;
    readonly signals: HeadSignals;
    /** Calibrates the difference of the positive and the negative logit. */
    readonly calibration: SidedCalibration;
  };
  /** Absent: a linear model. */
  readonly network?: NetworkPart;
}

const TWO_CLASS_BAND: NeutralBand = { low: 0.45, high: 0.55 };

/** A model ready to score. Not shared between threads: it reuses its buffers. */
export class SentimentModel {
  readonly #features = new Features();
  readonly #signals = new Float32Array(SIGNAL_COUNT);
  readonly #logits = new Float64Array(3);
  readonly #two;
  readonly #headTable: Float32Array | undefined;
  readonly #words = new WordBuckets();
  readonly #buckets = new Uint32Array(1 << 14);
  readonly #pieces: WordPieces | undefined;
  readonly #network: NetworkScorer | undefined;

  /** @param version identifies the weights; stored with each score */
  constructor(readonly parts: ModelParts, readonly version: string) {
    const { twoClass, head, network } = parts;
    this.#two = { levels: twoClass.levels, table: levelTable(twoClass.largest) };
    this.#headTable = head && levelTable(head.sparse.largest);
    this.#pieces = head && new WordPieces(head.sparse.levels, this.#headTable!);
    this.#network = network && new NetworkScorer(network.network);
  }

  get classes(): 2 | 3 {
    return this.parts.head === undefined ? 2 : 3;
  }

  /**
   * Scores one post.
   *
   * @param text plain text
   * @param language BCP 47 tag (or `en_US`, `eng`) as declared; `und` when undeclared
   * @param band replaces the model's own decision what is neutral
   */
  score(text: string, language = "und", band?: NeutralBand): Score {
    this.#features.read(text);
    const unscored = whyUnscored(this.#features.tokens, this.parts.words, language);
    if (unscored !== undefined) return { unscored };
    const logit = readSignals(this.#features, this.#two, this.#signals);
    const { head } = this.parts;
    if (head === undefined) {
      const withPrior = logit + lexiconPrior(this.#features);
      const probability = calibrated(this.#mixed(withPrior), this.parts.calibration);
      return {
        probPos: millionths(probability),
        label: banded(probability, band ?? TWO_CLASS_BAND),
      };
    }
    const logits = this.#headLogits();
    this.#mix(logits);
    const odds = logits[POSITIVE]! - logits[NEGATIVE]!;
    const probability = calibrated(odds, head.calibration);
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

  #headLogits(): Float64Array {
    const { sparse, signals } = this.parts.head!;
    const table = this.#headTable!;
    const levels = sparse.levels;
    const buckets = this.#buckets;
    let used = this.#words.read(this.#features, buckets);
    let a = 0;
    let b = 0;
    let c = 0;
    for (let i = 0; i < used; i++) {
      const at = buckets[i]! * 3;
      a += table[levels[at]! & 255]!;
      b += table[levels[at + 1]! & 255]!;
      c += table[levels[at + 2]! & 255]!;
    }
    const { tokens } = this.#features;
    const pieces = this.#pieces!;
    const { sums, counts } = pieces;
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i]! > TAG) continue;
      const slot = pieces.slotOf(tokens, i);
      a += sums[slot * 3]!;
      b += sums[slot * 3 + 1]!;
      c += sums[slot * 3 + 2]!;
      used += counts[slot]!;
    }
    const norm = 1 / Math.sqrt(used);
    a *= norm;
    b *= norm;
    c *= norm;
    const values = this.#signals;
    for (let i = 0; i < SIGNAL_COUNT; i++) {
      const signal = values[i]!;
      a += signals[i * 3]! * signal;
      b += signals[i * 3 + 1]! * signal;
      c += signals[i * 3 + 2]! * signal;
    }
    const logits = this.#logits;
    logits[0] = a;
    logits[1] = b;
    logits[2] = c;
    return logits;
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
