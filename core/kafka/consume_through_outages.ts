import { OUTAGE_BACKOFF, retry } from "../base/retry.ts";
import type { Kafka } from "kafkajs";
import type { KafkaConnection } from "../config/connections.ts";
import { OutageError, PermanentError } from "../base/errors.ts";
import { refusedAddresses } from "../base/refused_addresses.ts";
import { consumeTopic, type TopicConsumption, type TopicReader } from "./consume_topic.ts";
import { firstConnection } from "./first_connection.ts";
import { kafkaFailure } from "./kafka_failure.ts";
import { orAborted } from "../base/or_aborted.ts";
import { OutageLog } from "../base/outage_log.ts";
import type { TellTrouble } from "../base/trouble.ts";
import { type ClusterView, viewCluster } from "./partition_ranges.ts";
import type { TopicPlan } from "./topics.ts";

export interface ThroughOutagesOptions {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly groupId: string;
  /** Topics to create if missing. */
  readonly plans: readonly TopicPlan[];
  readonly reader: TopicReader;
  readonly signal: AbortSignal;
  /** Whether every other consumer of the group has ended; see `ConsumeTopicOptions`. */
  isAlone(): Promise<boolean>;
  /** How long the broker holds a fetch that finds nothing, ms; closing waits for it. */
  readonly pollMs?: number;
  /** The worker has consumed before: a refused login is retried too. */
  readonly isRestart?: boolean;
  /** Called with the cluster at each connection, before the reader joins its group. */
  onCluster(cluster: ClusterView): Promise<void>;
  /** Called when reading begins and, with undefined, when it has ended. */
  onConsumption(consumption: TopicConsumption | undefined): void;
  log(level: "info" | "warning", text: string): void;
  /** Told while the topic cannot be read. */
  readonly trouble?: TellTrouble;
}

/** Consumes a topic until `signal` is aborted, with a new client after each outage. Rejects with permanent errors only. */
export async function consumeThroughOutages(
  kafka: Kafka,
  options: ThroughOutagesOptions,
): Promise<void> {
  const { connection, topic, signal, log, trouble, isRestart = false } = options;
  const where = connection.bootstrap.join(", ");
  const outageLog = new OutageLog(log);
  let back = "";
  /** The first consumption goes on with the first connection: another one would cost it a tenth of a second. */
  let first: ClusterView | undefined;
  await firstConnection(async () => {
    first = await openCluster(kafka, options);
  }, {
    bootstrap: connection.bootstrap,
    isRestart,
    signal,
    log,
    trouble,
  });
  while (!signal.aborted) {
    await retry(({ reset }) => {
      const cluster = first;
      first = undefined;
      const reading = () => {
        outageLog.over(back);
        trouble?.(undefined);
        reset();
      };
      return consumeOnce(kafka, options, { cluster, reading });
    }, {
      backoff: OUTAGE_BACKOFF,
      signal,
      onFailure: (error, failures) => {
        if (signal.aborted) return;
        if (error instanceof PermanentError || refusedAddresses(error).length > 0) throw error;
        const isKafka = !(error instanceof OutageError);
        if (failures === 1) {
          back = isKafka ? `Kafka at ${where} is back` : `${topic} is read again`;
        }
        const words = isKafka
          ? `Lost Kafka at ${where}: ${kafkaFailure(error).words}`
          : error.message;
        outageLog.failed(words, "Trying again");
        // What is wrong with PostgreSQL is no trouble of Kafka's.
        trouble?.(isKafka ? words : undefined);
      },
    });
  }
  await first?.[Symbol.asyncDispose]();
}

/** Connects to the cluster, and shows it to the caller. */
async function openCluster(
  kafka: Kafka,
  { plans, signal, onCluster }: ThroughOutagesOptions,
): Promise<ClusterView> {
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(await viewCluster(kafka, plans, signal));
  await onCluster(cluster);
  // Nobody waits for a connection that comes too late.
  if (!signal.aborted) stack.move();
  return cluster;
}

async function consumeOnce(
  kafka: Kafka,
  options: ThroughOutagesOptions,
  { cluster, reading }: { readonly cluster: ClusterView | undefined; readonly reading: () => void },
): Promise<void> {
  const { reader, signal, onConsumption } = options;
  await using _ = cluster ?? await orAborted(openCluster(kafka, options), signal);
  if (signal.aborted) return;
  const member: TopicReader = {
    assigned: (partitions) => {
      reader.assigned(partitions);
      if (partitions.length === 0) reading();
    },
    async position(partition) {
      const position = await reader.position(partition);
      reading();
      return position;
    },
    take: (fetched, alive) => reader.take(fetched, alive),
  };
  await using consumption = await consumeTopic(kafka, member, options);
  onConsumption(consumption);
  try {
    await consumption.ended;
  } finally {
    onConsumption(undefined);
  }
}
