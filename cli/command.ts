import type { Config } from "../core/config/config.ts";
import type { Env } from "../core/config/env_reader.ts";
import type { Spawn } from "../core/supervision/supervised_worker.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** One flag of a command: a switch, or, with `value`, a flag that takes a value (named so in the help). */
export interface Flag {
  readonly help: string;
  readonly value?: string;
}

/** What a command gets when it runs. */
export interface Invocation {
  readonly flags: Flags;
  /** The arguments that are no flags. */
  readonly rest: readonly string[];
  readonly config: Config;
  readonly env: Env;
  readonly terminal: Terminal;
  readonly spawn: Spawn;
  /**
   * Aborted by the first SIGINT or SIGTERM: then finish, commit and close. A second signal ends the process at once.
   */
  readonly interrupted: AbortSignal;
}

/** A command of `main.ts`: `deno task NAME …`. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows the name, for the usage line, where the command takes more than flags. */
  readonly arguments?: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Command lines after `deno task `, each with what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Runs it; resolves to the exit code. */
  run(invocation: Invocation): Promise<number>;
}
