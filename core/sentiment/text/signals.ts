import { Features } from "./features.ts";
import { EMOJI, FACE, HASH_FROWN, HASH_SMILE, MENTION, TAG } from "./tokens.ts";

const VALENCE_SIGNALS = 9;
/** How many numbers {@linkcode readSignals} writes. */
export const SIGNAL_COUNT = 20 + VALENCE_SIGNALS;

/** A two-class model, as scoring reads it. */
export interface TwoClass {
  /** Quantised weight of each bucket. */
  readonly levels: Int8Array;
  /** What a level stands for, by `level & 255`. */
  readonly table: Float32Array;
}

/**
 * What the two-class model makes of a text, and a few plain facts about it, as numbers near −3…3: what the three-class
 * head sees beside the words. Neutral posts show little weight on either side, mixed ones show much on both.
 *
 * @returns the two-class logit, without the leaning of a text: the head sees what that is made of
 */
export function readSignals(
  features: Features,
  two: TwoClass,
  into: Float32Array,
): number {
  const { index, count, tokens } = features;
  const { levels, table } = two;
  let sum = 0;
  let distance = 0;
  let highest = 0;
  let lowest = 0;
  let strong = 0;
  for (let i = 0; i < count; i++) {
    const weight = table[levels[index[i]!]! & 255]!;
    // No branch for the side: half of the guesses would be wrong.
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
  const squashed = Math.tanh(logit / 2);
  into[0] = 1;
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
  into[11] = Math.log(count + 1) - 4.3;
  into[12] = smile;
  into[13] = frown;
  // The place of a signal that a link gave: models have a weight for it. A link never moves a score.
  into[14] = 0;
  into[15] = Math.min(mentions, 4) / 2;
  into[16] = Math.min(tags, 4) / 2;
  into[17] = Math.max(0, logit - 1.5);
  into[18] = Math.max(0, -logit - 1.5);
  into[19] = emoji;
  readValences(features, into.subarray(20));
  return logit;
}

/** Scale of a valence: most words that have one have 2 or 3. */
const USUAL = 2.5;

/** What the words say by themselves: the sum of each side, the strongest of each, the last, how many, none at all. */
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
    const valence = features.valenceOf(i) / USUAL;
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
