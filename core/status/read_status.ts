import type { Sql } from "../postgres/connect.ts";

/** The rows of the tables. */
export interface RowCounts {
  readonly posts: number;
  readonly tombstones: number;
  readonly language_windows: number;
  readonly user_windows: number;
}

/** The state of the store for `trunkline status`. Times are ISO 8601. */
export interface StoreStatus {
  readonly version: number;
  readonly watermark: string | null;
  readonly dead_letters: Readonly<Record<string, number>>;
  readonly gaps: readonly {
    /** `source`: an interruption; `audit`: lost on an open connection; `retention`: deleted by Kafka. */
    readonly kind: string;
    readonly source: string;
    readonly note: string;
    readonly filled: boolean;
    readonly from: string | null;
    /** Null: it lasts. */
    readonly to: string | null;
    /** Read by REST; null where that cannot be. */
    readonly posts_recovered: number | null;
  }[];
  /** Minutes of the last 24 hours by stream and state (`complete`, `filled`, `incomplete`, `not_collected`). */
  readonly completeness: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly next_offset: number;
    readonly lag: number | null;
    readonly active: boolean;
    /** Why its consumer has stopped reading it; null if it reads. */
    readonly stopped: string | null;
    readonly watermark: string | null;
  }[];
}

/** Counts the rows exactly, which takes time in proportion to them. */
export async function countRows(sql: Sql): Promise<RowCounts> {
  return one(
    await sql<RowCounts[]>`
    select (select count(*) from masto.toots_raw)::float8                as posts,
           (select count(*) from masto.tombstones)::float8               as tombstones,
           (select count(*) from masto.toot_metrics_windowed)::float8    as language_windows,
           (select count(*) from masto.user_avg_length_windowed)::float8 as user_windows`,
  );
}

/** The rows as PostgreSQL estimated them at its last vacuum or analyze; at once. */
export async function estimateRows(sql: Sql): Promise<RowCounts> {
  return one(
    await sql<RowCounts[]>`
    select sum(n) filter (where name = 'toots_raw')                as posts,
           sum(n) filter (where name = 'tombstones')               as tombstones,
           sum(n) filter (where name = 'toot_metrics_windowed')    as language_windows,
           sum(n) filter (where name = 'user_avg_length_windowed') as user_windows
      from (select relname as name, greatest(reltuples, 0)::float8 as n
              from pg_class where relnamespace = 'masto'::regnamespace) tables`,
  );
}

function one<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error("Cannot read the status: PostgreSQL returned no row");
  return row;
}

/** Reads the status in one snapshot. */
export async function readStatus(sql: Sql): Promise<StoreStatus> {
  // One statement: every part is of the same moment.
  const rows = await sql<{ status: StoreStatus }[]>`
    select jsonb_build_object(
      'version',          (select max(version) from masto.schema_migrations),
      'watermark',        (select watermark from masto.pipeline),
      'dead_letters',     (select coalesce(jsonb_object_agg(reason, n), '{}')
                             from (select reason, count(*) as n from masto.dead_letters group by reason) d),
      'gaps',             (select coalesce(jsonb_agg(jsonb_build_object(
                                    'kind', kind, 'source', source, 'note', note, 'filled', filled_at is not null,
                                    'from', from_time, 'to', to_time, 'posts_recovered', posts_recovered)
                                    order by from_time, gap_id), '[]')
                             from masto.stream_gaps),
      'completeness',     (select coalesce(jsonb_object_agg(source, minutes), '{}')
                             from (select source, jsonb_object_agg(state, n) as minutes
                                     from (select source, state, count(*) as n
                                             from masto.window_completeness(now() - interval '24 hours', now())
                                            group by source, state) by_state
                                    group by source) by_source),
      'partitions',       (select coalesce(jsonb_agg(jsonb_build_object(
                                    'topic', topic, 'partition', "partition", 'next_offset', next_offset,
                                    'lag', lag, 'active', active, 'stopped', stopped,
                                    'watermark', watermark)
                                    order by topic, "partition"), '[]')
                             from masto.v_pipeline_health)
    ) as status`;
  return one(rows).status;
}
