import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from "kafkajs";
import { Buffer } from "node:buffer";
import { every } from "../base/every.ts";
import { chooseFetchWait } from "./kafkajs_patches/fetch_wait.ts";
import { dismissDeparted } from "./kafkajs_patches/join_group.ts";
import { asMissingRight } from "./missing_right.ts";
import { FetchEnd, type Unreadable } from "./kafkajs_patches/fetch_end.ts";
import { PlainMessage } from "./kafkajs_patches/plain_message.ts";
import { seekFirst } from "./kafkajs_patches/seek_first.ts";
import { SCHEMA_HEADER, schemaNumber } from "./schema_header.ts";
import { throttling } from "./throttling.ts";
import { sleep } from "../base/sleep.ts";

/** One record as the broker stores it. */
export interface FetchedRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** The value is `bytes[valueStart, valueEnd)`: no view has to be made of it. Both are −1 for a null value. */
  readonly bytes: Uint8Array;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The number in its header `schema`; 0 if there is none. */
  readonly schema: number;
}

/** A slice of a partition: all records in `[startOffset, nextOffset)`. Offsets may have gaps. */
export interface Fetched {
  readonly partition: number;
  readonly startOffset: number;
  readonly nextOffset: number;
  /** One past the last record of the partition at the time of the fetch. */
  readonly endOffset: number;
  readonly records: readonly FetchedRecord[];
  /** Set if the batch at `nextOffset` cannot be read. */
  readonly unreadable?: Unreadable | undefined;
}

/** Receives records, and decides the position of each partition; the group's committed offsets are not used. */
export interface TopicReader {
  /** These partitions, and no others, are assigned now; records that were taken before may come again. */
  assigned(partitions: readonly number[]): void;
  /**
   * The offset to read a partition from; asked on assignment, and whenever a fetch started elsewhere. Undefined: do not
   * read it.
   */
  position(partition: number): Promise<number | undefined>;
  /** Takes a slice; resolves when ready for the next one. Must call `alive` at least every few seconds while it waits. */
  take(fetched: Fetched, alive: () => Promise<void>): Promise<void>;
}

export interface ConsumeTopicOptions {
  readonly topic: string;
  readonly groupId: string;
  readonly signal: AbortSignal;
  /** Whether every other consumer of the group, with the same client id, has ended: those that did not leave it are removed. */
  isAlone?(): Promise<boolean>;
  /** How long the broker holds a fetch that finds nothing, ms; closing waits for it. */
  readonly pollMs?: number;
  /** After so long without a fetch kafkajs counts as stalled, and `ended` rejects. */
  readonly stallMs?: number;
}

/** A running consumption. */
export interface TopicConsumption {
  /** Resolves when `signal` is aborted; rejects when kafkajs gives up or the reader throws. */
  readonly ended: Promise<void>;
  /** Commits offsets to the group. Only tools that show lag use them. */
  commit(offsets: ReadonlyMap<number, number>): Promise<void>;
  /** Seeks a partition to what `position` returns; `ended` rejects if that fails. */
  reposition(partition: number): Promise<void>;
  /** Stops fetching a partition until it is repositioned or assigned again. */
  pause(partition: number): void;
  /** When the broker last answered a fetch, ms since 1970. */
  readonly heardAt: number;
  /**
   * For how long the oldest fetch has waited for its answer, ms; the broker holds one for {@linkcode RESTING_POLL_MS} at most. Time in
   * which a quota kept us from asking does not count.
   */
  readonly unansweredMs: number;
}

/** The client id of every consumer. */
export const CONSUMER_CLIENT = "trunkline-consumer";
const POLL_MS = 250;
/** The same once nothing has come for so long. */
const RESTING_POLL_MS = 1_000;
const RESTS_AFTER_MS = 1_500;
/** After this the partitions of a killed consumer are reassigned; the minimum that Kafka accepts. */
const SESSION_MS = 6_000;
/** How long a fetch waits for positions; between two fetches kafkajs sends no heartbeat. */
const POSITION_MS = 1_000;
const FETCH_BYTES = 2 << 20;
/** kafkajs fetches once a second or more often; one that has asked for nothing for so long has stalled. */
const STALL_MS = 60_000;
/** Records in one slice, at most. */
const STRETCH_RECORDS = 2_000;
const NOTHING = new Uint8Array();
/** Kafka accepts any 64-bit number as timestamp (microseconds, say); PostgreSQL tables and Date do not. */
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * Consumes a topic as a member of a group, from positions that the reader keeps.
 *
 * kafkajs chooses the offset itself in three cases: on assignment (the committed offset), when an offset is out of range
 * (the start of the topic, without an error), and after a rebalance. So each fetch is compared with the wanted offset,
 * and a fetch from elsewhere is dropped and followed by a seek to the reader's position.
 */
export async function consumeTopic(
  kafka: Kafka,
  reader: TopicReader,
  {
    topic,
    groupId,
    signal,
    isAlone = () => Promise.resolve(false),
    pollMs = POLL_MS,
    stallMs = STALL_MS,
  }: ConsumeTopicOptions,
): Promise<TopicConsumption & AsyncDisposable> {
  const dismissing = dismissDeparted(
    groupId,
    async (members) => await isAlone() ? members.filter(isOurs) : [],
  );
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: SESSION_MS,
    rebalanceTimeout: 3 * SESSION_MS,
    heartbeatInterval: 1_000,
    minBytes: 1,
    maxWaitTimeInMs: pollMs,
    maxBytesPerPartition: FETCH_BYTES,
    maxBytes: 2 * FETCH_BYTES,
    allowAutoTopicCreation: false,
    // The caller handles outages and must hear of them.
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
  /** When kafkajs last did something, by `performance.now()`. */
  let movedAt = performance.now();
  /** When records came last, or the group was joined. */
  let filledAt = performance.now();
  const waiting = chooseFetchWait(() => {
    const rests = performance.now() - filledAt > RESTS_AFTER_MS && !signal.aborted;
    return rests ? Math.max(pollMs, RESTING_POLL_MS) : undefined;
  });
  /** Batches that are being taken. */
  let busy = 0;
  let isMember = false;
  /** Number of the current assignment: answers to questions of an earlier one are ignored. */
  let assignment = 0;
  /** Positions that are being looked up. */
  const seeking = new Set<Promise<void>>();
  const seekingFirst = seekFirst(
    groupId,
    () => seeking.size === 0 ? undefined : settled(seeking, POSITION_MS),
  );

  function reposition(partition: number): Promise<void> {
    const done = seek(partition).finally(() => seeking.delete(done));
    seeking.add(done);
    return done;
  }

  async function seek(partition: number): Promise<void> {
    const asked = assignment;
    wanted.delete(partition);
    let offset: number | undefined;
    try {
      offset = await reader.position(partition);
    } catch (error) {
      // Without a position nothing can be taken: end, and let the caller start again.
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
    isMember = true;
    movedAt = filledAt = performance.now();
    wanted.clear();
    heardAt = Date.now();
    reader.assigned(partitions);
    for (const partition of partitions) reposition(partition).catch(ended.reject);
  });
  const asking = new Map<string | number, number>();
  consumer.on(consumer.events.FETCH_START, ({ payload: { nodeId } }) => {
    asking.set(nodeId, performance.now());
  });
  consumer.on(consumer.events.FETCH, ({ payload: { nodeId } }) => {
    heardAt = Date.now();
    movedAt = performance.now();
    asking.delete(nodeId);
  });
  // kafkajs skipped a fetch that had nothing left for eachBatch, and does not say where it started (possibly at the
  // committed offset). The patched decoder always leaves a FetchEnd, so this should not happen; if it does, seek again.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, batchSize } }) => {
    if (batchSize === 0 && wanted.has(partition)) reposition(partition).catch(ended.reject);
  });
  const reading = { operation: "Read", topic, group: groupId } as const;
  consumer.on(
    consumer.events.CRASH,
    ({ payload }) => ended.reject(asMissingRight(payload.error, reading)),
  );
  const endWatching = every(Math.min(1_000, stallMs / 4), () => {
    // Nothing is fetched while batches are worked on, or where all partitions are paused or another member's.
    if (busy > 0 || (isMember && wanted.size === 0)) movedAt = performance.now();
    const silentMs = performance.now() - movedAt;
    if (silentMs < stallMs) return;
    const seconds = Math.round(silentMs / 1_000);
    ended.reject(new Error(`kafkajs has asked the brokers for nothing in ${seconds} s`));
  });

  async function eachBatch(payload: EachBatchPayload): Promise<void> {
    busy++;
    try {
      await takeBatch(payload);
    } catch (error) {
      // kafkajs handles its own errors (a rebalance noticed by a heartbeat); any other error ends the consumption.
      if (error instanceof Error && error.name.startsWith("KafkaJS")) throw error;
      ended.reject(error);
    } finally {
      busy--;
      movedAt = performance.now();
    }
  }

  async function takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, resolveOffset } = payload;
    const { partition } = batch;
    const start = fetchedOffset(batch);
    const want = wanted.get(partition);
    // Not positioned yet: a seek follows, and the next fetch starts there.
    if (want === undefined) return;
    if (start !== want) return await reposition(partition);

    const asked = assignment;
    filledAt = performance.now();
    for (const part of partsOf(batch, start)) {
      await reader.take(part, heartbeat);
      // Revoked, repositioned or paused meanwhile.
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
    dismissing[Symbol.dispose]();
    waiting[Symbol.dispose]();
    endWatching();
    seekingFirst[Symbol.dispose]();
    signal.removeEventListener("abort", stop);
    await disconnect(consumer);
    throw asMissingRight(error, reading);
  }

  return {
    ended: ended.promise,
    reposition,
    pause,
    get heardAt() {
      return heardAt;
    },
    get unansweredMs() {
      const now = performance.now();
      const waits = [...asking.values()].map((at) => now - Math.max(at, throttling.until));
      return Math.max(0, ...waits);
    },
    async commit(offsets) {
      await consumer.commitOffsets(
        [...offsets].map(([partition, offset]) => ({ topic, partition, offset: `${offset}` })),
      );
    },
    async [Symbol.asyncDispose]() {
      dismissing[Symbol.dispose]();
      waiting[Symbol.dispose]();
      endWatching();
      seekingFirst[Symbol.dispose]();
      signal.removeEventListener("abort", stop);
      await disconnect(consumer);
    },
  };
}

/** Cuts a fetch that started at `startOffset` into slices: a few compressed bytes may hold many records. */
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

/** kafkajs has offset and timestamp as texts; PlainMessage has numbers and is passed through. */
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

/** The last of several headers of that name counts. */
function schemaOf({ headers }: KafkaMessage | PlainMessage): number {
  const found = headers?.[SCHEMA_HEADER];
  const value = Array.isArray(found) ? found.at(-1) : found;
  return value === undefined || value === null ? 0 : schemaNumber(Buffer.from(value));
}

/** The offset that the fetch started at; kafkajs 2.2.4 has it, but not in its types. */
function fetchedOffset(batch: EachBatchPayload["batch"]): number {
  return Number((batch as typeof batch & { readonly fetchedOffset: string }).fetchedOffset);
}

/** Resolves once all of them have, after `ms` at the latest. */
async function settled(promises: Iterable<Promise<unknown>>, ms: number): Promise<void> {
  const over = new AbortController();
  await Promise.race([Promise.allSettled(promises), sleep(ms, over.signal)]);
  over.abort();
}

function isOurs({ clientId }: { readonly clientId: string }): boolean {
  return clientId === CONSUMER_CLIENT;
}

/** With a deadline: kafkajs waits for answers that may never come. */
async function disconnect(consumer: Consumer): Promise<void> {
  await Promise.race([
    consumer.disconnect().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, 3_000)),
  ]);
}
