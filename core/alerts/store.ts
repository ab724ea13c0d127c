import type { StoredAlert } from "../dashboard/alert_feed.ts";
import type { Sql } from "../postgres/connect.ts";
import type { Alert } from "./decide.ts";

/** An alert is told once: as long as it holds, and until it has been over for so long. */
const AGAIN_AFTER = "6 hours";
/** An alert that could not be sent for so long is old news. */
const SEND_WITHIN = "1 hour";

/** Stores what was not told lately. `now`: ms since 1970; `quiet`: it is in the feed, and is not sent. */
export async function noteAlerts(
  sql: Sql,
  alerts: readonly Alert[],
  { now, quiet }: { readonly now: number; readonly quiet: boolean },
): Promise<void> {
  for (const { kind, key, title } of alerts) {
    await sql`
      insert into masto.alerts (kind, key, title, at, is_quiet)
      select ${kind}, ${key}, ${title}, to_timestamp(${now}::float8 / 1000), ${quiet}
       where not exists (
         select from masto.alerts
          where kind = ${kind} and key = ${key}
            and at > to_timestamp(${now}::float8 / 1000) - ${AGAIN_AFTER}::interval)`;
  }
}

/** The alerts to send, oldest first. */
export async function unsentAlerts(sql: Sql): Promise<readonly StoredAlert[]> {
  return [
    ...await sql<StoredAlert[]>`
    select alert_id::text as id, kind, key, title,
           to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from masto.alerts
     where sent_at is null and not is_quiet and at > now() - ${SEND_WITHIN}::interval
     order by alert_id`,
  ];
}

/** Remembers that an alert was sent. */
export async function markSent(sql: Sql, id: string): Promise<void> {
  await sql`update masto.alerts set sent_at = now() where alert_id = ${id}::bigint`;
}
