import { Features } from "./features.ts";
import { EMOJI, FACE, HASH_FROWN, HASH_SMILE, MENTION, TAG } from "./tokens.ts";

const VALENCE_SIGNALS = 9;
/** Numbers that {@linkcode readSignals} writes. */
export const SIGNAL_COUNT = 20 + VALENCE_SIGNALS;

/** Weights of a two-class model in the form that scoring reads. */
export interface TwoClass {
  /** Quantised weight of each bucket. */
  readonly levels: Int8Array;
  /** Weight of each level, indexed by `level & 255`. */
  readonly table: Float32Array;
}

/**
 * Writes the dense inputs of a three-class head, numbers near −3…3: the weights that the two-class model finds in the text,
 * and counts of tokens. Neutral posts have little weight on either side, mixed ones have much on both.
 *
 * @returns the two-class logit without the lexicon prior, whose inputs the head sees itself
 */
export function readSignals(
  features: Features,
  two: TwoClass,
  into: Float32Array,
): number {
  const logit = readSides(features, two, into);
  readTokens(features, into);
  return logit;
}

/** The same for a head that has no two-class model beneath it. */
export function readTokens(features: Features, into: Float32Array): void {
  const { count, tokens } = features;
  let smile = 0;
  let frown = 0;
  let mentions = 0;
  let tags = 0;
  let emoji = 0;
  for (let i = 0; i < tokens.count; i++) {
    switch (tokens.kind[i]) {
      case FACE:
        if (tokens.hash[i] === HASH_SMILE) smile = 1;
        else if (tokens.hash[i] === HASH_FROWN) frown = 1;
        break;
      case EMOJI:
        emoji = 1;
        break;
      case MENTION:
        mentions++;
        break;
      case TAG:
        tags++;
    }
  }
  into[0] = 1;
  into[11] = Math.log(count + 1) - 4.3;
  into[12] = smile;
  into[13] = frown;
  // Formerly set for links; existing models have a weight for this place. Links must not change a score.
  into[14] = 0;
  into[15] = Math.min(mentions, 4) / 2;
  into[16] = Math.min(tags, 4) / 2;
  into[19] = emoji;
  readValences(features, into.subarray(20));
}

/** Writes what the two-class model finds on each side. */
function readSides(
  { index, count }: Features,
  { levels, table }: TwoClass,
  into: Float32Array,
): number {
  let sum = 0;
  let distance = 0;
  let highest = 0;
  let lowest = 0;
  let strong = 0;
  for (let i = 0; i < count; i++) {
    const weight = table[levels[index[i]!]! & 255]!;
    // Without a branch on the sign, which the processor would mispredict half of the time.
    sum += weight;
    distance += Math.abs(weight);
    if (weight > highest) highest = weight;
    else if (weight < lowest) lowest = weight;
    if (weight > 1.5 || weight < -1.5) strong++;
  }
  const positive = (distance + sum) / 2;
  const negative = (sum - distance) / 2;
  const norm = 1 / Math.sqrt(count);
  const logit = sum * norm;
  const squashed = Math.tanh(logit / 2);
  into[1] = logit;
  into[2] = Math.abs(logit);
  into[3] = squashed;
  into[4] = squashed * squashed;
  into[5] = positive * norm / 3;
  into[6] = negative * norm / 3;
  into[7] = highest / 3;
  into[8] = lowest / 3;
  into[9] = strong / 10;
  into[10] = Math.min(positive, -negative) * norm / 3;
  into[17] = Math.max(0, logit - 1.5);
  into[18] = Math.max(0, -logit - 1.5);
  return logit;
}

/** Typical absolute valence: most rated words have 2 or 3. */
const TYPICAL_VALENCE = 2.5;

/** Writes statistics of the words' valences: sums, extremes, the last one, counts, and whether there is none. */
function readValences(features: Features, into: Float32Array): void {
  const { tokens } = features;
  let positive = 0;
  let negative = 0;
  let highest = 0;
  let lowest = 0;
  let last = 0;
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < tokens.count; i++) {
    const valence = features.valenceOf(i) / TYPICAL_VALENCE;
    if (valence === 0) continue;
    last = valence;
    if (valence > 0) {
      positive += valence;
      positives++;
      if (valence > highest) highest = valence;
    } else {
      negative += valence;
      negatives++;
      if (valence < lowest) lowest = valence;
    }
  }
  into[0] = positive;
  into[1] = negative;
  into[2] = highest;
  into[3] = lowest;
  into[4] = last;
  into[5] = Math.min(positives, 4) / 2;
  into[6] = Math.min(negatives, 4) / 2;
  into[7] = positives + negatives === 0 ? 1 : 0;
  into[8] = Math.tanh(positive + negative);
}
