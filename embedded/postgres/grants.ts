import type { Grants } from "../../core/supervision/grants.ts";
import { binariesIn } from "./binaries.ts";
import { findPackage } from "./package_directory.ts";
import { SHELL } from "./run_shell.ts";

/**
 * Permissions of the launcher: its part of the state directory, the npm package to copy from, the server's programs, a shell
 * (for the log, the guard, and the list of processes), and the loopback interface to try ports.
 *
 * @param home the state directory, absolute
 */
export function postgresGrants(home: string): Grants {
  const source = findPackage();
  const { initdb, postgres, pgCtl } = binariesIn(`${home}/postgres/${source.name}`);
  return {
    net: ["127.0.0.1"],
    read: [home, source.native, "/etc/passwd"],
    write: [home],
    run: Deno.build.os === "windows" ? [initdb, postgres, pgCtl] : [initdb, postgres, SHELL],
    sys: ["uid"],
  };
}
