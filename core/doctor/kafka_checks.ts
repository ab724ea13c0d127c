import type { KafkaConnection, Topics } from "../config/connections.ts";
import { orAborted } from "../base/or_aborted.ts";
import { kafkaClient } from "../kafka/client.ts";
import {
  type ClusterInspector,
  inspectCluster,
  type Operation,
  type TopicView,
} from "../kafka/inspect_cluster.ts";
import { explainKafkaFailure, kafkaFailure } from "../kafka/kafka_failure.ts";
import { readTopicSettings, type TopicSettings, whyNotCreate } from "../kafka/topic_settings.ts";
import { partitionWords, type TopicPlan, topicPlans } from "../kafka/topics.ts";
import { messageOf } from "../base/errors.ts";
import { NETWORK_ERROR_WORDS, networkErrorKind } from "../base/network_error.ts";
import { type Check, type Finding, ok, once, skipped, Unavailable, wrong } from "./check.ts";
import { reach } from "./reach.ts";

export interface KafkaOptions {
  /** Undefined: the embedded broker, which does not run now. */
  readonly connection: KafkaConnection | undefined;
  readonly isEmbedded: boolean;
  readonly topics: Topics;
  readonly partitions: number;
  /** `KAFKA_PARTITIONS` is set. */
  readonly partitionsGiven: boolean;
  readonly group: string;
}

/** Key of the API Fetch, and its highest version in Kafka 3.5. */
const FETCH = 1;
const FETCH_OF_3_5 = 15;
/** A dead letter carries up to 256 KB of payload in base64. */
const MESSAGE_BYTES = 400_000;
const HOUR_MS = 3_600_000;
/** Records must outlive a consumer that is away for a weekend. */
const RETENTION_MS = 72 * HOUR_MS;
const READABLE_CODECS = ["producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"];

/** Checks Kafka: brokers, version, topics, this user's rights, settings of the topics. */
export function kafkaChecks(options: KafkaOptions): readonly Check[] {
  const { connection, isEmbedded, topics } = options;
  if (connection === undefined) {
    const run = () =>
      Promise.resolve(
        skipped("the embedded broker (KAFKA_BOOTSTRAP is not set), which does not run now"),
      );
    return [{ group: "kafka", name: "brokers", run }];
  }
  const probe = new KafkaProbe(connection, options);
  const check = (name: string, ask: (signal: AbortSignal) => Promise<Finding>): Check => ({
    group: "kafka",
    name,
    run: (signal) => probe.within(signal, () => ask(signal)),
  });
  return [
    check("brokers", () => brokers(probe)),
    check("advertised addresses", (signal) => advertised(probe, signal)),
    check("version", () => version(probe, isEmbedded)),
    ...probe.plans.map((plan) => check(`topic ${plan.topic}`, () => topic(probe, plan, options))),
    check("rights", () => rights(probe, options)),
    check("retention", () => retention(probe, topics.stream)),
    check("message size", () => messageSize(probe, topics)),
    check("codecs", () => codecs(probe, topics.stream)),
  ];
}

/** What several checks of one cluster need to know; each is asked for once. */
class KafkaProbe {
  readonly plans: readonly TopicPlan[];
  readonly connection: KafkaConnection;
  readonly kafka;
  readonly #group: string;
  #running = 0;
  #inspector: ClusterInspector | undefined;

  constructor(connection: KafkaConnection, { topics, partitions, group }: KafkaOptions) {
    this.connection = connection;
    this.plans = topicPlans(topics, partitions);
    this.kafka = kafkaClient(connection, "trunkline-doctor");
    this.#group = group;
  }

  /** Runs a check; the connection is closed behind the last one. */
  async within(signal: AbortSignal, ask: () => Promise<Finding>): Promise<Finding> {
    this.#running++;
    try {
      return await orAborted(ask(), signal);
    } finally {
      if (--this.#running === 0) await this.#inspector?.[Symbol.asyncDispose]();
    }
  }

  readonly inspector = once(async () => this.#inspector = await inspectCluster(this.kafka));
  readonly view = once(async () =>
    (await this.inspector()).topics(this.plans.map(({ topic }) => topic))
  );
  readonly group = once(async () => (await this.inspector()).group(this.#group));

  /** What another check asks for; where it failed, that check says why. */
  async need<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch {
      throw new Unavailable('needs what the check "brokers" found wrong');
    }
  }

  async topic(name: string): Promise<TopicView | undefined> {
    const { topics } = await this.need(this.view);
    return topics.find((each) => each.name === name);
  }

  /** The settings of a topic that exists and whose settings this user may read. */
  async settings(name: string): Promise<TopicSettings> {
    const view = await this.topic(name);
    if (view?.state !== "there") throw new Unavailable(`the topic ${name} is not there to look at`);
    const settings = await readTopicSettings(this.kafka, name);
    if (settings === undefined) {
      throw new Unavailable(`this user may not read the settings of ${name} (DescribeConfigs)`);
    }
    return settings;
  }
}

async function brokers(probe: KafkaProbe): Promise<Finding> {
  const { bootstrap, tls, sasl } = probe.connection;
  const where = bootstrap.join(", ");
  try {
    await probe.inspector();
    const { brokers } = await probe.view();
    return ok(
      `${where}: ${brokers.length} ${brokers.length === 1 ? "broker" : "brokers"}` +
        `${tls === undefined ? "" : ", with TLS"}${
          sasl === undefined ? "" : `, as ${sasl.username}`
        }`,
    );
  } catch (error) {
    const { state, remedy } = explainKafkaFailure(kafkaFailure(error));
    return wrong(`${where} ${state}`, remedy);
  }
}

/** Clients are sent on to the addresses that brokers advertise, which may be reachable from elsewhere only. */
async function advertised(probe: KafkaProbe, signal: AbortSignal): Promise<Finding> {
  const { brokers } = await probe.need(probe.view);
  const failures = await Promise.all(brokers.map(async (address) => {
    const at = address.lastIndexOf(":");
    try {
      await reach(address.slice(0, at), { port: Number(address.slice(at + 1)), signal });
      return [];
    } catch (error) {
      signal.throwIfAborted();
      return [`${address}: ${failureWords(error)}`];
    }
  }));
  const bad = failures.flat();
  return bad.length === 0 ? ok(brokers.join(", ")) : wrong(
    bad.join("; "),
    "Set advertised.listeners of these brokers to addresses that this machine reaches",
  );
}

async function version(probe: KafkaProbe, isEmbedded: boolean): Promise<Finding> {
  if (isEmbedded) return skipped("the embedded broker comes with this build");
  const { apiVersions } = await probe.need(probe.inspector);
  const fetch = apiVersions.get(FETCH) ?? 0;
  return fetch >= FETCH_OF_3_5 ? ok("Kafka 3.5 or newer") : wrong(
    `older than Kafka 3.5, by what it speaks (Fetch up to version ${fetch}, and 3.5 has ${FETCH_OF_3_5})`,
    "Update the brokers to 3.5 or newer",
  );
}

async function topic(
  probe: KafkaProbe,
  plan: TopicPlan,
  { partitionsGiven, topics }: KafkaOptions,
): Promise<Finding> {
  const variable = plan.topic === topics.stream ? "KAFKA_TOPIC" : "KAFKA_ERRORS_TOPIC";
  const view = await probe.topic(plan.topic);
  if (view === undefined || view.state === "denied") {
    return wrong(
      "this user may not see it (Describe)",
      `Grant Describe on the topic ${plan.topic}, or correct ${variable}`,
    );
  }
  if (view.state === "missing") {
    const why = await whyNotCreate(probe.kafka, plan);
    return why === undefined
      ? ok(`is not there yet; this user may create it, with ${plan.partitions} partitions`)
      : wrong(
        `is not there, and cannot be created: ${why}`,
        `Create it (kafka-topics --create --topic ${plan.topic} --partitions ${plan.partitions}), ` +
          `or grant Create, or correct ${variable}`,
      );
  }
  const { partitions } = view;
  const leaderless = partitions.filter(({ leader }) => leader < 0);
  if (leaderless.length > 0) {
    return wrong(
      `partitions without a leader: ${leaderless.map(({ partition }) => partition).join(", ")}`,
      "Start the brokers that hold them",
    );
  }
  const settings = await probe.settings(plan.topic).catch(() => undefined);
  const least = Number(settings?.get("min.insync.replicas") ?? 1);
  const unwritable = partitions.filter(({ inSync }) => inSync < least);
  if (unwritable.length > 0) {
    return wrong(
      `${unwritable.length} of ${partitions.length} partitions have fewer than ${least} replicas in sync ` +
        "(min.insync.replicas), so nothing can be written to them",
      "Start the brokers that hold the other replicas, or lower min.insync.replicas",
    );
  }
  const isPlanned = plan.topic !== topics.stream || partitions.length === plan.partitions;
  if (partitionsGiven && !isPlanned) {
    const [words = "", remedy = ""] = partitionWords({
      topic: plan.topic,
      has: partitions.length,
      planned: plan.partitions,
    }).split(". ");
    return wrong(words, remedy);
  }
  const behind = partitions.filter(({ inSync, replicas }) => inSync < replicas).length;
  const copies = Math.max(...partitions.map(({ replicas }) => replicas));
  return ok(
    `${partitions.length} ${partitions.length === 1 ? "partition" : "partitions"}, ` +
      `${copies} ${copies === 1 ? "copy" : "copies"}` +
      (behind > 0 ? `, ${behind} with replicas that are behind` : ""),
  );
}

/** Each right that the pipeline needs, told apart. */
async function rights(probe: KafkaProbe, { topics, group }: KafkaOptions): Promise<Finding> {
  const stream = await probe.topic(topics.stream);
  const errors = await probe.topic(topics.errors);
  // The group's coordinator may be away: what the topics say is worth knowing all the same.
  const members = await probe.group().catch(() => undefined);
  const lacks: string[] = [];
  const need = (
    allowed: ReadonlySet<Operation> | undefined,
    operations: readonly Operation[],
    what: string,
  ) => {
    for (const operation of operations) {
      if (allowed !== undefined && !allowed.has(operation)) {
        lacks.push(`${operation[0]?.toUpperCase()}${operation.slice(1)} on ${what}`);
      }
    }
  };
  need(stream?.allowed, ["read", "write"], `the topic ${topics.stream}`);
  need(errors?.allowed, ["read", "write"], `the topic ${topics.errors}`);
  if (members?.state === "denied") lacks.push(`Describe and Read on the group ${group}`);
  else need(members?.allowed, ["read"], `the group ${group}`);
  if (lacks.length > 0) {
    return wrong(
      `this user lacks ${lacks.join(", ")}`,
      "Grant them with kafka-acls (a producer needs Write on the topics, a consumer Read on the topic and the group)",
    );
  }
  const said = [stream?.allowed, errors?.allowed, members?.allowed].filter((each) =>
    each !== undefined
  );
  return said.length === 0 ? skipped("the broker does not say which rights this user has") : ok(
    members === undefined
      ? `read and write on the topics; the group ${group} could not be asked about`
      : `read and write on the topics, read in the group ${group}`,
  );
}

async function retention(probe: KafkaProbe, topic: string): Promise<Finding> {
  const settings = await probe.settings(topic);
  if (settings.get("cleanup.policy")?.includes("compact")) {
    return wrong(
      `${topic} is compacted (cleanup.policy): versions and deletes of posts are lost before they are read`,
      `Set cleanup.policy=delete on the topic ${topic}`,
    );
  }
  const ms = Number(settings.get("retention.ms") ?? -1);
  const bytes = Number(settings.get("retention.bytes") ?? -1);
  const limit = bytes < 0 ? "" : `, at most ${bytes} bytes a partition`;
  if (ms < 0) return ok(`for ever${limit}`);
  const hours = Math.round(ms / HOUR_MS);
  return ms >= RETENTION_MS ? ok(`${hours} h${limit}`) : wrong(
    `${topic} keeps records for ${hours} h only: a consumer that is away for longer loses them`,
    `Set retention.ms of the topic ${topic} to ${RETENTION_MS} or more`,
  );
}

async function messageSize(probe: KafkaProbe, topics: Topics): Promise<Finding> {
  const limits = await Promise.all(
    [topics.stream, topics.errors].map(async (topic) => {
      const settings = await probe.settings(topic).catch((error: unknown) => {
        if (topic === topics.stream) throw error;
        return undefined;
      });
      return { topic, bytes: Number(settings?.get("max.message.bytes") ?? Infinity) };
    }),
  );
  const small = limits.filter(({ bytes }) => bytes < MESSAGE_BYTES);
  return small.length === 0 ? ok(`${limits[0]?.bytes.toLocaleString("en")} bytes`) : wrong(
    small.map(({ topic, bytes }) => `${topic} takes records of ${bytes} bytes at most`).join("; ") +
      ": larger ones become dead letters, or are cut",
    `Set max.message.bytes of the topic to ${MESSAGE_BYTES} or more`,
  );
}

async function codecs(probe: KafkaProbe, topic: string): Promise<Finding> {
  const type = (await probe.settings(topic)).get("compression.type") ?? "producer";
  return READABLE_CODECS.includes(type)
    ? ok(
      type === "producer"
        ? "as each producer packs its records; gzip, snappy, lz4 and zstd are read"
        : `${type}, which is read`,
    )
    : wrong(
      `${topic} packs records by ${type}, which cannot be read`,
      `Set compression.type of the topic to one of ${READABLE_CODECS.join(", ")}`,
    );
}

/** Why a connection failed, in words. */
function failureWords(error: unknown): string {
  const kind = networkErrorKind(error);
  return kind === undefined ? messageOf(error) : NETWORK_ERROR_WORDS[kind];
}
