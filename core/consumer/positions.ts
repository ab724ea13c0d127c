import type { Unreadable } from "../kafka/kafkajs_patches/fetch_end.ts";
import { PartitionFault } from "../kafka/partition_fault.ts";
import { APPLIED_STATE } from "../postgres/applied_state.ts";
import { CHANGE_CHANNEL } from "../postgres/change_channel.ts";
import type { Sql } from "../postgres/connect.ts";

/** A partition of a topic of one cluster, and the offsets that the broker holds. */
export interface PartitionRange {
  readonly clusterId: string;
  readonly topic: string;
  readonly partition: number;
  /** Earliest offset that the broker still holds. */
  readonly low: number;
  /** One past the last. */
  readonly high: number;
}

/** The stored position of a partition. */
export interface Position {
  readonly nextOffset: number;
  /** The last applied record; null where none is known or it is no longer on the broker. */
  readonly last: LastRecord | null;
  /** Records that retention deleted before they were read; `stream_gaps` has the entry. */
  readonly lost: number;
}

export interface LastRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly checksum: string;
}

/**
 * Reads the stored position of a partition under its row's lock. A partition without a row starts at the earliest offset.
 * Records that retention deleted meanwhile become a row of `stream_gaps`.
 *
 * @throws {PartitionFault} if the topic ends before the stored offset: it was deleted and created again
 */
export async function openPosition(sql: Sql, range: PartitionRange): Promise<Position> {
  const { clusterId, topic, partition, low, high } = range;
  return await sql.begin(async (sql) => {
    // Marks the partition as active: its waiting records hold the global watermark before its first tick.
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
        insert into masto.retention_gaps (kind, source, from_offset, to_offset, from_time, to_time, note)
        select 'retention', ${`${clusterId}/${topic}/${partition}`}, ${next}, ${low},
               least(o.updated_at, to_timestamp(o.last_timestamp / 1000.0)), now(),
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

/** The fault of a topic that was deleted and created again since records were applied. */
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

/** The fault of a batch that cannot be read. */
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

/** The stored next offset of each partition of a topic. */
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

/** Reasons of stopped partitions, by consumers with a heartbeat in the last 10 s. */
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

/** The state of a partition that this consumer holds. */
export interface AssignedPartition {
  readonly partition: number;
  /** End offset of the partition when last seen; null if unknown. */
  readonly endOffset: number | null;
  /** Whether everything is applied and nothing new has come for a while. */
  readonly idle: boolean;
  /** Why it is stopped, in words; null if it is not. */
  readonly stopped: string | null;
}

/** How the global watermark follows the clock while no record moves it. */
export interface ClockRule {
  readonly outOfOrdernessMs: number;
  /** `SOURCE_HOLD`: how long a silent topic holds the watermark. */
  readonly sourceHoldMs: number;
}

export const SOURCE_HOLD_MS = 15 * 60_000;

/**
 * Writes the heartbeat of these partitions, and moves the global watermark to the lowest watermark of all active
 * partitions, never backwards.
 *
 * An idle partition must not hold the others back, so it has a clock watermark beside that of its records. Where coverage
 * events say what was read of the streams, it follows the lowest covered-to of these: until then no record is missing.
 * Otherwise silence does not show whether the source is quiet or away. So if the topic got a record in the last
 * `sourceHoldMs`, the clock watermark of an idle partition follows the highest watermark of the topic: up to there the source
 * was connected. Later it follows the clock at the distance `sourceHoldMs`, unless records of the topic wait to be applied. A
 * topic without a post has no watermark.
 *
 * A stream that is away, or whose gap is still being filled, holds the global watermark for `sourceHoldMs`; then its windows
 * become final as incomplete. One that nobody reads any more holds nothing.
 *
 * All times are the database's, and no watermark passes its clock minus the out-of-orderness bound: no wrong clock of a
 * consumer, a producer or a server can reopen a final window.
 */
export async function tick(
  sql: Sql,
  clusterId: string,
  topic: string,
  held: readonly AssignedPartition[],
  { outOfOrdernessMs = 60_000, sourceHoldMs = SOURCE_HOLD_MS }: Partial<ClockRule> = {},
): Promise<void> {
  const behind = sql`${outOfOrdernessMs / 1_000}::float8 * interval '1 second'`;
  const bound = sql`now() - ${behind}`;
  const hold = sql`${sourceHoldMs / 1_000}::float8 * interval '1 second'`;
  // Where the first gap of the last `hold` begins, of each stream that is still read; null where none was covered meanwhile.
  const covered = sql`(
    select min(lower(hole)) as until
      from (select instance, stream, range_agg(covered) as covered from masto.v_stream_coverage group by instance, stream) s
      left join masto.stream_ends e using (instance, stream),
           unnest(tstzmultirange(tstzrange(now() - ${hold}, now())) - covered) as hole
     where lower(hole) > now() - ${hold} and (e.ended_at is null or e.ended_at <= lower(hole)))`;
  await sql.begin((sql) => [
    sql`
      update masto.stream_offsets o
         set heard_at = now(), end_offset = coalesce(n."endOffset", o.end_offset), stopped = n.stopped,
             clock_watermark = case when n.idle and heard.mark is not null
                                    then least(greatest(o.clock_watermark, heard.mark, covered.until - ${behind}), ${bound})
                                    else o.clock_watermark end
        from (select * from json_to_recordset(${JSON.stringify(held)}::text::json) as n (
                partition int, "endOffset" bigint, idle boolean, stopped text) order by partition) n,
             (select case when bool_or(watermark is not null) and not bool_or(came or waits)
                          then greatest(max(watermark), ${bound} - ${hold})
                          else max(watermark) end as mark
                from (select watermark, updated_at > now() - ${hold} as came,
                             coalesce(end_offset > next_offset, false) and heard_at > now() - ${hold} as waits
                        from masto.stream_offsets
                       where cluster_id = ${clusterId} and topic = ${topic}) of_topic) heard,
             ${covered} covered
       where o.cluster_id = ${clusterId} and o.topic = ${topic} and o."partition" = n.partition`,
    sql`
      update masto.pipeline
         set watermark = greatest(watermark, active.lowest), out_of_orderness = ${behind}
        from (select least(min(mark), ${bound}, (select until from ${covered} c) - ${behind}) as lowest
                from (select greatest(watermark, clock_watermark) as mark from masto.stream_offsets
                       where heard_at > now() - interval '2 minutes') marks
              having bool_and(mark is not null)) active
       where active.lowest > coalesce(watermark, '-infinity') or out_of_orderness <> ${behind}`,
  ]);
}

/**
 * Notifies readers if a batch has committed since the last notification. That is derived from the stored offsets, so the
 * next call of any consumer makes up for a notification that failed, or whose consumer was killed after its COMMIT.
 */
export async function announceApplied(sql: Sql): Promise<void> {
  await sql.unsafe(`
    update masto.pipeline p
       set changes = p.changes + 1, announced = s.state
      from (select ${APPLIED_STATE} as state) s
     where p.announced is distinct from s.state
    returning pg_notify('${CHANGE_CHANNEL}', '')`);
}
