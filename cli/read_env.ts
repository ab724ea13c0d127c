import { type EnvLine, parseEnvFile } from "../core/config/env_file.ts";
import { refuseUnknown } from "../core/config/unknown_variables.ts";
import { SPELLINGS, VARIABLES, WITHDRAWN_VARIABLES } from "../core/config/variables.ts";
import { localeFrom, type TerminalLocale } from "./translate.ts";
import type { Env } from "../core/config/env_reader.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";

/**
 * The variables of the process, over those of the file `.env` in the working directory.
 *
 * @throws {PermanentError} with exit code 2 if `.env` is there and cannot be read, or if a name is misspelt
 */
export function readEnv(): Env {
  const lines = readEnvFile(".env");
  // What the permissions of the task let through: variables that begin as ours do.
  const given = Deno.env.toObject();
  for (const [name, other] of Object.entries(SPELLINGS)) {
    const value = given[other];
    if (value !== undefined) given[name] ||= value;
    // Deno's `fetch` would use them itself: for loopback too, and past the permissions of a worker.
    for (const each of [name, other]) if (Object.hasOwn(given, each)) Deno.env.delete(each);
  }
  refuseUnknown([
    ...lines.map(({ name, value, line }) => ({ name, value, where: `.env line ${line}` })),
    ...Object.entries(given).map(([name, value]) => ({ name, value })),
  ]);
  const file = Object.fromEntries(lines.map(({ name, value }) => [name, value]));
  const names = [...VARIABLES, ...WITHDRAWN_VARIABLES];
  return Object.fromEntries(names.map((name) => [name, given[name] ?? file[name]]));
}

/** The language of the process's locale. */
export function readLocale(): TerminalLocale {
  return localeFrom(Deno.env.toObject());
}

function readEnvFile(path: string): readonly EnvLine[] {
  let bytes: Uint8Array;
  try {
    bytes = Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw new PermanentError(`Cannot read ${path}: ${messageOf(error)}. Mend or remove it`, {
      exitCode: 2,
    });
  }
  return parseEnvFile(bytes, path);
}
