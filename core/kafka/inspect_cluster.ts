import type { Buffer } from "node:buffer";
import Decoder from "kafkajs/src/protocol/decoder.js";
import Encoder from "kafkajs/src/protocol/encoder.js";
import type { Kafka } from "./client.ts";
import { kafkaFailure } from "./kafka_failure.ts";

/** Operations of Kafka's ACLs, by the numbers of its protocol. */
const OPERATIONS = {
  read: 3,
  write: 4,
  create: 5,
  describe: 8,
  describeConfigs: 10,
} as const;

/** An operation that a user may or may not do. */
export type Operation = keyof typeof OPERATIONS;

/** A topic, as a broker describes it to this user. */
export interface TopicView {
  readonly name: string;
  /** `denied`: this user may not even see whether it exists. */
  readonly state: "there" | "missing" | "denied";
  readonly partitions: readonly {
    readonly partition: number;
    /** A negative number: none. */
    readonly leader: number;
    readonly replicas: number;
    readonly inSync: number;
  }[];
  /** What this user may do with it; undefined where the broker does not say. */
  readonly allowed: ReadonlySet<Operation> | undefined;
}

/** A consumer group, as its coordinator describes it to this user. */
export interface GroupView {
  readonly state: "there" | "denied";
  readonly allowed: ReadonlySet<Operation> | undefined;
}

/** A connection that asks what a user may, and changes nothing. */
export interface ClusterInspector extends AsyncDisposable {
  /** Highest version of each API that the broker speaks, by the API's key. */
  readonly apiVersions: ReadonlyMap<number, number>;
  topics(names: readonly string[]): Promise<{
    /** `host:port` that each broker advertises. */
    readonly brokers: readonly string[];
    readonly topics: readonly TopicView[];
    /** What this user may do with the cluster. */
    readonly allowed: ReadonlySet<Operation> | undefined;
  }>;
  group(id: string): Promise<GroupView>;
}

const METADATA = 3;
const DESCRIBE_GROUPS = 15;
/** The first versions that say what the user may do, and the last ones without flexible fields. */
const METADATA_VERSION = 8;
const DESCRIBE_GROUPS_VERSION = 3;
const COORDINATOR_MS = 5_000;
const DENIED = [29, 30, 31];
const UNKNOWN_TOPIC = 3;
/** Kafka's sign for "not said" in a set of operations. */
const NOT_SAID = -2147483648;

/** The parts of kafkajs' cluster that are used here. */
interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  findBroker(of: { readonly nodeId: number }): Promise<BrokerOfKafkajs>;
  readonly brokerPool: { findConnectedBroker(): Promise<BrokerOfKafkajs> };
}

/** The part of kafkajs' decoder that is used here, with its types. */
interface Reader {
  readInt16(): number;
  readInt32(): number;
  readBoolean(): boolean;
  readString(): string | null;
  readBytes(): Buffer | null;
  readArray<T>(read: (reader: Reader) => T): T[];
}

interface BrokerOfKafkajs {
  findGroupCoordinator(of: {
    readonly groupId: string;
    readonly coordinatorType: number;
  }): Promise<{ readonly coordinator: { readonly nodeId: number } }>;
  readonly versions: Readonly<Record<string, { readonly maxVersion: number }>>;
  readonly connectionPool: {
    send<T>(call: {
      readonly request: object;
      readonly response: { decode(raw: Buffer): Promise<T>; parse(decoded: T): Promise<T> };
    }): Promise<T>;
  };
}

/**
 * Connects with kafkajs' own cluster, for requests that its admin client has not: those in versions that tell the
 * user's rights. Rejects as kafkajs does where no broker answers.
 */
export async function inspectCluster(kafka: Kafka): Promise<ClusterInspector> {
  const cluster = clusterOf(kafka);
  await cluster.connect();
  const broker = await cluster.brokerPool.findConnectedBroker();
  const versions = new Map(
    Object.entries(broker.versions).map(([key, { maxVersion }]) => [Number(key), maxVersion]),
  );
  return {
    apiVersions: versions,
    topics: (names) => describeTopics(broker, names),
    group: (id) => describeGroup(cluster, id, versions),
    async [Symbol.asyncDispose]() {
      // With a deadline: kafkajs waits for answers that may never come.
      await Promise.race([
        cluster.disconnect().catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, 500)),
      ]);
    },
  };
}

function clusterOf(kafka: Kafka): Cluster {
  const name = "private:Kafka:createCluster";
  const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === name);
  const create: unknown = key === undefined ? undefined : Reflect.get(kafka, key);
  if (typeof create !== "function") {
    throw new TypeError("Cannot inspect Kafka: kafkajs has changed");
  }
  return create.call(kafka, { allowAutoTopicCreation: false, metadataMaxAge: 60_000 });
}

async function describeTopics(
  broker: BrokerOfKafkajs,
  names: readonly string[],
): Promise<Awaited<ReturnType<ClusterInspector["topics"]>>> {
  const max = broker.versions[METADATA]?.maxVersion ?? 0;
  const version = Math.min(METADATA_VERSION, max);
  const saysRights = version >= METADATA_VERSION;
  return await call(broker, {
    apiKey: METADATA,
    apiName: "Metadata",
    apiVersion: version,
    encode: () => {
      const encoder = new Encoder().writeNullableArray([...names]).writeBoolean(false);
      return saysRights ? encoder.writeBoolean(true).writeBoolean(true) : encoder;
    },
    decode: (decoder) => {
      decoder.readInt32(); // throttle time
      const brokers = decoder.readArray((d) => {
        d.readInt32(); // id
        const address = `${d.readString()}:${d.readInt32()}`;
        d.readString(); // rack
        return address;
      });
      decoder.readString(); // cluster id
      decoder.readInt32(); // controller
      const topics = decoder.readArray((d) => topicIn(d, { version, saysRights }));
      const allowed = saysRights ? operationsIn(decoder.readInt32()) : undefined;
      return { brokers, topics, allowed };
    },
  });
}

function topicIn(
  decoder: Reader,
  { version, saysRights }: { readonly version: number; readonly saysRights: boolean },
): TopicView {
  const error = decoder.readInt16();
  const name = decoder.readString() ?? "";
  decoder.readBoolean(); // internal
  const partitions = decoder.readArray((d) => {
    d.readInt16();
    const partition = d.readInt32();
    const leader = d.readInt32();
    if (version >= 7) d.readInt32(); // leader epoch
    const [replicas, inSync] = [0, 0].map(() => d.readArray((each) => each.readInt32()).length);
    if (version >= 5) d.readArray((each) => each.readInt32()); // offline replicas
    return { partition, leader, replicas: replicas ?? 0, inSync: inSync ?? 0 };
  });
  const allowed = saysRights ? operationsIn(decoder.readInt32()) : undefined;
  const state = DENIED.includes(error) ? "denied" : error === UNKNOWN_TOPIC ? "missing" : "there";
  return { name, state, partitions, allowed: state === "there" ? allowed : undefined };
}

async function describeGroup(
  cluster: Cluster,
  id: string,
  versions: ReadonlyMap<number, number>,
): Promise<GroupView> {
  if ((versions.get(DESCRIBE_GROUPS) ?? 0) < DESCRIBE_GROUPS_VERSION) {
    return { state: "there", allowed: undefined };
  }
  let coordinator: BrokerOfKafkajs;
  try {
    // Asked of one broker: kafkajs' cluster asks all, and keeps why each refused to itself.
    const asked = await cluster.brokerPool.findConnectedBroker();
    coordinator = await coordinatorOf(cluster, { asked, id });
  } catch (error) {
    if (kafkaFailure(error).kind === "login") return { state: "denied", allowed: undefined };
    throw error;
  }
  return await call(coordinator, {
    apiKey: DESCRIBE_GROUPS,
    apiName: "DescribeGroups",
    apiVersion: DESCRIBE_GROUPS_VERSION,
    encode: () => new Encoder().writeArray([id]).writeBoolean(true),
    decode: (decoder) => {
      decoder.readInt32(); // throttle time
      const [group] = decoder.readArray((d): GroupView => {
        const error = d.readInt16();
        for (let i = 0; i < 4; i++) d.readString(); // id, state, protocol type, protocol
        d.readArray((member) => {
          for (let i = 0; i < 3; i++) member.readString();
          member.readBytes();
          return member.readBytes();
        });
        const allowed = operationsIn(d.readInt32());
        return DENIED.includes(error)
          ? { state: "denied", allowed: undefined }
          : { state: "there", allowed };
      });
      return group ?? { state: "there", allowed: undefined };
    },
  });
}

/** The first group of a cluster waits until Kafka has made the topic of offsets. */
async function coordinatorOf(
  cluster: Cluster,
  { asked, id }: { readonly asked: BrokerOfKafkajs; readonly id: string },
): Promise<BrokerOfKafkajs> {
  for (const end = performance.now() + COORDINATOR_MS;;) {
    try {
      const { coordinator } = await asked.findGroupCoordinator({ groupId: id, coordinatorType: 0 });
      return await cluster.findBroker({ nodeId: coordinator.nodeId });
    } catch (error) {
      const { type } = error as { readonly type?: unknown };
      const comes = type === "GROUP_COORDINATOR_NOT_AVAILABLE" || type === "GROUP_LOAD_IN_PROGRESS";
      if (!comes || performance.now() >= end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function call<T>(
  broker: BrokerOfKafkajs,
  { encode, decode, ...request }: {
    readonly apiKey: number;
    readonly apiName: string;
    readonly apiVersion: number;
    readonly encode: () => Encoder;
    readonly decode: (decoder: Reader) => T;
  },
): Promise<T> {
  return await broker.connectionPool.send<T>({
    request: { ...request, encode: () => Promise.resolve(encode()) },
    response: {
      decode: (raw) => Promise.resolve(decode(new Decoder(raw) as Reader)),
      parse: (decoded) => Promise.resolve(decoded),
    },
  });
}

function operationsIn(bits: number): ReadonlySet<Operation> | undefined {
  if (bits === NOT_SAID) return undefined;
  const all = Object.entries(OPERATIONS) as [Operation, number][];
  return new Set(all.filter(([, bit]) => (bits & (1 << bit)) !== 0).map(([name]) => name));
}
