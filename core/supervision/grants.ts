/**
 * The permissions of a worker. Every kind that is left out is denied: a worker inherits nothing from its parent.
 *
 * The keys are a closed type because Deno ignores a misspelt key without an error.
 */
export interface Grants {
  /** `host` or `host:port`. */
  readonly net?: readonly string[];
  /** Paths of files and folders. */
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  /** Programs. Only the launcher of PostgreSQL has any. */
  readonly run?: readonly string[];
  /** Kinds of system information (`uid`, `hostname` …). */
  readonly sys?:
    readonly ("uid" | "gid" | "hostname" | "cpus" | "osRelease" | "systemMemoryInfo")[];
}

/** The permissions of a Deno worker with exactly these grants. */
export function toPermissions(grants: Grants): Deno.PermissionOptionsObject {
  return {
    net: list(grants.net),
    read: list(grants.read),
    write: list(grants.write),
    run: list(grants.run),
    sys: grants.sys === undefined || grants.sys.length === 0 ? false : [...grants.sys],
    env: false,
    ffi: false,
    import: false,
  };
}

/** `false` denies everything in every version of Deno; some take an empty list for "all". */
function list(values: readonly string[] | undefined): string[] | false {
  return values === undefined || values.length === 0 ? false : [...values];
}
