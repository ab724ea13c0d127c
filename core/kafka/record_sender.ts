import { Buffer } from "node:buffer";
import {
  CompressionTypes,
  type ICustomPartitioner,
  type Kafka,
  type Producer,
  type RecordMetadata,
} from "kafkajs";
import { requireAddresses } from "../base/refused_addresses.ts";
import { RECORD_SCHEMA } from "../post/record.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { asMissingRight, explainRefusal } from "./missing_right.ts";
import { keyPartitioner } from "./key_partitioner.ts";
import type { Outgoing } from "./outgoing.ts";
import { SCHEMA_HEADER } from "./schema_header.ts";
import { throttling } from "./throttling.ts";
import { ensureTopics, type OtherPartitions, type TopicPlan } from "./topics.ts";

/** One object for each schema: the patched encoder caches the bytes of a headers object. */
const HEADERS = new Map<string, { readonly [SCHEMA_HEADER]: string }>();

function headersOf({ schema = RECORD_SCHEMA }: Outgoing) {
  const known = HEADERS.get(schema);
  if (known !== undefined) return known;
  const made = { [SCHEMA_HEADER]: schema };
  HEADERS.set(schema, made);
  return made;
}

/** Sends batches of records, one at a time. */
export interface Sender extends AsyncDisposable {
  /** Resolves once all in-sync replicas have the whole batch. After a failure the same batch may be sent again. */
  send(batch: readonly Outgoing[], signal: AbortSignal): Promise<void>;
  /** Until when the brokers make it wait by a quota, ms on a monotonic clock; in the past if they do not. */
  readonly throttledUntil: number;
}

/**
 * A sender over kafkajs' idempotent producer.
 *
 * One request is in flight: with several, a broker that crashes between them leaves a gap in the producer's sequence
 * numbers, from which kafkajs never recovers. After a failure the producer is replaced by a new one: a batch that is cut
 * differently under the old sequence numbers would be taken for a duplicate. So a batch whose answer was lost may be
 * stored twice; consumers must tolerate that.
 */
export class RecordSender implements Sender {
  readonly #kafka: Kafka;
  readonly #topics: readonly TopicPlan[];
  readonly #gzip: boolean;
  /** The number of partitions of each topic, when last seen. */
  readonly #partitions = new Map<string, number>();
  /** By topic, the partitions that records of the batch under way go to. */
  readonly #chosen = new Map<string, Set<number>>();
  #producer: Producer | undefined;

  constructor(kafka: Kafka, { topics, gzip = false }: {
    /** Topics to create if missing, at each connection. */
    topics: readonly TopicPlan[];
    gzip?: boolean;
  }) {
    this.#kafka = kafka;
    this.#topics = topics;
    this.#gzip = gzip;
  }

  /** Connects and creates missing topics; `send` does the same if not connected. */
  async connect(signal: AbortSignal): Promise<readonly OtherPartitions[]> {
    let others: readonly OtherPartitions[] = [];
    const admin = this.#kafka.admin();
    try {
      await admin.connect();
      // Brokers advertise the addresses that the producer will use; they may lie outside our permissions.
      const { brokers } = await admin.describeCluster();
      requireAddresses(brokers.map(({ host, port }) => `${host}:${port}`));
      others = await ensureTopics(admin, this.#topics, signal);
      for (const { topic, partitions } of this.#topics) {
        const other = others.find((each) => each.topic === topic);
        this.#partitions.set(topic, other?.has ?? partitions);
      }
    } finally {
      await admin.disconnect().catch(() => {});
    }
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => this.#partitioner(),
      metadataMaxAge: 60_000,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    const topic = this.#topics.map((plan) => plan.topic).join(", ");
    await explainRefusal(producer.connect(), { operation: "Write", topic });
    this.#producer = producer;
    return others;
  }

  async send(batch: readonly Outgoing[], signal: AbortSignal): Promise<void> {
    if (this.#producer === undefined) await this.connect(signal);
    try {
      this.#chosen.clear();
      const answers = await this.#producer?.sendBatch({
        acks: -1,
        timeout: 10_000,
        compression: this.#gzip ? CompressionTypes.GZIP : CompressionTypes.None,
        topicMessages: this.#byTopic(batch),
      });
      this.#requireAll(answers ?? []);
    } catch (error) {
      // A single record that is too large was not written, and kafkajs reuses its sequence number.
      if (batch.length > 1 || kafkaFailure(error).kind !== "too_large") this.#discard();
      const topic = [...new Set(batch.map(({ topic }) => topic))].join(", ");
      throw asMissingRight(error, { operation: "Write", topic });
    }
  }

  get throttledUntil(): number {
    return throttling.until;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = this.#producer?.disconnect().catch(() => {});
    this.#producer = undefined;
    // With a deadline: kafkajs waits for answers that may never come.
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  }

  /** Not awaited: disconnecting from a broker that is gone may take long. */
  #discard(): void {
    this.#producer?.disconnect().catch(() => {});
    this.#producer = undefined;
  }

  /** By key, except for a record that names its partition. It notes how many partitions the topic has, and which are chosen. */
  #partitioner(): ReturnType<ICustomPartitioner> {
    const byKey = keyPartitioner();
    return (args) => {
      const { topic, message, partitionMetadata } = args;
      this.#partitions.set(topic, partitionMetadata.length);
      const partition = message.partition ?? byKey(args);
      const chosen = this.#chosen.get(topic) ?? new Set();
      if (chosen.size === 0) this.#chosen.set(topic, chosen);
      chosen.add(partition);
      return partition;
    };
  }

  /**
   * Checks that each partition with records of the batch has answered. kafkajs (2.2.4) remembers by broker what it has sent: if
   * the leader of a partition moves to a broker that has already taken its part of the batch, the retry leaves the partition
   * out, and `sendBatch` resolves.
   */
  #requireAll(answers: readonly RecordMetadata[]): void {
    for (const { topicName, partition } of answers) this.#chosen.get(topicName)?.delete(partition);
    const missing = [...this.#chosen].flatMap(([topic, partitions]) =>
      [...partitions].map((partition) => `${topic}/${partition}`)
    );
    if (missing.length === 0) return;
    throw new Error(`a leader has moved, and ${missing.join(", ")} got no records of the batch`);
  }

  #byTopic(batch: readonly Outgoing[]) {
    const topics = Map.groupBy(batch, ({ topic }) => topic);
    return [...topics].map(([topic, records]) => ({
      topic,
      messages: records.flatMap((record) =>
        record.everyPartition === true
          ? copies(record, this.#partitions.get(topic) ?? 1)
          : { key: record.key, value: record.value, headers: headersOf(record) }
      ),
    }));
  }
}

const CLOSING_BRACE = 0x7d;

/** A message for each partition, with a key of its own. Its object says which copy it is: `partition` of `partitions`. */
function copies(record: Outgoing, partitions: number) {
  const { key, value } = record;
  const open = value.at(-1) === CLOSING_BRACE ? value.subarray(0, -1) : value;
  return Array.from({ length: partitions }, (_, partition) => ({
    key: `${key}/${partition}`,
    value: Buffer.concat([
      open,
      Buffer.from(`,"partition":${partition},"partitions":${partitions}}`),
    ]),
    headers: headersOf(record),
    partition,
  }));
}
