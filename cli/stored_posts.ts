import type { Config } from "../core/config/config.ts";
import { PermanentError } from "../core/base/errors.ts";
import { readLive } from "../core/home/home.ts";
import type { Invocation } from "./command.ts";
import { hasDatabase } from "./services.ts";

/** Where a demo keeps its state: beside the state directory, so that made-up posts never mix with real ones. */
export function demoHome({ home }: Config): string {
  return `${home}-demo`;
}

/** Stored posts that were found, and how to call them. */
export interface StoredPosts {
  readonly invocation: Invocation;
  /** One line: whose posts they are, and where. */
  readonly whose: string;
}

/**
 * Finds stored posts for a command that only reads them: those of `PG_URL`, else of the state directory, else of a demo that
 * runs or ran. Undefined if there are none.
 */
export async function findStoredPosts(invocation: Invocation): Promise<StoredPosts | undefined> {
  const { config } = invocation;
  if (config.postgres !== undefined) {
    const { database, host } = config.postgres;
    return { invocation, whose: `Posts in the database ${database} on ${host}` };
  }
  const isThere = async (home: string) =>
    await hasDatabase(home) || await readLive(home) !== undefined;
  const demo = demoHome(config);
  if (await isThere(config.home)) {
    const isDemo = config.home.endsWith("-demo");
    const other = !isDemo && await readLive(demo) !== undefined
      ? `; a demo runs too: look at it with TRUNKLINE_HOME=${demo}`
      : "";
    return {
      invocation,
      whose: `${
        isDemo ? "Posts of a demo (made up, or of a file)" : "Posts"
      } in ${config.home}${other}`,
    };
  }
  if (!await isThere(demo)) return undefined;
  return {
    invocation: { ...invocation, config: { ...config, home: demo } },
    whose: `Posts of a demo (made up, or of a file) in ${demo}`,
  };
}

/**
 * As {@linkcode findStoredPosts}, for a command that needs some: it must not make an empty database first.
 *
 * @throws {PermanentError} with exit code 2 if there are none
 */
export async function requireStoredPosts(invocation: Invocation): Promise<StoredPosts> {
  const found = await findStoredPosts(invocation);
  if (found !== undefined) return found;
  throw new PermanentError(
    `Cannot find stored posts: there is no database in ${invocation.config.home} yet, and none of a demo. ` +
      "Fill one with: deno task run, or deno task demo. Or set PG_URL, or TRUNKLINE_HOME, to where they are",
    { exitCode: 2 },
  );
}
