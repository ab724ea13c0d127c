import { NO_TOPIC_ID, type TopicId } from "../protocol/codec.ts";
import { PartitionLog } from "./partition_log.ts";
import { DEFAULT_TOPIC_CONFIG, type TopicConfig } from "./topic_config.ts";
import { syncDirectory, writeFileAtomicallySync } from "../../../core/base/atomic_file.ts";

/** A topic that the broker serves. */
export interface Topic {
  readonly name: string;
  readonly id: TopicId;
  /** Its own settings; the others are the broker's defaults. */
  readonly overrides: Partial<TopicConfig>;
  readonly config: TopicConfig;
  /** By partition index. */
  readonly partitions: readonly PartitionLog[];
}

/** Content of `cluster.json`. */
interface ClusterFile {
  readonly format: 1;
  readonly clusterId: string;
  /** All producer ids below it may be in use. */
  readonly nextProducerId: number;
  readonly topics: readonly {
    readonly name: string;
    readonly id: TopicId;
    readonly partitions: number;
    readonly overrides: Partial<TopicConfig>;
  }[];
}

/** Producer ids reserved in one write, so that issuing one seldom needs a write. */
const PRODUCER_ID_BLOCK = 1000;

/**
 * The cluster's identity and topics, stored in `cluster.json`: a topic exists if that file lists it. Partitions are the
 * directories `topics/NAME.ID/INDEX`; directories of unlisted topics are remains of a deletion.
 */
export class Catalog implements Disposable {
  readonly #directory: string;
  readonly #defaults: TopicConfig;
  readonly #warn: (text: string) => void;
  readonly #topics = new Map<string, Topic>();
  readonly #names = new Map<TopicId, string>();
  readonly clusterId: string;
  #reservedProducerIds: number;
  #nextProducerId: number;

  constructor(
    directory: string,
    options: { defaults: Partial<TopicConfig>; warn: (text: string) => void },
  ) {
    this.#directory = directory;
    this.#defaults = { ...DEFAULT_TOPIC_CONFIG, ...options.defaults };
    this.#warn = options.warn;
    const file = readClusterFile(`${directory}/cluster.json`);
    this.clusterId = file?.clusterId ?? newClusterId();
    this.#nextProducerId = file?.nextProducerId ?? 0;
    this.#reservedProducerIds = this.#nextProducerId;
    for (const { name, id, partitions, overrides } of file?.topics ?? []) {
      this.#put({
        name,
        id,
        overrides,
        logs: this.#openLogs(name, id, { from: 0, to: partitions }),
      });
    }
    if (file === undefined) this.#save();
    this.#removeOrphans();
  }

  topics(): readonly Topic[] {
    return [...this.#topics.values()];
  }

  get(name: string): Topic | undefined {
    return this.#topics.get(name);
  }

  getById(id: TopicId): Topic | undefined {
    const name = this.#names.get(id);
    return name === undefined ? undefined : this.#topics.get(name);
  }

  /** Creates a topic under an unused name. Throws if it cannot be written. */
  create(
    name: string,
    { partitions, overrides }: { partitions: number; overrides: Partial<TopicConfig> },
  ): Topic {
    const id = newTopicId();
    const logs = this.#openLogs(name, id, { from: 0, to: partitions });
    const topic = this.#put({ name, id, overrides, logs });
    return this.#saveOr(topic, () => {
      this.#forget(topic);
      for (const log of logs) log.abandon();
      this.#removeDirectory(topic);
    });
  }

  /** Adds partitions to a topic. */
  grow(topic: Topic, partitions: number): Topic {
    const { name, id, overrides } = topic;
    const added = this.#openLogs(name, id, { from: topic.partitions.length, to: partitions });
    const grown = this.#put({ name, id, overrides, logs: [...topic.partitions, ...added] });
    return this.#saveOr(grown, () => {
      this.#topics.set(name, topic);
      for (const log of added) log.abandon();
    });
  }

  /** Replaces a topic's own settings. */
  configure(topic: Topic, overrides: Partial<TopicConfig>): Topic {
    const { name, id, partitions } = topic;
    const configured = this.#put({ name, id, overrides, logs: partitions });
    return this.#saveOr(configured, () => this.#topics.set(name, topic));
  }

  delete(topic: Topic): void {
    this.#forget(topic);
    this.#saveOr(topic, () => this.#put({ ...topic, logs: topic.partitions }));
    for (const log of topic.partitions) log.abandon();
    this.#removeDirectory(topic);
  }

  /** A producer id that was never issued before, also not before a restart. */
  newProducerId(): number {
    if (this.#nextProducerId >= this.#reservedProducerIds) {
      this.#reservedProducerIds = this.#nextProducerId + PRODUCER_ID_BLOCK;
      this.#saveOr(undefined, () => this.#reservedProducerIds = this.#nextProducerId);
    }
    return this.#nextProducerId++;
  }

  [Symbol.dispose](): void {
    for (const { partitions } of this.#topics.values()) for (const log of partitions) log.close();
  }

  #put(
    { name, id, overrides, logs }: Pick<Topic, "name" | "id" | "overrides"> & {
      logs: readonly PartitionLog[];
    },
  ): Topic {
    const config = { ...this.#defaults, ...overrides };
    const topic: Topic = { name, id, overrides, config, partitions: logs };
    this.#topics.set(name, topic);
    this.#names.set(id, name);
    return topic;
  }

  #forget(topic: Topic): void {
    this.#topics.delete(topic.name);
    this.#names.delete(topic.id);
  }

  #openLogs(name: string, id: TopicId, { from, to }: { from: number; to: number }): PartitionLog[] {
    const logs: PartitionLog[] = [];
    const options = { now: Date.now(), warn: this.#warn };
    try {
      for (let index = from; index < to; index++) {
        const directory = `${this.#directory}/topics/${name}.${id}/${index}`;
        logs.push(new PartitionLog(directory, options));
      }
      if (to > from) syncDirectory(`${this.#directory}/topics/${name}.${id}`);
    } catch (error) {
      for (const log of logs) log.abandon();
      throw error;
    }
    return logs;
  }

  #saveOr<T>(result: T, undo: () => void): T {
    try {
      this.#save();
      return result;
    } catch (error) {
      undo();
      throw error;
    }
  }

  #save(): void {
    const file: ClusterFile = {
      format: 1,
      clusterId: this.clusterId,
      nextProducerId: this.#reservedProducerIds,
      topics: this.topics().map(({ name, id, partitions, overrides }) => {
        return { name, id, partitions: partitions.length, overrides };
      }),
    };
    writeFileAtomicallySync(
      `${this.#directory}/cluster.json`,
      JSON.stringify(file, null, 2) + "\n",
    );
  }

  #removeDirectory({ name, id }: Topic): void {
    try {
      Deno.removeSync(`${this.#directory}/topics/${name}.${id}`, { recursive: true });
    } catch {
      // The next start removes the rest.
    }
  }

  #removeOrphans(): void {
    const known = new Set(this.topics().map(({ name, id }) => `${name}.${id}`));
    Deno.mkdirSync(`${this.#directory}/topics`, { recursive: true });
    for (const { name } of Deno.readDirSync(`${this.#directory}/topics`)) {
      if (known.has(name) || !/\.[0-9a-f]{32}$/.test(name)) continue;
      Deno.removeSync(`${this.#directory}/topics/${name}`, { recursive: true });
    }
  }
}

function readClusterFile(path: string): ClusterFile | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** 22 characters of URL-safe base64, like those of Kafka's own tools. */
function newClusterId(): string {
  return crypto.getRandomValues(new Uint8Array(16))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

function newTopicId(): TopicId {
  const id = crypto.randomUUID().replaceAll("-", "");
  return id === NO_TOPIC_ID ? newTopicId() : id;
}
