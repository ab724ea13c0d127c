import type { PostgresConnection } from "./connections.ts";

/** What is wrong with a URL, for a sentence that starts "PG_URL …". */
export class BadPostgresUrl extends Error {}

/** Values from other variables: they override those of the URL. */
interface Given {
  /** `PG_USER`. */
  readonly username?: string;
  /** `PG_PASS`. */
  readonly password?: string;
  /** The PEM text of `PG_TLS_CA`. */
  readonly ca?: string;
  /** Reads the file of `sslrootcert`. */
  readonly readCertificate?: (path: string) => string;
}

/** The parameters that are read; any other one is refused, since it would be ignored in silence. */
const PARAMETERS = [
  "user",
  "password",
  "ssl",
  "sslmode",
  "sslrootcert",
  "prepare",
  "target_session_attrs",
];

/**
 * Reads `postgres://…` or `jdbc:postgresql://…` (the replaced system's form, user and password as parameters).
 *
 * @throws {BadPostgresUrl} with a text that never shows the password
 */
export function parsePostgresUrl(text: string, given: Given = {}): PostgresConnection {
  const [first, others] = splitHosts(text.replace(/^jdbc:/, ""));
  const url = parse(first);
  const parameters = url.searchParams;
  requireKnown(parameters);
  refuseTwice(url);
  const username = given.username ?? (decode(url.username) || parameters.get("user"));
  if (!username) throw new BadPostgresUrl("names no user; put one into it, or set PG_USER");
  const database = decode(url.pathname.slice(1)) || username;
  if (database.includes("/")) {
    throw new BadPostgresUrl("has a / in the name of its database; write it as %2F, or remove it");
  }
  const tls = tlsOf(parameters, given);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? 5432 : Number(url.port),
    ...(others.length === 0 ? {} : { others: others.map(addressOf) }),
    ...anyServerBy(parameters.get("target_session_attrs")),
    database,
    username,
    password: given.password ?? (decode(url.password) || (parameters.get("password") ?? "")),
    ...(tls === undefined ? {} : { tls }),
    ...pooledBy(parameters.get("prepare")),
  };
}

/** The URL with its first host alone, and the other hosts: no URL parser reads several. */
function splitHosts(text: string): readonly [string, readonly string[]] {
  const match = /^([a-z]+:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s.exec(text);
  if (match === null) return [text, []];
  const [, before = "", hosts = "", after = ""] = match;
  const [first = "", ...others] = hosts.split(",");
  return [`${before}${first}${after}`, others];
}

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const url = URL.parse(`http://${text}`);
  const port = /:(\d+)$/.exec(text)?.[1];
  if (url === null || url.hostname === "" || url.host.toLowerCase() !== text.toLowerCase()) {
    // The parser leaves out the port 80, which is that of http.
    if (url === null || url.hostname === "" || port !== "80") {
      throw new BadPostgresUrl(`has the host "${text}"; use host:port, several with commas`);
    }
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === undefined ? 5432 : Number(port),
  };
}

function anyServerBy(attributes: string | null): { readonly anyServer?: boolean } {
  switch (attributes) {
    case null:
    case "read-write":
    case "primary":
      return {};
    case "any":
      return { anyServer: true };
    default:
      throw new BadPostgresUrl(
        `has target_session_attrs=${attributes}; use read-write: Trunkline writes`,
      );
  }
}

function parse(text: string): URL {
  // The URL parser normalises hosts of special schemes only, and "postgres:" is none: parse it as http.
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw new BadPostgresUrl(
      "is no URL of a database; use postgres://HOST:PORT/DATABASE, with USER:PASSWORD@ before HOST",
    );
  }
  const port = /:(\d+)(?:[/?]|$)/.exec(text.replace(/^[^@]*@|^[^:]*:\/\//, ""))?.[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    throw new BadPostgresUrl(`has the port ${port}; a port is a number from 1 to 65535`);
  }
  const url = URL.parse(text.replace(/^postgres(ql)?:/, "http:"));
  if (url === null) {
    throw new BadPostgresUrl(
      "cannot be read as a URL; characters such as @ : / in a password must be percent-encoded",
    );
  }
  if (url.hash !== "") {
    throw new BadPostgresUrl("has a #; write it as %23 if it belongs to the password");
  }
  return url;
}

function requireKnown(parameters: URLSearchParams): void {
  for (const name of parameters.keys()) {
    if (PARAMETERS.includes(name)) continue;
    throw new BadPostgresUrl(
      `has the parameter ${name}, which does nothing; remove it (${
        PARAMETERS.join(", ")
      } are read)`,
    );
  }
}

/** Of two values one would be ignored in silence. */
function refuseTwice({ username, password, searchParams: parameters }: URL): void {
  const names = [...parameters.keys()];
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new BadPostgresUrl(`has the parameter ${twice} twice; leave one of them`);
  }
  for (const [name, before] of Object.entries({ user: username, password })) {
    if (before === "" || !parameters.has(name)) continue;
    throw new BadPostgresUrl(
      `has a ${name} before its host and the parameter ${name}; leave one of them`,
    );
  }
  const [ssl, mode] = [parameters.get("ssl"), parameters.get("sslmode")];
  if (ssl !== null && mode !== null && (ssl === "true") !== /^(require|verify-)/.test(mode)) {
    throw new BadPostgresUrl(`has ssl=${ssl} and sslmode=${mode}; remove ssl`);
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new BadPostgresUrl("has a % that starts no percent-encoded character; write it as %25");
  }
}

/** `prepare=false` says that a pooler stands before the server, as other clients of PostgreSQL have it. */
function pooledBy(prepare: string | null): { readonly pooled?: boolean } {
  switch (prepare) {
    case null:
      return {};
    case "true":
    case "false":
      return { pooled: prepare === "false" };
    default:
      throw new BadPostgresUrl(`has prepare=${prepare}; use false behind a pooler, or true`);
  }
}

/**
 * Libpq's modes, with one difference: a CA that is named is used, so without `sslmode` it means `verify-full`, and
 * `require` with a CA checks the certificate's issuer, as libpq does.
 */
function tlsOf(parameters: URLSearchParams, given: Given): PostgresConnection["tls"] {
  const ca = caOf(parameters, given);
  const mode = parameters.get("sslmode") ?? modeOf(parameters.get("ssl"));
  switch (mode) {
    case undefined:
      return ca === undefined ? undefined : { mode: "verify-full", ...ca };
    case "disable":
    case "allow":
    case "prefer":
      if (ca === undefined) return undefined;
      throw new BadPostgresUrl(
        `has sslmode=${mode}, which checks no certificate, though a CA is named; use verify-full, or name no CA`,
      );
    case "require":
      return ca === undefined ? { mode } : { mode: "verify-ca", ...ca };
    case "verify-ca":
    case "verify-full":
      return { mode, ...ca };
    default:
      throw new BadPostgresUrl(
        `has sslmode=${mode}; use disable, require, verify-ca or verify-full`,
      );
  }
}

/** The `sslmode` that `ssl`, the replaced system's parameter, stands for. */
function modeOf(ssl: string | null): "require" | undefined {
  switch (ssl) {
    case null:
    case "false":
      return undefined;
    case "true":
      return "require";
    default:
      throw new BadPostgresUrl(`has ssl=${ssl}; use sslmode=require, or verify-full`);
  }
}

/** The CA to check against; an empty object: those of the system. Undefined if none is named. */
function caOf(
  parameters: URLSearchParams,
  { ca, readCertificate }: Given,
): { readonly ca?: string } | undefined {
  const path = parameters.get("sslrootcert");
  if (path === null) return ca === undefined ? undefined : { ca };
  if (ca !== undefined) {
    throw new BadPostgresUrl("has sslrootcert, and PG_TLS_CA is set too; use one of them");
  }
  if (path === "system") return {};
  if (readCertificate === undefined) throw new BadPostgresUrl("has sslrootcert; use PG_TLS_CA");
  return { ca: readCertificate(path) };
}
