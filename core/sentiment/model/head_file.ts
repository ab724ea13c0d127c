import type { NetworkShape } from "./network.ts";
import { packedBytes, packNetwork, unpackNetwork } from "./network_file.ts";
import { FEATURE_COUNT } from "../text/features.ts";
import { firstEnglishVocabulary } from "../text/english_vocabulary.ts";
import { HEAD_BITS } from "../text/head.ts";
import type { ModelParts } from "./model.ts";
import {
  CALIBRATION_NUMBERS,
  calibrationNumbers,
  calibrationOf,
  isEven,
} from "./odds_calibration.ts";
import { SIGNAL_COUNT } from "../text/signals.ts";
import { Vocabulary, vocabularyBytes } from "../text/vocabulary.ts";
import { WordFilter } from "../text/word_filter.ts";
import { WordTable, wordTableBytes } from "./word_table.ts";

/** What a head's file holds: the manifest says it, since the file itself is numbers only. */
export interface HeadShape {
  readonly classes: 2 | 3;
  /** Bits of the head's buckets; those of the first format if absent. */
  readonly bits?: number;
  /** Whether there are weights of a two-class model; true if absent. */
  readonly twoClass?: boolean;
  /** Words of the vocabulary in the file; the one of format 3, which is built in, if absent. */
  readonly vocabulary?: number;
  /** Numbers of the head's calibration, at the end of the file; two among the parameters if absent. */
  readonly calibration?: number;
  /** Words with weights that come from their vectors, at the very end of the file; none if absent. */
  readonly words?: number;
  /** Shape of the network, if there is one, and its share of the logits. */
  readonly network?: NetworkShape & { readonly share: number };
}

/** Numbers at the start: `largest` and both slopes of the two-class model, the same of the head, the head's signals. */
const PARAMETERS = 6 + SIGNAL_COUNT * 3;
const HEADER_BYTES = PARAMETERS * 8;

export function shapeOf({ twoClass, head, network, vocabulary }: ModelParts): HeadShape {
  return {
    classes: head === undefined ? 2 : 3,
    ...(head && { bits: Math.log2(head.sparse.levels.length / 3) }),
    twoClass: twoClass !== undefined,
    vocabulary: vocabulary.size,
    ...(head && !isEven(head.calibration) && { calibration: CALIBRATION_NUMBERS }),
    ...(head?.table && { words: head.table.size }),
    ...(network && { network: { ...network.network.shape, share: network.share } }),
  };
}

/**
 * Where the parts of a file begin: numbers, word filter, vocabulary, two-class levels, head levels, network, calibration,
 * weights of words.
 */
function layoutOf(shape: HeadShape) {
  const { classes, bits = HEAD_BITS, twoClass = true, vocabulary, network, calibration = 0 } =
    shape;
  const words = HEADER_BYTES;
  const known = words + WordFilter.BYTES;
  const two = known + (vocabulary === undefined ? 0 : vocabularyBytes(vocabulary));
  const twoLength = twoClass ? FEATURE_COUNT : 0;
  const head = two + twoLength;
  const headLength = classes === 3 ? 3 << bits : 0;
  const net = head + headLength;
  const odds = net + (network === undefined ? 0 : packedBytes(network));
  const table = odds + calibration * 8;
  const end = table + (shape.words === undefined ? 0 : wordTableBytes(shape.words));
  return { words, known, two, twoLength, head, headLength, net, odds, table, end };
}

/** Bytes of a file of this shape. */
export function headBytes(shape: HeadShape): number {
  return layoutOf(shape).end;
}

/** Serializes a head, little-endian. */
export function packHead(parts: ModelParts): Uint8Array<ArrayBuffer> {
  const { twoClass, calibration, words, vocabulary, head, network } = parts;
  const at = layoutOf(shapeOf(parts));
  const bytes = new Uint8Array(at.end);
  const numbers = new DataView(bytes.buffer);
  const parameters = [twoClass?.largest ?? 0, calibration.below, calibration.above];
  if (head !== undefined) {
    parameters.push(head.sparse.largest, head.calibration.below.near, head.calibration.above.near);
    parameters.push(...head.signals);
  }
  parameters.forEach((value, i) => numbers.setFloat64(i * 8, value, true));
  bytes.set(words.bits, at.words);
  bytes.set(vocabulary.pack(), at.known);
  if (twoClass !== undefined) bytes.set(asBytes(twoClass.levels), at.two);
  if (head !== undefined) bytes.set(asBytes(head.sparse.levels), at.head);
  if (network !== undefined) bytes.set(packNetwork(network.network), at.net);
  if (head?.table !== undefined) bytes.set(head.table.pack(), at.table);
  if (head !== undefined && at.table > at.odds) {
    calibrationNumbers(head.calibration).forEach((value, i) =>
      numbers.setFloat64(at.odds + i * 8, value, true)
    );
  }
  return bytes;
}

/** Parses {@linkcode packHead}'s bytes, which come from a verified file. */
export function unpackHead(bytes: Uint8Array<ArrayBuffer>, shape: HeadShape): ModelParts {
  const at = layoutOf(shape);
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (i: number) => numbers.getFloat64(i * 8, true);
  const section = (from: number, length: number) =>
    new Int8Array(bytes.buffer, bytes.byteOffset + from, length);
  const { network, classes, vocabulary, calibration = 0 } = shape;
  const odds = calibration === 0 ? [number(4), number(5)] : Array.from(
    { length: calibration },
    (_, i) => numbers.getFloat64(at.odds + i * 8, true),
  );
  return {
    calibration: { below: number(1), above: number(2) },
    words: new WordFilter(bytes.subarray(at.words, at.known)),
    vocabulary: vocabulary === undefined
      ? firstEnglishVocabulary()
      : Vocabulary.unpack(bytes.subarray(at.known, at.two)),
    ...(at.twoLength > 0 && {
      twoClass: { levels: section(at.two, at.twoLength), largest: number(0) },
    }),
    ...(classes === 3 && {
      head: {
        sparse: { levels: section(at.head, at.headLength), largest: number(3) },
        calibration: calibrationOf(odds),
        signals: Float64Array.from({ length: SIGNAL_COUNT * 3 }, (_, i) => number(6 + i)),
        ...(shape.words !== undefined && {
          table: WordTable.unpack(bytes.subarray(at.table, at.end), shape.words),
        }),
      },
    }),
    ...(network && {
      network: {
        network: unpackNetwork(bytes.subarray(at.net), {
          bits: network.bits,
          size: network.size,
          filters: network.filters,
        }),
        share: network.share,
      },
    }),
  };
}

function asBytes(levels: Int8Array): Uint8Array {
  return new Uint8Array(levels.buffer, levels.byteOffset, levels.byteLength);
}
