import { parseEnv } from "node:util";
import { VARIABLES, WITHDRAWN_VARIABLES } from "../core/config/config.ts";
import type { Env } from "../core/config/env_reader.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";

/**
 * The variables of the process, over those of the file `.env` in the working directory.
 *
 * @throws {PermanentError} if `.env` is there and cannot be read
 */
export function readEnv(): Env {
  const file = readEnvFile(".env");
  const names = [...VARIABLES, ...WITHDRAWN_VARIABLES];
  return Object.fromEntries(names.map((name) => [name, Deno.env.get(name) ?? file[name]]));
}

function readEnvFile(path: string): Env {
  try {
    return parseEnv(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw new PermanentError(`Cannot read ${path}: ${messageOf(error)}. Mend or remove it`, {
      exitCode: 2,
    });
  }
}
