import { PermanentError } from "../../core/base/errors.ts";
import { runShell, type ServerUser } from "./run_shell.ts";

/** The user that runs the server; `undefined` means the current user, which works for all but root. */
export async function serverUser(data: string): Promise<ServerUser | undefined> {
  if (Deno.build.os === "windows" || Deno.uid() !== 0) return undefined;
  const owner = await ownerOf(data);
  if (owner !== undefined && owner.uid !== 0) return owner;
  const user = findUser(await Deno.readTextFile("/etc/passwd"));
  if (user !== undefined) return user;
  throw new PermanentError(
    "Cannot start the embedded PostgreSQL as root: there is no user 'postgres' or 'nobody' to run it as. " +
      "Add one, or run Trunkline as another user",
  );
}

/** `postgres` if it exists, else `nobody`. `initdb` needs a user with a name. */
export function findUser(passwd: string): ServerUser | undefined {
  for (const wanted of ["postgres", "nobody"]) {
    for (const line of passwd.split("\n")) {
      const [name, , uid, gid] = line.split(":");
      if (name === wanted && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
    }
  }
  return undefined;
}

/** Throws if the server's user cannot enter the path, such as anything under `/root`. */
export async function checkReachable(path: string, user: ServerUser): Promise<void> {
  const { stdout } = await runShell(FIRST_CLOSED_FOLDER, [path], { user });
  const closed = stdout.trim();
  if (closed === "") return;
  throw new PermanentError(
    `Cannot start the embedded PostgreSQL as root in ${path}: it has to run as another user (uid ${user.uid}), ` +
      `and ${closed} is closed to that. Set TRUNKLINE_HOME to a folder outside it, as /var/lib/trunkline`,
  );
}

// Tests access as that user: unlike the mode bits, this includes groups and access lists.
const FIRST_CLOSED_FOLDER = `
path=
IFS=/
for part in $1; do
  [ -n "$part" ] || continue
  path="$path/$part"
  cd "$path" 2>/dev/null || { echo "$path"; exit; }
done`;

async function ownerOf(path: string): Promise<ServerUser | undefined> {
  try {
    const { uid, gid } = await Deno.stat(path);
    return uid === null || gid === null ? undefined : { uid, gid };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
