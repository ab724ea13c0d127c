import { messageOf, PermanentError } from "../../base/errors.ts";
import { writeFileAtomically } from "../../base/atomic_file.ts";
import type { NetworkShape } from "./network.ts";
import { isShape, packedBytes, packNetwork, unpackNetwork } from "./network_file.ts";
import { FEATURE_BITS, FEATURE_COUNT, FEATURE_VERSION } from "../text/features.ts";
import { HEAD_COUNT } from "../text/head.ts";
import type { MeasuredModel } from "./measured_model.ts";
import { type ModelParts, SentimentModel } from "./model.ts";
import { SIGNAL_COUNT } from "../text/signals.ts";
import { WordFilter } from "../text/word_filter.ts";

/** Raise it whenever the layout of a model's bytes changes: each build reads models of its own format only. */
const FORMAT_VERSION = 3;
const FORMAT = "trunkline-sentiment";
const MANIFEST = "manifest.json";
const WEIGHTS = "weights.bin";
/** The model card, for people. */
const CARD = "README.md";

/** How a model was made, as its manifest records it. Nothing in it depends on the clock or the machine. */
export interface Provenance {
  readonly architecture: "linear" | "deep";
  readonly seed: number;
  readonly sampleFraction: number;
  readonly data: { readonly rows: number; readonly sha256: string };
  readonly labelled?: { readonly rows: number; readonly sha256: string };
}

export interface Manifest extends Provenance {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly features: { readonly version: number; readonly bits: number };
  readonly languages: readonly string[];
  readonly classes: 2 | 3;
  /** Shape of the network, if there is one, and its share of the logits. */
  readonly network?: NetworkShape & { readonly share: number };
  readonly weights: { readonly file: string; readonly bytes: number; readonly sha256: string };
  /** Figures on rows that the model was not trained on. */
  readonly measured: MeasuredModel;
}

/** Numbers before the levels: `largest` and both slopes of the two-class model, the same of the head, the head's signals. */
const PARAMETERS = 6 + SIGNAL_COUNT * 3;
const HEADER_BYTES = PARAMETERS * 8;

/** Serializes a model: parameters (Float64), word filter, two-class levels, head levels, network. Little-endian. */
function packModel(parts: ModelParts): Uint8Array<ArrayBuffer> {
  const { twoClass, calibration, words, head, network } = parts;
  const linear = linearBytes(head === undefined ? 2 : 3);
  const packed = network && packNetwork(network.network);
  const size = linear + (packed?.length ?? 0);
  const bytes = new Uint8Array(size);
  const numbers = new DataView(bytes.buffer);
  const parameters = [twoClass.largest, calibration.below, calibration.above];
  if (head !== undefined) {
    parameters.push(head.sparse.largest, head.calibration.below, head.calibration.above);
    parameters.push(...head.signals);
  }
  parameters.forEach((value, i) => numbers.setFloat64(i * 8, value, true));
  bytes.set(words.bits, HEADER_BYTES);
  bytes.set(asBytes(twoClass.levels), HEADER_BYTES + WordFilter.BYTES);
  if (head !== undefined) {
    bytes.set(asBytes(head.sparse.levels), HEADER_BYTES + WordFilter.BYTES + FEATURE_COUNT);
  }
  if (packed !== undefined) bytes.set(packed, linear);
  return bytes;
}

function linearBytes(classes: 2 | 3): number {
  return HEADER_BYTES + WordFilter.BYTES + FEATURE_COUNT + (classes === 3 ? HEAD_COUNT * 3 : 0);
}

/** Parses {@linkcode packModel}'s bytes, which come from a verified file. */
function unpackModel(
  bytes: Uint8Array<ArrayBuffer>,
  { classes, network }: Pick<Manifest, "classes" | "network">,
): ModelParts {
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (i: number) => numbers.getFloat64(i * 8, true);
  const section = (from: number, length: number) =>
    new Int8Array(bytes.buffer, bytes.byteOffset + from, length);
  const words = bytes.subarray(HEADER_BYTES, HEADER_BYTES + WordFilter.BYTES);
  const levels = HEADER_BYTES + WordFilter.BYTES;
  const two = {
    twoClass: { levels: section(levels, FEATURE_COUNT), largest: number(0) },
    calibration: { below: number(1), above: number(2) },
    words: new WordFilter(words),
    ...(network && {
      network: {
        network: unpackNetwork(bytes.subarray(linearBytes(classes)), {
          bits: network.bits,
          size: network.size,
          filters: network.filters,
        }),
        share: network.share,
      },
    }),
  };
  if (classes === 2) return two;
  return {
    ...two,
    head: {
      sparse: { levels: section(levels + FEATURE_COUNT, HEAD_COUNT * 3), largest: number(3) },
      calibration: { below: number(4), above: number(5) },
      signals: Float64Array.from({ length: SIGNAL_COUNT * 3 }, (_, i) => number(6 + i)),
    },
  };
}

function asBytes(levels: Int8Array): Uint8Array {
  return new Uint8Array(levels.buffer, levels.byteOffset, levels.byteLength);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws if the directory holds anything other than a model, because writing one would delete it. */
export async function refuseOther(directory: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(directory)) names.push(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotADirectory) throw notAModel(directory, "a file", error);
    throw error;
  }
  if (names.length === 0) return;
  const foreign = names.find((name) => ![MANIFEST, WEIGHTS, CARD].includes(name));
  if (foreign !== undefined) throw notAModel(directory, foreign);
  const format = await Deno.readTextFile(`${directory}/${MANIFEST}`)
    .then((text) => JSON.parse(text)?.format).catch(() => undefined);
  if (format !== FORMAT) throw notAModel(directory, `no ${MANIFEST} of a model, but ${names[0]}`);
}

/**
 * Writes a model directory: into a temporary one beside it, synced, then renamed. Replaces a directory that holds a model
 * and nothing else, and keeps its card.
 */
export async function saveModel(
  directory: string,
  parts: ModelParts,
  about: Provenance & { readonly measured: MeasuredModel },
): Promise<Manifest> {
  const bytes = packModel(parts);
  const { network } = parts;
  const manifest: Manifest = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    features: { version: FEATURE_VERSION, bits: FEATURE_BITS },
    languages: ["en"],
    classes: parts.head === undefined ? 2 : 3,
    ...(network && { network: { ...network.network.shape, share: network.share } }),
    weights: { file: WEIGHTS, bytes: bytes.length, sha256: await sha256(bytes) },
    ...about,
  };
  const target = directory.replace(/\/+$/, "");
  await refuseOther(target);
  const draft = `${target}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    await Deno.mkdir(draft, { recursive: true });
    await writeFileAtomically(`${draft}/${WEIGHTS}`, bytes); // which syncs it
    await writeFileAtomically(`${draft}/${MANIFEST}`, JSON.stringify(manifest, null, 2) + "\n");
    await keepCard(target, draft);
    await swap(draft, target);
  } catch (error) {
    await Deno.remove(draft, { recursive: true }).catch(() => {});
    throw new PermanentError(
      `Cannot write a model to ${target}: ${
        messageOf(error)
      }. Make room, or name another place with --model.`,
      { cause: error },
    );
  }
  return manifest;
}

function notAModel(directory: string, found: string, cause?: unknown): PermanentError {
  return new PermanentError(
    `Cannot write a model to ${directory}: there is ${found}. Name a new directory with --model.`,
    { exitCode: 2, cause },
  );
}

/** Copies the model card, which is written by hand and must survive a new training. */
async function keepCard(from: string, to: string): Promise<void> {
  try {
    await Deno.copyFile(`${from}/${CARD}`, `${to}/${CARD}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function swap(draft: string, target: string): Promise<void> {
  const old = `${draft.slice(0, -4)}.old`;
  let hadOne = true;
  try {
    await Deno.rename(target, old);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    hadOne = false;
  }
  try {
    await Deno.rename(draft, target);
  } catch (error) {
    if (hadOne) await Deno.rename(old, target);
    throw error;
  }
  if (hadOne) await Deno.remove(old, { recursive: true });
}

/** Loads a model directory and checks it: format, features, size and hash. */
export async function loadModel(directory: string): Promise<SentimentModel> {
  return (await openModel(directory)).model;
}

export async function openModel(
  directory: string,
): Promise<{ readonly model: SentimentModel; readonly manifest: Manifest }> {
  const manifest = checked(directory, await read(directory, MANIFEST, Deno.readTextFile));
  const bytes = await read(directory, manifest.weights.file, Deno.readFile);
  if (bytes.length !== manifest.weights.bytes) {
    throw damaged(
      directory,
      `${WEIGHTS} has ${bytes.length} bytes instead of ${manifest.weights.bytes}`,
    );
  }
  const hash = await sha256(bytes);
  if (hash !== manifest.weights.sha256) {
    throw damaged(directory, `${WEIGHTS} is not the file that its manifest describes`);
  }
  const model = new SentimentModel(unpackModel(bytes, manifest), hash.slice(0, 12));
  return { model, manifest };
}

async function read<T>(
  directory: string,
  name: string,
  reader: (path: string) => Promise<T>,
): Promise<T> {
  try {
    return await reader(`${directory}/${name}`);
  } catch (cause) {
    const missing = cause instanceof Deno.errors.NotFound;
    const state = `${name} ${missing ? "is missing" : "cannot be read"}`;
    throw damaged(directory, state, { cause, ...(missing && { exitCode: 2 }) });
  }
}

function checked(directory: string, text: string): Manifest {
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
  const { features, weights, classes, network } = value;
  if (formatVersion < FORMAT_VERSION) {
    throw new PermanentError(
      `Cannot load the model in ${directory}: an older Trunkline made it. Train again with this build.`,
    );
  }
  if (features?.version !== FEATURE_VERSION || features.bits !== FEATURE_BITS) {
    throw new PermanentError(
      `Cannot load the model in ${directory}: it was trained on other features. Train again with this build.`,
    );
  }
  const whole = (classes === 2 || classes === 3) &&
    (network === undefined || (isShape(network) && network.share >= 0 && network.share <= 1)) &&
    // The name of the weight file is fixed: a manifest must not point anywhere else.
    weights?.file === WEIGHTS &&
    weights.bytes === linearBytes(classes) + (network === undefined ? 0 : packedBytes(network));
  if (!whole) {
    throw damaged(directory, `${MANIFEST} does not describe a whole model`);
  }
  return value as Manifest; // every field that is used was looked at above
}

function damaged(
  directory: string,
  state: string,
  options: { readonly cause?: unknown; readonly exitCode?: 2 } = {},
): PermanentError {
  return new PermanentError(
    `Cannot load the model in ${directory}: ${state}. Name a model directory with --model or MODEL_DIR, or train again.`,
    options,
  );
}
