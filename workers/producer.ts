import type { KafkaConnection, Topics } from "../core/config/connections.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { EventWriter } from "../core/producer/event_writer.ts";
import { firstConnection } from "../core/kafka/first_connection.ts";
import { LetterBox } from "../core/producer/letter_box.ts";
import { Outbox } from "../core/producer/outbox.ts";
import { ProducerCounts } from "../core/producer/producer_counts.ts";
import { RecordSender } from "../core/kafka/record_sender.ts";
import { errorsPlan, partitionWords, topicPlans } from "../core/kafka/topics.ts";
import { openSource } from "../core/mastodon/source.ts";
import { parseStreamName } from "../core/mastodon/stream_name.ts";
import { orAborted } from "../core/base/or_aborted.ts";
import { Spool, type SpoolOptions } from "../core/producer/spool.ts";
import type { Stats } from "../core/supervision/protocol.ts";
import { serveWorker, type WorkerContext } from "../core/supervision/serve_worker.ts";
import { blockListOf, parseBlockList } from "../core/post/block_list.ts";
import { admissionOf } from "../core/post/admission.ts";

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
  /** The `instance` of its records: the host of `baseUrl`. */
  readonly instance: string;
  readonly kafka: KafkaConnection;
  readonly topics: Topics;
  readonly partitions: number;
  /** Warn if the stream topic has another number of partitions. */
  readonly checkPartitions?: boolean;
  readonly consent: "default" | "strict";
  /** Path of a file of accounts and hosts, one a line. */
  readonly blockList?: string;
  readonly filters: { readonly keywords: readonly string[]; readonly languages: readonly string[] };
  readonly compat?: "ten-fields";
  readonly spool: { readonly directory: string; readonly maxBytes: number };
}

/**
 * Deadline for sending the last records; the rest stays in the spool. Together with the second that closing may take, it
 * must fit into the supervisor's deadline for sources.
 */
const FLUSH_MS = 1_500;
/** Dead letters get this fraction (1/10) of the spool, at most so many bytes. */
const LETTERS_SHARE = 10;
const LETTERS_MAX_BYTES = 64 * 2 ** 20;

/** How long a first start waits for Kafka before it reads the stream without it (into the spool). */
const KAFKA_PATIENCE_MS = 5_000;

serveWorker<ProducerConfig>(async (config, context) => {
  const { instance, kafka, topics, mastodon: { stream } } = config;
  const streamName = parseStreamName(stream);
  const counts = new ProducerCounts();
  const writer = new EventWriter({
    admit: admissionOf({
      consent: { mode: config.consent, blocked: blockListOf(readBlockList(config)), instance },
      filters: config.filters,
      ...(config.compat !== undefined && { compat: config.compat }),
    }),
    counts,
    topics,
    source: { stream, instance },
  });

  const { directory, maxBytes } = config.spool;
  const lettersBytes = Math.min(LETTERS_MAX_BYTES, Math.floor(maxBytes / LETTERS_SHARE));
  using spool = await openSpool({ directory, maxBytes: maxBytes - lettersBytes }, context);
  using letterSpool = await openSpool(
    { directory: `${directory}/letters`, maxBytes: lettersBytes },
    context,
  );
  const client = kafkaClient(kafka, "trunkline-producer");
  const sender = new RecordSender(client, { topics: topicPlans(topics, config.partitions) });
  // Connects at the first dead letter, which is rare.
  const letterSender = new RecordSender(client, { topics: [errorsPlan(topics)] });
  await using _senders = {
    async [Symbol.asyncDispose]() {
      await Promise.all([sender, letterSender].map((each) => each[Symbol.asyncDispose]()));
    },
  };
  const { log } = context;
  const letters = new LetterBox({ sender: letterSender, spool: letterSpool, log });
  const outbox = new Outbox({
    sender,
    spool,
    log,
    smaller: (record) => writer.smaller(record),
    tooLarge: (record, instead) => letters.push(writer.refused(record, instead)),
  });
  // On restart, or with spooled records, treat Kafka as temporarily down: read the stream into the spool.
  if (spool.length + letterSpool.length === 0 && !context.isRestart) {
    const connect = async (signal: AbortSignal) => {
      const others = await sender.connect(signal);
      const other = others.find(({ topic }) => topic === topics.stream);
      if (config.checkPartitions && other !== undefined) {
        log("warning", partitionWords(other));
      }
    };
    await firstConnection(connect, {
      bootstrap: kafka.bootstrap,
      isRestart: false,
      goOnAfterMs: KAFKA_PATIENCE_MS,
      signal: context.drain,
      log,
    });
  }

  const giveUp = new AbortController();
  const broken = new AbortController();
  const sending = outbox.run(giveUp.signal);
  const sendingLetters = letters.run(giveUp.signal);
  for (const each of [sending, sendingLetters]) each.catch(() => broken.abort());
  const stats = () => statsOf(counts, outbox, letters);
  const reporting = setInterval(() => context.status(stats()), 500);
  const ended = AbortSignal.any([context.drain, broken.signal]);
  try {
    const events = openSource({
      access: config.mastodon,
      stream: streamName,
      isRestart: context.isRestart,
      signal: ended,
      log,
    });
    for await (const event of events) {
      if (event.type === "connected") {
        counts.connected(event.gap);
        context.ready({ instance, stream });
        continue;
      }
      const { record, letter } = writer.write(event);
      if (letter !== undefined) letters.push(letter);
      const room = record === undefined ? undefined : outbox.push(record);
      // Backpressure: the stream is not read while there is no room. A drain does not wait for room.
      if (room !== undefined) await orAborted(room, ended).catch(() => {});
    }
  } finally {
    clearInterval(reporting);
    outbox.close();
    const timer = setTimeout(() => giveUp.abort(), FLUSH_MS);
    // Sending the last records may produce dead letters, so letters are closed after it.
    const ends = [sending.finally(() => letters.close()), sendingLetters];
    const [records = 0, ofLetters = 0] = await allEnded(ends).finally(() => clearTimeout(timer));
    const waits = [
      ...(records > 0 ? [`${records} records`] : []),
      ...(ofLetters > 0 ? [`${ofLetters} dead letters`] : []),
    ];
    if (waits.length > 0) {
      log("warning", `${waits.join(" and ")} stay in the spool; they go first next time`);
    }
  }
  return stats();
});

/** Waits until all promises have settled; then resolves with the results, or rejects with the first failure. */
async function allEnded<Result>(promises: readonly Promise<Result>[]): Promise<readonly Result[]> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}

/** Counters of events, and of records and dead letters together (`sent`, `waiting`, `spooled`, `lost`). */
function statsOf(counts: ProducerCounts, outbox: Outbox, letters: LetterBox): Stats {
  const of = letters.stats;
  const { sent, waiting, spooled, lost } = outbox.stats;
  return {
    ...counts.stats(),
    sent: sent + of.sent,
    waiting: waiting + of.waiting,
    spooled: spooled + of.spooled,
    lost: lost + of.lost,
    letters_dropped: of.dropped,
  };
}

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

/** Opens a spool, and logs damaged parts. */
async function openSpool(
  options: SpoolOptions,
  { log }: Pick<WorkerContext, "log">,
): Promise<Spool> {
  const spool = await recoverSpool(options);
  const { brokenBytes, brokenPlaces, putAside } = spool.recovery;
  if (brokenBytes > 0) {
    log(
      "error",
      `The spool was damaged in ${brokenPlaces} places: what stood there is lost, at least a record in each; ` +
        `${spool.length} records are whole and go on. The ${brokenBytes} bytes are kept in ${
          putAside.join(", ")
        }`,
    );
  }
  return spool;
}

async function recoverSpool(options: SpoolOptions): Promise<Spool> {
  try {
    return await Spool.open(options);
  } catch (cause) {
    throw new PermanentError(
      `Cannot open the spool in ${options.directory}: ${messageOf(cause)}. ` +
        "Make the directory writable, or set TRUNKLINE_HOME to one that is.",
      { cause },
    );
  }
}
