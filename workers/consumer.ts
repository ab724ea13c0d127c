import type { KafkaConnection, PostgresConnection, Topics } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { consumeThroughOutages } from "../core/kafka/consume_through_outages.ts";
import { partitionWords, topicPlans } from "../core/kafka/topics.ts";
import { Applier } from "../core/apply/applier.ts";
import type { ScoreText } from "../core/apply/plan.ts";
import { runDuties } from "../core/consumer/consumer_duties.ts";
import { ControlConnection } from "../core/postgres/control_connection.ts";
import { EndOfTopic } from "../core/consumer/end_of_topic.ts";
import { requireSchema } from "../core/postgres/migrate.ts";
import { readOffsets, readStopped, SOURCE_HOLD_MS } from "../core/consumer/positions.ts";
import { IngestLoop } from "../core/consumer/ingest_loop.ts";
import { runRecount } from "../core/consumer/recount/run_recount.ts";
import { throughOutages } from "../core/postgres/through_outages.ts";
import { postScorer } from "../core/scoring/post_scorer.ts";
import { LIVE_POSTS_PER_SECOND, secondBudget } from "../core/scoring/live_budget.ts";
import type { NeutralBand, SentimentModel } from "../core/sentiment/model/model.ts";
import { loadModel } from "../core/sentiment/model/model_file.ts";
import { messageOf } from "../core/base/errors.ts";
import { sleep } from "../core/base/sleep.ts";
import { serveWorker, type WorkerContext } from "../core/supervision/serve_worker.ts";

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
  readonly scoring?: { readonly model: string; readonly band?: NeutralBand | undefined };
}

/** How often to ask the database whether other consumers have reached the end. */
const OTHERS_MS = 250;
/** How soon to check again whether this consumer still lags. */
const BUSY_MS = 500;

serveWorker<ConsumerConfig>(async (config, context) => {
  const { topics, outOfOrdernessMs, defaultInstance } = config;
  const { log } = context;
  const topic = topics.stream;
  const kafka = kafkaClient(config.kafka, "trunkline-consumer");
  const finished = new AbortController();
  const stop = AbortSignal.any([context.drain, finished.signal]);

  const scoreText = await liveScorer(config.scoring, () => ingestLoop.lag, context);
  await using applier = new Applier({
    connection: config.postgres,
    outOfOrdernessMs,
    log,
    ...(scoreText === undefined ? {} : { scoreText }),
  });
  await using control = new ControlConnection(config.postgres);
  const open = () => Promise.all([applier.open(), control.run(requireSchema)]);
  const opened = await throughOutages(open, {
    signal: context.drain,
    log,
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
  });

  let ready = false;
  let end: EndOfTopic | undefined;
  /** Reasons of partitions that other consumers have stopped. */
  let stoppedElsewhere: ReadonlyMap<number, string> = new Map();
  let stoppedAtEnd: ReadonlyMap<number, string> | undefined;
  const stopped = () => stoppedAtEnd ?? new Map([...stoppedElsewhere, ...ingestLoop.stopped]);
  // Keep the reasons: leaving the group clears them.
  stop.addEventListener("abort", () => stoppedAtEnd = stopped(), { once: true });
  const checkEnd = () => {
    end?.reach(ingestLoop.positions);
    if (!ingestLoop.settled || end === undefined) return;
    const reasons = stopped();
    if (end.left.every((partition) => reasons.has(partition))) finished.abort();
  };
  const reporting = setInterval(() => context.status(stats(ingestLoop, stopped())), 500);
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
      // This consumer knows better about its own partitions.
      stoppedElsewhere = new Map([...others].filter(([partition]) => !ingestLoop.holds(partition)));
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
    isRestart: context.isRestart,
    log,
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
    standBack: () => busy(ingestLoop, applier),
  };
  const parts = [
    ingestLoop.run(stop, checkEnd),
    runDuties(duties, stop),
    runRecount(recount, stop),
  ];
  const working = Promise.allSettled(parts.map((part) => part.finally(() => finished.abort())))
    .finally(() => done.abort());
  const ends = await Promise.allSettled([reading.finally(() => finished.abort()), working]);
  clearInterval(reporting);
  clearInterval(asking);
  for (const end of [...ends, ...await working]) {
    if (end.status === "rejected") throw end.reason;
  }
  return stats(ingestLoop, stopped());
});

async function liveScorer(
  scoring: ConsumerConfig["scoring"],
  lag: () => number,
  { isRestart, log }: Pick<WorkerContext, "isRestart" | "log">,
): Promise<ScoreText | undefined> {
  if (scoring === undefined) return undefined;
  let model: SentimentModel;
  try {
    model = await loadModel(scoring.model);
  } catch (error) {
    // It was there before: a model that is being replaced must not end what stores posts.
    if (!isRestart) throw error;
    log("warning", `${messageOf(error)} Meanwhile posts are stored without a score`);
    return undefined;
  }
  const { score } = postScorer(model, scoring.band);
  const mayScore = secondBudget(LIVE_POSTS_PER_SECOND, () => performance.now());
  // Skip live scoring while lagging; the table scorer catches up.
  return (post) =>
    lag() <= LIVE_POSTS_PER_SECOND && mayScore()
      ? score(post.content, post.lang, post.contentHtml)
      : null;
}

/** What low-priority work waits for: the lag, or an apply transaction that needs this thread. */
function busy({ lag }: IngestLoop, { idle }: Applier): Promise<void> | undefined {
  return lag > LIVE_POSTS_PER_SECOND ? sleep(BUSY_MS) : idle;
}

function stats({ totals, lag }: IngestLoop, stopped: ReadonlyMap<number, string>) {
  return { ...totals, lag, stoppedPartitions: stopped.size, ...inWords(stopped) };
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
