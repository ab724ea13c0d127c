import { dirname, resolve } from "node:path";
import type { Config } from "../core/config/config.ts";
import type { NeutralBand } from "../core/sentiment/model/model.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";
import { existingFile, type Flags, usageError } from "./flags.ts";

/** The file of `--data`, or of `DATA_PATH`. */
export function dataFile(flags: Flags, config: Config): string {
  const data = flags.file("data");
  if (data !== undefined) return data;
  if (config.dataPath !== undefined) return existingFile(config.dataPath, "DATA_PATH");
  throw usageError("--data is missing: name a CSV file, or set DATA_PATH");
}

/** The model directory of `--model`, else of `MODEL_DIR`, else `otherwise`. */
export function modelDirectory(flags: Flags, config: Config, otherwise?: string): string {
  const model = flags.text("model") ?? config.modelDir ?? otherwise;
  if (model === undefined) {
    throw usageError("--model is missing: name a directory, or set MODEL_DIR");
  }
  return current(resolve(model));
}

/** The place of a model that was named by the former place of the one that comes with Trunkline. */
function current(model: string): string {
  return model === FORMER_MODEL ? SHIPPED_MODEL : model;
}

/** Creates the parent folder of a file or directory. @throws {PermanentError} if it cannot be created */
export async function makeParent(path: string): Promise<void> {
  await makeFolder(dirname(path));
}

/** Creates a folder if it is missing. @returns its real path @throws {PermanentError} if it cannot be created */
export async function makeFolder(path: string): Promise<string> {
  try {
    await Deno.mkdir(path, { recursive: true });
    return await Deno.realPath(path);
  } catch (cause) {
    throw new PermanentError(
      `Cannot write into ${path}: ${
        messageOf(cause)
      }. Name a folder that can be created or written`,
      { cause, exitCode: 2 },
    );
  }
}

/** Where the model that comes with Trunkline lay when it knew English alone. */
const FORMER_MODEL = new URL("../models/english", import.meta.url).pathname;

/** The model that comes with Trunkline. */
export const SHIPPED_MODEL = new URL("../models/posts", import.meta.url).pathname;

/**
 * Checks that a directory holds a model, before services are started for it. `namedBy` is the flag or variable.
 *
 * @throws {PermanentError} with exit code 2 if it holds none
 */
export function requireModel(directory: string, namedBy: string): void {
  try {
    if (Deno.statSync(`${directory}/manifest.json`).isFile) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) && !(error instanceof Deno.errors.NotADirectory)) {
      throw usageError(`${namedBy} is "${directory}", which cannot be read: ${messageOf(error)}`);
    }
  }
  throw usageError(
    `${namedBy} is "${directory}", and no model is there; name a directory that "train" has made`,
  );
}

/** As {@linkcode requireModel}, for the model of live scoring. */
export function requireLiveModel(config: Config): void {
  requireModel(modelOf(config), "MODEL_DIR");
}

/** The model that live scoring uses: `MODEL_DIR`, else the one that comes with Trunkline. */
export function modelOf({ modelDir }: Config): string {
  return current(resolve(modelDir ?? SHIPPED_MODEL));
}

/**
 * The band of `NEUTRAL_LOW` and `NEUTRAL_HIGH`; undefined if neither is set: then the model's own three classes
 * decide.
 */
export function neutralBand({ neutralLow, neutralHigh }: Config): NeutralBand | undefined {
  if (neutralLow === undefined && neutralHigh === undefined) return undefined;
  return { low: neutralLow ?? 0.45, high: neutralHigh ?? 0.55 };
}
