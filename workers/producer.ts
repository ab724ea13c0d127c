import { Buffer } from "node:buffer";
import type { KafkaConnection, Topics } from "../core/connections.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { encodeDeadLetter } from "../core/kafka/dead_letter.ts";
import { firstConnection } from "../core/kafka/first_connection.ts";
import { Outbox } from "../core/kafka/outbox.ts";
import { RecordSender } from "../core/kafka/record_sender.ts";
import { topicPlans } from "../core/kafka/topics.ts";
import { openSource } from "../core/mastodon/source.ts";
import { parseStreamName } from "../core/mastodon/stream_name.ts";
import { ProducerCounts } from "../core/mastodon/producer_counts.ts";
import { Spool } from "../core/spool/spool.ts";
import { serveWorker } from "../core/supervision/serve_worker.ts";
import { blockListOf, parseBlockList } from "../core/toot/block_list.ts";
import { judgeOf } from "../core/toot/judge_event.ts";
import { recordKey } from "../core/toot/record.ts";

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
  readonly consent: "default" | "strict";
  /** Path of a file of accounts and hosts, one a line. */
  readonly blockList?: string;
  readonly filters: { readonly keywords: readonly string[]; readonly languages: readonly string[] };
  readonly compat?: "ten-fields";
  readonly spool: { readonly directory: string; readonly maxBytes: number };
}

/** Kafka takes no record above 1 MB unless told to. */
const MAX_RECORD = 1_000_000;
/** How long the last records may take to be sent; what is left then stays in the spool. */
const FLUSH_MS = 6_000;

serveWorker<ProducerConfig>(async (config, context) => {
  const { instance, topics, kafka } = config;
  const stream = parseStreamName(config.mastodon.stream);
  const judge = judgeOf({
    consent: { mode: config.consent, blocked: blockListOf(readBlockList(config)), instance },
    filters: config.filters,
    ...(config.compat !== undefined && { compat: config.compat }),
  });
  const counts = new ProducerCounts();
  const deadLetter = (reason: string, error: string, payload: Uint8Array) => {
    counts.deadLetters++;
    const source = { stream: config.mastodon.stream, instance };
    const at = new Date().toISOString();
    const value = Buffer.from(encodeDeadLetter({ reason, error, source, at, payload }));
    return { topic: topics.errors, key: null, value };
  };

  using spool = new Spool(config.spool);
  if (spool.recovery.tornBytes > 0) {
    context.notice("info", `Cut ${spool.recovery.tornBytes} torn bytes off the spool's end`);
  }
  await using sender = new RecordSender(kafkaClient(kafka, "trunkline-producer"), {
    topics: topicPlans(topics, config.partitions),
  });
  const outbox = new Outbox({
    sender,
    spool,
    notice: context.notice,
    tooLarge: ({ value }) =>
      void outbox.push(deadLetter("too_large", "Kafka takes no record of this size", value)),
  });
  // With records on disk we have been here before: Kafka is away for now, and reading goes on without it.
  if (spool.length === 0) {
    await firstConnection((signal) => sender.connect(signal), {
      bootstrap: kafka.bootstrap,
      signal: context.drain,
      waiting: (text) => context.notice("warning", text),
    });
  }

  const giveUp = new AbortController();
  const broken = new AbortController();
  const sending = outbox.run(giveUp.signal);
  sending.catch(() => broken.abort());
  const reporting = setInterval(
    () => context.status({ ...counts.facts(), ...outbox.facts }),
    500,
  );
  try {
    const events = openSource({
      access: config.mastodon,
      stream,
      signal: AbortSignal.any([context.drain, broken.signal]),
      notice: context.notice,
    });
    for await (const event of events) {
      if (event.type === "connected") {
        counts.connected(event.gap);
        context.ready({ instance, stream: config.mastodon.stream });
        continue;
      }
      const { event: read, bytes, receivedAt } = event;
      counts.read(receivedAt);
      switch (read.type) {
        case "broken":
          await outbox.push(deadLetter(read.reason, read.error, bytes));
          break;
        case "post":
        case "delete": {
          const verdict = judge(read, receivedAt);
          counts.judged(verdict);
          if (verdict.type === "drop") break;
          const value = Buffer.from(JSON.stringify(verdict.record));
          await outbox.push(
            value.byteLength > MAX_RECORD
              ? deadLetter("too_large", `a record of ${value.byteLength} bytes`, bytes)
              : { topic: topics.stream, key: recordKey(verdict.key), value },
          );
          break;
        }
        case "other":
        case "refused":
          break;
        default:
          read satisfies never;
      }
    }
  } finally {
    outbox.close();
    const timer = setTimeout(() => giveUp.abort(), FLUSH_MS);
    const left = await sending.finally(() => clearTimeout(timer));
    clearInterval(reporting);
    if (left > 0) {
      context.notice(
        "warning",
        `${left} records stay in the spool; they go first at the next start`,
      );
    }
  }
  return { ...counts.facts(), ...outbox.facts };
});

function readBlockList({ blockList }: ProducerConfig): readonly string[] {
  return blockList === undefined ? [] : parseBlockList(Deno.readTextFileSync(blockList));
}
