import type { BatchTable } from "./batch_tables.ts";

/**
 * One statement that makes a table hold exactly its query's rows and touches only those that differ, so that a run over
 * unchanged posts writes nothing. Returns one row: `written`, `removed`.
 *
 * Its parts see one snapshot and different rows: what is removed has no fresh row, what is written has one.
 */
export function replaceDiffering(table: BatchTable): string {
  const { name, keys, values, query, scope } = table;
  const columns = [...keys, ...values].join(", ");
  const sameKey = (a: string, b: string) =>
    keys.map((key) => `${a}.${key} = ${b}.${key}`).join(" and ");
  const list = (alias: string) => values.map((value) => `${alias}.${value}`).join(", ");
  return `
    with fresh as materialized (${query}
    ), gone as (
      delete from masto.${name} t
       where ${scope ?? "true"} and not exists (select from fresh where ${sameKey("fresh", "t")})
      returning 1
    ), written as (
      insert into masto.${name} (${columns})
      select ${columns}
        from fresh
       where not exists (
         select from masto.${name} old
          where ${sameKey("old", "fresh")}
            and row (${list("old")}) is not distinct from row (${list("fresh")})
       )
      on conflict (${keys.join(", ")}) do update
        set ${values.map((value) => `${value} = excluded.${value}`).join(", ")}
      returning 1
    )
    select (select count(*) from written)::int as written, (select count(*) from gone)::int as removed`;
}
