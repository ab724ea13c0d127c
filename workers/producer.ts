import type { KafkaConnection, Proxies, Topics } from "../core/config/connections.ts";
import { messageOf, PermanentError } from "../core/base/errors.ts";
import { every } from "../core/base/every.ts";
import { kafkaClient } from "../core/kafka/client.ts";
import { EventWriter, type Written } from "../core/producer/event_writer.ts";
import { firstConnection } from "../core/kafka/first_connection.ts";
import { DeadLetterOutbox } from "../core/producer/dead_letter_outbox.ts";
import { Outbox } from "../core/producer/outbox.ts";
import { PositionFile } from "../core/producer/position_file.ts";
import { ProducerCounts } from "../core/producer/producer_counts.ts";
import { RecentPosts } from "../core/producer/recent_posts.ts";
import { ReadStreams } from "../core/producer/read_streams.ts";
import { RecordSender } from "../core/kafka/record_sender.ts";
import { throttling } from "../core/kafka/throttling.ts";
import { errorsPlan, partitionWords, topicPlans } from "../core/kafka/topics.ts";
import { FeedRateFile } from "../core/mastodon/feed_rate_file.ts";
import { openSources } from "../core/mastodon/sources.ts";
import { RestBudget } from "../core/mastodon/rest_budget.ts";
import { parseStreamNames } from "../core/mastodon/stream_name.ts";
import { orAborted } from "../core/base/or_aborted.ts";
import { throughFullDisk } from "../core/home/through_full_disk.ts";
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
    readonly proxies?: Proxies;
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
  /** After a gap, posts of so many hours are looked up again (`RECHECK_HOURS`); default 24. */
  readonly recheckHours?: number;
  /** The shortest pause between two comparisons of a stream with REST, ms (`AUDIT_INTERVAL`); 0: none; default a minute. */
  readonly auditMs?: number;
  /** How long a post must be gone before it is taken back, ms. */
  readonly confirmMs?: number;
}

/**
 * Deadline for sending the last records; the rest stays in the spool. Together with the second that closing may take, it
 * must fit into the supervisor's deadline for sources.
 */
const FLUSH_MS = 1_500;
/** Dead letters get this fraction (1/10) of the spool, at most so many bytes. */
const LETTERS_SHARE = 10;
const LETTERS_MAX_BYTES = 64 * 2 ** 20;

const REPORT_MS = 500;

/** How long a first start waits for Kafka before it reads the stream without it (into the spool). */
const KAFKA_PATIENCE_MS = 5_000;

serveWorker<ProducerConfig>(async (config, context) => {
  const { instance, kafka, topics, mastodon: { stream } } = config;
  const streams = parseStreamNames(stream);
  const counts = new ProducerCounts();
  const writer: EventWriter = new EventWriter({
    admit: admissionOf({
      consent: { mode: config.consent, blocked: blockListOf(readBlockList(config)), instance },
      filters: config.filters,
      ...(config.compat !== undefined && { compat: config.compat }),
    }),
    counts,
    topics,
    source: { stream, instance },
    kept: (post) => recent?.keep(post, Date.now()),
    gone: (id) => recent?.drop(id)?.uri,
    unreadable: (reason) =>
      context.log(
        "warning",
        `Cannot use an event of the stream (${reason}): it is a dead letter of the topic ${topics.errors}`,
      ),
  });

  const { directory, maxBytes } = config.spool;
  const lettersBytes = Math.min(LETTERS_MAX_BYTES, Math.floor(maxBytes / LETTERS_SHARE));
  using spool = await openSpool({ directory, maxBytes: maxBytes - lettersBytes }, context);
  using letterSpool = await openSpool(
    { directory: `${directory}/letters`, maxBytes: lettersBytes },
    context,
  );
  // The drain came while the disk was full.
  if (spool === undefined || letterSpool === undefined) return {};
  await using rates = await FeedRateFile.open(`${directory}/feed_rates.json`);
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
  const { trouble } = context;
  const kafkaTrouble = trouble("kafka");
  const letters = new DeadLetterOutbox({
    sender: letterSender,
    spool: letterSpool,
    log,
    trouble: trouble("kafka", "degraded"),
    diskTrouble: trouble("spool", "degraded"),
  });
  const outbox = new Outbox({
    sender,
    spool,
    log,
    trouble: kafkaTrouble,
    diskTrouble: trouble("spool"),
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
      trouble: kafkaTrouble,
    });
  }

  const giveUp = new AbortController();
  const broken = new AbortController();
  const sending = outbox.run(giveUp.signal);
  const sendingLetters = letters.run(giveUp.signal);
  for (const each of [sending, sendingLetters]) each.catch(() => broken.abort());
  const stats = () => statsOf(counts, outbox, letters);
  const ended = AbortSignal.any([context.drain, broken.signal]);
  const fillingEnds = new AbortController();
  const send = ({ record, letter }: Written) => {
    if (letter !== undefined) letters.push(letter);
    return record && outbox.push(record);
  };
  const { recheckHours = 24, auditMs = 60_000, confirmMs } = config;
  // Consumers of ten fields would count a post twice that comes twice, and know no deletes.
  const readsAgain = config.compat !== "ten-fields";
  using recent = readsAgain ? new RecentPosts(directory, { outbox, log }) : undefined;
  const readStreams = new ReadStreams({
    instance,
    streams,
    topic: topics.stream,
    outbox,
    positions: PositionFile.open(directory, (text) => log("warning", text)),
    writesCoverage: readsAgain,
    log,
    rest: recent && {
      reader: {
        access: config.mastodon,
        budget: new RestBudget(),
        signal: AbortSignal.any([ended, fillingEnds.signal]),
      },
      recent,
      write: (status) => send(writer.writeAgain(status)),
      recheck: recheckHours > 0
        ? {
          maxAgeMs: recheckHours * 3_600_000,
          takeBack: (id) => send(writer.takeBack(id)),
          ...(confirmMs !== undefined && { confirmMs }),
        }
        : undefined,
      auditMs,
    },
  });
  const { brokenBytes, brokenSince } = spool.recovery;
  if (readsAgain && brokenBytes > 0) readStreams.damaged(brokenSince, brokenBytes);
  const filling = readStreams.fill();
  filling.catch(() => broken.abort());
  const throttled = trouble("kafka", "degraded");
  const endReporting = every(REPORT_MS, () => {
    void readStreams.persist();
    throttled(throttling.words(kafka.bootstrap));
    context.status({ ...stats(), ...readStreams.auditStats });
  });
  try {
    const events = openSources({
      access: config.mastodon,
      streams,
      isRestart: context.isRestart,
      signal: ended,
      log,
      trouble: () => trouble("source"),
      quiet: () => trouble("source", "degraded"),
      rate: (name) => rates.rate(`${config.mastodon.baseUrl} ${name}`),
    });
    for await (const event of events) {
      if (event.type === "connected") {
        counts.connected(event.gap);
        readStreams.connected(event.streams);
        context.ready({ instance, stream });
        continue;
      }
      let room: Promise<void> | undefined;
      if (event.type === "covered") room = readStreams.covered(event.streams, event.to);
      else {
        readStreams.seen(event.from, event);
        if (event.type === "repeated") continue;
        const { record, letter } = writer.write(event);
        if (letter !== undefined) letters.push(letter);
        if (record !== undefined) room = outbox.push(record);
      }
      // Backpressure: the stream is not read while there is no room. A drain does not wait for room.
      if (room !== undefined) await orAborted(room, ended).catch(() => {});
    }
  } finally {
    endReporting();
    fillingEnds.abort();
    outbox.close();
    const timer = setTimeout(() => giveUp.abort(), FLUSH_MS);
    // Sending the last records may produce dead letters, so letters are closed after it.
    const ends = [sending.finally(() => letters.close()), sendingLetters];
    const [records = 0, ofLetters = 0] = await allEnded(ends).finally(() => clearTimeout(timer));
    if (outbox.stats.lost === 0) await readStreams.persist();
    await filling;
    const waits = [
      ...(records > 0 ? [`${records} records`] : []),
      ...(ofLetters > 0 ? [`${ofLetters} dead letters`] : []),
    ];
    if (waits.length > 0) {
      log("warning", `${waits.join(" and ")} stay in the spool; they go first next time`);
    }
  }
  return { ...stats(), ...readStreams.auditStats };
});

/** Waits until all promises have settled; then resolves with the results, or rejects with the first failure. */
async function allEnded<Result>(promises: readonly Promise<Result>[]): Promise<readonly Result[]> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}

/** Counters of events, and of records and dead letters together (`sent`, `waiting`, `spooled`, `lost`). */
function statsOf(counts: ProducerCounts, outbox: Outbox, letters: DeadLetterOutbox): Stats {
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
  { log, drain: signal, trouble }: Pick<WorkerContext, "log" | "drain" | "trouble">,
): Promise<Spool | undefined> {
  const waiting = { signal, log, trouble: trouble("spool") };
  const spool = await throughFullDisk(() => recoverSpool(options), waiting);
  if (spool === undefined) return undefined;
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
