import { CALIBRATION_NUMBERS } from "./odds_calibration.ts";
import { PermanentError } from "../../base/errors.ts";
import { headBytes, type HeadShape } from "./head_file.ts";
import { isShape } from "./network_file.ts";
import { FEATURE_BITS, FEATURE_VERSION } from "../text/features.ts";
import { HEAD_BITS } from "../text/head.ts";
import type { MeasuredModel } from "./measured_model.ts";

/** Raise it whenever the layout of a model's directory changes: a build reads its own format and {@linkcode FIRST_FORMAT}. */
const FORMAT_VERSION = 4;
/** One head, for English, in `weights.bin`. */
const FIRST_FORMAT = 3;
export const FORMAT = "trunkline-sentiment";
export const MANIFEST = "manifest.json";
const FIRST_WEIGHTS = "weights.bin";

/** How a head was made. Nothing in it depends on the clock or the machine. */
export interface Provenance {
  readonly architecture: "linear" | "deep";
  readonly seed: number;
  readonly sampleFraction: number;
  /** The corpus of the two-class model, if there is one. */
  readonly data?: { readonly rows: number; readonly sha256: string };
  readonly labelled?: { readonly rows: number; readonly sha256: string };
  /** Rows that only calibrated it. */
  readonly calibrated?: { readonly rows: number; readonly sha256: string };
  /** File of the vectors of words. */
  readonly vectors?: { readonly words: number; readonly sha256: string };
}

/** One language's part of a model. */
export interface HeadEntry extends Provenance, HeadShape {
  readonly weights: { readonly file: string; readonly bytes: number; readonly sha256: string };
  /** Figures on rows that the head was not trained on. */
  readonly measured: MeasuredModel;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly features: { readonly version: number; readonly bits: number };
  /** By language (ISO 639), in alphabetical order. */
  readonly heads: Readonly<Record<string, HeadEntry>>;
}

/** A manifest of these heads. */
export function manifestOf(heads: Readonly<Record<string, HeadEntry>>): Manifest {
  const sorted = Object.keys(heads).sort().map((language) => [language, heads[language]!] as const);
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    features: { version: FEATURE_VERSION, bits: FEATURE_BITS },
    heads: Object.fromEntries(sorted),
  };
}

/** Name of a language's file. */
export function weightsFile(language: string): string {
  return `${language}.bin`;
}

/** Reads a manifest; one of the first format becomes one with an English head. @throws {PermanentError} */
export function parseManifest(directory: string, text: string): Manifest {
  let value: Partial<Manifest>;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(directory, `${MANIFEST} is not JSON`, { cause });
  }
  if (value?.format !== FORMAT) throw damaged(directory, `${MANIFEST} is not that of a model`);
  const { formatVersion } = value;
  if (typeof formatVersion !== "number" || !Number.isInteger(formatVersion) || formatVersion < 1) {
    throw damaged(directory, `${MANIFEST} does not say its formatVersion`);
  }
  const newer = formatVersion > FORMAT_VERSION || Number(value.features?.version) > FEATURE_VERSION;
  if (newer) {
    throw new PermanentError(
      `Cannot load the model in ${directory}: a newer Trunkline made it. Update Trunkline, or train again with this one.`,
    );
  }
  if (formatVersion < FIRST_FORMAT) {
    throw new PermanentError(
      `Cannot load the model in ${directory}: an older Trunkline made it. Train again with this build.`,
    );
  }
  const { features } = value;
  if (features?.version !== FEATURE_VERSION || features.bits !== FEATURE_BITS) {
    throw new PermanentError(
      `Cannot load the model in ${directory}: it was trained on other features. Train again with this build.`,
    );
  }
  const heads = formatVersion === FIRST_FORMAT
    ? { en: value as unknown as HeadEntry }
    : value.heads;
  const whole = typeof heads === "object" && heads !== null && Object.keys(heads).length > 0 &&
    Object.entries(heads).every(([language, head]) =>
      isHead(head, formatVersion === FIRST_FORMAT ? FIRST_WEIGHTS : weightsFile(language)) &&
      /^[a-z]{2,3}$/.test(language)
    );
  if (!whole) throw damaged(directory, `${MANIFEST} does not describe a whole model`);
  return { ...value, heads } as Manifest; // every field that is used was looked at above
}

/** @param file the name is fixed: a manifest must not point anywhere else */
function isHead(head: Partial<HeadEntry> | undefined, file: string): boolean {
  if (typeof head !== "object" || head === null) return false;
  const { classes, bits = HEAD_BITS, vocabulary = 0, calibration = 0, network, weights } = head;
  const whole = (classes === 2 || classes === 3) &&
    Number.isInteger(bits) && bits >= 8 && bits <= FEATURE_BITS &&
    Number.isInteger(vocabulary) && vocabulary >= 0 &&
    (calibration === 0 || calibration === CALIBRATION_NUMBERS) &&
    (network === undefined || (isShape(network) && network.share >= 0 && network.share <= 1));
  return whole && weights?.file === file && weights.bytes === headBytes(head as HeadEntry);
}

/** The error for a directory that is no whole model. */
export function damaged(
  directory: string,
  state: string,
  options: { readonly cause?: unknown; readonly exitCode?: 2 } = {},
): PermanentError {
  return new PermanentError(
    `Cannot load the model in ${directory}: ${state}. Name a model directory with --model or MODEL_DIR, or train again.`,
    options,
  );
}
