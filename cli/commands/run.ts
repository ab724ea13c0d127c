import type { KafkaConnection, PostgresConnection } from "../../core/config/connections.ts";
import { viewCluster } from "../../core/kafka/partition_ranges.ts";
import { sleep } from "../../core/base/sleep.ts";
import { EndOfTopic } from "../../core/consumer/end_of_topic.ts";
import { readOffsets } from "../../core/consumer/positions.ts";
import { withStore } from "../../core/postgres/with_store.ts";
import type { Command } from "../command.ts";
import { pipelineLine } from "../live_line.ts";
import {
  consumerConfig,
  migrateStoreThroughOutages,
  producerConfig,
  requireServer,
} from "../pipeline.ts";
import { requireLiveModel } from "../model_paths.ts";
import { requireDashboardAddress } from "../require_listen_address.ts";
import { openServices } from "../services.ts";
import { inSession, type Session } from "../session.ts";
import { startViews } from "../start_views.ts";

/** With the deadlines of the stages, this stays below the 10 s that a drain may take. */
const CATCH_UP_MS = 1_500;
const POLL_INTERVAL_MS = 25;

export const command: Command = {
  name: "run",
  summary: "the whole pipeline: producer, consumer, batch tables, scores and live page",
  flags: {
    duration: { value: "D", help: "stop after this time (30s, 5m, 2h); default: at Ctrl-C" },
  },
  examples: [
    ["run", "with embedded Kafka and PostgreSQL, or those of KAFKA_BOOTSTRAP and PG_URL"],
    ["run --duration 1h", "for an hour"],
  ],
  run: (invocation) =>
    inSession(invocation, async (session) => {
      const { config } = invocation;
      requireServer(config);
      requireDashboardAddress(config.dashboard, { waits: true });
      requireLiveModel(config);
      const opened = await openServices(session, { kafka: true, postgres: true, own: true });
      const producer = await producerConfig(session, config, opened);
      const postgres = await migrateStoreThroughOutages(session, opened.postgres);
      const services = { ...opened, postgres };
      session.start("consumer", consumerConfig(config, services));
      session.start("producer", producer);
      startViews(session, services);
      const hideLive = session.showLive(pipelineLine(session));
      try {
        await session.untilOver();
        await finishPipeline(session, { ...services, topic: config.topics.stream });
      } finally {
        hideLive();
      }
      return 0;
    }, { health: "run", durationMs: invocation.flags.duration("duration") }),
};

/** Stops reading the stream, and waits a moment for the records to get into the tables; the rest stays in the topic. */
async function finishPipeline(
  session: Session,
  services: {
    readonly kafka: KafkaConnection;
    readonly postgres: PostgresConnection;
    readonly topic: string;
  },
): Promise<void> {
  await session.drain(["source"]);
  const signal = AbortSignal.timeout(CATCH_UP_MS);
  // An unreachable server must not prevent the end: all records are in the topic, and the next start continues there.
  await Promise.race([caughtUp(services, signal).catch(() => {}), sleep(CATCH_UP_MS, signal)]);
}

async function caughtUp(
  { kafka, postgres, topic }: Parameters<typeof finishPipeline>[1],
  signal: AbortSignal,
): Promise<void> {
  // Loaded now: at work, this thread needs no client of Kafka, which takes 5 MB.
  const { kafkaClient } = await import("../../core/kafka/client.ts");
  await using cluster = await viewCluster(kafkaClient(kafka, "trunkline-finish"), [], signal);
  // Too late: the database may be stopping.
  if (signal.aborted) return;
  const end = new EndOfTopic(await cluster.ranges(topic));
  await withStore(postgres, "trunkline finish", async (sql) => {
    while (!end.reached && !signal.aborted) {
      end.reach(await readOffsets(sql, cluster.clusterId, topic));
      if (!end.reached) await sleep(POLL_INTERVAL_MS, signal);
    }
  });
}
