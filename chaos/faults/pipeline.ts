import { kafkaClient } from "../../core/kafka/client.ts";
import { SHIPPED_MODEL } from "../../cli/model_paths.ts";
import { connectPostgres, type Sql } from "../../core/postgres/connect.ts";
import { migrate } from "../../core/postgres/migrate.ts";
import { type Grants, toPermissions } from "../../core/supervision/grants.ts";
import type { Report, Stats } from "../../core/supervision/protocol.ts";
import { freshName } from "../../testing/brokers.ts";
import { freshDatabase } from "../../testing/databases.ts";
import { type ReadRecord, readTopic } from "../../testing/read_topic.ts";
import { TinyMastodon } from "../../testing/tiny_mastodon.ts";
import type { ConsumerConfig } from "../../workers/consumer.ts";
import type { ProducerConfig } from "../../workers/producer.ts";
import type { CommandEnv } from "../../testing/trunkline_command.ts";

const INSTANCE = "s.example";
const WITHIN_MS = 30_000;

/** Totals and log of a producer at its end. */
export interface Produced {
  readonly stats: Stats;
  readonly notices: readonly string[];
  /** How often it subscribed to the stream. */
  readonly subscriptions: number;
}

/** A topic, a database, and Trunkline's workers between a server that sends given frames and the tables. */
export interface Pipeline extends AsyncDisposable {
  readonly topic: string;
  readonly bootstrap: string;
  readonly sql: Sql;
  /** For commands that work on the same topic and database. */
  readonly env: CommandEnv;
  readonly connection: ConsumerConfig["postgres"];
  /**
   * Sends frames over a WebSocket to a real producer, and waits until it has written all that it keeps to the topic.
   *
   * @param closesAfter text of the frame on which the producer must open the stream anew before the next one
   */
  produce(frames: readonly string[], closesAfter?: string): Promise<Produced>;
  /** Writes values to the topic unchanged. */
  write(values: readonly string[]): Promise<void>;
  /** Applies the whole topic; resolves to the consumer's log. */
  consume(scoring?: boolean): Promise<readonly string[]>;
  records(): Promise<readonly ReadRecord[]>;
}

export async function openPipeline(bootstrap: string): Promise<Pipeline> {
  await using stack = new AsyncDisposableStack();
  const { connection } = stack.use(await freshDatabase());
  const sql = connectPostgres(connection, { applicationName: "trunkline faults" });
  stack.defer(() => sql.end());
  await migrate(sql);
  const topic = freshName("faults");
  const topics = { stream: topic, errors: `${topic}-e` };
  const kafka = { bootstrap: [bootstrap] };
  const { host, port, database, username, password } = connection;
  const all = stack.move();
  return {
    topic,
    bootstrap,
    sql,
    connection,
    env: {
      PG_URL: `postgres://${username}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
    },
    async produce(frames, closesAfter) {
      await using mastodon = new TinyMastodon();
      const directory = await Deno.makeTempDir({ prefix: "trunkline_faults_" });
      try {
        const config: ProducerConfig = {
          mastodon: { baseUrl: mastodon.baseUrl, stream: "public" },
          instance: INSTANCE,
          kafka,
          topics,
          partitions: 1,
          consent: "default",
          filters: { keywords: [], languages: [] },
          spool: { directory, maxBytes: 2 ** 26 },
        };
        const net = [mastodon.host, bootstrap];
        using producer = new Running("producer", config, {
          net,
          read: [directory],
          write: [directory],
        });
        await mastodon.subscribed(1);
        let subscriptions = 1;
        for (const frame of frames) {
          mastodon.sendRaw(frame);
          if (frame === closesAfter) await mastodon.subscribed(++subscriptions);
        }
        // Frames are read in order: once this one is counted, all before it have been.
        mastodon.sendRaw(JSON.stringify({ stream: ["public"], event: LAST, payload: "" }));
        await producer.until(({ ignored, waiting, spooled }) =>
          ignored === 1 && waiting === 0 && spooled === 0
        );
        const stats = await producer.drain();
        const { notices } = producer;
        return { stats, notices, subscriptions: mastodon.subscriptions.length };
      } finally {
        await Deno.remove(directory, { recursive: true });
      }
    },
    async write(values) {
      const producer = kafkaClient(kafka, "faults").producer();
      await producer.connect();
      await producer.send({ topic, messages: values.map((value) => ({ value })) });
      await producer.disconnect();
    },
    async consume(scoring = false) {
      const config: ConsumerConfig = {
        kafka,
        topics,
        partitions: 1,
        groupId: topic,
        postgres: connection,
        defaultInstance: INSTANCE,
        outOfOrdernessMs: 30_000,
        untilEnd: true,
        ...(scoring && { scoring: { model: SHIPPED_MODEL } }),
      };
      const net = [bootstrap, `${host}:${port}`];
      using consumer = new Running("consumer", config, { net, read: [SHIPPED_MODEL] });
      await consumer.ended;
      return consumer.notices;
    },
    records: () => readTopic(kafka, topic),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** An event of Mastodon that Trunkline counts and ignores; it marks the end of the frames. */
const LAST = "announcement";

/** A worker that runs with the permissions that a supervisor would give it. */
class Running implements Disposable {
  readonly notices: string[] = [];
  readonly ended: Promise<Stats>;
  readonly #worker: Worker;
  #stats: Stats = {};
  #heard = Promise.withResolvers<void>();

  constructor(name: "producer" | "consumer", config: unknown, grants: Grants) {
    const url = new URL(`../../workers/${name}.ts`, import.meta.url);
    this.#worker = new Worker(url, {
      type: "module",
      deno: { permissions: toPermissions(grants) },
    });
    const ended = Promise.withResolvers<Stats>();
    ended.promise.catch(() => {});
    this.ended = within(ended.promise, `the ${name} does not end`);
    this.ended.catch(() => {});
    this.#worker.onerror = (event) => {
      event.preventDefault();
      ended.reject(new Error(`the ${name} fails: ${event.message}`));
    };
    this.#worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (data.type === "log") this.notices.push(data.text);
      if (data.type === "status" || data.type === "stopped") this.#stats = data.stats;
      if (data.type === "stopped") ended.resolve(data.stats);
      if (data.type === "failed") ended.reject(new Error(`the ${name} fails: ${data.message}`));
      this.#heard.resolve();
    };
    this.#worker.postMessage({ type: "start", config });
  }

  async until(condition: (stats: Stats) => boolean): Promise<void> {
    const met = async () => {
      while (!condition(this.#stats)) {
        this.#heard = Promise.withResolvers();
        await this.#heard.promise;
      }
    };
    await Promise.race([within(met(), "the frames are not read"), this.ended]);
  }

  drain(): Promise<Stats> {
    this.#worker.postMessage({ type: "drain" });
    return this.ended;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

async function within<Value>(value: Promise<Value>, otherwise: string): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${otherwise} within 30 s`)), WITHIN_MS);
  return await Promise.race([value, promise]).finally(() => clearTimeout(timer));
}
