import type { Unreadable } from "../kafka/kafkajs_patches/fetch_end.ts";
import { PartitionFault } from "../kafka/partition_fault.ts";
import { APPLIED_STATE } from "../postgres/applied_state.ts";
import { CHANGE_CHANNEL } from "../postgres/change_channel.ts";
import type { Sql } from "../postgres/connect.ts";

/** A partition of a topic of one cluster, and what the broker holds of it. */
export interface PartitionRange {
  readonly clusterId: string;
  readonly topic: string;
  readonly partition: number;
  /** Earliest offset that is still there. */
  readonly low: number;
  /** One past the last. */
  readonly high: number;
}

/** Where a partition stands by the database. */
export interface Position {
  readonly nextOffset: number;
  /** The last applied record; null where none is known or it is no longer on the broker. */
  readonly last: LastRecord | null;
  /** Records that retention took before they were read; they are in `stream_gaps`. */
  readonly lost: number;
}

export interface LastRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly checksum: string;
}

/**
 * Reads where a partition stands, under its row's lock; a partition without a row starts at the earliest offset. What
 * retention has taken meanwhile becomes a gap in the ledger. Throws where the topic is shorter than what was applied.
 */
export async function openPosition(sql: Sql, range: PartitionRange): Promise<Position> {
  const { clusterId, topic, partition, low, high } = range;
  return await sql.begin(async (sql) => {
    // Active from now on: what waits in it holds the global watermark before its first tick.
    await sql`
      insert into masto.stream_offsets (cluster_id, topic, "partition", next_offset, end_offset)
      values (${clusterId}, ${topic}, ${partition}, ${low}, ${high})
      on conflict (cluster_id, topic, "partition") do update
        set heard_at = excluded.heard_at, end_offset = excluded.end_offset`;
    const [row] = await sql<
      { next: number; offset: number | null; timestamp: number | null; checksum: string | null }[]
    >`
      select next_offset::float8 as next, last_offset::float8 as offset, last_timestamp::float8 as timestamp,
             last_checksum as checksum
        from masto.stream_offsets
       where cluster_id = ${clusterId} and topic = ${topic} and "partition" = ${partition}
         for update`;
    const next = row?.next ?? low;
    if (next > high) throw topicMadeAnew(range, `it ends at offset ${high}, ${next} was reached`);
    if (next < low) {
      await sql`
        insert into masto.stream_gaps (kind, source, from_offset, to_offset, from_time, note)
        select 'retention', ${`${clusterId}/${topic}/${partition}`}, ${next}, ${low}, o.updated_at,
               'Kafka deleted these records before they were read'
          from masto.stream_offsets o
         where cluster_id = ${clusterId} and topic = ${topic} and "partition" = ${partition}
        on conflict do nothing`;
      await sql`
        update masto.stream_offsets
           set next_offset = ${low}, last_offset = null, last_timestamp = null, last_checksum = null
         where cluster_id = ${clusterId} and topic = ${topic} and "partition" = ${partition}`;
      return { nextOffset: low, last: null, lost: low - next };
    }
    const { offset = null, timestamp = null, checksum = null } = row ?? {};
    const last = offset === null || timestamp === null || checksum === null || offset < low
      ? null
      : { offset, timestamp, checksum };
    return { nextOffset: next, last, lost: 0 };
  });
}

/** The error of a topic that is not the one whose records were applied. */
export function topicMadeAnew(
  { clusterId, topic, partition }: Pick<PartitionRange, "clusterId" | "topic" | "partition">,
  state: string,
): PartitionFault {
  return new PartitionFault(
    `Cannot consume ${topic}/${partition}: the topic was deleted and made anew (${state}). ` +
      "Set KAFKA_TOPIC to the right topic, or to read the new one from its start: delete from masto.stream_offsets " +
      `where cluster_id = '${clusterId}' and topic = '${topic}'`,
  );
}

/** The error of a batch that cannot be read. */
export function unreadableBatch(
  { clusterId, topic, partition }: Pick<PartitionRange, "clusterId" | "topic" | "partition">,
  offset: number,
  { state, nextOffset }: Unreadable,
): PartitionFault {
  const behind = nextOffset ?? "<an offset behind it>";
  return new PartitionFault(
    `Cannot consume ${topic}/${partition}: the batch at offset ${offset} ${state}. ` +
      "Mend it on the broker, or to go on without its records: update masto.stream_offsets " +
      `set next_offset = ${behind}, last_offset = null, last_timestamp = null, last_checksum = null ` +
      `where cluster_id = '${clusterId}' and topic = '${topic}' and "partition" = ${partition}`,
    offset,
  );
}

/** The next offset of each partition of a topic, by the database. */
export async function readOffsets(
  sql: Sql,
  clusterId: string,
  topic: string,
): Promise<Map<number, number>> {
  const rows = await sql<{ partition: number; next: number }[]>`
    select "partition", next_offset::float8 as next from masto.stream_offsets
     where cluster_id = ${clusterId} and topic = ${topic}`;
  return new Map(rows.map(({ partition, next }) => [partition, next]));
}

/** Why partitions of a topic are stopped by consumers that were alive a moment ago. */
export async function readStopped(
  sql: Sql,
  clusterId: string,
  topic: string,
): Promise<Map<number, string>> {
  const rows = await sql<{ partition: number; stopped: string }[]>`
    select "partition", stopped from masto.stream_offsets
     where cluster_id = ${clusterId} and topic = ${topic} and stopped is not null
       and heard_at > now() - interval '10 seconds'`;
  return new Map(rows.map(({ partition, stopped }) => [partition, stopped]));
}

/** A partition that its consumer holds. */
export interface HeldPartition {
  readonly partition: number;
  /** The topic's end, when last seen. */
  readonly endOffset: number | null;
  /** Whether all of it is applied and nothing new comes. */
  readonly idle: boolean;
  /** Why it is not read on, in words; null where it is. */
  readonly stopped: string | null;
}

/** How the global watermark follows the clock. */
export interface ClockRule {
  readonly outOfOrdernessMs: number;
  /** `SOURCE_HOLD`: how long silence of the whole topic holds the watermark. */
  readonly sourceHoldMs: number;
}

export const SOURCE_HOLD_MS = 15 * 60_000;

/**
 * Says that the consumer of these partitions is alive, and moves the global watermark: to the lowest of all active
 * partitions, never backwards.
 *
 * An idle partition must not hold the others back, so it gets a clock watermark beside that of its records. Silence alone
 * does not tell a quiet source from one that is away, and the posts of a gap come when it is back. So while anything
 * came in the last `sourceHoldMs`, an idle partition goes as far as the newest record of the whole topic shows: up to
 * there the source was heard. After that it follows the clock at that distance, if nothing of the topic waits to be
 * applied. A topic without a post has no watermark.
 *
 * All times are the database's own, and nothing passes its clock less the out-of-orderness bound: a window that was
 * final once cannot be opened again, whatever clock of a consumer, a producer or a server was wrong.
 */
export async function tick(
  sql: Sql,
  clusterId: string,
  topic: string,
  held: readonly HeldPartition[],
  { outOfOrdernessMs = 60_000, sourceHoldMs = SOURCE_HOLD_MS }: Partial<ClockRule> = {},
): Promise<void> {
  const bound = sql`now() - ${outOfOrdernessMs / 1_000}::float8 * interval '1 second'`;
  const hold = sql`${sourceHoldMs / 1_000}::float8 * interval '1 second'`;
  await sql.begin((sql) => [
    sql`
      update masto.stream_offsets o
         set heard_at = now(), end_offset = coalesce(n."endOffset", o.end_offset), stopped = n.stopped,
             clock_watermark = case when n.idle and heard.mark is not null
                                    then least(greatest(o.clock_watermark, heard.mark), ${bound})
                                    else o.clock_watermark end
        from (select * from json_to_recordset(${JSON.stringify(held)}::text::json) as n (
                partition int, "endOffset" bigint, idle boolean, stopped text) order by partition) n,
             (select case when bool_or(watermark is not null) and not bool_or(came or waits)
                          then greatest(max(watermark), ${bound} - ${hold})
                          else max(watermark) end as mark
                from (select watermark, updated_at > now() - ${hold} as came,
                             coalesce(end_offset > next_offset, false) and heard_at > now() - ${hold} as waits
                        from masto.stream_offsets
                       where cluster_id = ${clusterId} and topic = ${topic}) of_topic) heard
       where o.cluster_id = ${clusterId} and o.topic = ${topic} and o."partition" = n.partition`,
    sql`
      update masto.pipeline
         set watermark = active.lowest
        from (select least(min(mark), ${bound}) as lowest
                from (select greatest(watermark, clock_watermark) as mark from masto.stream_offsets
                       where heard_at > now() - interval '2 minutes') marks
              having bool_and(mark is not null)) active
       where active.lowest > coalesce(watermark, '-infinity')`,
  ]);
}

/**
 * Tells readers that tables changed, if a batch has committed since they were last told. What is to be told is derived from the offsets, so an
 * announcement that failed, or whose consumer was killed after its COMMIT, is made up for by the next call of any consumer.
 */
export async function announceApplied(sql: Sql): Promise<void> {
  await sql.unsafe(`
    update masto.pipeline p
       set changes = p.changes + 1, announced = s.state
      from (select ${APPLIED_STATE} as state) s
     where p.announced is distinct from s.state
    returning pg_notify('${CHANGE_CHANNEL}', '')`);
}
