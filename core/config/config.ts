import type { KafkaConnection, PostgresConnection, Topics } from "./connections.ts";
import { type Env, EnvReader } from "./env_reader.ts";
import { foldLanguage, UNDETERMINED } from "../post/language_tag.ts";
import { BadPostgresUrl, parsePostgresUrl } from "./postgres_url.ts";

/** The configuration: all environment variables, read once when the process starts. */
export interface Config {
  /** State directory (`TRUNKLINE_HOME`). */
  readonly home: string;
  readonly mastodon: {
    /** Undefined if `MASTODON_BASE_URL` is unset. */
    readonly baseUrl: string | undefined;
    readonly token: string | undefined;
    /** `public`, `public:local`, `public:remote`, `hashtag:TAG`, `list:ID` or `user`. */
    readonly stream: string;
  };
  /** Undefined: the embedded broker. */
  readonly kafka: KafkaConnection | undefined;
  readonly topics: Topics;
  readonly partitions: number;
  /** `KAFKA_PARTITIONS` is set: log a warning if the topic has another number of partitions. */
  readonly partitionsGiven: boolean;
  readonly consumerGroup: string;
  /** Undefined: the embedded PostgreSQL. */
  readonly postgres: PostgresConnection | undefined;
  /** Login of the dashboard (`PG_READER_URL`); undefined: `migrate` creates the role if it has the right to. */
  readonly reader: PostgresConnection | undefined;
  readonly filters: { readonly keywords: readonly string[]; readonly languages: readonly string[] };
  readonly consent: "default" | "strict";
  /** Path of a file of accounts and hosts, one a line. */
  readonly blockList: string | undefined;
  readonly compat: "ten-fields" | undefined;
  /** The instance of records that name none; undefined if neither `DEFAULT_INSTANCE` nor `MASTODON_BASE_URL` is set. */
  readonly defaultInstance: string | undefined;
  readonly spoolMaxBytes: number;
  readonly outOfOrdernessMs: number;
  /** How long a silent source holds the watermark before windows become final. */
  readonly sourceHoldMs: number;
  readonly retentionDays: number | undefined;
  readonly batchIntervalMs: number;
  readonly activityMinToots: number;
  readonly dataPath: string | undefined;
  readonly modelDir: string | undefined;
  readonly sampleFraction: number;
  /** Both undefined: the most probable of three classes. */
  readonly neutralLow: number | undefined;
  readonly neutralHigh: number | undefined;
  readonly dashboard: {
    readonly port: number;
    readonly host: string;
    readonly token: string | undefined;
  };
}

/**
 * Reads the configuration. `readText` reads the files that variables name (certificates).
 *
 * @throws {PermanentError} with exit code 2: the message names the variable and the remedy
 */
export function readConfig(env: Env, readText: (path: string) => string): Config {
  const reader = new EnvReader(env);
  refuseWithdrawn(reader);
  const topics = topicsOf(reader);
  const baseUrl = reader.url("MASTODON_BASE_URL");
  return {
    home: reader.text("TRUNKLINE_HOME") ?? "./.trunkline",
    mastodon: {
      baseUrl: baseUrl?.origin,
      token: reader.text("MASTODON_ACCESS_TOKEN"),
      stream: streamOf(reader),
    },
    kafka: kafkaOf(reader, readText),
    topics,
    partitions: reader.number("KAFKA_PARTITIONS", { min: 1, max: 10_000, integer: true }) ?? 4,
    partitionsGiven: reader.text("KAFKA_PARTITIONS") !== undefined,
    consumerGroup: reader.text("KAFKA_GROUP") ?? "trunkline",
    postgres: postgresOf(reader, readText, "PG_URL"),
    reader: postgresOf(reader, readText, "PG_READER_URL"),
    filters: { keywords: reader.list("FILTER_KEYWORDS"), languages: languagesOf(reader) },
    consent: reader.choice("CONSENT", ["default", "strict"]) ?? "default",
    blockList: reader.text("BLOCK_LIST"),
    compat: reader.choice("PRODUCE_COMPAT", ["ten-fields"]),
    defaultInstance: instanceOf(reader) ?? baseUrl?.host,
    spoolMaxBytes: reader.number("SPOOL_MAX_BYTES", { min: 1e6, max: 1e15, integer: true }) ??
      2 ** 30,
    outOfOrdernessMs: reader.duration("OUT_OF_ORDERNESS", { minMs: 0 }) ?? 60_000,
    sourceHoldMs: reader.duration("SOURCE_HOLD", { minMs: 0 }) ?? 900_000,
    retentionDays: reader.number("RETENTION_DAYS", { min: 1, max: 36_500, integer: true }),
    batchIntervalMs: reader.duration("BATCH_INTERVAL", { minMs: 100 }) ?? 60_000,
    activityMinToots: reader.number("ACTIVITY_MIN_TOOTS", { min: 1, max: 1e9, integer: true }) ?? 5,
    dataPath: reader.text("DATA_PATH"),
    modelDir: reader.text("MODEL_DIR"),
    sampleFraction: reader.number("SAMPLE_FRACTION", { min: 0.0001, max: 1 }) ?? 1,
    ...neutralBand(reader),
    dashboard: {
      port: reader.number("DASHBOARD_PORT", { min: 0, max: 65_535, integer: true }) ?? 8080,
      host: reader.text("DASHBOARD_HOST") ?? "127.0.0.1",
      token: reader.text("DASHBOARD_TOKEN"),
    },
  };
}

/** Every variable that is read: what the process may see of its environment, and what `.env.example` explains. */
export const VARIABLES = [
  "MASTODON_BASE_URL",
  "MASTODON_ACCESS_TOKEN",
  "MASTODON_STREAM",
  "KAFKA_BOOTSTRAP",
  "KAFKA_TOPIC",
  "KAFKA_ERRORS_TOPIC",
  "KAFKA_PARTITIONS",
  "KAFKA_GROUP",
  "KAFKA_TLS",
  "KAFKA_TLS_CA",
  "KAFKA_TLS_CERT",
  "KAFKA_TLS_KEY",
  "KAFKA_SASL_MECHANISM",
  "KAFKA_SASL_USERNAME",
  "KAFKA_SASL_PASSWORD",
  "PG_URL",
  "PG_USER",
  "PG_PASS",
  "PG_READER_URL",
  "PG_TLS_CA",
  "FILTER_KEYWORDS",
  "FILTER_LANGS",
  "CONSENT",
  "BLOCK_LIST",
  "PRODUCE_COMPAT",
  "DEFAULT_INSTANCE",
  "SPOOL_MAX_BYTES",
  "OUT_OF_ORDERNESS",
  "SOURCE_HOLD",
  "RETENTION_DAYS",
  "BATCH_INTERVAL",
  "ACTIVITY_MIN_TOOTS",
  "DATA_PATH",
  "MODEL_DIR",
  "SAMPLE_FRACTION",
  "NEUTRAL_LOW",
  "NEUTRAL_HIGH",
  "DASHBOARD_PORT",
  "DASHBOARD_HOST",
  "DASHBOARD_TOKEN",
  "TRUNKLINE_HOME",
] as const;

/** Variables of earlier builds that do nothing: read only to refuse them. */
export const WITHDRAWN_VARIABLES = ["KAFKA_SOURCE_TOPIC"] as const;

function refuseWithdrawn(reader: EnvReader): void {
  for (const name of WITHDRAWN_VARIABLES) {
    if (reader.text(name) === undefined) continue;
    reader.refuse(name, "does nothing in this version; remove it");
  }
}

function streamOf(reader: EnvReader): string {
  const stream = reader.text("MASTODON_STREAM") ?? "public";
  if (
    !/^(public|public:local|public:remote|user|hashtag:[#＃]?[^\s#＃]+|list:[^\s]+)$/.test(stream)
  ) {
    reader.refuse(
      "MASTODON_STREAM",
      `is "${stream}"; use public, public:local, public:remote, hashtag:TAG, list:ID or user`,
    );
  }
  return stream;
}

/** Languages as posts have them. Text that is no language tag would match posts without a language, so it is refused. */
function languagesOf(reader: EnvReader): readonly string[] {
  return reader.list("FILTER_LANGS").map((text) => {
    const language = foldLanguage(text);
    if (language === UNDETERMINED && text.toLowerCase() !== UNDETERMINED) {
      reader.refuse("FILTER_LANGS", `has "${text}"; use language tags such as en, pt-BR or und`);
    }
    return language;
  });
}

/** A host, as records have it. With a URL instead, a delete from the server would not match its post. */
function instanceOf(reader: EnvReader): string | undefined {
  const text = reader.text("DEFAULT_INSTANCE");
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes("://") ? text : `https://${text}`);
  if (url === null || url.host === "" || url.pathname !== "/" || url.username !== "") {
    reader.refuse(
      "DEFAULT_INSTANCE",
      `is "${text}"; use the host of a server, such as mastodon.example`,
    );
  }
  return url.host;
}

function kafkaOf(
  reader: EnvReader,
  readText: (path: string) => string,
): KafkaConnection | undefined {
  const bootstrap = reader.list("KAFKA_BOOTSTRAP");
  if (bootstrap.length === 0) return undefined;
  for (const broker of bootstrap) {
    if (!/^(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5}$/i.test(broker)) {
      reader.refuse("KAFKA_BOOTSTRAP", `has "${broker}"; use host:port, several with commas`);
    }
  }
  const tls = kafkaTls(reader, readText);
  const sasl = kafkaSasl(reader);
  return {
    bootstrap,
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
  };
}

/** Every record of a topic is read as one kind, so the two topics must differ. */
function topicsOf(reader: EnvReader): Topics {
  const stream = reader.text("KAFKA_TOPIC") ?? "mastodon_stream";
  const errors = reader.text("KAFKA_ERRORS_TOPIC") ?? "mastodon_errors";
  if (errors === stream) {
    reader.refuse(
      "KAFKA_ERRORS_TOPIC",
      `and KAFKA_TOPIC both name the topic ${errors}; give each its own`,
    );
  }
  return { stream, errors };
}

function kafkaTls(reader: EnvReader, readText: (path: string) => string): KafkaConnection["tls"] {
  const parts = { ca: "KAFKA_TLS_CA", cert: "KAFKA_TLS_CERT", key: "KAFKA_TLS_KEY" };
  const pems = Object.entries(parts).flatMap(([part, variable]) => {
    const pem = pemOf(reader, readText, variable);
    return pem === undefined ? [] : [[part, pem] as const];
  });
  const asked = reader.choice("KAFKA_TLS", ["true", "false"]) ??
    (pems.length > 0 ? "true" : "false");
  return asked === "true" ? Object.fromEntries(pems) : undefined;
}

function kafkaSasl(reader: EnvReader): KafkaConnection["sasl"] {
  const username = reader.text("KAFKA_SASL_USERNAME");
  if (username === undefined) return undefined;
  const password = reader.text("KAFKA_SASL_PASSWORD") ??
    reader.refuse(
      "KAFKA_SASL_PASSWORD",
      "is not set, but KAFKA_SASL_USERNAME is; set both or none",
    );
  const mechanism =
    reader.choice("KAFKA_SASL_MECHANISM", ["plain", "scram-sha-256", "scram-sha-512"]) ?? "plain";
  return { mechanism, username, password };
}

function postgresOf(
  reader: EnvReader,
  readText: (path: string) => string,
  variable: "PG_URL" | "PG_READER_URL",
): PostgresConnection | undefined {
  const url = reader.text(variable);
  if (url === undefined) return undefined;
  const main = variable === "PG_URL";
  const username = main ? reader.text("PG_USER") : undefined;
  const password = main ? reader.text("PG_PASS") : undefined;
  const ca = pemOf(reader, readText, "PG_TLS_CA");
  try {
    return parsePostgresUrl(url, {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca }),
    });
  } catch (error) {
    if (error instanceof BadPostgresUrl) reader.refuse(variable, error.message);
    throw error;
  }
}

function pemOf(
  reader: EnvReader,
  readText: (path: string) => string,
  variable: string,
): string | undefined {
  const path = reader.text(variable);
  if (path === undefined) return undefined;
  try {
    return readText(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return reader.refuse(variable, `names a file that cannot be read: ${why}`);
  }
}

function neutralBand(reader: EnvReader): Pick<Config, "neutralLow" | "neutralHigh"> {
  const range = { min: 0, max: 1 };
  const neutralLow = reader.number("NEUTRAL_LOW", range);
  const neutralHigh = reader.number("NEUTRAL_HIGH", range);
  if ((neutralLow ?? 0.45) > (neutralHigh ?? 0.55)) {
    reader.refuse("NEUTRAL_LOW", "is above NEUTRAL_HIGH; the neutral band runs from low to high");
  }
  return { neutralLow, neutralHigh };
}
