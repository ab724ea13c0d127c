import type {
  Fetched,
  FetchedRecord,
  TopicConsumption,
  TopicReader,
} from "../kafka/consume_topic.ts";
import { messageOf, OutageError } from "../base/errors.ts";
import { PartitionFault } from "../kafka/partition_fault.ts";
import type { ClusterView } from "../kafka/partition_ranges.ts";
import { recordChecksum } from "../kafka/record_checksum.ts";
import { sleep } from "../base/sleep.ts";
import type { Applier } from "../apply/applier.ts";
import type { Applied } from "../apply/apply_batch.ts";
import type { Batch, IncomingRecord, Slice } from "../apply/batch.ts";
import { readRecords, scanRecords } from "../apply/backlog/read_records.ts";
import { JSON_POSTS_MAX } from "../apply/writes.ts";
import { Intake } from "./intake.ts";
import type { ControlConnection } from "../postgres/control_connection.ts";
import {
  type AssignedPartition,
  type LastRecord,
  openPosition,
  type Position,
  topicMadeAnew,
  unreadableBatch,
} from "./positions.ts";
import { verdictOn } from "../postgres/postgres_verdict.ts";
import { StoppedPartitions } from "./stopped_partitions.ts";
import { race } from "../base/race.ts";

export interface IngestLoopOptions {
  readonly topic: string;
  /** Undefined if not configured: a partition stops at the first record that names no instance. */
  readonly defaultInstance: string | undefined;
  readonly outOfOrdernessMs: number;
  readonly applier: Applier;
  readonly control: ControlConnection;
  log(level: "info" | "warning" | "error", text: string): void;
  /** Called before each batch, which waits for what it returns. */
  beforeBatch?(): Promise<void> | undefined;
}

/** Totals since the start. */
export interface IngestTotals {
  /** Records of all kinds. */
  applied: number;
  posts: number;
  deletes: number;
  late: number;
  rows: number;
  /** Posts that were not stored: purged, sealed, or deleted before. */
  dropped: number;
  deadLetters: number;
  /** Copies of coverage events. */
  coverage: number;
  /** Deletes without effect: the row id of their post belongs to another post. */
  clashedDeletes: number;
  batches: number;
}

/** The state of a partition that this consumer holds. */
interface Held {
  /** Next offset of the tables; −1 until known. */
  applied: number;
  /** Next offset of the intake queue. */
  taken: number;
  /** End offset when last seen. */
  endOffset: number;
  /** When its last record was applied, ms since 1970. */
  movedAt: number;
  /** Kafka's time of the last applied record, ms since 1970; undefined if unknown. */
  appliedUpTo: number | undefined;
  /** When records were last known to wait after none did, ms since 1970; 0 while that has not happened. */
  behindSince: number;
  /** The last applied record: the first fetch starts with it, to prove that it is the same topic. */
  verify: LastRecord | null;
}

/**
 * The database spends a quarter less on 200,000 records in transactions of 4,000 than of 2,000, and hardly less in larger
 * ones, whose records cost memory.
 */
const BOUNDS = {
  batchRecords: 4_000,
  waitingRecords: 4_000,
  waitingBytes: 16 << 20,
};
/** Records to parse in one turn of the event loop: 1 to 2 ms. */
const TURN = 64;
/** How often to send a heartbeat to the group while slices wait to be queued or parsed, ms. */
const ALIVE_MS = 1_000;
/** A partition is idle if nothing came for this time. */
const IDLE_MS = 2_000;

/** Moves records from a topic into the tables: queues what the group delivers, and applies it batch by batch. */
export class IngestLoop implements TopicReader {
  readonly totals: IngestTotals = {
    applied: 0,
    posts: 0,
    deletes: 0,
    late: 0,
    rows: 0,
    dropped: 0,
    deadLetters: 0,
    coverage: 0,
    clashedDeletes: 0,
    batches: 0,
  };
  /** Called after each commit. */
  onApplied: () => void = () => {};
  readonly #options: IngestLoopOptions;
  readonly #intake = new Intake(BOUNDS);
  readonly #held = new Map<number, Held>();
  readonly #stopped: StoppedPartitions;
  #cluster: ClusterView | undefined;
  #consumption: TopicConsumption | undefined;
  #joined = false;
  #applying = false;
  /** The reading of slices that were taken, one after the other; rejects like the last one. */
  #reading: Promise<void> = Promise.resolve();

  constructor(options: IngestLoopOptions) {
    this.#options = options;
    this.#stopped = new StoppedPartitions(options.topic, options.log);
  }

  /** Sets the cluster that is read from now on. */
  connected(cluster: ClusterView): void {
    this.#cluster = cluster;
  }

  /** Sets the running consumption; undefined after it has ended. */
  consuming(consumption: TopicConsumption | undefined): void {
    this.#consumption = consumption;
    if (consumption === undefined) this.#joined = false;
    // Partitions that were stopped before there was a consumption to pause.
    for (const partition of this.#held.keys()) {
      if (this.#stopped.has(partition)) consumption?.pause(partition);
    }
  }

  assigned(partitions: readonly number[]): void {
    this.#joined = true;
    this.#intake.clear();
    this.#held.clear();
    this.#stopped.clear();
    for (const partition of partitions) {
      this.#held.set(partition, {
        applied: -1,
        taken: -1,
        endOffset: 0,
        movedAt: Date.now(),
        appliedUpTo: undefined,
        behindSince: 0,
        verify: null,
      });
    }
  }

  async position(partition: number): Promise<number | undefined> {
    const { topic, log } = this.#options;
    this.#intake.clear(partition);
    // What is being read continues the old position: it must not be queued.
    const before = this.#held.get(partition);
    if (before !== undefined) this.#held.set(partition, { ...before });
    const opened = await this.#openPosition(partition).catch((error) => {
      if (!(error instanceof PartitionFault)) throw error;
      // Before we had the row's lock, the previous owner of the partition may have applied records that came after we
      // asked for its end. Ask again once.
      return this.#openPosition(partition);
    }).catch((error) => this.#stopAt(partition, error));
    if (opened === undefined) return undefined;
    const { position, high } = opened;
    if (position.lost > 0) {
      log(
        "warning",
        `Kafka deleted ${position.lost} records of ${topic}/${partition} before they were read; ` +
          "masto.stream_gaps has the entry",
      );
    }
    const held = this.#held.get(partition);
    if (held !== undefined) {
      held.applied = position.nextOffset;
      held.taken = position.nextOffset;
      held.endOffset = high;
      held.verify = position.last;
      held.appliedUpTo = position.last?.timestamp;
      if (position.last === null) this.#stopped.passed(partition, position.nextOffset, Date.now());
    }
    return position.last?.offset ?? position.nextOffset;
  }

  async #openPosition(partition: number): Promise<{ position: Position; high: number }> {
    const { topic, control } = this.#options;
    const cluster = this.#mustCluster();
    const range = (await cluster.ranges(topic)).get(partition);
    if (range === undefined) {
      // The group knows a new partition earlier than the broker's metadata.
      throw new OutageError(`Cannot read ${topic}/${partition} yet: Kafka does not list it`);
    }
    const { clusterId } = cluster;
    const position = await control.run((sql) =>
      openPosition(sql, { clusterId, topic, partition, ...range })
    ).catch(blamePostgres);
    return { position, high: range.high };
  }

  async take(fetched: Fetched, alive: () => Promise<void>): Promise<void> {
    const { partition } = fetched;
    const held = this.#held.get(partition);
    if (held === undefined || this.#stopped.has(partition)) return;
    // A broker that cannot read the partition does not send its end.
    if (fetched.endOffset >= 0) {
      if (held.applied >= held.endOffset) held.behindSince = Date.now();
      held.endOffset = fetched.endOffset;
    }
    await keepAlive(this.#untilRoom(), alive);
    const before = this.#reading;
    // Resolves before this slice is read, so that the next one is fetched meanwhile.
    this.#reading = before.catch(() => {}).then(() => this.#read(fetched, held));
    await keepAlive(before, alive);
  }

  /** Waits while the queue is full. */
  async #untilRoom(): Promise<void> {
    while (!this.#intake.hasRoom) await this.#intake.taken;
  }

  /** Parses a slice and queues it; stops its partition where it cannot be read. */
  async #read(fetched: Fetched, held: Held): Promise<void> {
    const { partition } = fetched;
    if (this.#isOver(partition, held) || this.#stopped.has(partition)) return;
    let fault = this.#faultOf(fetched);
    const slice = await this.#slice(fetched, held).catch((error) => {
      if (!(error instanceof PartitionFault)) throw error;
      fault = error;
      return error.offset === undefined
        ? undefined
        : this.#slice(stretchBefore(fetched, error.offset), held);
    });
    if (this.#isOver(partition, held)) return;
    if (slice !== undefined) this.#stopped.passed(partition, slice.nextOffset, Date.now());
    if (fault !== undefined) this.stop(partition, fault);
    if (slice !== undefined && slice.nextOffset > slice.startOffset) {
      this.#intake.push(slice);
      held.taken = slice.nextOffset;
      await this.#planAhead();
    }
  }

  /** Plans the next transaction, if it is complete, while the database is busy with the one before. */
  async #planAhead(): Promise<void> {
    const { applier } = this.#options;
    await applier.idle;
    if (!this.#applying || this.#intake.full === undefined) return;
    applier.planAhead(this.#batchOf(this.#intake.full));
  }

  /** Whether the partition was revoked, or is read from another position, since `held` was current. */
  #isOver(partition: number, held: Held): boolean {
    return this.#held.get(partition) !== held;
  }

  /**
   * Stops a partition that this consumer holds: fetching stops, queued records are still applied, the reason is logged at
   * once and every minute, and the other partitions go on. It is retried every 10 s from the stored offset, and goes on
   * once `fault.offset` was passed.
   *
   * Inside `take` and `position` throw a {@linkcode PartitionFault} instead of calling this.
   */
  stop(partition: number, fault: PartitionFault): void {
    if (!this.#held.has(partition)) return;
    this.#stopped.stop(partition, fault, Date.now());
    this.#consumption?.pause(partition);
  }

  /** Logs the reasons of stopped partitions again and retries them, when due. */
  tendStopped(now: number): void {
    const consumption = this.#consumption;
    for (const partition of consumption === undefined ? [] : this.#stopped.turn(now)) {
      this.#reposition(partition);
    }
  }

  /** Whether a partition is assigned to this consumer. */
  holds(partition: number): boolean {
    return this.#held.has(partition);
  }

  /** Reasons of the stopped partitions that this consumer holds. */
  get stopped(): ReadonlyMap<number, string> {
    return this.#stopped.reasons;
  }

  /** Stops the partition for a fault; throws every other error. */
  #stopAt(partition: number, error: unknown): undefined {
    if (!(error instanceof PartitionFault)) throw error;
    this.stop(partition, error);
  }

  #faultOf({ partition, nextOffset, unreadable }: Fetched): PartitionFault | undefined {
    if (unreadable === undefined) return undefined;
    const { topic } = this.#options;
    const { clusterId } = this.#mustCluster();
    return unreadableBatch({ clusterId, topic, partition }, nextOffset, unreadable);
  }

  #reposition(partition: number): void {
    this.#consumption?.reposition(partition).catch((error) =>
      this.#options.log("warning", `Cannot read partition ${partition} again: ${error}`)
    );
  }

  /** Applies queued records until `signal` is aborted; the current batch is finished. */
  async run(signal: AbortSignal, afterBatch: () => void = () => {}): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    while (!signal.aborted) {
      if (this.#intake.records === 0) {
        await race([this.#intake.arrived, aborted]);
        // The partitions of one fetch arrive in one turn of the event loop: make them one transaction.
        await new Promise((resolve) => setImmediate(resolve));
      }
      const preparing = this.#options.beforeBatch?.();
      if (preparing !== undefined) await race([preparing, aborted]);
      const batch = signal.aborted ? undefined : this.#batchOf(this.#intake.take());
      if (batch === undefined || batch.slices.length === 0) continue;
      this.#applying = true;
      try {
        this.#count(await this.#options.applier.apply(batch, signal));
        this.#noteTimes(batch);
      } catch (error) {
        if (signal.aborted && error === signal.reason) return;
        throw error;
      } finally {
        this.#applying = false;
      }
      this.onApplied();
      afterBatch();
    }
  }

  #batchOf(slices: readonly Slice[]): Batch {
    return { clusterId: this.#mustCluster().clusterId, slices };
  }

  /** Records of the held partitions that are not applied yet. */
  get lag(): number {
    let lag = 0;
    for (const { applied, endOffset } of this.#held.values()) {
      lag += Math.max(0, endOffset - Math.max(0, applied));
    }
    return lag;
  }

  /** How far the tables are behind the topic at `now`, ms: the age of the oldest record that waits, at most. */
  lagMs(now: number): number {
    let lagMs = 0;
    for (const { applied, endOffset, appliedUpTo, movedAt, behindSince } of this.#held.values()) {
      if (endOffset <= Math.max(0, applied)) continue;
      const since = Math.max(appliedUpTo ?? movedAt, behindSince);
      lagMs = Math.max(lagMs, now - since);
    }
    return lagMs;
  }

  get clusterId(): string | undefined {
    return this.#cluster?.clusterId;
  }

  /** When Kafka last answered, ms since 1970; 0 while nothing is consumed. */
  get heardAt(): number {
    return this.#consumption?.heardAt ?? 0;
  }

  /** For how long a fetch has waited for its answer from Kafka, ms. */
  get unansweredMs(): number {
    return this.#consumption?.unansweredMs ?? 0;
  }

  /** Commits the applied offsets to the group. */
  async commit(): Promise<void> {
    await this.#consumption?.commit(this.positions);
  }

  /** The applied next offset of each held partition, where known. */
  get positions(): ReadonlyMap<number, number> {
    const known = [...this.#held].filter(([, { applied }]) => applied >= 0);
    return new Map(known.map(([partition, { applied }]) => [partition, applied]));
  }

  /**
   * Whether partitions are assigned, and each is verified to be the one whose records are in the tables, or is stopped with
   * its queue applied. Until then the stored offsets may be those of a deleted topic of the same name.
   */
  get settled(): boolean {
    const known = [...this.#held].every(([partition, { applied, taken, verify }]) =>
      this.#stopped.has(partition) ? applied >= taken : applied >= 0 && verify === null
    );
    return this.#joined && known;
  }

  /** The held partitions. None counts as idle while the position of another one is unknown. */
  held(now: number): AssignedPartition[] {
    const held = [...this.#held].map(([partition, { applied, endOffset, movedAt }]) => ({
      partition,
      endOffset: applied < 0 ? null : endOffset,
      idle: applied >= endOffset && now - movedAt > IDLE_MS,
      stopped: this.#stopped.why(partition) ?? null,
    }));
    const known = held.filter(({ endOffset, stopped }) => endOffset !== null || stopped !== null);
    return known.map((each) => ({
      ...each,
      idle: each.idle && each.stopped === null && known.length === held.length,
    }));
  }

  async #slice(
    { partition, startOffset, nextOffset, records }: Fetched,
    held: Held,
  ): Promise<Slice> {
    const { topic } = this.#options;
    const first = records[0];
    let unseen = records;
    if (held.verify !== null) {
      const { offset, timestamp, checksum } = held.verify;
      // Compaction may have removed the record: then there is nothing to compare.
      if (first?.offset === offset) {
        if (first.timestamp !== timestamp || recordChecksum(first) !== checksum) {
          const { clusterId } = this.#mustCluster();
          throw topicMadeAnew(
            { clusterId, topic, partition },
            `the record at offset ${offset} is another one than was applied`,
          );
        }
        unseen = records.slice(1);
      }
      held.verify = null;
    }
    const last = unseen.at(-1);
    return {
      topic,
      partition,
      startOffset,
      nextOffset,
      records: await this.#parse(unseen, partition),
      lastChecksum: last === undefined ? null : recordChecksum(last),
    };
  }

  /** Parses a few records in each turn: an answer of the database must not wait for the parsing of the next batch. */
  async #parse(fetched: readonly FetchedRecord[], partition: number): Promise<IncomingRecord[]> {
    const { applier, defaultInstance, topic } = this.#options;
    const records: IncomingRecord[] = [];
    for (let at = 0; at < fetched.length; at += TURN) {
      if (at > 0) await new Promise((resolve) => setImmediate(resolve));
      await applier.idle;
      const some = fetched.slice(at, at + TURN);
      const read = fetched.length > JSON_POSTS_MAX ? scanRecords : readRecords;
      for (const record of read(some, { defaultInstance })) {
        const { parsed, raw } = record;
        // A fault, not a dead letter: otherwise a whole topic of another producer would become dead letters.
        if (parsed.type === "dead" && parsed.reason === "no_instance") {
          throw new PartitionFault(
            `Cannot consume ${topic}/${partition}: the record at offset ${raw.offset} names no instance. ` +
              "Set DEFAULT_INSTANCE to the host of the server that these posts were read from",
            raw.offset,
          );
        }
        records.push(record);
      }
    }
    return records;
  }

  #count({ slices, records, rows, clashedDeletes }: Applied): void {
    const { totals } = this;
    totals.batches++;
    totals.posts += records.posts;
    totals.deletes += records.deletes;
    totals.late += records.late;
    totals.coverage += records.coverage;
    totals.rows += rows.inserted;
    totals.dropped += rows.dropped;
    totals.deadLetters += rows.deadLetters;
    totals.clashedDeletes += clashedDeletes.length;
    if (clashedDeletes.length > 0) this.#options.log("error", clashWords(clashedDeletes));
    for (const { partition, outcome, nextOffset } of slices) {
      const held = this.#held.get(partition);
      if (held === undefined || held.applied < 0) continue;
      totals.applied += Math.max(0, nextOffset - held.applied);
      held.applied = nextOffset;
      held.movedAt = Date.now();
      // Another consumer or a person moved the stored offset: the queued records do not continue from it.
      if (outcome === "ahead") {
        this.#intake.clear(partition);
        if (!this.#stopped.has(partition)) this.#reposition(partition);
      }
    }
  }

  #noteTimes({ slices }: Batch): void {
    for (const { partition, records } of slices) {
      const held = this.#held.get(partition);
      const last = records.at(-1)?.raw.timestamp;
      if (held !== undefined && last !== undefined) held.appliedUpTo = last;
    }
  }

  #mustCluster(): ClusterView {
    if (this.#cluster === undefined) throw new Error("Cannot read: no cluster is connected yet");
    return this.#cluster;
  }
}

/** Clashes of one batch that are listed; the others are counted. */
const NAMED_MAX = 5;

function clashWords(clashes: Applied["clashedDeletes"]): string {
  const named = clashes.slice(0, NAMED_MAX).map((each) =>
    `${each.status} (record ${each.topic}/${each.partition} at offset ${each.offset}; ` +
    `its row id ${each.id} belongs to ${each.holder})`
  );
  const more = clashes.length - named.length;
  return `Cannot delete ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}: ` +
    `what is stored under these row ids is of another server. If it is the same post, it was stored under a wrong ` +
    "instance: see DEFAULT_INSTANCE in .env.example, and the dead letters with the reason id_clash";
}

/** Waits for work, and calls `alive` now and then meanwhile. */
async function keepAlive(work: Promise<void>, alive: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const done = work.finally(() => over.abort());
  // Not unhandled where `alive` rejects first.
  done.catch(() => {});
  while (!over.signal.aborted) {
    await Promise.race([done, sleep(ALIVE_MS, over.signal)]);
    if (!over.signal.aborted) await alive();
  }
  await done;
}

/** The part of a fetch before an offset. */
function stretchBefore(fetched: Fetched, offset: number): Fetched {
  return {
    ...fetched,
    nextOffset: Math.max(fetched.startOffset, Math.min(fetched.nextOffset, offset)),
    records: fetched.records.filter((record) => record.offset < offset),
  };
}

/** Rethrows a failure of the database as an outage that names it: the caller would blame Kafka. */
function blamePostgres(error: unknown): never {
  const { type } = verdictOn(error, { usedBefore: true, command: "pipeline" });
  if (type === "permanent" || type === "fault") throw error;
  throw new OutageError(messageOf(error), { cause: error });
}
