import type { PostgresConnection } from "../config/connections.ts";

/** The content of `live.json`: how other commands on this machine reach a running Trunkline. Holds a password. */
export interface Live {
  /** Process id of the supervisor. */
  readonly pid: number;
  /** `host:port` of the embedded broker's listeners; undefined if `KAFKA_BOOTSTRAP` is set. */
  readonly kafka?: { readonly bootstrap: readonly string[] };
  /** The embedded database; undefined if `PG_URL` is set. */
  readonly postgres?: PostgresConnection;
  /** Where the dashboard is served. */
  readonly dashboard?: string;
}

/** Parses `live.json`; undefined if it is anything else (written by another build, edited). */
export function parseLive(text: string): Live | undefined {
  const value = parseJson(text);
  if (!isObject(value) || typeof value.pid !== "number") return undefined;
  const kafka = parseKafka(value.kafka);
  const postgres = parsePostgres(value.postgres);
  if (kafka === null || postgres === null) return undefined;
  return {
    pid: value.pid,
    ...(kafka === undefined ? {} : { kafka }),
    ...(postgres === undefined ? {} : { postgres }),
    ...(typeof value.dashboard === "string" ? { dashboard: value.dashboard } : {}),
  };
}

/** `null`: present but wrong. */
function parseKafka(value: unknown): Live["kafka"] | null {
  if (value === undefined) return undefined;
  if (!isObject(value) || !Array.isArray(value.bootstrap)) return null;
  const bootstrap: unknown[] = value.bootstrap;
  return bootstrap.every((address) => typeof address === "string") ? { bootstrap } : null;
}

function parsePostgres(value: unknown): PostgresConnection | undefined | null {
  if (value === undefined) return undefined;
  if (!isObject(value)) return null;
  const { host, port, database, username, password } = value;
  if (
    typeof host !== "string" || typeof port !== "number" || typeof database !== "string" ||
    typeof username !== "string" || typeof password !== "string"
  ) return null;
  return { host, port, database, username, password };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
