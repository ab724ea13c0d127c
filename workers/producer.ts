import type { KafkaConnection, Topics } from "../core/connections.ts";
import { messageOf, PermanentError } from "../core/errors.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { EventWriter } from "../core/kafka/event_writer.ts";
import { firstConnection } from "../core/kafka/first_connection.ts";
import { Outbox } from "../core/kafka/outbox.ts";
import { ProducerCounts } from "../core/kafka/producer_counts.ts";
import { RecordSender } from "../core/kafka/record_sender.ts";
import { partitionWords, topicPlans } from "../core/kafka/topics.ts";
import { openSource } from "../core/mastodon/source.ts";
import { parseStreamName } from "../core/mastodon/stream_name.ts";
import { Spool } from "../core/spool/spool.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";
import { blockListOf, parseBlockList } from "../core/toot/block_list.ts";
import { judgeOf } from "../core/toot/judge_event.ts";

/**
 * Needs `net` to the Mastodon server, its streaming host and the brokers; `read` and `write` of the spool; `read` of the
 * block list. A server that points to another address ends it with `AddressRefused`.
 */
export interface ProducerConfig {
  readonly mastodon: {
    readonly baseUrl: string;
    readonly token?: string;
    /** `MASTODON_STREAM`. */
    readonly stream: string;
  };
  /** What records name as their `instance`: the host of `baseUrl`. */
  readonly instance: string;
  readonly kafka: KafkaConnection;
  readonly topics: Topics;
  readonly partitions: number;
  /** Say if the stream's topic has another number of them. */
  readonly checkPartitions?: boolean;
  readonly consent: "default" | "strict";
  /** Path of a file of accounts and hosts, one a line. */
  readonly blockList?: string;
  readonly filters: { readonly keywords: readonly string[]; readonly languages: readonly string[] };
  readonly compat?: "ten-fields";
  readonly spool: { readonly directory: string; readonly maxBytes: number };
}

/**
 * How long the last records may take to be sent; what is left then stays in the spool. With the second that closing
 * may take it must fit into the supervisor's deadline for sources.
 */
const FLUSH_MS = 1_500;

serveWorker<ProducerConfig>(async (config, context) => {
  const { instance, kafka, topics, mastodon: { stream } } = config;
  const streamName = parseStreamName(stream);
  const counts = new ProducerCounts();
  const writer = new EventWriter({
    judge: judgeOf({
      consent: { mode: config.consent, blocked: blockListOf(readBlockList(config)), instance },
      filters: config.filters,
      ...(config.compat !== undefined && { compat: config.compat }),
    }),
    counts,
    topics,
    source: { stream, instance },
  });

  using spool = openSpool(config);
  const { brokenBytes, brokenPlaces, putAside } = spool.recovery;
  if (brokenBytes > 0) {
    context.notice(
      "error",
      `The spool was damaged in ${brokenPlaces} places: what stood there is lost, at least a record in each; ` +
        `${spool.length} records are whole and go on. The ${brokenBytes} bytes are kept in ${
          putAside.join(", ")
        }`,
    );
  }
  await using sender = new RecordSender(kafkaClient(kafka, "trunkline-producer"), {
    topics: topicPlans(topics, config.partitions),
  });
  const outbox = new Outbox({
    sender,
    spool,
    notice: context.notice,
    tooLarge: ({ value }) => {
      const error = "Kafka takes no record of this size";
      void outbox.push(writer.deadLetter("too_large", { error, payload: value }));
    },
  });
  // Who has been here before (records on disk say so too) finds Kafka away for now, and reads on without it.
  if (spool.length === 0 && !context.again) {
    const connect = async (signal: AbortSignal) => {
      const others = await sender.connect(signal);
      const other = others.find(({ topic }) => topic === topics.stream);
      if (config.checkPartitions && other !== undefined) {
        context.notice("warning", partitionWords(other));
      }
    };
    await firstConnection(connect, {
      bootstrap: kafka.bootstrap,
      again: false,
      signal: context.drain,
      notice: context.notice,
    });
  }

  const giveUp = new AbortController();
  const broken = new AbortController();
  const sending = outbox.run(giveUp.signal);
  sending.catch(() => broken.abort());
  const facts = () => ({ ...counts.facts(), ...outbox.facts });
  const reporting = setInterval(() => context.status(facts()), 500);
  try {
    const events = openSource({
      access: config.mastodon,
      stream: streamName,
      again: context.again,
      signal: AbortSignal.any([context.drain, broken.signal]),
      notice: context.notice,
    });
    for await (const event of events) {
      if (event.type === "connected") {
        counts.connected(event.gap);
        context.ready({ instance, stream });
        continue;
      }
      const outgoing = writer.write(event);
      // While there is no room for more, the stream is not read.
      if (outgoing !== undefined) await outbox.push(outgoing);
    }
  } finally {
    clearInterval(reporting);
    outbox.close();
    const timer = setTimeout(() => giveUp.abort(), FLUSH_MS);
    const left = await sending.finally(() => clearTimeout(timer));
    if (left > 0) {
      context.notice("warning", `${left} records stay in the spool; they go first next time`);
    }
  }
  return facts();
});

function readBlockList({ blockList }: ProducerConfig): readonly string[] {
  if (blockList === undefined) return [];
  try {
    return parseBlockList(Deno.readTextFileSync(blockList));
  } catch (cause) {
    throw new PermanentError(
      `Cannot read the block list ${blockList}: ${messageOf(cause)}. Correct BLOCK_LIST.`,
      { exitCode: 2, cause },
    );
  }
}

function openSpool({ spool: options }: ProducerConfig): Spool {
  try {
    return new Spool(options);
  } catch (cause) {
    throw new PermanentError(
      `Cannot open the spool in ${options.directory}: ${messageOf(cause)}. ` +
        "Make the directory writable, or set TRUNKLINE_HOME to one that is.",
      { cause },
    );
  }
}
