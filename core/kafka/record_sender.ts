import { CompressionTypes, type Kafka, type Producer } from "kafkajs";
import { requireAddresses } from "../base/refused_addresses.ts";
import { RECORD_SCHEMA } from "../post/record.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { keyPartitioner } from "./key_partitioner.ts";
import type { Outgoing } from "./outgoing.ts";
import { SCHEMA_HEADER } from "./schema_header.ts";
import { ensureTopics, type OtherPartitions, type TopicPlan } from "./topics.ts";

/** The same object for all records of one schema: it is written into bytes once. */
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
  /** Resolves once all in-sync replicas have the whole batch; may be called again with the same batch if it fails. */
  send(batch: readonly Outgoing[], signal: AbortSignal): Promise<void>;
}

/**
 * A sender over kafkajs' idempotent producer.
 *
 * One request is in flight: with several, a broker that crashes between them leaves a hole in the producer's sequence
 * that kafkajs never gets out of. After a failure the producer is thrown away for a new one, because a batch that is
 * cut differently under the old sequence numbers would be taken for a repetition. So a batch whose answer was lost can
 * be there twice; whoever applies records must not mind.
 */
export class RecordSender implements Sender {
  readonly #kafka: Kafka;
  readonly #topics: readonly TopicPlan[];
  readonly #gzip: boolean;
  #producer: Producer | undefined;

  constructor(kafka: Kafka, { topics, gzip = false }: {
    /** Made, where missing, at each connection. */
    topics: readonly TopicPlan[];
    gzip?: boolean;
  }) {
    this.#kafka = kafka;
    this.#topics = topics;
    this.#gzip = gzip;
  }

  /** Connects, and makes the topics that are missing; `send` does so too where it must. */
  async connect(signal: AbortSignal): Promise<readonly OtherPartitions[]> {
    let others: readonly OtherPartitions[] = [];
    const admin = this.#kafka.admin();
    try {
      await admin.connect();
      // Brokers advertise the addresses that the producer will use; they may lie outside our permissions.
      const { brokers } = await admin.describeCluster();
      requireAddresses(brokers.map(({ host, port }) => `${host}:${port}`));
      others = await ensureTopics(admin, this.#topics, signal);
    } finally {
      await admin.disconnect().catch(() => {});
    }
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: keyPartitioner,
      metadataMaxAge: 60_000,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    await producer.connect();
    this.#producer = producer;
    return others;
  }

  async send(batch: readonly Outgoing[], signal: AbortSignal): Promise<void> {
    if (this.#producer === undefined) await this.connect(signal);
    try {
      await this.#producer?.sendBatch({
        acks: -1,
        timeout: 10_000,
        compression: this.#gzip ? CompressionTypes.GZIP : CompressionTypes.None,
        topicMessages: byTopic(batch),
      });
    } catch (error) {
      // A single record that is refused for its size was written nowhere, and kafkajs has taken its sequence number back.
      if (batch.length > 1 || kafkaFailure(error).kind !== "too_large") this.#discard();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = this.#producer?.disconnect().catch(() => {});
    this.#producer = undefined;
    // kafkajs waits for answers that may never come.
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  }

  /** Not awaited: a producer whose broker is gone may take its time to let go. */
  #discard(): void {
    this.#producer?.disconnect().catch(() => {});
    this.#producer = undefined;
  }
}

function byTopic(batch: readonly Outgoing[]) {
  const topics = Map.groupBy(batch, ({ topic }) => topic);
  return [...topics].map(([topic, records]) => ({
    topic,
    messages: records.map((record) => ({
      key: record.key,
      value: record.value,
      headers: headersOf(record),
    })),
  }));
}
