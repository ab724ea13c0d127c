import type { PostgresConnection } from "./connections.ts";
import type { EnvReader } from "./env_reader.ts";
import { BadPostgresUrl, parsePostgresUrl } from "./postgres_url.ts";

/** The database of `PG_URL`, with the way past its pooler; undefined: the embedded one. */
export function postgresOf(reader: EnvReader): PostgresConnection | undefined {
  const postgres = databaseOf(reader, "PG_URL");
  const direct = databaseOf(reader, "PG_DIRECT_URL");
  if (postgres === undefined || direct === undefined) return postgres;
  return { ...postgres, direct: { ...direct, pooled: false } };
}

/** The login of `PG_READER_URL`. */
export function readerOf(reader: EnvReader): PostgresConnection | undefined {
  return databaseOf(reader, "PG_READER_URL");
}

/** The database of a variable; undefined if it is unset. `PG_USER` and `PG_PASS` are of the role that writes. */
function databaseOf(
  reader: EnvReader,
  variable: "PG_URL" | "PG_DIRECT_URL" | "PG_READER_URL",
): PostgresConnection | undefined {
  const url = reader.secret(variable);
  if (url === undefined) return undefined;
  const isMain = variable !== "PG_READER_URL";
  const username = isMain ? reader.text("PG_USER") : undefined;
  const password = isMain ? reader.secret("PG_PASS")?.value : undefined;
  const ca = reader.file("PG_TLS_CA");
  try {
    return parsePostgresUrl(url.value, {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca }),
      readCertificate: (path) => reader.certificate(url.from, path),
    });
  } catch (error) {
    if (error instanceof BadPostgresUrl) reader.refuse(url.from, error.message);
    throw error;
  }
}
