import type { KafkaConnection, PostgresConnection, Topics } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { CONSUMER_CLIENT } from "../core/kafka/consume_topic.ts";
import { consumeThroughOutages } from "../core/kafka/consume_through_outages.ts";
import { throttling } from "../core/kafka/throttling.ts";
import { advanceUnanswered, noSilence } from "../core/supervision/silence.ts";
import { partitionWords, topicPlans } from "../core/kafka/topics.ts";
import { Applier } from "../core/apply/applier.ts";
import { runDuties } from "../core/consumer/consumer_duties.ts";
import { isOnlyConsumer } from "../core/postgres/only_consumer.ts";
import { ControlConnection } from "../core/postgres/control_connection.ts";
import { EndOfTopic } from "../core/consumer/end_of_topic.ts";
import { requireSchema } from "../core/postgres/migrate.ts";
import type { Sql } from "../core/postgres/connect.ts";
import { readOffsets, readStopped, SOURCE_HOLD_MS } from "../core/consumer/positions.ts";
import { IngestLoop } from "../core/consumer/ingest_loop.ts";
import { runRecount } from "../core/consumer/recount/run_recount.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { LIVE_POSTS_PER_SECOND } from "../core/scoring/live_budget.ts";
import { every } from "../core/base/every.ts";
import { LiveScorer, type LiveScoring } from "../core/scoring/live_scorer.ts";
import { storeHeads } from "../core/scoring/store_heads.ts";
import { sleep } from "../core/base/sleep.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";

/** Needs `net` to the brokers and the database, `read` of the model if it scores, and nothing else. */
export interface ConsumerConfig {
  readonly kafka: KafkaConnection;
  readonly topics: Topics;
  /** Partitions of the stream topic, if it must be created. */
  readonly partitions: number;
  /** Warn if the topic has another number of partitions. */
  readonly checkPartitions?: boolean;
  readonly groupId: string;
  readonly postgres: PostgresConnection;
  /** This process has used the database before: a refusal is temporary. */
  readonly postgresUsed?: boolean;
  /** Host that records without an instance belong to; undefined if not configured. */
  readonly defaultInstance: string | undefined;
  /** Distance of a partition's watermark from its highest event time. */
  readonly outOfOrdernessMs: number;
  /** How long a silent topic holds the global watermark; default 15 minutes. */
  readonly sourceHoldMs?: number;
  /** Stop once everything is applied that was in the topic at the start. */
  readonly untilEnd?: boolean;
  /** Score posts in the apply transaction, up to a budget; absent: leave all to the table scorer. */
  readonly scoring?: LiveScoring;
}

const REPORT_MS = 500;
/** How often to ask the database whether other consumers have reached the end. */
const OTHERS_MS = 250;
/** How long a fetch may find nothing in a run that stops at the end of the topic. */
const END_POLL_MS = 50;
/** A broker holds a fetch for a second at most; one that takes so long does not answer. */
const KAFKA_SILENT_MS = 2_500;
/** How soon to check again whether this consumer still lags. */
const BUSY_MS = 500;

serveWorker<ConsumerConfig>(async (config, context) => {
  const { topics, outOfOrdernessMs, defaultInstance } = config;
  const { log } = context;
  const topic = topics.stream;
  const kafka = kafkaClient(config.kafka, CONSUMER_CLIENT);
  const finished = new AbortController();
  const stop = AbortSignal.any([context.drain, finished.signal]);

  const scorer: LiveScorer | undefined = config.scoring === undefined
    ? undefined
    : await LiveScorer.open({
      ...config.scoring,
      lag: (): number => ingestLoop.lag,
      untilEnd: config.untilEnd === true,
      isRestart: context.isRestart,
      log,
    });
  await using applier = new Applier({
    connection: config.postgres,
    outOfOrdernessMs,
    log,
    trouble: context.trouble("postgres"),
    ...(scorer === undefined ? {} : { scoreText: scorer.scoreText }),
  });
  await using control = new ControlConnection(config.postgres);
  const open = () => Promise.all([applier.open(), control.run(prepare)]);
  const prepare = async (sql: Sql) => {
    await requireSchema(sql);
    const { scoring } = config;
    if (scoring !== undefined) await storeHeads(sql, scoring, log);
  };
  const opened = await throughOutages(open, {
    signal: context.drain,
    log,
    trouble: context.trouble("postgres"),
    usedBefore: context.isRestart || config.postgresUsed === true,
  });
  if (opened === undefined) return;
  const ingestLoop = new IngestLoop({
    topic,
    defaultInstance,
    outOfOrdernessMs,
    applier,
    control,
    log,
    beforeBatch: () => scorer?.beforeBatch(),
  });

  let ready = false;
  let end: EndOfTopic | undefined;
  /** Reasons of partitions that other consumers have stopped. */
  let stoppedElsewhere: ReadonlyMap<number, string> = new Map();
  let stoppedAtEnd: ReadonlyMap<number, string> | undefined;
  // This consumer knows better about its own partitions.
  const elsewhere = () =>
    [...stoppedElsewhere].filter(([partition]) => !ingestLoop.holds(partition));
  const stopped = () => stoppedAtEnd ?? new Map([...elsewhere(), ...ingestLoop.stopped]);
  // Keep the reasons: leaving the group clears them.
  stop.addEventListener("abort", () => stoppedAtEnd = stopped(), { once: true });
  const checkEnd = () => {
    end?.reach(ingestLoop.positions);
    if (!ingestLoop.settled || end === undefined) return;
    const reasons = stopped();
    if (end.left.every((partition) => reasons.has(partition))) finished.abort();
  };
  const silentKafka = context.trouble("kafka");
  const throttledKafka = context.trouble("kafka", "degraded");
  const stoppedTrouble = context.trouble("consumer");
  let kafkaSilence = noSilence(performance.now());
  const endReporting = every(REPORT_MS, () => {
    const { unansweredMs } = ingestLoop;
    kafkaSilence = advanceUnanswered(kafkaSilence, { now: performance.now(), unansweredMs });
    silentKafka(
      kafkaSilence.silentMs < KAFKA_SILENT_MS
        ? undefined
        : `Kafka at ${config.kafka.bootstrap.join(", ")} does not answer`,
    );
    throttledKafka(throttling.words(config.kafka.bootstrap));
    const facts = stats(ingestLoop, stopped());
    stoppedTrouble(facts.stopped);
    context.status(facts);
  });
  let isAsking = false;
  const asking = config.untilEnd !== true ? undefined : setInterval(() => {
    const { clusterId } = ingestLoop;
    // One question at a time: while the database is away they would queue up, and later statements behind them.
    if (isAsking || end === undefined || clusterId === undefined) return;
    isAsking = true;
    control.run((sql) =>
      Promise.all([readOffsets(sql, clusterId, topic), readStopped(sql, clusterId, topic)])
    ).then(([positions, others]) => {
      end?.reach(positions);
      stoppedElsewhere = others;
    }).then(checkEnd, () => {}).finally(() => isAsking = false);
  }, OTHERS_MS);

  // Consuming ends last, so that the current batch is finished and its offsets are committed to the group.
  const done = new AbortController();
  const reading = consumeThroughOutages(kafka, {
    connection: config.kafka,
    topic,
    groupId: config.groupId,
    plans: topicPlans(topics, config.partitions),
    reader: ingestLoop,
    signal: done.signal,
    // Behind a pooler the sessions of other consumers cannot be seen.
    isAlone: () =>
      config.postgres.pooled === true ? Promise.resolve(false) : isOnlyConsumer(control),
    // At the end of the backlog the last fetch finds nothing.
    ...(config.untilEnd === true && { pollMs: END_POLL_MS }),
    isRestart: context.isRestart,
    log,
    trouble: context.trouble("kafka"),
    onCluster: async (cluster) => {
      ingestLoop.connected(cluster);
      const other = cluster.otherPartitions.find((found) => found.topic === topic);
      if (!ready && config.checkPartitions && other !== undefined) {
        log("warning", partitionWords(other));
      }
      if (!ready) context.ready({ cluster: cluster.clusterId, topic, group: config.groupId });
      ready = true;
      if (!config.untilEnd) return;
      end ??= new EndOfTopic(await cluster.ranges(topic));
      checkEnd();
    },
    onConsumption: (consumption) => ingestLoop.consuming(consumption),
  });
  const clock = { outOfOrdernessMs, sourceHoldMs: config.sourceHoldMs ?? SOURCE_HOLD_MS };
  const duties = { ingestLoop, control, kafka, topics, clock, log };
  const recount = {
    connection: config.postgres,
    control,
    log,
    standBack: () => busy(ingestLoop, applier, stop),
  };
  const parts = [
    ingestLoop.run(stop, checkEnd),
    runDuties(duties, stop),
    runRecount(recount, stop),
  ];
  const working = Promise.allSettled(parts.map((part) => part.finally(() => finished.abort())))
    .finally(() => done.abort());
  const ends = await Promise.allSettled([reading.finally(() => finished.abort()), working]);
  endReporting();
  clearInterval(asking);
  for (const end of [...ends, ...await working]) {
    if (end.status === "rejected") throw end.reason;
  }
  return stats(ingestLoop, stopped());
});

/** What low-priority work waits for: the lag, or an apply transaction that needs this thread. */
function busy(
  { lag }: IngestLoop,
  { idle }: Applier,
  stop: AbortSignal,
): Promise<void> | undefined {
  return lag > LIVE_POSTS_PER_SECOND ? sleep(BUSY_MS, stop) : idle;
}

function stats(ingestLoop: IngestLoop, stopped: ReadonlyMap<number, string>) {
  const { totals, lag } = ingestLoop;
  const lagMs = Math.round(ingestLoop.lagMs(Date.now()));
  return { ...totals, lag, lagMs, stoppedPartitions: stopped.size, ...inWords(stopped) };
}

/** The reasons of stopped partitions, if any: the command then ends with 1. */
function inWords(stopped: ReadonlyMap<number, string>): { readonly stopped?: string } {
  const [first, ...others] = stopped;
  if (first === undefined) return {};
  const numbers = others.map(([partition]) => partition).join(", ");
  return {
    stopped: first[1] + (others.length === 0 ? "" : `. Partitions stopped beside it: ${numbers}`),
  };
}
