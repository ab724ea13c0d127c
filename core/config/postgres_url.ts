import type { PostgresConnection } from "./connections.ts";

/** What is wrong with a URL, for a sentence that starts "PG_URL …". */
export class BadPostgresUrl extends Error {}

/**
 * Reads `postgres://…` or `jdbc:postgresql://…` (the replaced system's form, user and password as parameters).
 * `username` and `password` (`PG_USER`, `PG_PASS`) override those of the URL.
 *
 * @throws {BadPostgresUrl} with a text that never shows the password
 */
export function parsePostgresUrl(
  text: string,
  given: { readonly username?: string; readonly password?: string; readonly ca?: string } = {},
): PostgresConnection {
  const url = parse(text.replace(/^jdbc:/, ""));
  const parameters = url.searchParams;
  const username = given.username ?? (decode(url.username) || parameters.get("user"));
  if (!username) throw new BadPostgresUrl("names no user; put one into it, or set PG_USER");
  const database = decode(url.pathname.slice(1)) || username;
  const tls = tlsOf(
    parameters.get("sslmode") ?? (parameters.get("ssl") === "true" ? "require" : ""),
  );
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? 5432 : Number(url.port),
    database,
    username,
    password: given.password ?? (decode(url.password) || (parameters.get("password") ?? "")),
    ...(tls === undefined
      ? {}
      : { tls: { mode: tls, ...(given.ca === undefined ? {} : { ca: given.ca }) } }),
  };
}

function parse(text: string): URL {
  // The URL parser normalises hosts of special schemes only, and "postgres:" is none: parse it as http.
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw new BadPostgresUrl("is not of the form postgres://user:password@host:port/database");
  }
  try {
    return new URL(text.replace(/^postgres(ql)?:/, "http:"));
  } catch {
    throw new BadPostgresUrl(
      "cannot be read as a URL; characters such as @ : / in a password must be percent-encoded",
    );
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new BadPostgresUrl("has a % that starts no percent-encoded character; write it as %25");
  }
}

function tlsOf(mode: string): "require" | "verify-full" | undefined {
  switch (mode) {
    case "":
    case "disable":
    case "allow":
    case "prefer":
      return undefined;
    case "require":
      return "require";
    case "verify-ca":
    case "verify-full":
      return "verify-full";
    default:
      throw new BadPostgresUrl(
        `has sslmode=${mode}; use disable, require or verify-full`,
      );
  }
}
