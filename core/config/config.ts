import type { KafkaConnection, PostgresConnection, Proxies, Topics } from "./connections.ts";
import { type Env, EnvReader, type ReadText, shown } from "./env_reader.ts";
import { foldLanguage, UNDETERMINED } from "../post/language_tag.ts";
import { kafkaOf, topicsOf } from "./kafka_variables.ts";
import { postgresOf, readerOf } from "./postgres_variables.ts";
import { rowOf, VARIABLES, WITHDRAWN_VARIABLES } from "./variables.ts";

/** The configuration: all environment variables, read once when the process starts. */
export interface Config {
  /** State directory (`TRUNKLINE_HOME`). */
  readonly home: string;
  readonly mastodon: {
    /** Undefined if `MASTODON_BASE_URL` is unset. */
    readonly baseUrl: string | undefined;
    readonly token: string | undefined;
    /** One stream, or several with commas: `public`, `public:local`, `hashtag:TAG` … */
    readonly stream: string;
    /** Undefined: no proxy. */
    readonly proxies: Proxies | undefined;
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
  /** After a gap, posts of so many hours are looked up again for edits and deletes. */
  readonly recheckHours: number;
  /** The shortest pause between two comparisons of a stream with what REST shows; 0: none. */
  readonly auditMs: number;
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
    /** Names under which a proxy serves the page. */
    readonly hosts: readonly string[];
    /** Hosts whose pages may show it in a frame. */
    readonly embedders: readonly string[];
  };
  readonly logFormat: "text" | "json";
  /** Where a process serves its health. */
  readonly alerts: {
    readonly webhook: string | undefined;
    /** Words, and hashtags with their `#`, whose bursts are told. */
    readonly track: readonly string[];
    /** A silence of the source longer than this is told. */
    readonly silenceMs: number;
    readonly quiet: string | undefined;
  };
  readonly health: {
    readonly host: string;
    /** Undefined: {@linkcode HEALTH_PORT}, or a free one if that is taken. */
    readonly port: number | undefined;
  };
}

/** The port of health unless `HEALTH_PORT` sets another. */
export const HEALTH_PORT = 9464;

/**
 * Reads the configuration. `readText` reads the files that variables name (certificates).
 *
 * @throws {PermanentError} with exit code 2: the message names the variable and the remedy
 */
export function readConfig(env: Env, readText: ReadText): Config {
  const reader = new EnvReader(env, readText);
  refuseWithdrawn(reader);
  refuseIdle(reader);
  const topics = topicsOf(reader);
  const baseUrl = reader.url("MASTODON_BASE_URL");
  return {
    home: reader.text("TRUNKLINE_HOME") ?? "./.trunkline",
    mastodon: {
      baseUrl: baseUrl?.origin,
      token: reader.token("MASTODON_ACCESS_TOKEN"),
      stream: streamOf(reader),
      proxies: proxiesOf(reader),
    },
    kafka: kafkaOf(reader),
    topics,
    partitions: reader.number("KAFKA_PARTITIONS") ?? 4,
    partitionsGiven: reader.text("KAFKA_PARTITIONS") !== undefined,
    consumerGroup: reader.text("KAFKA_GROUP") ?? "trunkline",
    postgres: postgresOf(reader),
    reader: readerOf(reader),
    filters: { keywords: reader.list("FILTER_KEYWORDS"), languages: languagesOf(reader) },
    consent: reader.choice("CONSENT") ?? "default",
    blockList: reader.readable("BLOCK_LIST"),
    compat: reader.choice("PRODUCE_COMPAT"),
    defaultInstance: instanceOf(reader) ?? baseUrl?.host,
    spoolMaxBytes: reader.number("SPOOL_MAX_BYTES") ??
      2 ** 30,
    outOfOrdernessMs: reader.duration("OUT_OF_ORDERNESS") ?? 60_000,
    recheckHours: reader.number("RECHECK_HOURS") ?? 24,
    auditMs: reader.duration("AUDIT_INTERVAL") ?? 60_000,
    sourceHoldMs: reader.duration("SOURCE_HOLD") ?? 900_000,
    retentionDays: reader.number("RETENTION_DAYS"),
    batchIntervalMs: reader.duration("BATCH_INTERVAL") ?? 60_000,
    activityMinToots: reader.number("ACTIVITY_MIN_TOOTS") ?? 5,
    dataPath: reader.text("DATA_PATH"),
    modelDir: reader.text("MODEL_DIR"),
    sampleFraction: reader.number("SAMPLE_FRACTION") ?? 1,
    ...neutralBand(reader),
    dashboard: {
      port: reader.number("DASHBOARD_PORT") ?? 8080,
      host: reader.host("DASHBOARD_HOST") ?? "127.0.0.1",
      token: reader.token("DASHBOARD_TOKEN"),
      hosts: reader.hosts("DASHBOARD_ALLOWED_HOSTS"),
      embedders: reader.hosts("EMBED_HOSTS"),
    },
    logFormat: reader.choice("LOG_FORMAT") ?? "text",
    alerts: {
      webhook: reader.webhook("ALERT_WEBHOOK"),
      track: reader.list("ALERT_TRACK"),
      silenceMs: reader.duration("ALERT_SILENCE") ?? 600_000,
      quiet: reader.hours("ALERT_QUIET"),
    },
    health: {
      host: reader.host("HEALTH_HOST") ?? "127.0.0.1",
      port: reader.number("HEALTH_PORT"),
    },
  };
}

function refuseWithdrawn(reader: EnvReader): void {
  for (const name of WITHDRAWN_VARIABLES) {
    if (reader.text(name) === undefined) continue;
    reader.refuse(name, "does nothing in this version; remove it");
  }
}

/** Refuses a variable that would be ignored because the one that it belongs to is unset. */
function refuseIdle(reader: EnvReader): void {
  for (const name of VARIABLES) {
    if (!reader.isSet(name)) continue;
    const { needs = [], needsOneOf } = rowOf(name);
    if (needsOneOf !== undefined && !needsOneOf.some((needed) => reader.has(needed))) {
      const [one, other] = needsOneOf;
      reader.refuse(
        name,
        `is set, but neither ${one} nor ${other} is, without which it does nothing; set one of them, or remove it`,
      );
    }
    const missing = needs.find((needed) => !reader.has(needed));
    if (missing === undefined) continue;
    reader.refuse(
      name,
      `is set, but ${missing} is not, without which it does nothing; set both or none`,
    );
  }
}

const STREAM =
  /^(public(:local|:remote|:media)?|user|hashtag:(local:)?[#＃]?[^\s#＃]+|list:[^\s]+)$/;

/** One stream, or several with commas; each is checked. */
function streamOf(reader: EnvReader): string {
  const streams = reader.list("MASTODON_STREAM");
  for (const stream of streams) {
    if (STREAM.test(stream)) continue;
    reader.refuse(
      "MASTODON_STREAM",
      `is ${shown(stream)}; use public, public:local, public:remote, public:media, hashtag:TAG, ` +
        "hashtag:local:TAG, list:ID or user, several with commas",
    );
  }
  return streams.length === 0 ? "public" : streams.join(",");
}

function proxiesOf(reader: EnvReader): Proxies | undefined {
  const all = reader.proxy("ALL_PROXY");
  const http = reader.proxy("HTTP_PROXY") ?? all;
  const https = reader.proxy("HTTPS_PROXY") ?? all;
  const except = reader.list("NO_PROXY");
  if (http === undefined && https === undefined) return undefined;
  return {
    ...(http === undefined ? {} : { http }),
    ...(https === undefined ? {} : { https }),
    except,
  };
}

/** Languages as posts have them. Text that is no language tag would match posts without a language, so it is refused. */
function languagesOf(reader: EnvReader): readonly string[] {
  return reader.list("FILTER_LANGS").map((text) => {
    const language = foldLanguage(text);
    if (language === UNDETERMINED && text.toLowerCase() !== UNDETERMINED) {
      reader.refuse(
        "FILTER_LANGS",
        `has ${shown(text)}; use language tags such as en, pt-BR or und`,
      );
    }
    return language;
  });
}

/** A host, as records have it. With a URL instead, a delete from the server would not match its post. */
function instanceOf(reader: EnvReader): string | undefined {
  const text = reader.text("DEFAULT_INSTANCE");
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes("://") ? text : `https://${text}`);
  if (
    url === null || !/^https?:$/.test(url.protocol) || url.host === "" || url.pathname !== "/" ||
    url.username !== "" || url.search !== "" || url.hash !== ""
  ) {
    reader.refuse(
      "DEFAULT_INSTANCE",
      `is ${shown(text)}; use the host of a server, such as mastodon.example`,
    );
  }
  return url.host;
}

function neutralBand(reader: EnvReader): Pick<Config, "neutralLow" | "neutralHigh"> {
  const neutralLow = reader.number("NEUTRAL_LOW");
  const neutralHigh = reader.number("NEUTRAL_HIGH");
  if ((neutralLow ?? 0.45) > (neutralHigh ?? 0.55)) {
    reader.refuse("NEUTRAL_LOW", "is above NEUTRAL_HIGH; the neutral band runs from low to high");
  }
  return { neutralLow, neutralHigh };
}
