/** The value that a variable takes. Tests give each variable every kind of value that its kind refuses. */
export type Variable =
  /** Any text of one line. */
  | { readonly type: "text" }
  /** Texts with commas between them. */
  | { readonly type: "list" }
  /** A password or a URL that may hold one: never shown, and taken as it is. */
  | { readonly type: "secret" }
  /** A secret of letters, digits and signs, as it stands in an HTTP header. */
  | { readonly type: "token"; readonly minLength?: number }
  | {
    readonly type: "number";
    readonly min: number;
    readonly max: number;
    readonly integer?: boolean;
  }
  /** `60s`, `5m`: from `minMs`, 1 by default, to ten years. */
  | { readonly type: "duration"; readonly minMs?: number }
  | { readonly type: "choice"; readonly choices: readonly string[] }
  /** A file that is read when the process starts. */
  | { readonly type: "file"; readonly holds: "certificate" | "key" | "secret" | "lines" }
  /** A file or folder that only some commands use. */
  | { readonly type: "path" }
  /** The name of a Kafka topic. */
  | { readonly type: "topic" }
  /** A proxy for HTTP, as `http://HOST:PORT`. */
  | { readonly type: "proxy" }
  /** An HTTP address that is posted to; it may hold a secret and is never shown. */
  | { readonly type: "webhook" }
  /** Names of hosts, without ports, with commas between them. */
  | { readonly type: "hosts" }
  /** Hours of the day: `22:00-07:00`. */
  | { readonly type: "hours" }
  /** An address to listen on. */
  | { readonly type: "host" }
  /** Each of these has a reader of its own. */
  | { readonly type: "server" | "stream" | "instance" | "brokers" | "database" | "languages" };

/** A variable, and those without which it would do nothing. */
type Row = Variable & {
  /** It is refused if one of these is unset: it would be ignored, and nobody would be told. */
  readonly needs?: readonly string[];
  /** The same, if all of these are unset. */
  readonly needsOneOf?: readonly [string, string];
};

/** All variables that are read. `.env.example` explains each. */
export const VARIABLE_TABLE = {
  MASTODON_BASE_URL: { type: "server" },
  MASTODON_ACCESS_TOKEN: { type: "token" },
  MASTODON_ACCESS_TOKEN_FILE: { type: "file", holds: "secret" },
  MASTODON_STREAM: { type: "stream" },
  HTTP_PROXY: { type: "proxy" },
  HTTPS_PROXY: { type: "proxy" },
  ALL_PROXY: { type: "proxy" },
  NO_PROXY: { type: "list" },
  KAFKA_BOOTSTRAP: { type: "brokers" },
  KAFKA_TOPIC: { type: "topic" },
  KAFKA_ERRORS_TOPIC: { type: "topic" },
  KAFKA_PARTITIONS: { type: "number", min: 1, max: 10_000, integer: true },
  KAFKA_GROUP: { type: "text" },
  KAFKA_TLS: { type: "choice", choices: ["true", "false"], needs: ["KAFKA_BOOTSTRAP"] },
  KAFKA_TLS_CA: { type: "file", holds: "certificate", needs: ["KAFKA_BOOTSTRAP"] },
  KAFKA_TLS_CERT: {
    type: "file",
    holds: "certificate",
    needs: ["KAFKA_TLS_KEY", "KAFKA_BOOTSTRAP"],
  },
  KAFKA_TLS_KEY: { type: "file", holds: "key", needs: ["KAFKA_TLS_CERT", "KAFKA_BOOTSTRAP"] },
  KAFKA_SASL_MECHANISM: {
    type: "choice",
    choices: ["plain", "scram-sha-256", "scram-sha-512"],
    needs: ["KAFKA_SASL_USERNAME"],
  },
  KAFKA_SASL_USERNAME: { type: "text", needs: ["KAFKA_BOOTSTRAP"] },
  KAFKA_SASL_PASSWORD: { type: "secret", needs: ["KAFKA_SASL_USERNAME"] },
  KAFKA_SASL_PASSWORD_FILE: { type: "file", holds: "secret", needs: ["KAFKA_SASL_USERNAME"] },
  PG_URL: { type: "database" },
  PG_URL_FILE: { type: "file", holds: "secret" },
  PG_DIRECT_URL: { type: "database", needs: ["PG_URL"] },
  PG_DIRECT_URL_FILE: { type: "file", holds: "secret", needs: ["PG_URL"] },
  PG_USER: { type: "text", needs: ["PG_URL"] },
  PG_PASS: { type: "secret", needs: ["PG_URL"] },
  PG_PASS_FILE: { type: "file", holds: "secret", needs: ["PG_URL"] },
  PG_READER_URL: { type: "database", needs: ["PG_URL"] },
  PG_READER_URL_FILE: { type: "file", holds: "secret", needs: ["PG_URL"] },
  PG_TLS_CA: { type: "file", holds: "certificate", needs: ["PG_URL"] },
  FILTER_KEYWORDS: { type: "list" },
  FILTER_LANGS: { type: "languages" },
  CONSENT: { type: "choice", choices: ["default", "strict"] },
  BLOCK_LIST: { type: "file", holds: "lines" },
  PRODUCE_COMPAT: { type: "choice", choices: ["ten-fields"] },
  DEFAULT_INSTANCE: { type: "instance" },
  SPOOL_MAX_BYTES: { type: "number", min: 1e6, max: 1e15, integer: true },
  OUT_OF_ORDERNESS: { type: "duration", minMs: 0 },
  AUDIT_INTERVAL: { type: "duration", minMs: 0 },
  RECHECK_HOURS: { type: "number", min: 0, max: 720 },
  SOURCE_HOLD: { type: "duration", minMs: 0 },
  RETENTION_DAYS: { type: "number", min: 1, max: 36_500, integer: true },
  BATCH_INTERVAL: { type: "duration", minMs: 100 },
  ACTIVITY_MIN_TOOTS: { type: "number", min: 1, max: 1e9, integer: true },
  DATA_PATH: { type: "path" },
  MODEL_DIR: { type: "path" },
  SAMPLE_FRACTION: { type: "number", min: 0.0001, max: 1 },
  NEUTRAL_LOW: { type: "number", min: 0, max: 1 },
  NEUTRAL_HIGH: { type: "number", min: 0, max: 1 },
  DASHBOARD_PORT: { type: "number", min: 0, max: 65_535, integer: true },
  DASHBOARD_HOST: { type: "host" },
  DASHBOARD_TOKEN: { type: "token", minLength: 16 },
  DASHBOARD_TOKEN_FILE: { type: "file", holds: "secret" },
  ALERT_WEBHOOK: { type: "webhook" },
  ALERT_WEBHOOK_FILE: { type: "file", holds: "secret" },
  ALERT_TRACK: { type: "list" },
  ALERT_SILENCE: {
    type: "duration",
    minMs: 30_000,
    needsOneOf: ["ALERT_WEBHOOK", "ALERT_TRACK"],
  },
  ALERT_QUIET: { type: "hours", needsOneOf: ["ALERT_WEBHOOK", "ALERT_TRACK"] },
  DASHBOARD_ALLOWED_HOSTS: { type: "hosts" },
  EMBED_HOSTS: { type: "hosts" },
  LOG_FORMAT: { type: "choice", choices: ["text", "json"] },
  HEALTH_PORT: { type: "number", min: 0, max: 65_535, integer: true },
  HEALTH_HOST: { type: "host" },
  TRUNKLINE_HOME: { type: "path" },
} as const satisfies Readonly<Record<string, Row>>;

type Table = typeof VARIABLE_TABLE;

export type VariableName = keyof Table;

/** The variables of one type. */
export type NameOf<Type extends Variable["type"]> = {
  [Name in VariableName]: Table[Name] extends { readonly type: Type } ? Name : never;
}[VariableName];

/** The variables whose value a file may hold instead: `NAME_FILE` names that file. */
export type SecretName = {
  [Name in VariableName]: `${Name}_FILE` extends VariableName ? Name : never;
}[VariableName];

/** The choices of a variable. */
export type ChoiceOf<Name extends NameOf<"choice">> = Table[Name]["choices"][number];

/** Every variable that is read: what the process may see of its environment, and what `.env.example` explains. */
export const VARIABLES = Object.keys(VARIABLE_TABLE) as readonly VariableName[];

/** Other spellings of variables, as other programs read them. What stands in the usual spelling wins. */
export const SPELLINGS = {
  HTTP_PROXY: "http_proxy",
  HTTPS_PROXY: "https_proxy",
  ALL_PROXY: "all_proxy",
  NO_PROXY: "no_proxy",
} as const;

/** Variables of earlier builds that do nothing: read only to refuse them. */
export const WITHDRAWN_VARIABLES = ["KAFKA_SOURCE_TOPIC"] as const;

/** The row of a variable, whichever it is. */
export function rowOf(name: VariableName): Row {
  return VARIABLE_TABLE[name];
}
