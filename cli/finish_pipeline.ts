import type { KafkaConnection, PostgresConnection } from "../core/config/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { viewCluster } from "../core/kafka/partition_ranges.ts";
import { sleep } from "../core/base/sleep.ts";
import { EndOfTopic } from "../core/consumer/end_of_topic.ts";
import { readOffsets } from "../core/consumer/positions.ts";
import { withStore } from "../core/postgres/with_store.ts";
import type { Session } from "./session.ts";

/** With the deadlines of the stages it stays under the 10 s that a drain may take. */
const CATCH_UP_MS = 1_500;
const LOOK_EVERY_MS = 25;

/** Ends the reading of the stream, and gives what was read a moment to get into the tables; the rest waits in the topic. */
export async function finishPipeline(
  session: Session,
  services: {
    readonly kafka: KafkaConnection;
    readonly postgres: PostgresConnection;
    readonly topic: string;
  },
): Promise<void> {
  await session.drain(["source"]);
  const signal = AbortSignal.timeout(CATCH_UP_MS);
  // A server that is away is no reason not to end: all is in the topic, and the next start goes on from there.
  await Promise.race([caughtUp(services, signal).catch(() => {}), sleep(CATCH_UP_MS, signal)]);
}

async function caughtUp(
  { kafka, postgres, topic }: Parameters<typeof finishPipeline>[1],
  signal: AbortSignal,
): Promise<void> {
  await using cluster = await viewCluster(kafkaClient(kafka, "trunkline-finish"), [], signal);
  // Late: the database may be about to stop.
  if (signal.aborted) return;
  const end = new EndOfTopic(await cluster.ranges(topic));
  await withStore(postgres, "trunkline finish", async (sql) => {
    while (!end.reached && !signal.aborted) {
      end.reach(await readOffsets(sql, cluster.clusterId, topic));
      if (!end.reached) await sleep(LOOK_EVERY_MS, signal);
    }
  });
}
