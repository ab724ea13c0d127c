import { messageOf, PermanentError } from "../../base/errors.ts";
import { writeFileAtomically } from "../../base/atomic_file.ts";
import { packHead, shapeOf, unpackHead } from "./head_file.ts";
import {
  damaged,
  FORMAT,
  type HeadEntry,
  MANIFEST,
  type Manifest,
  manifestOf,
  parseManifest,
  type Provenance,
  weightsFile,
} from "./manifest.ts";
import type { MeasuredModel } from "./measured_model.ts";
import type { ModelParts } from "./model.ts";
import { ModelSet } from "./model_set.ts";

/** The model card, for people. */
const CARD = "README.md";
/** `en.bin`, and `weights.bin` of the first format. */
const WEIGHTS = /^(?:[a-z]{2,3}|weights)\.bin$/;

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
  const foreign = names.find((name) => name !== MANIFEST && name !== CARD && !WEIGHTS.test(name));
  if (foreign !== undefined) throw notAModel(directory, foreign);
  const format = await Deno.readTextFile(`${directory}/${MANIFEST}`)
    .then((text) => JSON.parse(text)?.format).catch(() => undefined);
  if (format !== FORMAT) throw notAModel(directory, `no ${MANIFEST} of a model, but ${names[0]}`);
}

/** A head to write, and how it was made. */
export interface NewHead {
  readonly language: string;
  readonly parts: ModelParts;
  readonly about: Provenance & { readonly measured: MeasuredModel };
}

/**
 * Writes a model directory: into a temporary one beside it, synced, then renamed. Replaces the head of that language in a
 * directory that holds a model and nothing else, and keeps the other heads and the card.
 */
export async function saveHead(
  directory: string,
  { language, parts, about }: NewHead,
): Promise<Manifest> {
  const target = directory.replace(/\/+$/, "");
  await refuseOther(target);
  const files = await otherHeads(target, language);
  const bytes = packHead(parts);
  const weights = {
    file: weightsFile(language),
    bytes: bytes.length,
    sha256: await sha256(bytes),
  };
  files.set(language, { entry: { ...shapeOf(parts), weights, ...about }, bytes });
  const heads = Object.fromEntries([...files].map(([name, { entry }]) => [name, entry]));
  const manifest = manifestOf(heads);
  const draft = `${target}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    await Deno.mkdir(draft, { recursive: true });
    for (const { entry, bytes } of files.values()) {
      await writeFileAtomically(`${draft}/${entry.weights.file}`, bytes); // which syncs it
    }
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

interface HeadFile {
  readonly entry: HeadEntry;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The heads of a directory that stay, under the names that they have in a directory of this format. */
async function otherHeads(directory: string, language: string): Promise<Map<string, HeadFile>> {
  const files = new Map<string, HeadFile>();
  const text = await Deno.readTextFile(`${directory}/${MANIFEST}`).catch(() => undefined);
  if (text === undefined) return files;
  let manifest: Manifest;
  try {
    manifest = parseManifest(directory, text);
  } catch (error) {
    // A model that no build can read any more is replaced as a whole.
    if (error instanceof PermanentError) return files;
    throw error;
  }
  for (const [name, entry] of Object.entries(manifest.heads)) {
    if (name === language) continue;
    const bytes = await readWeights(directory, entry);
    const { architecture, seed, sampleFraction, data, labelled, calibrated, vectors, measured } =
      entry;
    files.set(name, {
      entry: {
        ...pickShape(entry),
        weights: { ...entry.weights, file: weightsFile(name) },
        architecture,
        seed,
        sampleFraction,
        ...(data && { data }),
        ...(labelled && { labelled }),
        ...(calibrated && { calibrated }),
        ...(vectors && { vectors }),
        measured,
      },
      bytes,
    });
  }
  return files;
}

/** The shape alone: the first format kept the whole manifest beside it. */
function pickShape(
  { classes, bits, twoClass, vocabulary, network, calibration, words }: Partial<HeadEntry>,
) {
  return {
    classes: classes ?? 2,
    ...(bits !== undefined && { bits }),
    ...(twoClass !== undefined && { twoClass }),
    ...(vocabulary !== undefined && { vocabulary }),
    ...(calibration !== undefined && { calibration }),
    ...(words !== undefined && { words }),
    ...(network !== undefined && { network }),
  };
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

/** Loads a model directory and checks it: format, features, sizes and hashes. */
export async function loadModel(directory: string): Promise<ModelSet> {
  return (await openModel(directory)).model;
}

export async function openModel(
  directory: string,
): Promise<{ readonly model: ModelSet; readonly manifest: Manifest }> {
  const text = await read(directory, MANIFEST, Deno.readTextFile);
  const manifest = parseManifest(directory, text);
  // All files are read now, so that a directory that is replaced later does not mix two models; a head is made of its bytes
  // when the first post of its language comes.
  const heads = await Promise.all(
    Object.entries(manifest.heads).map(async ([language, entry]) => {
      const bytes = await readWeights(directory, entry);
      return { language, sha256: entry.weights.sha256, parts: () => unpackHead(bytes, entry) };
    }),
  );
  return { model: await ModelSet.of(heads), manifest };
}

async function readWeights(
  directory: string,
  { weights }: HeadEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await read(directory, weights.file, Deno.readFile);
  if (bytes.length !== weights.bytes) {
    throw damaged(
      directory,
      `${weights.file} has ${bytes.length} bytes instead of ${weights.bytes}`,
    );
  }
  if (await sha256(bytes) !== weights.sha256) {
    throw damaged(directory, `${weights.file} is not the file that its manifest describes`);
  }
  return bytes;
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
