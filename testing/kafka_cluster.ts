import { kafkaClient } from "../core/kafka/client.ts";
import { kafkaService } from "./kafka_service.ts";

/** Real brokers that are one cluster: each topic has a copy on each of them, and a write needs two. */
export interface KafkaCluster extends AsyncDisposable {
  readonly bootstrap: readonly string[];
  /** The broker that leads most partitions of a topic now, by its number from 0. */
  leaderOf(topic: string): Promise<number>;
  /** A regular stop: the broker hands its partitions over first. */
  stop(broker: number): Promise<void>;
  /** SIGKILL: the others notice it after {@linkcode SESSION_MS}. */
  kill(broker: number): Promise<void>;
  start(broker: number): Promise<void>;
  /** Runs a tool of Kafka, as `configs`, against a broker that runs. */
  tool(broker: number, ...args: readonly string[]): Promise<void>;
}

const BROKERS = [0, 1, 2];
/** Ports of one broker: plaintext and controller, and those that the program keeps for TLS and SASL. */
const PORTS_EACH = 5;
/** How long the controller waits for a broker that is gone before it moves its partitions. Kafka's default is 9 s. */
const SESSION_MS = 4_000;
/** Some 350 MB for each broker, and room for what is tested. */
const NEEDED_MB = 2_500;

/** Why there is no room for three brokers on this machine; undefined where there is. */
export function whyNoCluster(): string | undefined {
  const free = Math.floor(Deno.systemMemoryInfo().available / 2 ** 20);
  return free >= NEEDED_MB
    ? undefined
    : `three brokers need ${NEEDED_MB} MB of memory, and ${free} MB are free`;
}

/**
 * Starts three brokers on ports from `port` on, in folders under `directory`; stopped and wiped at dispose. Topics that are
 * made without a number of copies have three.
 */
export async function kafkaCluster(
  { directory, port, partitions }: {
    readonly directory: string;
    readonly port: number;
    readonly partitions: number;
  },
): Promise<KafkaCluster> {
  const portOf = (broker: number) => port + PORTS_EACH * broker;
  const folder = (broker: number) => ["--dir", `${directory}/${broker}`];
  const voters = BROKERS.map((broker) => `${broker + 1}@127.0.0.1:${portOf(broker) + 1}`).join();
  const start = (broker: number) => {
    const settings = {
      "node.id": broker + 1,
      "controller.quorum.voters": voters,
      "default.replication.factor": 3,
      "min.insync.replicas": 2,
      "offsets.topic.replication.factor": 3,
      "num.partitions": partitions,
      "broker.session.timeout.ms": SESSION_MS,
      "broker.heartbeat.interval.ms": SESSION_MS / 8,
      // Without it a broker that is back leads nothing for five minutes.
      "leader.imbalance.check.interval.seconds": 10,
    };
    const set = Object.entries(settings).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
    return kafkaService(
      "start",
      ...[...folder(broker), "--port", String(portOf(broker)), "--heap", "256m", ...set],
    );
  };
  const bootstrap = BROKERS.map((broker) => `127.0.0.1:${portOf(broker)}`);
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    await Promise.all(BROKERS.map((broker) => kafkaService("kill", ...folder(broker), "--wipe")));
    await Deno.remove(directory, { recursive: true });
  });
  await Deno.mkdir(directory, { recursive: true });
  // Together: the first one answers once a second one has made it a quorum.
  await Promise.all(BROKERS.map(start));
  const all = stack.move();
  return {
    bootstrap,
    async leaderOf(topic) {
      const admin = kafkaClient({ bootstrap }, "suite").admin();
      await admin.connect();
      try {
        const { topics: [found] } = await admin.fetchTopicMetadata({ topics: [topic] });
        const counts = BROKERS.map((broker) =>
          (found?.partitions ?? []).filter(({ leader }) => leader === broker + 1).length
        );
        return counts.indexOf(Math.max(...counts));
      } finally {
        await admin.disconnect();
      }
    },
    stop: (broker) => kafkaService("stop", ...folder(broker)),
    kill: (broker) => kafkaService("kill", ...folder(broker)),
    start,
    tool: (broker, ...args) => kafkaService("tool", ...folder(broker), ...args),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
