import { parseArgs } from "@std/cli/parse-args";
import type { Command } from "./command.ts";
import { Flags, usageError } from "./flags.ts";
import { suggest } from "./suggest.ts";

/**
 * Reads a command's arguments by its own table of flags; `--help` is always one of them.
 *
 * @throws {PermanentError} with exit code 2 for a flag that the command does not have
 */
export function parseFlags(
  command: Command,
  args: readonly string[],
): { readonly flags: Flags; readonly rest: readonly string[] } {
  const names = Object.keys(command.flags);
  const takesValue = (name: string) => command.flags[name]?.value !== undefined;
  const { _: rest, ...given } = parseArgs([...args], {
    string: ["_", ...names.filter(takesValue)],
    boolean: [...names.filter((name) => !takesValue(name)), "help"],
    alias: { help: "h" },
    unknown: (arg, key) => {
      if (key === undefined || !arg.startsWith("-")) return true;
      const flag = arg.split("=", 1)[0] ?? arg;
      throw usageError(
        `${command.name} has no flag ${flag}.${suggest(flag, names.map((name) => `--${name}`))} ` +
          `See deno task ${command.name} --help`,
      );
    },
  });
  const twice = names.filter(takesValue).find((name) => timesGiven(name, args) > 1);
  if (twice !== undefined) {
    throw usageError(`--${twice} is given twice, and one would be ignored; leave one of them`);
  }
  if (rest.length > 0 && command.arguments === undefined) {
    throw usageError(
      `${command.name} takes no argument "${rest[0]}"; see deno task ${command.name} --help`,
    );
  }
  return { flags: new Flags(given), rest: rest.map(String) };
}

function timesGiven(name: string, args: readonly string[]): number {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  return flags.filter((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)).length;
}
