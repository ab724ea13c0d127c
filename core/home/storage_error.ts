import { codeOf, messageOf, PermanentError } from "../base/errors.ts";

/**
 * Puts an error of the file system into words: what could not be done, why, and the remedy.
 *
 * @param action the verb and its thing, as in "write /srv/trunkline/live.json"
 */
export function storageError(action: string, error: unknown): Error {
  if (error instanceof PermanentError) return error;
  const [state, remedy, exitCode] = reasonOf(error);
  return new PermanentError(`Cannot ${action}: ${state}. ${remedy}`, {
    cause: error,
    ...(exitCode === undefined ? {} : { exitCode }),
  });
}

/** Exit code 2 where no wait can help: TRUNKLINE_HOME names a place that cannot be used. */
function reasonOf(error: unknown): [state: string, remedy: string, exitCode?: 2] {
  // Deno's own error (for /proc, /dev, /sys …) speaks of its flags, which users do not set.
  if (error instanceof Error && error.name === "NotCapable") {
    return ["permission denied", "Set TRUNKLINE_HOME to a folder of your own", 2];
  }
  switch (codeOf(error)) {
    case "ENOSPC":
      return ["the disk is full", "Make room, or set TRUNKLINE_HOME to a folder on another disk"];
    case "EDQUOT":
      return ["the disk quota is used up", "Make room, or set TRUNKLINE_HOME to another folder"];
    case "EROFS":
      return ["the file system is read-only", "Set TRUNKLINE_HOME to a folder that can be written"];
    case "EACCES":
    case "EPERM":
      return [
        "permission denied",
        "Set TRUNKLINE_HOME to a folder of your own, or run as the user who made this one",
        2,
      ];
    case "ENOTDIR":
    case "EEXIST":
      return ["a file is in the way of the folder", "Move it, or set TRUNKLINE_HOME elsewhere", 2];
    default:
      return [messageOf(error), "Mend that, or set TRUNKLINE_HOME to another folder"];
  }
}
