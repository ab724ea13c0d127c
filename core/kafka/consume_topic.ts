import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from "kafkajs";
import { Buffer } from "node:buffer";
import { FetchEnd, type Unreadable } from "./kafkajs_patches/fetch_end.ts";
import { PlainMessage } from "./kafkajs_patches/plain_message.ts";
import { SCHEMA_HEADER, schemaNumber } from "./schema_header.ts";

/** One record as the broker has it. */
export interface FetchedRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Where the value lies, for whom a view of each would be too much; −1 where there is none. */
  readonly bytes: Uint8Array;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What its header `schema` says; 0 where it says no number. */
  readonly schema: number;
}

/** A stretch of a partition: all records in `[startOffset, nextOffset)`; offsets may have holes. */
export interface Fetched {
  readonly partition: number;
  readonly startOffset: number;
  readonly nextOffset: number;
  /** One past the last record of the partition, when it was fetched. */
  readonly endOffset: number;
  readonly records: readonly FetchedRecord[];
  /** What lies at `nextOffset`, where that cannot be read. */
  readonly unreadable?: Unreadable | undefined;
}

/** Who wants the records, and where they start: not what the group has committed, but what `position` says. */
export interface TopicReader {
  /** The group gave us these partitions, and no others; what was read before may come again. */
  assigned(partitions: readonly number[]): void;
  /**
   * The offset to read a partition from, on assignment and whenever the broker goes on elsewhere by itself; undefined
   * where it is not to be read.
   */
  position(partition: number): Promise<number | undefined>;
  /** Takes a stretch; resolves once the next one may come. `alive` must be called now and then while it waits. */
  take(fetched: Fetched, alive: () => Promise<void>): Promise<void>;
}

export interface ConsumeTopicOptions {
  readonly topic: string;
  readonly groupId: string;
  readonly signal: AbortSignal;
}

/** What can be asked of a running consumption. */
export interface TopicConsumption {
  /** Rejects when the connection to Kafka is lost for good, or when the reader fails; resolves at `signal`. */
  readonly ended: Promise<void>;
  /** Tells the group how far we are: a courtesy to tools that show lag, and nothing else. */
  commit(offsets: ReadonlyMap<number, number>): Promise<void>;
  /** Reads a partition from where `position` says, from now on; `ended` rejects where that cannot be had. */
  reposition(partition: number): Promise<void>;
  /** Fetches no more of a partition, until it is repositioned or given out anew. */
  pause(partition: number): void;
  /** When the broker last answered a fetch, ms since 1970. */
  readonly heardAt: number;
}

/** A fetch that finds nothing waits so long at the broker; closing waits for it. */
const POLL_MAX_MS = 250;
/** A killed consumer's partitions are given to others after this; Kafka's own lower bound. */
const SESSION_MS = 6_000;
const FETCH_BYTES = 1 << 20;
/** Most records to take in one stretch. */
const STRETCH_RECORDS = 2_000;
const NOTHING = new Uint8Array();
/** Kafka takes any 64-bit number for a time (microseconds, say); past this year no table does. */
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * Consumes a topic as a member of a group, from positions that the reader keeps.
 *
 * kafkajs goes on by itself from an offset of its own choosing in three cases: on assignment (what the group has
 * committed), when an offset is out of range (the topic's start, without a word), and after a rebalance. So each
 * fetch is compared with the offset that was wanted, and set right by a seek; the reader's position decides.
 */
export async function consumeTopic(
  kafka: Kafka,
  reader: TopicReader,
  { topic, groupId, signal }: ConsumeTopicOptions,
): Promise<TopicConsumption & AsyncDisposable> {
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: SESSION_MS,
    rebalanceTimeout: 3 * SESSION_MS,
    heartbeatInterval: 1_000,
    minBytes: 1,
    maxWaitTimeInMs: POLL_MAX_MS,
    maxBytesPerPartition: FETCH_BYTES,
    maxBytes: 4 * FETCH_BYTES,
    allowAutoTopicCreation: false,
    // Whoever called us rides out an outage, and must hear of it.
    retry: {
      retries: 3,
      initialRetryTime: 100,
      maxRetryTime: 1_000,
      restartOnFailure: () => Promise.resolve(false),
    },
  });
  const ended = Promise.withResolvers<void>();
  ended.promise.catch(() => {});
  const stop = () => ended.resolve();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });

  /** The offset that the next fetch of a partition must ask for; absent until its position is known. */
  const wanted = new Map<number, number>();
  const paused = new Set<number>();
  let heardAt = Date.now();
  /** Moves at each assignment: what was asked for before it is of no use after it. */
  let assignment = 0;

  async function reposition(partition: number): Promise<void> {
    const asked = assignment;
    wanted.delete(partition);
    let offset: number | undefined;
    try {
      offset = await reader.position(partition);
    } catch (error) {
      // Without a position nothing of the partition is taken: whoever called us begins anew.
      return ended.reject(error);
    }
    if (asked !== assignment) return;
    if (offset === undefined) return pause(partition);
    wanted.set(partition, offset);
    if (paused.delete(partition)) consumer.resume([{ topic, partitions: [partition] }]);
    consumer.seek({ topic, partition, offset: offset.toString() });
  }

  function pause(partition: number): void {
    wanted.delete(partition);
    paused.add(partition);
    consumer.pause([{ topic, partitions: [partition] }]);
  }

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const partitions = payload.memberAssignment[topic] ?? [];
    assignment++;
    wanted.clear();
    heardAt = Date.now();
    reader.assigned(partitions);
    for (const partition of partitions) reposition(partition).catch(ended.reject);
  });
  consumer.on(consumer.events.FETCH, () => void (heardAt = Date.now()));
  // kafkajs has gone on behind a stretch of which nothing was left for eachBatch, and does not say where it was fetched
  // (it may be at the group's committed offset). Our reading of fetches leaves a FetchEnd, so that this does not come
  // about; should it, nothing of the stretch is applied.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, batchSize } }) => {
    if (batchSize === 0 && wanted.has(partition)) reposition(partition).catch(ended.reject);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));

  async function eachBatch(payload: EachBatchPayload): Promise<void> {
    try {
      await takeBatch(payload);
    } catch (error) {
      // A rebalance, heard of by a heartbeat, is for kafkajs to handle; everything else ends us.
      if (error instanceof Error && error.name.startsWith("KafkaJS")) throw error;
      ended.reject(error);
    }
  }

  async function takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, resolveOffset } = payload;
    const { partition } = batch;
    const start = fetchedOffset(batch);
    const want = wanted.get(partition);
    // Not positioned yet: the seek that follows decides what is fetched next.
    if (want === undefined) return;
    if (start !== want) return await reposition(partition);

    const asked = assignment;
    for (const part of partsOf(batch, start)) {
      await reader.take(part, heartbeat);
      // Given to someone else, sent elsewhere or paused meanwhile.
      if (asked !== assignment || wanted.get(partition) !== part.startOffset) return;
      wanted.set(partition, part.nextOffset);
      resolveOffset(`${part.nextOffset - 1}`);
      await heartbeat();
    }
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 8,
      eachBatch,
    });
  } catch (error) {
    signal.removeEventListener("abort", stop);
    await disconnect(consumer);
    throw error;
  }

  return {
    ended: ended.promise,
    reposition,
    pause,
    get heardAt() {
      return heardAt;
    },
    async commit(offsets) {
      await consumer.commitOffsets(
        [...offsets].map(([partition, offset]) => ({ topic, partition, offset: `${offset}` })),
      );
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener("abort", stop);
      await disconnect(consumer);
    },
  };
}

/** What a fetch that asked for `startOffset` has brought, as far as it can be read: few packed bytes may be many records. */
function* partsOf(
  { partition, messages, highWatermark }: EachBatchPayload["batch"],
  startOffset: number,
): Generator<Fetched> {
  const last: unknown = messages.at(-1);
  const end = last instanceof FetchEnd ? last : undefined;
  const all = end === undefined ? messages : messages.slice(0, -1);
  const offsetAt = (at: number) => Number(all[at]?.offset);
  const nextOffset = end?.nextOffset ?? offsetAt(all.length - 1) + 1;
  let at = 0;
  do {
    const records = all.slice(at, at + STRETCH_RECORDS).map(fetchedRecord);
    at += records.length;
    const isLast = at === all.length;
    const behind = isLast ? Math.max(startOffset, nextOffset) : offsetAt(at);
    yield {
      partition,
      startOffset,
      nextOffset: behind,
      endOffset: Number(highWatermark),
      records,
      ...(isLast && { unreadable: end?.unreadable }),
    };
    startOffset = behind;
  } while (at < all.length);
}

/** kafkajs gives offset and time as texts; what was read lightly has them as numbers. */
function fetchedRecord(message: KafkaMessage | PlainMessage): FetchedRecord {
  const timestamp = Math.max(-1, Math.min(LATEST, Number(message.timestamp)));
  if (message instanceof PlainMessage && message.timestamp === timestamp) return message;
  const { key, value } = message;
  return {
    offset: Number(message.offset),
    timestamp,
    key,
    value,
    bytes: value ?? NOTHING,
    valueStart: value === null ? -1 : 0,
    valueEnd: value?.byteLength ?? -1,
    schema: schemaOf(message),
  };
}

/** Of several headers of that name the last one counts. */
function schemaOf({ headers }: KafkaMessage | PlainMessage): number {
  const found = headers?.[SCHEMA_HEADER];
  const value = Array.isArray(found) ? found.at(-1) : found;
  return value === undefined || value === null ? 0 : schemaNumber(Buffer.from(value));
}

/** What the fetch asked for; kafkajs (2.2.4) has it, but not in its types. */
function fetchedOffset(batch: EachBatchPayload["batch"]): number {
  return Number((batch as typeof batch & { readonly fetchedOffset: string }).fetchedOffset);
}

/** kafkajs waits for answers that may never come. */
async function disconnect(consumer: Consumer): Promise<void> {
  await Promise.race([
    consumer.disconnect().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, 3_000)),
  ]);
}
