import type { Sql } from "../postgres/connect.ts";

/** The state of the store for `trunkline status`. Counts are exact; times are ISO 8601. */
export interface StoreStatus {
  readonly version: number;
  readonly posts: number;
  readonly tombstones: number;
  readonly language_windows: number;
  readonly user_windows: number;
  readonly watermark: string | null;
  readonly dead_letters: Readonly<Record<string, number>>;
  readonly gaps: readonly {
    readonly source: string;
    readonly note: string;
    readonly filled: boolean;
  }[];
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

/** Reads the status in one snapshot. */
export async function readStatus(sql: Sql): Promise<StoreStatus> {
  // One statement: every part is of the same moment.
  const [row] = await sql<{ status: StoreStatus }[]>`
    select jsonb_build_object(
      'version',          (select max(version) from masto.schema_migrations),
      'posts',            (select count(*) from masto.toots_raw),
      'tombstones',       (select count(*) from masto.tombstones),
      'language_windows', (select count(*) from masto.toot_metrics_windowed),
      'user_windows',     (select count(*) from masto.user_avg_length_windowed),
      'watermark',        (select watermark from masto.pipeline),
      'dead_letters',     (select coalesce(jsonb_object_agg(reason, n), '{}')
                             from (select reason, count(*) as n from masto.dead_letters group by reason) d),
      'gaps',             (select coalesce(jsonb_agg(jsonb_build_object(
                                    'source', source, 'note', note, 'filled', filled_at is not null)
                                    order by gap_id), '[]')
                             from masto.stream_gaps),
      'partitions',       (select coalesce(jsonb_agg(jsonb_build_object(
                                    'topic', topic, 'partition', "partition", 'next_offset', next_offset,
                                    'lag', lag, 'active', active, 'stopped', stopped,
                                    'watermark', watermark)
                                    order by topic, "partition"), '[]')
                             from masto.v_pipeline_health)
    ) as status`;
  if (row === undefined) throw new Error("Cannot read the status: PostgreSQL returned no row");
  return row.status;
}
