import { dirname, resolve } from "node:path";
import type { Config } from "../core/config/config.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";
import { existingFile, type Flags, usageError } from "./flags.ts";

/** The file of `--data`, or of `DATA_PATH`. */
export function dataFile(flags: Flags, config: Config): string {
  const data = flags.file("data");
  if (data !== undefined) return data;
  if (config.dataPath !== undefined) return existingFile(config.dataPath, "DATA_PATH");
  throw usageError("--data is missing: name a CSV file, or set DATA_PATH");
}

/** The model directory of `--model`, or of `MODEL_DIR`, or `otherwise`. */
export function modelDirectory(flags: Flags, config: Config, otherwise?: string): string {
  const model = flags.text("model") ?? config.modelDir ?? otherwise;
  if (model === undefined) {
    throw usageError("--model is missing: name a directory, or set MODEL_DIR");
  }
  return resolve(model);
}

/** Makes the folder that a file or directory is written into. @throws {PermanentError} where that cannot be */
export async function makeParent(path: string): Promise<void> {
  await makeFolder(dirname(path));
}

/** Makes a folder, if it is not there. @returns its real path @throws {PermanentError} where that cannot be */
export async function makeFolder(path: string): Promise<string> {
  try {
    await Deno.mkdir(path, { recursive: true });
    return await Deno.realPath(path);
  } catch (cause) {
    throw new PermanentError(
      `Cannot write into ${path}: ${messageOf(cause)}. Name a folder that can be made or written`,
      { cause, exitCode: 2 },
    );
  }
}

/** The model that comes with Trunkline. */
export const SHIPPED_MODEL = new URL("../models/english", import.meta.url).pathname;

/** The model that live scoring uses: `MODEL_DIR`, else the one that comes with Trunkline. */
export function modelOf({ modelDir }: Config): string {
  return resolve(modelDir ?? SHIPPED_MODEL);
}
