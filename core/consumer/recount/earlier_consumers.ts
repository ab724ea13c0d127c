import type { Sql } from "../../postgres/connect.ts";
import { CONSUMER_SESSION, CONTROL_SESSION } from "../../postgres/consumer_sessions.ts";
import { DERIVED_RULES } from "../../post/derived_columns.ts";

export interface EarlierConsumers {
  /** A session of one is there. */
  readonly seen: boolean;
  /** There are more consumers than have said by which rules they derive columns: one of them has just lost its session. */
  readonly possible: boolean;
}

/**
 * Whether consumers are alive that derive columns by earlier rules. None can start any more once the schema has moved on
 * (it refuses them), so that the sessions of those that run say it all: each consumer has one for its batches and one
 * beside it, whose name says the rules.
 */
export async function consumersOfEarlierRules(sql: Sql): Promise<EarlierConsumers> {
  const [row] = await sql<EarlierConsumers[]>`
    with sessions as (
      select application_name as name
        from pg_stat_activity
       where datname = current_database() and application_name like ${`${CONSUMER_SESSION}%`}
    )
    select exists (
             select from sessions
              where name like ${`${CONSUMER_SESSION} control%`}
                and coalesce(substring(name from ', rules (\\d+)$')::int, 1) < ${DERIVED_RULES}
           ) as seen,
           (select count(*) from sessions where name = ${CONSUMER_SESSION})
             > (select count(*) from sessions where name = ${CONTROL_SESSION}) as possible`;
  return row ?? { seen: false, possible: true };
}
