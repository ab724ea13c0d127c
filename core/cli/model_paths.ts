import { dirname, resolve } from "node:path";
import type { Config } from "../config.ts";
import { type Flags, usageError } from "./flags.ts";

/** The file of `--data`, or of `DATA_PATH`. */
export function dataFile(flags: Flags, config: Config): string {
  const data = flags.file("data") ?? config.dataPath;
  if (data === undefined) throw usageError("--data is missing: name a CSV file, or set DATA_PATH");
  return resolve(data);
}

/** The model directory of `--model`, or of `MODEL_DIR`, or `otherwise`. */
export function modelDirectory(flags: Flags, config: Config, otherwise?: string): string {
  const model = flags.text("model") ?? config.modelDir ?? otherwise;
  if (model === undefined) {
    throw usageError("--model is missing: name a directory, or set MODEL_DIR");
  }
  return resolve(model);
}

/** Makes the folder that a file or directory is written into. */
export async function makeParent(path: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
}

/** The model that comes with Trunkline. */
export const SHIPPED_MODEL = new URL("../../models/english", import.meta.url).pathname;

/** The model that live scoring uses: `MODEL_DIR`, else the one that comes with Trunkline. */
export function modelOf({ modelDir }: Config): string {
  return resolve(modelDir ?? SHIPPED_MODEL);
}
