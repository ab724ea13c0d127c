import { CompressionTypes, type Kafka, type Producer } from "kafkajs";
import { requireAddresses } from "../base/refused_addresses.ts";
import { RECORD_SCHEMA } from "../post/record.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { keyPartitioner } from "./key_partitioner.ts";
import type { Outgoing } from "./outgoing.ts";
import { SCHEMA_HEADER } from "./schema_header.ts";
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
      // A single record that is too large was not written, and kafkajs reuses its sequence number.
      if (batch.length > 1 || kafkaFailure(error).kind !== "too_large") this.#discard();
      throw error;
    }
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
