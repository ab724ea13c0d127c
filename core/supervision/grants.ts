/**
 * What a worker may touch. Every kind that is left out is denied: a worker never inherits from its parent.
 *
 * Deno accepts a misspelt key in silence and then denies nothing by it, so the keys are this closed type.
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

/** An empty list would read as "all" to some versions of Deno; `false` is none to every one. */
function list(values: readonly string[] | undefined): string[] | false {
  return values === undefined || values.length === 0 ? false : [...values];
}
