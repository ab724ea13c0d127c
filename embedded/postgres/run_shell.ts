/** The unprivileged user that a server started by root runs as; PostgreSQL refuses root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The shell of every Unix. The launcher's scripts are constants; variable parts are passed as arguments. */
export const SHELL = "/bin/sh";

/** Environment of the launcher's programs, without the caller's `PG…` variables. */
const SERVER_ENV = { PATH: "/usr/bin:/bin", TZ: "UTC", LC_ALL: "C" };

/** Runs a script with `$1` … set to `args`, and returns what it printed. */
export async function runShell(
  script: string,
  args: readonly string[],
  options: { user?: ServerUser | undefined } = {},
): Promise<{ code: number; stdout: string }> {
  const { code, stdout } = await new Deno.Command(SHELL, {
    args: ["-c", script, "sh", ...args],
    ...asUser(options.user),
    stdin: "null",
    stderr: "null",
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout) };
}

/** Command options for the server's environment and user, in a working directory that every user may enter. */
export function asUser(user: ServerUser | undefined) {
  if (Deno.build.os === "windows") return {};
  return { cwd: "/", clearEnv: true, env: SERVER_ENV, ...(user ?? {}) };
}
